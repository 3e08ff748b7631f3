"""Drafts from the log, the order of entries, and what changed between two texts."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from preround.audit.work_log import LineKind, WorkLine
from preround.jobs.choose_entries import KeptEntry, choose_entries, compare_texts, draft_entry
from preround.writing.form_options import FIELDS, form_options

TODAY = dt.date(2026, 11, 22)
MONDAY = dt.date(2026, 11, 16)


def kept(n: int, text: str, start: dt.date | None = dt.date(2026, 1, 5)) -> KeptEntry:
    return KeptEntry(str(n), f"Position {n}", text, start, None, 10.0, False)


def test_a_draft_holds_only_logged_words_and_the_result_comes_last() -> None:
    lines = [
        WorkLine(MONDAY, "call center agent", LineKind.TASK,
                 "Escalated red-flag calls to the nurse", 6, "calls a day"),
        WorkLine(MONDAY, "call center agent", LineKind.RESULT,
                 "Incomplete messages fell 25% in three months"),
        WorkLine(MONDAY, "call center agent", LineKind.TASK, "Order snacks for the break room"),
    ]  # fmt: skip
    draft = draft_entry("Call center in Ohio", lines, season=2027)
    assert draft.text == (
        "Call center in Ohio. Escalated red-flag calls to the nurse, 6 calls a day. "
        "Incomplete messages fell 25% in three months."
    )


def test_what_adds_a_competency_goes_before_what_repeats_one() -> None:
    texts = ["Answered calls from patients.", "Answered calls from families.",
             "Reported incidents and tracked errors for the quality team."]  # fmt: skip
    choice = choose_entries([kept(n, x) for n, x in enumerate(texts)], season=2027, today=TODAY)
    assert "2" in {one.id for one in choice.entries[:2]}
    assert (choice.n_form, choice.n_best) == (10, 3)


def test_the_form_takes_ten_and_three_of_them_are_the_best() -> None:
    choice = choose_entries([kept(n, "Roomed patients.") for n in range(12)],
                            season=2027, today=TODAY)  # fmt: skip
    assert sum(one.in_form for one in choice.entries) == 10
    best = [one for one in choice.entries if one.among_best]
    assert len(best) == 3
    assert all(one.in_form for one in best)


def test_hours_are_weeks_times_hours_and_undated_entries_stand_apart() -> None:
    # 2026-01-05 to 2026-11-22 are 322 days, 46 weeks, at 10 hours: 460
    choice = choose_entries([kept(1, "x"), kept(2, "y", None)], season=2027, today=TODAY)
    assert choice.entries[0].hours == 460.0
    assert choice.undated == ("Position 2",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_comparison_holds_both_texts_whole(before: str, after: str) -> None:
    changes = compare_texts(before, after)
    assert "".join(words for kind, words in changes if kind != "new") == before
    assert "".join(words for kind, words in changes if kind != "gone") == after


def test_the_forms_choices_are_known_for_published_seasons_only() -> None:
    assert all(form_options(field, 2027) for field in FIELDS)
    assert all(form_options(field, 2028) == () for field in FIELDS)
    assert "Work (paid)" in form_options("experience_type", 2027)


def test_a_draft_takes_five_things_that_teach_something_and_each_once() -> None:
    week = dt.date(2026, 11, 16)
    tasks = [
        "Patient fainted in waiting room, called nurse", "Checked in 60 pts a day",
        "answered phones nonstop", "Ordered toner", "Verified eligibility online",
        "Sent msgs to provider inbox", "Confirmed appts by phone", "cleaned waiting room",
        "Used the language line for Spanish callers", "collected copays",
    ]  # fmt: skip
    lines = [WorkLine(week, "front desk clerk", LineKind.TASK, text) for text in tasks]
    text = draft_entry("A clinic", lines, season=2027).text
    assert text.count(".") == 6
    assert "60 pts a day" in text
    assert "called nurse" in text
    assert "toner" not in text
    assert "phones" not in text
