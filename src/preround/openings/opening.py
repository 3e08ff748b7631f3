"""One opening as the person found it: where, what, when, how much, and when that was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from math import isfinite
from typing import Any, TypeGuard

from preround.openings.guide import guide

WEEK = 7
WEEKDAYS = 5
WEEKS_PER_MONTH = 4
LETTER_LABEL = "Letter: "


class Freshness(StrEnum):
    """How long ago its page was read."""

    FRESH = "fresh"
    AGING = "aging"
    OLD = "old"
    STALE = "stale"
    UNKNOWN = "unknown"


class FeePer(StrEnum):
    """What the fee is for."""

    STAY = "stay"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening; an empty text or None is unknown.

    `kind` is what the page calls it. `start` and `end` are the first and last day on which
    it can be done, `weeks` the length of a stay where that is shorter. `may_do` holds
    the duties ticked, by the clinical log's codes.
    """

    institution: str
    kind: str = ""
    specialty: str = ""
    city: str = ""
    state: str = ""
    setting: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    weeks: float | None = None
    apply_by: dt.date | None = None
    fee_usd: float | None = None
    fee_per: str = FeePer.STAY.value
    other_fees_usd: float | None = None
    hours_per_week: float | None = None
    who_may_apply: str = ""
    hands_on: bool | None = None
    may_do: tuple[str, ...] = ()
    duties: str = ""
    letter_policy: str = ""
    physician: str = ""
    affiliation: str = ""
    contact: str = ""
    url: str = ""
    source: str = ""
    read: dt.date | None = None
    note: str = ""

    @property
    def stay_weeks(self) -> float | None:
        """How many weeks one stays, where the length or both dates are known.

        Counted in weekdays, so that four weeks from a Monday to a Friday are four.
        """
        if self.weeks is not None:
            return self.weeks
        if self.start is None or self.end is None:
            return None
        weekdays = _weekdays_before(self.end.toordinal() + 1) - _weekdays_before(
            self.start.toordinal()
        )
        return weekdays / WEEKDAYS if weekdays else ((self.end - self.start).days + 1) / WEEK

    @property
    def fee_for_stay_usd(self) -> float | None:
        """The fee of the whole stay; None where it is not known."""
        if self.fee_usd is None or self.fee_usd == 0 or self.fee_per == FeePer.STAY:
            return self.fee_usd
        weeks = self.stay_weeks
        if weeks is None:
            return None
        return self.fee_usd * (weeks if self.fee_per == FeePer.WEEK else weeks / WEEKS_PER_MONTH)

    @property
    def duty_words(self) -> str:
        """Where one looks for what may be done: the duties, else whatever was pasted."""
        return self.duties or self.note

    @property
    def page_words(self) -> str:
        """What was copied from its page, for reading."""
        letter = f"{LETTER_LABEL}{self.letter_policy}" if self.letter_policy else ""
        parts = (letter, self.duties, self.note, self.who_may_apply, self.physician)
        return ".\n".join(part for part in parts if part)


def _weekdays_before(ordinal: int) -> int:
    """Mondays to Fridays before a day; ordinal 1 is a Monday in the proleptic calendar."""
    weeks, rest = divmod(ordinal - 1, WEEK)
    return weeks * WEEKDAYS + min(rest, WEEKDAYS)


COLUMNS = tuple(one.name for one in fields(Opening))
_NAMES = frozenset(COLUMNS)
DATES = ("start", "end", "apply_by", "read")
NUMBERS = ("weeks", "fee_usd", "other_fees_usd", "hours_per_week")


def freshness(opening: Opening, today: dt.date) -> Freshness:
    """How far to trust it, by the days since it was read."""
    if opening.read is None:
        return Freshness.UNKNOWN
    days, (aging, old, stale) = (today - opening.read).days, guide().freshness_days
    if days > stale:
        return Freshness.STALE
    if days > old:
        return Freshness.OLD
    return Freshness.AGING if days > aging else Freshness.FRESH


def as_document(opening: Opening) -> dict[str, Any]:
    """What is known of it, ready for JSON; what is unknown is left out."""
    found: dict[str, Any] = {}
    for name in COLUMNS:
        value = getattr(opening, name)
        if value is None or value in ("", ()):
            continue
        if isinstance(value, dt.date):
            value = value.isoformat()
        found[name] = list(value) if isinstance(value, tuple) else value
    return found


def from_document(document: Mapping[str, Any]) -> Opening:
    """The opening of a document; keys of a later version are passed over.

    Raises
    ------
    ValueError, TypeError, KeyError
        When it is none.
    """
    values = {
        name: value for name, value in document.items() if name in _NAMES and value is not None
    }
    for name in DATES:
        if name in values:
            values[name] = dt.date.fromisoformat(values[name])
    if "may_do" in values:
        values["may_do"] = tuple(str(one) for one in values["may_do"])
    for name, value in values.items():
        if not _fits(name, value):
            raise TypeError(f"{name}: {value!r}")
    return Opening(values.pop("institution"), **values)


def _fits(name: str, value: object) -> bool:
    if name in NUMBERS:
        return is_number(value)
    if name == "hands_on":
        return isinstance(value, bool)
    return isinstance(value, str) or name in (*DATES, "may_do")


def is_number(value: object) -> TypeGuard[float]:
    """Whether a stored value is a finite number and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
