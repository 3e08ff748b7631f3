"""One opening as the person found it: how fresh, what to be careful of, what it costs in all."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.finding import Finding, Severity

PATH = Path(__file__).with_name("data") / "kinds.toml"
WEEKS_PER_MONTH = 4


class Freshness(StrEnum):
    """How long ago its page was read."""

    FRESH = "fresh"
    AGING = "aging"
    OLD = "old"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening; an empty text or None is unknown."""

    institution: str
    kind: str = ""
    specialty: str = ""
    state: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    fee_usd: float | None = None
    hours_per_week: float | None = None
    who_may_apply: str = ""
    hands_on: bool | None = None
    letter_policy: str = ""
    physician: str = ""
    affiliation: str = ""
    duties: str = ""
    contact: str = ""
    url: str = ""
    read: dt.date | None = None
    note: str = ""

    @property
    def weeks(self) -> float | None:
        """Its length in weeks, where both dates are known."""
        if self.start is None or self.end is None:
            return None
        return ((self.end - self.start).days + 1) / 7


COLUMNS = tuple(one.name for one in fields(Opening))


@cache
def guide(path: Path = PATH) -> Mapping[str, Any]:
    """What kinds are worth, where to begin, what to ask; parsed once."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def freshness(opening: Opening, today: dt.date) -> Freshness:
    """How far to trust it, by the days since it was read."""
    if opening.read is None:
        return Freshness.UNKNOWN
    days, limits = (today - opening.read).days, guide()["freshness"]
    if days > limits["stale_after_days"]:
        return Freshness.STALE
    if days > limits["old_after_days"]:
        return Freshness.OLD
    return Freshness.AGING if days > limits["aging_after_days"] else Freshness.FRESH


def vet(opening: Opening) -> tuple[Finding, ...]:
    """Neutral warnings, each with the question to ask before paying; nothing is accused."""
    questions = {one["code"]: one["ask"] for one in guide()["question"]}
    words = f"{opening.letter_policy} {opening.note} {opening.duties}"
    found = [
        Finding(
            one["code"],
            Severity.WARNING,
            opening.institution,
            one["message"],
            questions[one["question"]],
        )
        for one in guide()["warning"]
        if re.search(one["pattern"], words, re.IGNORECASE)
    ]
    absent = (
        ("physician", opening.physician, "No supervising physician is named."),
        ("affiliation", opening.affiliation, "No hospital or program is named as affiliated."),
        ("duties", opening.duties, "What you may do is not written."),
    )
    found += [
        Finding(f"no_{code}", Severity.NOTE, opening.institution, message, questions[code])
        for code, value, message in absent
        if not value
    ]
    return tuple(found)


def search(
    openings: Iterable[Opening],
    *,
    text: str = "",
    kind: str = "",
    specialty: str = "",
    state: str = "",
    most_fee_usd: float | None = None,
) -> tuple[Opening, ...]:
    """The openings that fit; one whose fee is unknown is kept, since unknown is no refusal."""

    def fits(one: Opening) -> bool:
        said = " ".join(str(getattr(one, name) or "") for name in COLUMNS).lower()
        return (
            all(word in said for word in text.lower().split())
            and (not kind or one.kind.lower() == kind.lower())
            and specialty.lower() in one.specialty.lower()
            and (not state or one.state.upper() == state.upper())
            and (most_fee_usd is None or one.fee_usd is None or one.fee_usd <= most_fee_usd)
        )

    return tuple(one for one in openings if fits(one))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one opening costs in all, and per month of experience; None where not known."""

    total_usd: float
    per_month_usd: float | None
    open: tuple[str, ...]


def cost(
    opening: Opening,
    *,
    travel_usd: float | None = None,
    lodging_usd_per_week: float | None = None,
    visa_usd: float | None = None,
) -> Cost:
    """Add fee, travel, lodging and visa; what is not known is named, never taken as nothing.

    Examples
    --------
    >>> four = Opening(
    ...     "A sample clinic", start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 31), fee_usd=1200
    ... )
    >>> cost(four, travel_usd=700, lodging_usd_per_week=300, visa_usd=185).total_usd
    3285.0
    """
    weeks = opening.weeks
    lodging = (
        None if lodging_usd_per_week is None or weeks is None else lodging_usd_per_week * weeks
    )
    parts = {"fee": opening.fee_usd, "travel": travel_usd, "lodging": lodging, "visa": visa_usd}
    total = float(sum(value for value in parts.values() if value is not None))
    months = weeks / WEEKS_PER_MONTH if weeks else None
    return Cost(
        total_usd=total,
        per_month_usd=total / months if months else None,
        open=tuple(name for name, value in parts.items() if value is None),
    )
