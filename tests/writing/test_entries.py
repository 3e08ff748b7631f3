"""Entries within the limit, ledgers that tell traced from remembered and conflict, choices."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.writing.answers import answer_question, theme_of, themes
from preround.writing.entries import (
    EntryFact,
    Experience,
    choose_experiences,
    compose_entry,
    has_count,
    overlaps_and_gaps,
    place_of,
    total_hours,
)
from preround.writing.form_limits import UnpublishedLimit, form_length, form_limit
from preround.writing.ledger import Standing, claims_ledger
from preround.writing.recorded import RecordedFact
from preround.writing.spoken import spoken_length

TODAY = date(2026, 11, 22)
CALLS = RecordedFact("a", "Answered 80 calls a day", date(2026, 5, 1))
TEMPLATE = RecordedFact("b", "A template cut incomplete messages by 25%", date(2026, 6, 1))


def standings(text: str, *facts: RecordedFact) -> dict[str, Standing]:
    return {line.claim: line.standing for line in claims_ledger(text, facts, role="clerk")}


def test_a_number_in_the_log_is_traced_and_another_is_remembered() -> None:
    found = standings("Answered 80 calls a day. Wrote 45 messages a day.", CALLS)
    assert found["80"] is Standing.TRACED
    assert found["45"] is Standing.REMEMBERED


def test_a_number_above_the_log_is_in_conflict() -> None:
    assert standings("Answered 200 calls a day.", CALLS)["200"] is Standing.CONFLICT


def test_work_beyond_the_role_is_in_conflict() -> None:
    found = standings("Triaged callers.", RecordedFact("c", "transferred callers to the nurse"))
    assert found["Triaged callers"] is Standing.CONFLICT


def test_every_claim_says_what_could_be_asked() -> None:
    lines = claims_ledger("Answered 80 calls a day and trained 4 clerks.", [CALLS])
    assert lines
    assert all(line.asked for line in lines)


@given(st.lists(st.text("abc 1%", min_size=1, max_size=300), max_size=12))
def test_an_entry_never_exceeds_its_box(texts: list[str]) -> None:
    facts = [EntryFact(RecordedFact(str(n), t), place_of(t)) for n, t in enumerate(texts)]
    entry = compose_entry("A clinic in Ohio", facts, season=2027)
    assert entry.length <= 750
    assert set(entry.used) | set(entry.left_out) == {fact.fact.id for fact in facts}


def test_an_entry_holds_only_recorded_words_and_ends_with_the_impact() -> None:
    facts = [EntryFact(TEMPLATE, place_of(TEMPLATE.text)), EntryFact(CALLS)]
    entry = compose_entry("Call center in Ohio", facts, season=2027)
    assert entry.text == f"Call center in Ohio. {CALLS.text}. {TEMPLATE.text}."


def test_limits_are_the_season_s_and_an_unknown_season_is_refused() -> None:
    assert form_limit("experience_description", 2027).limit == 750
    assert form_limit("most_meaningful_explanation", 2026).limit == 300
    assert form_limit("experiences_max", 2027).limit == 10
    with pytest.raises(UnpublishedLimit, match="last known season is 2027"):
        form_limit("experience_description", 2029)


def test_the_form_counts_a_line_end_once() -> None:
    assert form_length("a\r\nb ") == 3


def job(one: str, covers: str, start: date, end: date | None, hours: float = 20) -> Experience:
    return Experience(one, one, start, end, hours, frozenset(covers.split()))


def test_new_competencies_come_before_more_of_the_same() -> None:
    old = job("old", "PBLI", date(2020, 1, 1), date(2020, 6, 1))
    first = job("first", "ICS SBP", date(2025, 1, 1), None)
    same = job("same", "ICS", date(2022, 1, 1), date(2022, 3, 1))
    chosen = choose_experiences([old, first, same], season=2027, today=TODAY, wanted=2)
    assert [one.id for one in chosen] == ["first", "old"]


def test_hours_are_weeks_times_hours_a_week() -> None:
    assert total_hours(job("j", "", date(2026, 1, 5), date(2026, 1, 18)), TODAY) == 40.0


def test_dates_that_cannot_be_and_gaps_are_said() -> None:
    one = job("clinic", "", date(2024, 1, 1), date(2024, 6, 1), 50)
    other = job("lab", "", date(2024, 3, 1), date(2024, 5, 1), 40)
    later = job("call center", "", date(2025, 1, 1), None, 40)
    said = overlaps_and_gaps([one, other, later], today=TODAY)
    assert said == (
        "clinic and lab overlap at 90 hours a week",
        "nothing from 1 Jun 2024 to 1 Jan 2025",
    )


def test_every_question_of_the_bank_finds_its_theme() -> None:
    asked = [(question, theme.name) for theme in themes() for question in theme.questions]
    assert len(asked) >= 150
    assert [q for q, name in asked if theme_of(q).name != name] == []
    assert len({q for q, _ in asked}) == len(asked)


def test_evidence_is_the_person_s_own_and_the_result_closes_the_outline() -> None:
    answer = answer_question(
        "Tell me about a project that made care safer or smoother.", [CALLS, TEMPLATE], today=TODAY
    )
    assert answer.evidence[0] == TEMPLATE
    assert answer.outline[-1].facts == ("b",)


def test_speech_is_timed_at_two_paces() -> None:
    # 150 words a minute, and 110 for a slow speaker: 60 s and 82 s
    length = spoken_length("word " * 150)
    assert (length.seconds, length.seconds_slow, length.verdict) == (60, 82, "fits")


def test_a_number_is_not_traced_by_words_of_the_next_sentence() -> None:
    facts = [RecordedFact("a", "Answer calls from patients, 40 calls a day")]
    text = "Booked appointments, 40 appointments a day. Answer calls from patients."
    (number,) = [line for line in claims_ledger(text, facts) if line.kind == "number"]
    assert number.standing is Standing.REMEMBERED


@pytest.mark.parametrize(("text", "counts"), [
    ("about 22 charts a shift", True), ("Looked up ICD-10 codes", False), ("last A1c", False),
    ("12-lead tracings sent", False), ("Drove for a 911 service", False), ("BP 88/50", False),
    ("sat with a patient 1:1", False), ("3.5 days to 2", True), ("copay $40", False),
])  # fmt: skip
def test_a_figure_counts_where_it_counts_something(text: str, counts: bool) -> None:
    assert has_count(text) is counts


def test_a_box_takes_five_facts_and_names_those_left_out() -> None:
    facts = [EntryFact(RecordedFact(f"f{n}", f"Filed {n} forms a day"), "responsibility", "S")
             for n in range(1, 9)]  # fmt: skip
    entry = compose_entry("A clinic", facts, season=2027)
    assert (len(entry.used), len(entry.left_out)) == (5, 3)


def test_a_sentence_begins_with_a_capital() -> None:
    facts = [EntryFact(RecordedFact("a", "prepped 20 charts a day"), "responsibility", "PS")]
    assert "Prepped 20 charts a day." in compose_entry("A clinic", facts, season=2027).text


def test_a_verb_beside_short_words_is_traced() -> None:
    facts = [RecordedFact("a", "Wrote HPI and ROS for the physician")]
    (verb,) = claims_ledger("Wrote HPI and ROS.", facts)
    assert verb.standing is Standing.TRACED


def test_a_figure_that_belongs_to_letters_is_no_claim() -> None:
    assert claims_ledger("Looked up ICD-10 codes, GLP-1 drugs and the last A1c.", []) == ()
