from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.openings.opening import (
    Freshness,
    Opening,
    as_document,
    freshness,
    from_document,
)

TODAY = dt.date(2026, 11, 22)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
MONEY = st.none() | st.floats(0, 20_000).map(lambda x: round(x, 2))
OPENINGS = st.builds(
    Opening,
    institution=TEXT.filter(bool), kind=TEXT, specialty=TEXT, city=TEXT, state=TEXT,
    start=DAYS, end=DAYS, weeks=st.none() | st.integers(1, 52).map(float), apply_by=DAYS,
    fee_usd=MONEY, fee_per=st.sampled_from(["stay", "week", "month"]), other_fees_usd=MONEY,
    hours_per_week=st.none() | st.integers(1, 80).map(float), who_may_apply=TEXT,
    hands_on=st.none() | st.booleans(),
    may_do=st.lists(st.sampled_from(["history", "watched"]), unique=True).map(tuple),
    duties=TEXT, letter_policy=TEXT, physician=TEXT, contact=TEXT, read=DAYS, note=TEXT,
)  # fmt: skip


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH), (90, Freshness.FRESH), (91, Freshness.AGING), (180, Freshness.AGING),
        (181, Freshness.OLD), (365, Freshness.OLD), (366, Freshness.STALE),
    ],
)  # fmt: skip
def test_freshness_goes_by_days_since_it_was_read(days: int, expected: Freshness) -> None:
    assert freshness(Opening("A", read=TODAY - dt.timedelta(days=days)), TODAY) is expected


def test_an_opening_nobody_dated_is_unknown() -> None:
    assert freshness(Opening("A"), TODAY) is Freshness.UNKNOWN


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        ((2027, 1, 4), (2027, 1, 29), 4.0),  # Monday to the fourth Friday: 20 weekdays
        ((2027, 1, 4), (2027, 1, 31), 4.0),
        ((2027, 1, 4), (2027, 1, 6), 0.6),  # three weekdays of five
        ((2027, 1, 9), (2027, 1, 10), 2 / 7),  # a weekend has no weekday
    ],
)
def test_a_stay_is_counted_in_weekdays(
    start: tuple[int, int, int], end: tuple[int, int, int], weeks: float
) -> None:
    assert Opening("A", start=dt.date(*start), end=dt.date(*end)).stay_weeks == weeks


def test_a_fee_for_each_week_or_month_is_multiplied_by_the_stay() -> None:
    week = Opening("A", weeks=6, fee_usd=500, fee_per="week")
    assert week.fee_for_stay_usd == 3000
    month = Opening("A", weeks=6, fee_usd=1000, fee_per="month")
    assert month.fee_for_stay_usd == 1500  # 6 weeks are one and a half months of four
    assert Opening("A", fee_usd=500, fee_per="week").fee_for_stay_usd is None
    assert Opening("A", fee_usd=0, fee_per="week").fee_for_stay_usd == 0


@given(OPENINGS)
def test_a_document_gives_the_same_opening(opening: Opening) -> None:
    assert from_document(as_document(opening)) == opening


def test_keys_of_a_later_version_are_passed_over_and_no_institution_is_refused() -> None:
    assert from_document({"institution": "A", "mood": "good"}) == Opening("A")
    for broken in ({}, {"institution": 3}, {"institution": "A", "start": "soon"},
                   {"institution": "A", "fee_usd": "much"}, {"institution": "A", "note": 3},
                   {"institution": "A", "hands_on": "yes"}):  # fmt: skip
        with pytest.raises((KeyError, TypeError, ValueError)):
            from_document(broken)
