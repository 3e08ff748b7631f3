"""Weeks compared, tasks counted once, phrases found for a title, the table read and written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.audit.phrases import nearest_job, phrase_bank
from preround.audit.work_log import LineKind, WorkLine, compare, distinct_tasks, monday
from preround.audit.work_table import NotAWorkLog, read_lines, write_lines

MONDAY = dt.date(2026, 11, 16)
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\r\n"), min_size=1
).map(str.strip)


def line(week: dt.date, text: str, kind: LineKind = LineKind.TASK) -> WorkLine:
    return WorkLine(week, "call center agent", kind, text)


def test_four_weeks_stand_beside_the_four_before() -> None:
    weeks = [MONDAY - dt.timedelta(weeks=n) for n in range(9)]
    compared = compare([line(week, "Room patients for the nurse") for week in weeks], MONDAY)
    # weeks 0-3 are now, 4-7 before, week 8 is neither
    assert (compared.now.shares.n_tasks, compared.before.shares.n_tasks) == (4, 4)
    assert compared.first == dt.date(2026, 10, 26)


def test_moments_and_results_do_not_count_as_tasks() -> None:
    compared = compare([line(MONDAY, "Calmed a caller", LineKind.MOMENT)], MONDAY)
    assert compared.now.shares.n_tasks == 0


def test_a_task_said_twice_is_one_with_its_weeks() -> None:
    week = dt.timedelta(weeks=1)
    found = distinct_tasks(
        [line(MONDAY, "Room patients."), line(MONDAY - week, "room  patients"), line(MONDAY, "Fax")]
    )
    assert [(one.text, n) for one, n in found] == [("Room patients.", 2), ("Fax", 1)]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_week_begins_on_its_monday(day: dt.date) -> None:
    assert monday(day).weekday() == 0
    assert 0 <= (day - monday(day)).days <= 6


@pytest.mark.parametrize(("title", "job"), [
    ("Call centre agent", "call center representative"), ("MA", "medical assistant"),
    ("ED scribe", "medical scribe"), ("pharmacy tech", "pharmacy technician"),
    ("medical receptionist", "front desk clerk"), ("gardener", ""), ("", ""), ("medical", ""),
])  # fmt: skip
def test_a_title_finds_its_phrases(title: str, job: str) -> None:
    assert nearest_job(title) == job


def test_the_bank_has_twenty_jobs_with_phrases_enough_to_pick_from() -> None:
    full = [job for job, phrases in phrase_bank().items() if len(phrases) >= 9]
    assert len(full) >= 20


@given(
    st.lists(
        st.builds(
            WorkLine,
            st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)).map(monday),
            WORDS.filter(lambda x: 0 < len(x) <= 100),
            st.sampled_from(LineKind),
            WORDS.filter(lambda x: 0 < len(x) <= 600),
            st.none() | st.floats(0, 1_000_000),
            WORDS.map(lambda x: x[:60].strip()),
            WORDS.map(lambda x: x[:100].strip()),
        ),
        max_size=8,
    )
)
def test_a_table_written_is_read_the_same(lines: list[WorkLine]) -> None:
    read = read_lines(write_lines(lines), "x")
    assert not read.findings
    assert list(read.lines) == sorted(lines, key=lambda one: one.week)


def test_a_bad_row_is_told_and_the_rest_is_read() -> None:
    table = "Week;Text;Count\n2026-11-18;Room patients;30\nlater;Fax;1\n2026-11-18;Call;many\n"
    read = read_lines(table, "x.csv", "scribe")
    assert [(x.week, x.job, x.count) for x in read.lines] == [(MONDAY, "scribe", 30.0)]
    assert [one.place for one in read.findings] == ["row 3", "row 4"]


def test_a_table_without_its_columns_is_refused_in_words() -> None:
    with pytest.raises(NotAWorkLog, match="no column 'text'"):
        read_lines("week,job\n", "x.csv")
