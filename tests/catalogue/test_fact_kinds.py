"""Kinds of fact: values as people write them, freshness, errands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.catalogue.fact_kinds import (
    FACT_KINDS,
    BadFactValue,
    Freshness,
    errand,
    fact_kind,
    freshness,
    parse_value,
    season_of,
)
from preround.domain.errors import UnknownChoice
from preround.domain.program import FactReading

GOOD = [
    ("visa_j1", "Yes", "yes"),
    ("visa_h1b", False, "no"),
    ("step2_min", "235", 235),
    ("step2_min", 235.0, 235),
    ("attempts_max", "First attempt only", 1),
    ("attempts_max", "none", None),
    ("step2_min", "No minimum", None),
    ("usce_required", "Strongly preferred", "preferred"),
    ("usce_required", "required", "yes"),
    ("ecfmg_required", "By rank list", "by_rank_list"),
    ("usce_hands_on_required", "TRUE", True),
    ("step3_required_for", "H-1B", "h1b"),
    ("img_share", "12%", 0.12),
    ("img_share", "0.12", 0.12),
    ("img_share", 45, 0.45),
    ("img_share", "0,5", 0.5),
    ("interview_rate_us_md", "1", 1.0),
    ("quota_2025", "12", 12),
    ("visa_any_text", "J-1 only", "J-1 only"),
]
BAD = [
    ("step2_min", "9" * 400),
    ("visa_j1", "maybe"),
    ("step2_min", "999"),
    ("step2_min", "two hundred"),
    ("step2_min", "235.5"),
    ("img_share", "120"),
    ("img_share", "-0.1"),
    ("img_share", "nan%"),
    ("usce_hands_on_required", "some"),
    ("attempts_max", "0"),
    ("quota_2025", "-1"),
]


@pytest.mark.parametrize(("name", "raw", "value"), GOOD)
def test_reads_what_people_write(name: str, raw: object, value: object) -> None:
    got = parse_value(fact_kind(name), raw)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(("name", "raw"), BAD)
def test_refuses_what_the_kind_cannot_be(name: str, raw: object) -> None:
    with pytest.raises(BadFactValue, match="expected"):
        parse_value(fact_kind(name), raw)


@pytest.mark.parametrize("raw", ["", " ", "-", "--", "N/A", "not reported", None, "\u2014"])
def test_nothing_reported_is_no_value(raw: object) -> None:
    assert parse_value(fact_kind("img_share"), raw) is None


def test_a_column_in_percent_reads_one_as_one_percent() -> None:
    assert parse_value(fact_kind("img_share"), "1", percent=True) == 0.01
    assert parse_value(fact_kind("img_share"), "1", percent=False) == 1.0


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UnknownChoice, match="visa_h1b"):
        fact_kind("visa_h1")
    with pytest.raises(UnknownChoice, match="quota_2025"):
        fact_kind("quota")


def test_every_kind_says_where_to_look_and_what_it_serves() -> None:
    for kind in FACT_KINDS.values():
        assert kind.label
        assert kind.where_to_look
        assert kind.minutes > 0
        assert kind.applies_to_rule
        assert kind.expected


@given(st.sampled_from(sorted(FACT_KINDS)), st.text(max_size=20) | st.floats() | st.integers())
def test_any_cell_is_a_value_of_the_kind_or_refused(name: str, raw: object) -> None:
    kind = FACT_KINDS[name]
    try:
        value = parse_value(kind, raw)
    except BadFactValue:
        return
    if value is not None:
        assert parse_value(kind, value, percent=False) == value


def test_a_season_opens_in_june() -> None:
    assert season_of(date(2026, 5, 31)) == 2026
    assert season_of(date(2026, 6, 1)) == 2027


@pytest.mark.parametrize(
    ("name", "read", "expected"),
    [
        ("visa_h1b", date(2026, 10, 1), Freshness.CURRENT),
        ("visa_h1b", date(2026, 5, 1), Freshness.STALE),
        ("interview_rate_us_md", date(2024, 5, 1), Freshness.CURRENT),
        ("visa_h1b", date(2027, 1, 1), Freshness.FUTURE),
    ],
)
def test_a_policy_expires_with_its_season(name: str, read: date, expected: Freshness) -> None:
    reading = FactReading("yes", "page", read)
    assert freshness(reading, date(2026, 11, 21), fact_kind(name)) is expected


def test_facts_on_one_page_are_one_errand() -> None:
    together = errand(["visa_j1", "visa_h1b", "step2_min"])
    # 2 minutes to find the page, half a minute for each of the two other facts
    assert together.minutes == 3.0
    assert together.where[0].startswith("the program's own page")
    assert errand(["interview_rate_us_md"]).minutes == 3.0
