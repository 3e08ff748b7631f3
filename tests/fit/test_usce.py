from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import Setting, UsceKind, UsExperience
from preround.fit.usce import Counts, counts, is_hands_on, load_counting, months, summarize
from tests.oracles.usce_days import months_day_by_day

TODAY = dt.date(2026, 11, 22)


def period(start: str | None, end: str | None, kind: str = "externship", **more: object):
    return UsExperience.model_validate({"kind": kind, "start": start, "end": end, **more})


def test_eight_weeks_from_monday_to_friday_are_two_months() -> None:
    # 2 Feb 2026 is a Monday, 27 Mar a Friday: 8 weeks of 5 weekdays = 40; 40 / 20 = 2.0
    assert months([period("2026-02-02", "2026-03-27")], TODAY).months == 2.0


def test_half_time_counts_half() -> None:
    # the same 40 weekdays at 20 of 40 hours: 40 x 0.5 / 20 = 1.0
    assert months([period("2026-02-02", "2026-03-27", hours_per_week=20)], TODAY).months == 1.0


def test_sixty_hours_a_week_count_as_full_time_and_no_more() -> None:
    assert months([period("2026-02-02", "2026-03-27", hours_per_week=60)], TODAY).months == 2.0


def test_overlapping_full_time_periods_count_their_days_once() -> None:
    # 2 Feb - 27 Mar (8 weeks) and 2 Mar - 24 Apr (8 weeks) overlap by 4 weeks:
    # 2 Feb - 24 Apr are 12 weeks = 60 weekdays; 60 / 20 = 3.0, not 4.0
    both = [period("2026-02-02", "2026-03-27"), period("2026-03-02", "2026-04-24")]
    assert months(both, TODAY).months == 3.0


def test_two_half_time_periods_on_the_same_days_make_full_days() -> None:
    half = period("2026-02-02", "2026-03-27", hours_per_week=20)
    assert months([half, half], TODAY).months == 2.0


def test_days_after_the_day_of_counting_are_planned_not_done() -> None:
    # from Monday 9 Nov 2026: 10 weekdays up to Sunday 22 Nov, 10 more up to Friday 4 Dec
    counted = months([period("2026-11-09", "2026-12-04")], TODAY)
    assert (counted.months, counted.planned) == (0.5, 0.5)


def test_a_period_that_has_not_begun_has_no_last_day_yet() -> None:
    counted = months([period("2027-01-04", "2027-01-29")], TODAY)
    assert (counted.months, counted.planned, counted.last_end) == (0.0, 1.0, None)


def test_a_period_without_an_end_counts_up_to_the_day() -> None:
    # Monday 26 Oct to Sunday 22 Nov 2026: 4 weeks = 1.0
    counted = months([period("2026-10-26", None)], TODAY)
    assert (counted.months, counted.planned) == (1.0, 0.0)


def test_a_length_stands_in_for_dates_that_are_not_given() -> None:
    assert months([period(None, None, months=3.0)], TODAY).months == 3.0
    # 2 months back from Friday 27 Mar 2026 are 56 days: 40 weekdays = 2.0
    by_end = months([period(None, "2026-03-27", months=2.0)], TODAY)
    assert (by_end.months, by_end.last_end) == (2.0, dt.date(2026, 3, 27))
    # 2 months from Monday 2 Nov 2026: 15 weekdays up to 22 Nov are done, 25 are planned
    begun = months([period("2026-11-02", None, months=2.0)], TODAY)
    assert (begun.months, begun.planned) == (0.75, 1.25)


def test_dates_win_over_a_length() -> None:
    assert months([period("2026-02-02", "2026-03-27", months=9.0)], TODAY).months == 2.0


def test_a_period_without_dates_or_length_counts_for_nothing_and_says_so() -> None:
    counted = months([period(None, "2026-03-27"), period(None, None)], TODAY)
    assert (counted.months, counted.n_undated) == (0.0, 2)


def test_hours_that_are_not_given_are_marked_as_assumed() -> None:
    assert months([period("2026-02-02", "2026-03-27")], TODAY).hours_assumed
    assert not months([period("2026-02-02", "2026-03-27", hours_per_week=40)], TODAY).hours_assumed


def test_the_last_day_of_the_calendar_does_not_break_the_count() -> None:
    assert months([period("2026-11-09", "9999-12-31")], TODAY).months == 0.5


days = st.dates(dt.date(2023, 1, 1), dt.date(2027, 6, 30))


@st.composite
def periods(draw: st.DrawFn) -> UsExperience:
    start, end = sorted((draw(days), draw(days)))
    return UsExperience(
        kind=draw(st.sampled_from(UsceKind)),
        start=start,
        end=draw(st.sampled_from([end, None])),
        hours_per_week=draw(st.sampled_from([None, 8.0, 20.0, 40.0, 60.0])),
    )


@given(st.lists(periods(), max_size=4), days)
def test_the_count_agrees_with_walking_every_day(some: list[UsExperience], as_of: dt.date) -> None:
    assert months(some, as_of).months == pytest.approx(months_day_by_day(some, as_of))


@given(st.lists(periods(), max_size=4), periods())
def test_one_more_period_never_takes_months_away(
    some: list[UsExperience], more: UsExperience
) -> None:
    assert months([*some, more], TODAY).months >= months(some, TODAY).months - 1e-9


@pytest.mark.parametrize(
    ("kind", "setting", "counted"),
    [
        ("elective", "inpatient", Counts.YES),
        ("externship", None, Counts.YES),
        ("observership", "outpatient", Counts.YES),
        ("observership", "telehealth", Counts.SELDOM),
        ("employment", "inpatient", Counts.SELDOM),
        ("volunteer", None, Counts.SELDOM),
        ("research", "inpatient", Counts.NO),
    ],
)
def test_kinds_count_as_programs_take_them(
    kind: str, setting: Setting | None, counted: Counts
) -> None:
    assert counts(period(None, None, kind=kind, setting=setting)) is counted


def test_hands_on_is_what_the_person_said_else_what_the_kind_means() -> None:
    assert is_hands_on(period(None, None, "externship")) is True
    assert is_hands_on(period(None, None, "observership")) is False
    assert is_hands_on(period(None, None, "observership", hands_on=True)) is True
    assert is_hands_on(period(None, None, "employment")) is None


def test_summary_keeps_kinds_apart_and_knows_how_recent() -> None:
    summary = summarize(
        [
            period("2026-02-02", "2026-03-27", "observership"),
            period("2024-06-03", "2024-06-28", "elective"),
            period("2023-01-02", None, "employment"),
        ],
        TODAY,
    )
    assert summary.by_kind[UsceKind.OBSERVERSHIP].months == 2.0
    # 3 to 28 June 2024: 4 weeks = 1.0, the only hands-on clinical month
    assert summary.hands_on.months == 1.0
    assert summary.clinical.months == 3.0
    assert summary.last_end == dt.date(2026, 3, 27)
    # 27 Mar to 22 Nov 2026 are 240 days; 240 / 30.4375 = 7.885
    assert summary.recency_months == pytest.approx(7.885, abs=0.001)


def test_the_rules_of_counting_say_where_they_were_read() -> None:
    rules = load_counting()
    assert rules.length_citation.source
    assert rules.kinds_citation.read == dt.date(2026, 11, 21)
    assert rules.weekdays_per_month == 20
