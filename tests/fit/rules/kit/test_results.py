from __future__ import annotations

import datetime as dt

import pytest

from preround.fit.rules.kit.results import (
    EXPIRING,
    day,
    number,
    opened,
    ordinal,
    plural,
    says_yes,
    shown,
    years_later,
)


def test_days_read_as_people_write_them() -> None:
    assert day(dt.date(2026, 10, 2)) == "2 Oct 2026"


@pytest.mark.parametrize(
    ("n", "words"), [(0, "no months"), (1, "1 month"), (2.5, "2.5 months"), (3.0, "3 months")]
)
def test_numbers_agree_with_their_word(n: float, words: str) -> None:
    assert plural(n, "month") == words


def test_ordinals_are_words_as_long_as_they_read_well() -> None:
    assert [ordinal(n) for n in (1, 2, 6, 7)] == ["first", "second", "sixth", "7th"]


def test_years_later_is_the_same_day_where_there_is_one() -> None:
    assert years_later(dt.date(2018, 5, 4), 7) == dt.date(2025, 5, 4)
    assert years_later(dt.date(2020, 2, 29), 7) == dt.date(2027, 2, 28)
    assert years_later(dt.date(2020, 2, 29), 4) == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("value", "yes"), [(True, True), ("yes", True), ("Yes ", True), (False, False), ("no", False)]
)
def test_yes_is_known_however_it_was_typed(value: bool | str, yes: bool) -> None:
    assert says_yes(value) is yes


def test_values_are_shown_as_people_say_them() -> None:
    assert [shown(x) for x in (True, False, 3.0, 2.5, 5, "by_rank_list")] == [
        *("yes", "no", "3", "2.5", "5"),
        "by rank list",
    ]
    assert number(2.04) == "2"
    assert opened("no letters") == "No letters"


def test_visas_and_requirements_expire_with_the_season_and_rates_do_not() -> None:
    assert {"visa_j1", "visa_h1b", "step2_min"} <= EXPIRING
    assert "interview_rate_non_us_img" not in EXPIRING
