"""The form that states one fact: value, where it was read, when, a link, a note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from preround.catalogue.fact_kinds import BadFactValue, FactKind, ValueType, parse_value
from preround.domain.program import FactScalar
from preround.web import clock
from preround.web.typed import whole_number

#: Before it no program stated its rules on a page.
EARLIEST = dt.date(2000, 1, 1)
#: The word a form sends when the program states nothing.
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class FactForm:
    """What was typed, what it means, and what is wrong with it, by field."""

    kind: FactKind
    version: int
    value: str = ""
    source: str = ""
    read: str = ""
    url: str = ""
    note: str = ""
    meaning: FactScalar | None = None
    read_on: dt.date = dt.date.min
    problems: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, kind: FactKind, version: int, today: dt.date) -> FactForm:
        """Give an empty form that takes today for the day of reading."""
        return cls(kind, version, source="the program's own page", read=today.isoformat())

    @classmethod
    def read_typed(cls, kind: FactKind, query: QueryDict, value_name: str = "value") -> FactForm:
        """Read what was typed; whatever is wrong is told beside its field."""
        problems: dict[str, str] = {}
        typed = query.get(value_name, "").strip()
        meaning = _meaning(kind, typed, problems)
        source = query.get("source", "").strip()[:300]
        if not source:
            problems["source"] = "Say where you read it; without a source it does not count."
        url = query.get("url", "").strip()[:500]
        if url and not url.startswith(("https://", "http://")):
            problems["url"] = f"{url!r}: a link begins with https:// ."
        day = query.get("read", "").strip()
        version = query.get("version", "")
        return cls(
            kind=kind,
            version=whole_number(version, -1),
            value=typed,
            source=source,
            read=day,
            url=url,
            note=query.get("note", "").strip()[:2000],
            meaning=meaning,
            read_on=_day(day, problems),
            problems=problems,
        )

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, for a form that sends it once more."""
        return {
            "value": self.value,
            "source": self.source,
            "read": self.read,
            "url": self.url,
            "note": self.note,
        }

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What to choose from, where the values are few."""
        if self.kind.type is ValueType.BOOL:
            return (("yes", "yes"), ("no", "no"), (NOT_STATED, NOT_STATED))
        if self.kind.type is ValueType.CHOICE:
            known = tuple((one, one.replace("_", " ")) for one in self.kind.choices)
            return (*known, (NOT_STATED, NOT_STATED))
        return ()


def _meaning(kind: FactKind, typed: str, problems: dict[str, str]) -> FactScalar | None:
    if not typed:
        problems["value"] = f"Give {kind.expected}, or the words {NOT_STATED}."
        return None
    try:
        return parse_value(kind, typed)
    except BadFactValue as wrong:
        problems["value"] = f"{wrong.got}: expected {wrong.expected}."
        return None


def _day(typed: str, problems: dict[str, str]) -> dt.date:
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        problems["read"] = "Give the day you read it, as 2026-11-22."
        return dt.date.min
    if not EARLIEST <= day <= clock.today():
        problems["read"] = f"{typed}: give a day from {EARLIEST.year} on that is not yet to come."
    return day
