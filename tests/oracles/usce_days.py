"""Months of experience counted one weekday at a time: slow, and plain to see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from preround.domain.applicant import UsExperience


def months_day_by_day(periods: Sequence[UsExperience], as_of: dt.date) -> float:
    """Walk every day up to `as_of`; a day is worth at most one full day; 20 make a month.

    Only periods with a start; one without an end goes on until `as_of`.
    """
    dated = [period for period in periods if period.start]
    total = 0.0
    day = min((period.start for period in dated if period.start), default=as_of)
    while day <= as_of:
        hours = [
            period.hours_per_week or 40.0
            for period in dated
            if period.start and period.start <= day and (period.end is None or day <= period.end)
        ]
        if day.weekday() < 5:
            total += min(1.0, sum(min(h, 40.0) / 40.0 for h in hours))
        day += dt.timedelta(1)
    return total / 20.0
