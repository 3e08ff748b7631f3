"""A season is an application year, named after the year of its Match."""

from __future__ import annotations

import datetime as dt

Season = int

#: MyERAS opens the next season in the first days of June, when the last one has closed.
OPENING_MONTH = 6


def running_season(today: dt.date) -> Season:
    """The season a day falls in: June opens the season of next year's Match.

    Source: AAMC, ERAS Timeline, 2026 season: opened 4 June 2025, ended 31 May 2026.

    Examples
    --------
    >>> running_season(dt.date(2026, 11, 22))
    2027
    >>> running_season(dt.date(2026, 5, 31))
    2026
    """
    return today.year + (today.month >= OPENING_MONTH)
