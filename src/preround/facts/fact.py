"""One fact as a value, and its reading from a table of a season's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact
from preround.facts.schema import FactValue, Key
from preround.facts.sources import Source

CITED = ("source", "locator", "read", "confidence")
FIELDS = {"value", "unit", *CITED, "status", "note", "agrees", "disagree"}
REQUIRED = ("value", "unit", *CITED, "status")
Entry = Mapping[str, object]


class FactStatus(StrEnum):
    """Whether a fact has a value, is waited for, or was in force and no longer is."""

    PUBLISHED = "published"
    EXPECTED = "expected"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another source says of the same fact."""

    value: FactValue
    citation: Citation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A published fact: value, unit, and everything one must know to trust it.

    `season` is the season whose figure it is, or None for a standing rule. `citations`
    holds the source of the value first, then those that agree; `disagree` holds what
    others say instead.
    """

    key: str
    value: FactValue
    unit: str
    status: FactStatus
    citations: tuple[Citation, ...]
    confidence: Confidence
    season: int | None
    label: str = ""
    meaning: str = ""
    note: str = ""
    disagree: tuple[OtherValue, ...] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether to tell the reader to check the official page."""
        return self.confidence is not Confidence.HIGH or bool(self.disagree)

    @property
    def number(self) -> float:
        """The value as a number.

        Raises
        ------
        TypeError
            When the key's type is not number.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise TypeError(f"{self.key} is not a number: {self.value!r}")
        return float(self.value)


def cite(place: str, entry: Entry, sources: Mapping[str, Source]) -> Citation:
    """The citation of an entry that must name source, locator, date and confidence.

    Raises
    ------
    BadFact
        When one of them is missing, unknown or malformed.
    """
    for field in CITED:
        if entry.get(field) in (None, ""):
            raise BadFact(
                place, f"no {field}", f"a citation: {', '.join(CITED)}", "Say where it was read."
            )
    source, read = entry["source"], entry["read"]
    if source not in sources:
        raise BadFact(
            place, f"source {source!r}", "an id of sources.toml", "Add the source or mend the id."
        )
    if type(read) is not dt.date:
        raise BadFact(place, f"read = {read!r}", "a date", "Write YYYY-MM-DD without quotes.")
    try:
        confidence = Confidence(str(entry["confidence"]))
    except ValueError:
        raise BadFact(
            place, f"confidence {entry['confidence']!r}", "high, medium or low", "Choose one."
        ) from None
    return sources[str(source)].cite(str(entry["locator"]), read, confidence)


def parse_status(place: str, word: object) -> FactStatus:
    """The status an entry gives.

    Raises
    ------
    BadFact
        When it is not one of the three.
    """
    try:
        return FactStatus(str(word))
    except ValueError:
        raise BadFact(
            place, f"status {word!r}", "published, expected or ended", "Choose one."
        ) from None


def _value(place: str, entry: Entry, key: Key) -> FactValue:
    value = entry["value"]
    if not key.accepts(value):
        raise BadFact(place, f"value {value!r}", f"a {key.type}", "Write the value as such.")
    return value  # type: ignore[return-value]


def _agreeing(place: str, entry: Entry, first: Citation, sources: Mapping[str, Source]) -> Citation:
    full = {"read": first.read, "confidence": first.confidence.value, **entry}
    return cite(place, full, sources)


def parse_fact(
    place: str, entry: object, key: Key, season: int | None, sources: Mapping[str, Source]
) -> Fact | None:
    """One entry of a season's file as a fact; None for one that is only expected.

    Raises
    ------
    BadFact
        When the entry breaks the schema or its citation is not sound.
    """
    if not isinstance(entry, dict) or not set(entry) <= FIELDS or "status" not in entry:
        raise BadFact(
            place, "fields that do not fit", ", ".join(sorted(FIELDS)), "Complete the fact."
        )
    status = parse_status(place, entry["status"])
    if status is FactStatus.EXPECTED:
        if "value" in entry:
            raise BadFact(
                place, "a value for an expected fact", "no value", "Remove it or set the status."
            )
        return None
    citation = cite(place, entry, sources)
    for field in REQUIRED:
        if field not in entry:
            raise BadFact(place, f"no {field}", ", ".join(REQUIRED), "Complete the fact.")
    if entry["unit"] != key.unit:
        raise BadFact(
            place, f"unit {entry['unit']!r}", f"{key.unit} (the schema's)", "Mend the unit."
        )
    others = tuple(
        OtherValue(_value(place, other, key), cite(place, other, sources), other.get("note", ""))
        for other in entry.get("disagree", ())
    )
    agrees = (_agreeing(place, other, citation, sources) for other in entry.get("agrees", ()))
    return Fact(
        key=key.name,
        value=_value(place, entry, key),
        unit=key.unit,
        status=status,
        citations=(citation, *agrees),
        confidence=citation.confidence,
        season=season,
        label=key.label or key.meaning,
        meaning=key.meaning,
        note=entry.get("note", ""),
        disagree=others,
    )
