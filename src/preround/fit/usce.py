"""Months of U.S. experience by kind: overlaps merged, part-time scaled, up to one day."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from preround.domain.applicant import Setting, UsceKind, UsExperience
from preround.domain.citation import Citation, Confidence

PATH = Path(__file__).with_name("rules") / "us_experience.toml"
WEEK = 7
#: Days in a month of four weeks.
MONTH = 4 * WEEK
NEVER = dt.date.max.toordinal()


class Counts(StrEnum):
    """Whether programs that ask for U.S. clinical experience take a kind of it."""

    YES = "yes"
    SELDOM = "seldom"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Counting:
    """How lengths are measured, and which kinds count, with where that was read."""

    full_time_hours: float
    weekdays_per_month: float
    kinds: Mapping[UsceKind, Counts]
    hands_on: Mapping[UsceKind, bool]
    telehealth: Counts
    length_citation: Citation
    kinds_citation: Citation


@dataclass(frozen=True, slots=True)
class Months:
    """A length of experience up to a day, and what the count rests on.

    `months` are of four weeks; `planned` lie after the day; `hours_assumed` says that
    some period gave no hours and counts as full time; `n_undated` periods had neither
    dates nor a length and count for nothing.
    """

    months: float
    planned: float = 0.0
    hours_assumed: bool = False
    n_undated: int = 0
    last_end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class UsceSummary:
    """All U.S. experience of one applicant, up to a day.

    `recency_months` are calendar months since the last counted day, 0 while one goes on.
    """

    by_kind: Mapping[UsceKind, Months]
    clinical: Months
    hands_on: Months
    last_end: dt.date | None
    recency_months: float | None


@cache
def load_counting(path: Path = PATH) -> Counting:
    """Read how experience is counted, parsed once."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    counting, kinds = raw["counting"], raw["kinds"]
    entries = {kind: kinds[kind.value] for kind in UsceKind}
    return Counting(
        full_time_hours=counting["full_time_hours_per_week"],
        weekdays_per_month=counting["weeks_per_month"] * counting["weekdays_per_week"],
        kinds={kind: Counts(entry["counts"]) for kind, entry in entries.items()},
        hands_on={k: entry["hands_on"] for k, entry in entries.items() if "hands_on" in entry},
        telehealth=Counts(raw["telehealth"]["counts"]),
        length_citation=_cite(counting),
        kinds_citation=_cite(kinds),
    )


def _cite(entry: Mapping[str, Any]) -> Citation:
    return Citation(
        entry["source"], entry["locator"], entry["read"], Confidence(entry["confidence"])
    )


def counts(period: UsExperience) -> Counts:
    """Whether programs take this period as U.S. clinical experience."""
    rules = load_counting()
    kind = rules.kinds[period.kind]
    if kind is Counts.YES and period.setting is Setting.TELEHEALTH:
        return rules.telehealth
    return kind


def is_hands_on(period: UsExperience) -> bool | None:
    """What the person said, else what the kind means; None where neither tells."""
    if period.hands_on is not None:
        return period.hands_on
    return load_counting().hands_on.get(period.kind)


def summarize(periods: Sequence[UsExperience], as_of: dt.date) -> UsceSummary:
    """Months by kind and in sum, up to a day.

    Parameters
    ----------
    periods
        In any order; they may overlap.
    as_of
        Days after it are planned, not done.
    """
    kinds = {period.kind for period in periods}
    clinical = [period for period in periods if counts(period) is Counts.YES]
    last = months(clinical, as_of).last_end
    return UsceSummary(
        by_kind={
            kind: months([x for x in periods if x.kind is kind], as_of)
            for kind in UsceKind
            if kind in kinds
        },
        clinical=months(clinical, as_of),
        hands_on=months([x for x in clinical if is_hands_on(x)], as_of),
        last_end=last,
        recency_months=_calendar_months(last, as_of) if last else None,
    )


def months(periods: Iterable[UsExperience], as_of: dt.date) -> Months:
    """Length of several periods together, in months of four weeks.

    Each weekday counts once: two half-time periods on the same days make a full day, two
    full-time ones no more than that. Hours above full time add nothing. A period known only
    by its length is added as it is, since it cannot be seen whether it overlaps.

    Source: lengths and full time as in `rules/us_experience.toml`.

    Notes
    -----
    Weekdays are counted so that eight weeks from a Monday to a Friday are two months,
    as rotations are booked. Cost grows with the square of the number of periods.
    """
    rules, today = load_counting(), as_of.toordinal()
    spans: list[Span] = []
    by_length, n_undated, assumed = 0.0, 0, False
    for period in periods:
        share = min((period.hours_per_week or rules.full_time_hours) / rules.full_time_hours, 1.0)
        span = _span(period, today)
        if span is not None:
            spans.append(Span(*span, share))
        elif period.months is not None:
            by_length += period.months * share
        else:
            n_undated += 1
            continue
        assumed = assumed or period.hours_per_week is None
    last = max((min(x.last, today) for x in spans if x.first <= today), default=None)
    return Months(
        months=_full_weekdays(spans, 1, today) / rules.weekdays_per_month + by_length,
        planned=_full_weekdays(spans, today + 1, NEVER) / rules.weekdays_per_month,
        hours_assumed=assumed,
        n_undated=n_undated,
        last_end=dt.date.fromordinal(last) if last else None,
    )


class Span(NamedTuple):
    """First and last day as ordinals, and the share of full time in between."""

    first: int
    last: int
    share: float


def _span(period: UsExperience, today: int) -> tuple[int, int] | None:
    """First and last day, as far as dates and length tell; without an end it still goes on."""
    days = round(period.months * MONTH) - 1 if period.months is not None else None
    if period.start is not None:
        start = period.start.toordinal()
        if period.end is not None:
            return start, period.end.toordinal()
        return start, start + days if days is not None else max(start, today)
    if period.end is not None and days is not None:
        return period.end.toordinal() - days, period.end.toordinal()
    return None


def _full_weekdays(spans: Sequence[Span], first: int, last: int) -> float:
    """Weekdays between two days, each weighted by the share of full time spent on it."""
    clipped = [Span(max(x.first, first), min(x.last, last), x.share) for x in spans]
    inside = [span for span in clipped if span.first <= span.last]
    cuts = sorted({x.first for x in inside} | {x.last + 1 for x in inside})
    total = 0.0
    for start, stop in pairwise(cuts):
        share = sum(x.share for x in inside if x.first <= start <= x.last)
        total += min(share, 1.0) * (_weekdays_before(stop) - _weekdays_before(start))
    return total


def _weekdays_before(ordinal: int) -> int:
    """Mondays to Fridays before a day; ordinal 1 is a Monday in the proleptic calendar."""
    weeks, rest = divmod(ordinal - 1, WEEK)
    return weeks * 5 + min(rest, 5)


def _calendar_months(start: dt.date, stop: dt.date) -> float:
    """Calendar months between two days, in days of an average month."""
    return max((stop - start).days, 0) / (365.25 / 12)
