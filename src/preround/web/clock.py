"""The only place of the web app that reads the clock."""

from __future__ import annotations

import datetime as dt
import os

from preround.facts.season import running_season

TODAY_VARIABLE = "PREROUND_TODAY"
SEASON_VARIABLE = "PREROUND_SEASON"


def today() -> dt.date:
    """Give today's date, or the one `$PREROUND_TODAY` sets for a rehearsal."""
    named = os.environ.get(TODAY_VARIABLE, "")
    return dt.date.fromisoformat(named) if named else now().date()


def now() -> dt.datetime:
    """Give the moment in the machine's own time zone."""
    return dt.datetime.now(dt.UTC).astimezone()


def stamp() -> str:
    """Give the moment as the journal records it."""
    return now().isoformat("T", "seconds")


def season() -> int:
    """Give the running season, or the one `$PREROUND_SEASON` names."""
    named = os.environ.get(SEASON_VARIABLE, "")
    return int(named) if named else running_season(today())
