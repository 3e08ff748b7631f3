"""A text beside its log: cut where claims and findings stand, whole when put together again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.jobs.build_account import build_account
from preround.jobs.check_entry import EntryText, check_entry, identifiers
from preround.jobs.check_statement import KeptMoment, check_statement, gather_moments
from preround.jobs.lint_entries import lint_text
from preround.jobs.prepare_answer import prepare_answer, themes_with_progress
from preround.writing.accounts import account_kinds
from preround.writing.ledger_frame import EntryFrame
from preround.writing.linter import lint
from preround.writing.recorded import RecordedFact

TODAY = date(2026, 11, 22)
LOG = (RecordedFact("week", "Answered 80 calls a day", date(2026, 11, 2)),)
PIECES = st.sampled_from(
    ["Triaged callers. ", "Answered 80 calls a day. ", "as lead nurse ", "Mrs. Alvarez ", "\n- ",
     "Managed 12 patients, ", "and reduced mortality by 40%. ", "é 🙂 ", "I wrote 2025 "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join))
def test_the_stretches_put_together_are_the_text(text: str) -> None:
    found = check_entry(EntryText(text, "clerk", LOG), season=2027)
    assert "".join(one.words for one in found.stretches) == text
    shown = sorted(n for one in found.stretches for n in one.findings)
    assert len(shown) <= len(found.findings)


def test_claims_and_findings_are_marked_where_they_stand() -> None:
    found = check_entry(EntryText("Answered 80 calls a day. Triaged 9.", "clerk", LOG), season=2027)
    marked = {one.words.strip(): one.standing for one in found.stretches if one.standing}
    assert marked["80"] == "traced"
    assert marked["Triaged"] == "conflict"
    assert found.n_by_standing["traced"] == 1


def test_a_rule_left_out_stays_out_and_the_limit_is_the_season_s() -> None:
    text = "Triaged callers. " * 60
    loud = check_entry(EntryText(text, "clerk"), season=2027)
    codes = frozenset(one.code for one in loud.findings)
    assert {"over-limit", "overclaim-triage"} <= codes
    quiet = check_entry(EntryText(text, "clerk", switched_off=codes), season=2027)
    assert quiet.findings == ()
    assert check_entry(EntryText("x"), season=2030).limit is None


def test_a_pasted_description_and_another_entry_s_opening_are_seen() -> None:
    words = "Greets visitors and directs them to the proper department promptly each day"
    entry = EntryText(words, "clerk", description=words)
    assert "copied-description" in {f.code for f in check_entry(entry, season=2027).findings}
    others = (("a", "Registered donors."), ("b", "Registered guests."))
    entry = EntryText("Registered 50 patients.", frame=EntryFrame(others=others))
    assert "repeated-opening" in {f.code for f in check_entry(entry, season=2027).findings}


@pytest.mark.parametrize("said", ["John Miller", "MRN 00123456", "93 years old"])
def test_what_could_tell_who_a_patient_is_is_found(said: str) -> None:
    assert identifiers(f"Called the family of {said} in the evening")


def test_an_employer_a_month_and_an_attending_are_the_writer_s_own() -> None:
    assert identifiers("Worked with Dr. Patel at Mercy Hospital in Detroit from May 2025") == ()


def test_a_row_of_a_table_is_guarded_too() -> None:
    assert "patient-identifier" in {one.code for one in lint_text("Sat with John Miller", row=3)}


def test_an_account_is_composed_timed_and_offered_facts() -> None:
    gap = next(one for one in account_kinds() if one.name == "gap")
    parts = {"facts": "Away from 2021 to 2023", "cause": "Family", "change": "x", "proof": "2024"}
    facts = [RecordedFact("a", "Took a course while caring for my mother", date(2022, 5, 1))]
    built = build_account(gap, parts, facts, season=2027, today=TODAY)
    assert built.text == "Away from 2021 to 2023. Family. x. 2024."
    assert built.earlier_limit is not None
    assert built.earlier_limit.to_season == 2021
    assert [fact.id for fact in built.offered] == ["a"]


def test_an_answer_said_aloud_is_timed_and_its_claims_held() -> None:
    said = "I answer 80 calls a day, and 5 more."
    prepared = prepare_answer("Tell me about yourself.", LOG, said, today=TODAY)
    assert prepared.length is not None
    assert [line.claim for line in prepared.loose] == ["5"]
    progress = themes_with_progress(["Tell me about yourself."], [])
    assert sum(one.n_prepared for one in progress) == 1


def test_a_statement_is_held_against_entries_and_notes() -> None:
    entries = [("Unit", "Missed visits of the unit fell from 22% to 12% with one shared list.")]
    kept = [KeptMoment(1, "care", "A frightened mother asked twice", "listening"),
            KeptMoment(2, "team", "The pharmacist corrected my label", "")]  # fmt: skip
    draft = (
        "A frightened mother asked twice. Missed visits of the unit fell from 22% to 10% with one"
        " shared list."
    )
    found = check_statement(draft, LOG, entries, kept, season=2027)
    assert [line.claim for line in found.conflicts] == ["10%"]
    assert [one.id for one in found.untold] == [2]
    assert (found.limit, found.page) == (28000, 3500)
    themes = {one.theme.name: one for one in gather_moments(kept, LOG, draft)}
    assert themes["care"].kept[0].told


SICK = "From January 2021 to March 2022 my mother sick and i take care."


def test_no_sentence_of_an_account_or_a_statement_is_weighed_as_a_duty_of_the_job() -> None:
    assert "overclaim-added" in {f.code for f in lint(SICK, "", LOG[0].text)}
    gap = next(one for one in account_kinds() if one.name == "gap")
    built = build_account(gap, {"facts": SICK}, LOG, season=2027, today=TODAY)
    assert built.checked is not None
    assert built.checked.findings == ()
    told = check_statement(f"{SICK} Triaged 9.", LOG, (), (), season=2027)
    assert [line.claim for line in told.conflicts] == ["Triaged"]
