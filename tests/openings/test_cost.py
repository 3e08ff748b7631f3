from __future__ import annotations

import datetime as dt

import pytest

from preround.openings.cost import Costs, cost, costs_document, costs_from
from preround.openings.opening import Opening

FOUR = Opening("A", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 31), fee_usd=1200)
ALL = Costs(700, 300, 100, 185, 0, None)


def test_every_part_is_added_and_what_is_not_known_is_named() -> None:
    # four weeks: 1200 + 700 + 4 x 300 = 3100; a month of four weeks costs the same
    found = cost(FOUR, Costs(travel_usd=700, housing_usd_per_week=300))
    assert (found.total_usd, found.per_month_usd) == (3100, 3100)
    assert set(found.open) == {"lost_wages", "visa"}


def test_a_hands_on_week_is_a_full_one() -> None:
    # 1200 + 700 + 185 + 4 x (300 + 100 + 0) = 3685; 20 of 40 hours make two full weeks
    found = cost(FOUR, ALL, hands_on=True)
    assert found.total_usd == 3685
    assert found.per_hands_on_week_usd == pytest.approx(3685 / 4)
    half = Opening("A", weeks=4, fee_usd=1200, hours_per_week=20)
    assert cost(half, ALL, hands_on=True).per_hands_on_week_usd == pytest.approx(3685 / 2)
    long_hours = Opening("A", weeks=4, fee_usd=1200, hours_per_week=80)
    assert cost(long_hours, ALL, hands_on=True).full_weeks == 4


def test_watching_has_no_price_of_a_hands_on_week() -> None:
    assert cost(FOUR, ALL, hands_on=False).per_hands_on_week_usd is None
    assert cost(FOUR, ALL, hands_on=None).per_hands_on_week_usd is None


def test_a_weekly_part_without_a_length_is_open_and_nothing_is_nothing() -> None:
    found = cost(Opening("A", fee_usd=0), Costs(0, 300, 0, 0, 0, 0))
    assert (found.total_usd, found.open) == (0, ("housing",))
    known = cost(Opening("A", fee_usd=0), Costs(0, 0, 0, 0, 0, 0))
    assert known.is_complete


def test_own_figures_go_before_the_usual_ones() -> None:
    assert Costs(travel_usd=0).over(Costs(700, 300)) == Costs(0, 300)


def test_a_document_gives_the_same_figures() -> None:
    assert costs_from(costs_document(ALL)) == ALL
