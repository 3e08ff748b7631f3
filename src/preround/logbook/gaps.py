"""Stretches without U.S. experience between the first day and a day of reckoning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from preround.domain.applicant import UsExperience

#: Shorter breaks between rotations are not told; four weeks are a month, as rotations are booked.
LEAST_DAYS = 28


@dataclass(frozen=True, slots=True)
class Gap:
    """First and last day without experience."""

    start: dt.date
    end: dt.date

    @property
    def months(self) -> float:
        """Its length in months of four weeks."""
        return ((self.end - self.start).days + 1) / LEAST_DAYS


def gaps(periods: Iterable[UsExperience], as_of: dt.date) -> tuple[Gap, ...]:
    """Breaks of four weeks or more between periods that began by a day.

    Parameters
    ----------
    periods
        Of any kind, in any order; those without a first day are left out.
    as_of
        Later days are not looked at; the time since the last end is recency, not a gap.

    Examples
    --------
    >>> month = lambda a, b: UsExperience(kind="externship", start=a, end=b)
    >>> found = gaps(
    ...     [month("2026-02-02", "2026-02-27"), month("2026-06-01", "2026-06-26")],
    ...     dt.date(2026, 11, 22),
    ... )
    >>> [(str(gap.start), str(gap.end)) for gap in found]
    [('2026-02-28', '2026-05-31')]
    """
    spans = sorted(
        (one.start, min(_end(one, as_of), as_of))
        for one in periods
        if one.start is not None and one.start <= as_of
    )
    found: list[Gap] = []
    day = dt.timedelta(days=1)
    reached: dt.date | None = None
    for start, end in spans:
        if reached is not None and (start - reached).days > LEAST_DAYS:
            found.append(Gap(reached + day, start - day))
        reached = end if reached is None else max(reached, end)
    return tuple(found)


def _end(period: UsExperience, as_of: dt.date) -> dt.date:
    if period.end is not None:
        return period.end
    if period.months is not None and period.start is not None:
        return period.start + dt.timedelta(days=round(period.months * LEAST_DAYS) - 1)
    return as_of
