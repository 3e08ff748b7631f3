"""The ledger against dates, hours and other entries; and what each claim invites to ask."""

from __future__ import annotations

from datetime import date

import pytest

from preround.writing.defend import questions_on
from preround.writing.ledger import LedgerLine, Standing, claims_ledger
from preround.writing.ledger_frame import EntryFrame
from preround.writing.recorded import RecordedFact

FRAME = EntryFrame(
    date(2026, 1, 5),
    None,
    20,
    date(2026, 11, 22),
    (("Trial unit", "Built a sheet the team used: missed visits fell from 22% to 12%."),),
)


def line(text: str, claim: str, *facts: RecordedFact) -> LedgerLine:
    return next(one for one in claims_ledger(text, facts, frame=FRAME) if one.claim == claim)


@pytest.mark.parametrize(
    ("text", "claim", "why"),
    [
        ("Answered calls for two years", "for two years", "2026-01-05"),
        ("Worked 40 hours a week", "40 hours a week", "20 hours a week"),
        ("Answered calls since 2019", "since 2019", "begins in 2026"),
    ],
)
def test_time_beyond_the_entry_s_own_is_in_conflict(text: str, claim: str, why: str) -> None:
    found = line(text, claim)
    assert found.standing is Standing.CONFLICT
    assert why in found.why


def test_a_span_within_the_entry_and_hours_that_agree_are_no_conflict() -> None:
    found = claims_ledger("Errors fell in three months. Worked 20 hours a week.", [], frame=FRAME)
    assert Standing.CONFLICT not in {one.standing for one in found}


def test_another_entry_that_says_otherwise_is_named() -> None:
    found = line("Built a sheet the team used: missed visits fell from 22% to 10%.", "10%")
    assert found.standing is Standing.CONFLICT
    assert found.why.startswith("Trial unit says")


def test_the_same_words_in_another_entry_are_no_conflict() -> None:
    found = claims_ledger(FRAME.others[0][1], [], frame=FRAME)
    assert Standing.CONFLICT not in {one.standing for one in found}


def test_a_share_is_traced_in_words_too_and_a_year_is_no_claim() -> None:
    log = RecordedFact("a", "Missing data fell from 35% to 18%")
    text = "It was 18 percent instead of 35. Passed Step 3 in 2026."
    found = {one.claim: one.standing for one in claims_ledger(text, [log])}
    assert found == {"18": Standing.TRACED, "35": Standing.TRACED}


def test_a_plain_number_is_not_borne_by_a_percentage_alone() -> None:
    log = RecordedFact("a", "Refills rose 15%")
    assert line("Called 15 doctors a day", "15", log).standing is Standing.REMEMBERED


def test_questions_speak_of_the_claim_itself() -> None:
    text = "Introduced a template and answered 80 calls a day"
    assert questions_on("number", "80", text, text.index("80") + 2)[0] == (
        "How do you know that it was 80 calls a day?"
    )
    assert "Is it still in use?" in questions_on("verb", "Introduced", text, 10)
    assert questions_on("verb", "Verified", text, 8)


@pytest.mark.parametrize(("text", "claim", "asked"), [
    ("Turnaround fell from 9 days to 3.", "9", "9 days before"),
    ("Turnaround fell from 9 days to 3.", "3", "3 after"),
    ("Late calls went from 14 a week to 6.", "6", "6 after"),
    ("Missing times fell from 8 of 20 to 2 of 20.", "8 of 20", "8 of 20 before"),
    ("Notes sent back went from 9 to 3 a week.", "9 to 3", "on each side"),
    ("Counted: 41 of 120 were missing a note.", "41 of 120", "which ones were counted"),
    ("Counted denials for 4 weeks.", "4", "from which day to which"),
    ("Answered 80 to 100 calls a day.", "80 to 100", "Over which weeks"),
    ("Coordinated visits of 60 participants.", "60", "Where could one look up"),
    ("Cared for patients over 65.", "65", "a record, or an impression"),
    ("Turned patients every 2 hours.", "2", "could not be kept"),
])  # fmt: skip
def test_each_sort_of_figure_is_asked_about_in_its_own_way(
    text: str, claim: str, asked: str
) -> None:
    ledger = claims_ledger(text, [])
    line = next(one for one in ledger if one.claim == claim)
    assert asked in " ".join(line.asked)


def test_a_figure_of_the_setting_is_asked_about_as_the_setting() -> None:
    facts = [RecordedFact("context", "Clinic of 12 physicians"), RecordedFact("a", "Roomed 9")]
    (line,) = claims_ledger("Clinic of 12 physicians.", facts)
    assert line.asked[0].startswith("Describe the place")


@pytest.mark.parametrize("text", [
    "Drove for a 911 service.", "Took 12-lead tracings.", "Covered a desk open 24/7.",
])  # fmt: skip
def test_a_figure_that_is_a_name_is_no_claim(text: str) -> None:
    assert [one for one in claims_ledger(text, []) if one.kind == "number"] == []


def test_what_others_did_is_not_claimed() -> None:
    said = "I call the office that wrote it, and the nurse who trained me."
    assert [one.claim for one in claims_ledger(said, [])] == []
    assert [one.claim for one in claims_ledger("I wrote it.", [])] == ["wrote"]
