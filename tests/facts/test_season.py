"""Which season a day falls in."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from preround.facts.reader import load_season
from preround.facts.season import running_season


def test_june_opens_the_next_season() -> None:
    assert running_season(dt.date(2026, 5, 31)) == 2026
    assert running_season(dt.date(2026, 6, 1)) == 2027


def test_every_date_of_a_season_falls_in_it() -> None:
    for year in (2026, 2027):
        for date in load_season(year).dates():
            if date.event != "eras_season_ends":
                assert running_season(date.date) == year, date


@given(st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 1, 1)))
def test_seasons_never_run_backwards(day: dt.date) -> None:
    assert running_season(day + dt.timedelta(days=1)) - running_season(day) in (0, 1)
