from __future__ import annotations

import pytest

from preround.openings.reading import (
    Unclear,
    is_nothing,
    is_vague,
    read_fee,
    read_hands_on,
    read_hours,
    read_setting,
    read_weeks,
)


@pytest.mark.parametrize(
    ("cell", "usd", "per"),
    [
        ("$1,200", 1200, "stay"), ("USD 1.200,00", 1200, "stay"), ("1 200", 1200, "stay"),
        ("2k", 2000, "stay"), (950.5, 950.5, "stay"), ("$1,250.50", 1250.5, "stay"),
        ("free", 0, "stay"), ("No fee", 0, "stay"), ("$500/week", 500, "week"),
        ("600 a week", 600, "week"), ("$250 per month", 250, "month"),
        ("$1,950 / 4 weeks", 1950, "month"), ("$2,000 for 4-week block", 2000, "month"),
        ("$1,500–2,000", 2000, "stay"),
    ],
)  # fmt: skip
def test_a_fee_is_read_as_it_is_meant(cell: object, usd: float, per: str) -> None:
    found = read_fee(cell)
    assert (found.usd, found.per) == (usd, per)


def test_a_range_takes_the_higher_fee_and_says_so() -> None:
    assert "higher" in read_fee("$1,500–2,000").remark
    assert read_fee("$900").remark == ""


@pytest.mark.parametrize("cell", ["€900", "see page", "2,000 INR", 10_000_000])
def test_what_is_no_amount_of_dollars_is_unclear(cell: object) -> None:
    with pytest.raises(Unclear):
        read_fee(cell)


@pytest.mark.parametrize(
    ("cell", "hours"), [("40", 40), ("40 hrs/wk", 40), ("8 h/day", 40), ("30-40", 30), (20, 20)]
)
def test_hours_are_read(cell: object, hours: float) -> None:
    assert read_hours(cell).value == hours


@pytest.mark.parametrize("cell", ["M-F 8-5", "9 am to 5 pm", "8:00-16:00", "full", "400"])
def test_times_of_the_day_are_no_hours_a_week(cell: str) -> None:
    with pytest.raises(Unclear):
        read_hours(cell)


@pytest.mark.parametrize(
    ("cell", "weeks"),
    [("4", 4), ("4 weeks", 4), ("1 month", 4), ("two months", 8), ("4-12 weeks", 4),
     ("28 days", 4), ("minimum 2 weeks", 2)],
)  # fmt: skip
def test_a_length_is_read_in_weeks(cell: str, weeks: float) -> None:
    assert read_weeks(cell).value == weeks


@pytest.mark.parametrize(
    ("cell", "yes"),
    [("Y", True), ("yes", True), ("x", True), ("✓", True), ("Hands-on", True), (True, True),
     ("No", False), ("observation only", False), ("shadowing", False), ("0", False)],
)  # fmt: skip
def test_hands_on_is_read(cell: object, yes: bool) -> None:
    assert read_hands_on(cell) is yes


def test_a_maybe_is_unclear_and_two_settings_are() -> None:
    with pytest.raises(Unclear):
        read_hands_on("maybe")
    assert read_setting("Outpatient clinic") == "outpatient"
    assert read_setting("virtual") == "telehealth"
    with pytest.raises(Unclear):
        read_setting("inpatient and outpatient")


def test_empty_and_vague_cells_are_told_apart() -> None:
    assert [is_nothing(cell) for cell in ("n/a", None, " - ", "varies")] == [
        True,
        True,
        True,
        False,
    ]
    assert [is_vague(cell) for cell in ("rolling", "Contact us", "€900")] == [True, True, False]
