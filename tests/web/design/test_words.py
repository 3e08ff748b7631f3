"""Figures in words."""

from __future__ import annotations

import datetime as dt

import pytest

from preround.domain.citation import Citation
from preround.domain.ranges import Interval, Support
from preround.web.design import words


def an_interval(low: float, high: float) -> Interval:
    return Interval(low, low, high, low, Support.GUESS)


@pytest.mark.parametrize(
    ("amount", "text"), [(11, "$11"), (1480.0, "$1,480"), (12.5, "$12.50"), (0, "$0"), (None, "")]
)
def test_dollars(amount: float | None, text: str) -> None:
    assert words.usd(amount) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0004, "0"), (0.004, "0.4"), (0.0096, "1"), (0.0449, "4"), (1, "100")],
)
def test_shares_keep_a_decimal_only_where_they_are_small(value: float, text: str) -> None:
    assert words.share(value) == text


def test_ranges_are_ranges_unless_both_ends_are_one() -> None:
    assert words.share_range(an_interval(0.02, 0.09)) == "2\u20139%"
    assert words.in_hundred(an_interval(0.02, 0.09)) == "2 to 9 in 100"
    assert words.in_hundred(an_interval(0.02, 0.021)) == "2 in 100"
    assert words.count_words(an_interval(3.4, 8.6)) == "3 to 9"


def test_a_citation_names_source_place_and_day() -> None:
    read = Citation("its page", "Eligibility", dt.date(2026, 10, 12))
    assert words.cited(read) == "its page, Eligibility, read 12 Oct 2026"
    assert words.cited(None) == ""
