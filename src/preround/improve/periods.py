"""Single cases brought together: by week or month, or as what lies between two events."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from enum import StrEnum

from preround.improve.measurements import Measurement, SeriesWords

#: Cases that a period should hold on average before a shorter one is worth its noise; ours.
ENOUGH_CASES = 5
#: More than half of the points at zero: time or cases between events say more (Anhøj and
#: Mohammed, Mastering Statistical Process Control Charts in Healthcare, chapter 13).
RARE = 0.5


class Period(StrEnum):
    """How single rows are brought together."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def start_of(day: dt.date, period: Period) -> dt.date:
    """The first day of the period a day is in; a week begins on its Monday.

    Examples
    --------
    >>> (
    ...     start_of(dt.date(2026, 11, 22), Period.WEEK),
    ...     start_of(dt.date(2026, 11, 22), Period.QUARTER),
    ... )
    (datetime.date(2026, 11, 16), datetime.date(2026, 10, 1))
    """
    if period is Period.WEEK:
        return day - dt.timedelta(days=day.weekday())
    if period is Period.MONTH:
        return day.replace(day=1)
    if period is Period.QUARTER:
        return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return day


def after(start: dt.date, period: Period) -> dt.date:
    """The first day of the period that follows."""
    days = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31, Period.QUARTER: 93}[period]
    return start_of(start + dt.timedelta(days=days), period)


def fitting_period(cases: Sequence[Measurement]) -> Period:
    """The shortest of week, month and quarter with enough cases on average."""
    for period in (Period.WEEK, Period.MONTH):
        n_periods = len({start_of(_day(case), period) for case in cases})
        if len(cases) >= ENOUGH_CASES * n_periods:
            return period
    return Period.QUARTER


def by_period(points: Sequence[Measurement], period: Period) -> tuple[Measurement, ...]:
    """One point a period: counts added up, values averaged; a period without any is a gap."""
    held: dict[dt.date, list[Measurement]] = {}
    for point in points:
        if not point.is_missing:
            held.setdefault(start_of(_day(point), period), []).append(point)
    if not held:
        return ()
    found: list[Measurement] = []
    start, last = min(held), max(held)
    while start <= last:
        found.append(_together(start, len(found) + 1, held.get(start, [])))
        start = after(start, period)
    return tuple(found)


def _day(point: Measurement) -> dt.date:
    if isinstance(point.when, int):
        raise TypeError("only dated points have a period")
    return point.when


def _together(start: dt.date, place: int, points: Sequence[Measurement]) -> Measurement:
    counts = [p.count for p in points if p.count is not None]
    sizes = [p.denominator for p in points if p.denominator is not None]
    values = [p.value for p in points if p.value is not None]
    if counts:
        return Measurement(start, place, None, sum(counts), sum(sizes) if sizes else None)
    return Measurement(start, place, sum(values) / len(values) if values else None)


def bring_together(
    cases: Sequence[Measurement], per: Period | None
) -> tuple[tuple[Measurement, ...], str, SeriesWords]:
    """Single cases as points, a note that says how, and the words of the new series.

    Parameters
    ----------
    cases
        In time order; a case that counts has a count of 1 out of 1, another 0 out of 1.
    per
        The period; where none is given, the one that fits, or the number of cases between
        events where more than half of the points would be zero.
    """
    period = per or fitting_period(cases)
    points = by_period(cases, period)
    n_events = sum(case.count == 1 for case in cases)
    if per is None and n_events > 1 and is_rare(points):
        note = (
            f"{n_events} of {len(cases)} cases: too rare for a share by {period}, so charted is "
            "the number of cases between one event and the next."
        )
        return cases_between(cases), note, SeriesWords("cases between")
    note = f"{len(cases)} cases were brought together by {period}."
    return points, note, SeriesWords("", "", f"cases in the {period}")


def is_rare(points: Sequence[Measurement]) -> bool:
    """Whether more than half of the points count nothing."""
    counted = [m for m in points if not m.is_missing]
    return sum(m.count == 0 for m in counted) > RARE * len(counted)


def cases_between(cases: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """How many cases without an event lie between one event and the next, in order.

    The stretch before the first event is left out: when it began is not known. The stretch after
    the last has not ended.
    """
    events = [i for i, case in enumerate(cases) if case.count]
    return tuple(
        Measurement(n, n, value=float(b - a - 1))
        for n, (a, b) in enumerate(itertools.pairwise(events), start=1)
    )


def days_between(days: Sequence[dt.date]) -> tuple[Measurement, ...]:
    """Days from one event to the next, each dated by the later of the two."""
    return tuple(
        Measurement(b, n, value=float((b - a).days))
        for n, (a, b) in enumerate(itertools.pairwise(sorted(days)), start=1)
    )
