"""What can be known of a program: each kind of fact, its values, where to look it up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from preround.domain.errors import UnknownChoice, UserError
from preround.domain.program import FactReading, FactScalar

_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d+)?(?:e-?\d+)?")
_BY_YEAR = re.compile(r"(?P<kind>[a-z0-9_]+)_(?P<year>20\d\d)")
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "\u2713", "\u2714", "required"})
_NO = frozenset({"no", "n", "false", "f", "0", "\u2717", "\u2718", "not required"})
NOT_REPORTED = frozenset(
    {"", "-", "--", "---", "\u2013", "\u2014", "na", "n/a", "n.a.", "none reported", "nr"}
    | {"not reported", "not stated", "not_stated", "unknown", "null", "nan", "?", "n.r.", "#n/a"}
)
_NO_RULE = frozenset(
    {"none", "no", "no minimum", "no min", "no limit", "no cutoff", "no cut-off", "no cut off"}
)


class ValueType(StrEnum):
    """Shape of a fact's value."""

    BOOL = "bool"
    INT = "int"
    RATE = "rate"
    CHOICE = "choice"
    TEXT = "text"


class BadFactValue(UserError):
    """A value that this kind of fact cannot take."""

    def __init__(self, kind: FactKind, got: object) -> None:
        super().__init__(
            f"{kind.label} ({kind.name}): got {got!r}; expected {kind.expected}. "
            "Correct it, or leave it empty when the program does not state it."
        )
        self.got = got
        self.expected = kind.expected


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact: its value's shape, how long it holds, where it is found."""

    name: str
    label: str
    type: ValueType
    unit: str
    choices: tuple[str, ...]
    low: int
    high: int
    expires_with_season: bool
    per_track: bool
    by_year: bool
    where_to_look: tuple[str, ...]
    minutes: float
    applies_to_rule: str
    words: Mapping[str, FactScalar]

    @property
    def expected(self) -> str:
        """What a value looks like, in words."""
        if self.type is ValueType.BOOL:
            return "yes or no"
        if self.type is ValueType.INT:
            unit = f" {self.unit.split(';')[0]}" if self.unit else ""
            return f"a whole number from {self.low} to {self.high}{unit}"
        if self.type is ValueType.RATE:
            return "a share from 0 to 1 (0.12) or a percentage (12%)"
        if self.type is ValueType.CHOICE:
            return " or ".join(self.choices)
        return "a few words"


@dataclass(frozen=True, slots=True)
class Errand:
    """Several facts looked up in one go: where, and how long it takes."""

    where: tuple[str, ...]
    minutes: float


class Freshness(StrEnum):
    """Whether a reading still counts."""

    CURRENT = "current"
    STALE = "stale"
    FUTURE = "future"


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    source = files("preround.catalogue") / "data" / "fact_kinds.toml"
    with source.open("rb") as handle:
        return tomllib.load(handle)


@lru_cache(maxsize=1)
def _base_kinds() -> Mapping[str, FactKind]:
    places = {name: place["label"] for name, place in _table()["places"].items()}
    return MappingProxyType(
        {name: _kind(name, row, places) for name, row in _table()["kind"].items()}
    )


def _kind(name: str, row: Mapping[str, Any], places: Mapping[str, str]) -> FactKind:
    return FactKind(
        name=name,
        label=row["label"],
        type=ValueType(row["type"]),
        unit=row.get("unit", ""),
        choices=tuple(row.get("choices", ())),
        low=row.get("low", 0),
        high=row.get("high", 1),
        expires_with_season=row.get("expires") == "season",
        per_track=row.get("per") == "track",
        by_year=row.get("by_year", False),
        where_to_look=tuple(places[place] for place in row["where"]),
        minutes=float(row["minutes"]),
        applies_to_rule=row["rule"],
        words=MappingProxyType(row.get("words", {})),
    )


FACT_KINDS: Mapping[str, FactKind] = _base_kinds()


@lru_cache(maxsize=512)
def fact_kind(name: str) -> FactKind:
    """Give the kind of a fact's name; "quota_2025" is the quota of one year.

    Raises
    ------
    UnknownChoice
        When no kind has that name; names the nearest.
    """
    known = FACT_KINDS.get(name)
    if known is not None and not known.by_year:
        return known
    dated = _BY_YEAR.fullmatch(name)
    if dated and (base := FACT_KINDS.get(dated["kind"])) is not None and base.by_year:
        return replace(base, name=name, label=f"{base.label}, {dated['year']}")
    raise UnknownChoice("Fact", name, _nearest(name), "docs/program-facts.md lists every fact.")


def _nearest(name: str) -> tuple[str, ...]:
    from rapidfuzz import process

    names = [kind if not FACT_KINDS[kind].by_year else f"{kind}_2025" for kind in FACT_KINDS]
    return tuple(match for match, score, _ in process.extract(name, names, limit=2) if score > 60)


def parse_value(kind: FactKind, raw: object, *, percent: bool | None = None) -> FactScalar | None:
    """Read a value as people write it into the kind's own type.

    Parameters
    ----------
    kind
        What the value is of.
    raw
        Text or number of a cell or a form.
    percent
        For rates: whether the whole column is in percent. None decides by the value: a
        percent sign, or a number above 1.

    Returns
    -------
    FactScalar or None
        None where the text says that nothing is reported, or, of a limit, that there is
        none: a limit nobody states and one a program denies are kept alike.

    Raises
    ------
    BadFactValue
        When the value is not one of this kind.
    """
    text = " ".join(str(raw).replace("\u00a0", " ").split()) if raw is not None else ""
    if text.casefold() in kind.words:
        return kind.words[text.casefold()]
    if text.casefold() in NOT_REPORTED:
        return None
    if kind.type is ValueType.INT and text.casefold() in _NO_RULE:
        return None
    if kind.type is ValueType.TEXT:
        return text[:2000]
    if kind.type is ValueType.BOOL or kind.type is ValueType.CHOICE:
        return _choice(kind, raw, text)
    return _number(kind, raw, text, percent)


def _choice(kind: FactKind, raw: object, text: str) -> FactScalar:
    word = text.casefold().rstrip(".")
    spelled = re.sub(r"[\s-]+", "_", word)
    if word in kind.choices or spelled in kind.choices:
        return word if word in kind.choices else spelled
    if word in _YES or word in _NO:
        if kind.type is ValueType.BOOL:
            return word in _YES
        answer = "yes" if word in _YES else "no"
        if answer in kind.choices:
            return answer
    raise BadFactValue(kind, raw)


def _number(kind: FactKind, raw: object, text: str, percent: bool | None) -> FactScalar:
    bare = text.removesuffix("%").strip().lower()
    if not _NUMBER.fullmatch(bare):
        raise BadFactValue(kind, raw)
    number = float(bare.replace(",", "."))
    if kind.type is ValueType.INT:
        if not kind.low <= number <= kind.high or number != int(number):
            raise BadFactValue(kind, raw)
        return int(number)
    in_percent = text.endswith("%") or (number > 1 if percent is None else percent)
    share = number / 100 if in_percent else number
    if not 0 <= share <= 1:
        raise BadFactValue(kind, raw)
    return round(share, 6)


def errand(names: Iterable[str]) -> Errand:
    """Give the places where facts are found, most useful first, and the minutes it takes.

    Why: facts that stand on one page are found together, so only the first costs the
    finding of the page.
    """
    kinds = [fact_kind(name) for name in names]
    counts: dict[str, int] = {}
    for kind in kinds:
        for place in kind.where_to_look:
            counts[place] = counts.get(place, 0) + 1
    where = sorted(counts, key=lambda place: -counts[place])
    first_of: dict[str, float] = {}
    for kind in kinds:
        page = kind.where_to_look[0]
        first_of[page] = max(first_of.get(page, 0.0), kind.minutes)
    further = _table()["look_up"]["minutes_each_further"] * (len(kinds) - len(first_of))
    return Errand(tuple(where), sum(first_of.values()) + further)


def season_of(day: date) -> int:
    """Give the match year whose applications are being prepared on that day.

    Examples
    --------
    >>> season_of(date(2026, 11, 21)), season_of(date(2026, 3, 1))
    (2027, 2026)
    """
    month, first = (int(part) for part in _table()["season"]["opens"].split("-"))
    return day.year + 1 if (day.month, day.day) >= (month, first) else day.year


def freshness(reading: FactReading, today: date, kind: FactKind) -> Freshness:
    """Say whether a reading still counts on a day.

    Why: visa policies and requirements are restated each season, so a reading of an
    earlier season is stale; rates and shares stay what they were reported as.
    """
    if reading.read > today:
        return Freshness.FUTURE
    if kind.expires_with_season and season_of(reading.read) < season_of(today):
        return Freshness.STALE
    return Freshness.CURRENT
