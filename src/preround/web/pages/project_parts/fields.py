"""Fields of a part as typed, and what they become; a part is a list of fields."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.http import QueryDict

from preround.improve import cells
from preround.improve.cells import Unreadable
from preround.improve.project import amount
from preround.jobs.guard_text import guard_texts
from preround.web.typed import whole_number

MOST_WORDS, MOST_LINE = 4_000, 300


class Kind(StrEnum):
    """How a field is drawn and read."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a part; `choices` are value and words."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rows: int = 3
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with what stands in it and what is wrong."""

    asked: Asked
    value: str
    problem: str


@dataclass(frozen=True, slots=True)
class PartForm:
    """A part as typed: words stay as they are even where they cannot be saved."""

    asked: Sequence[Asked]
    typed: Mapping[str, str]
    version: int = 0
    keep_words: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    window: str = field(default_factory=lambda: secrets.token_urlsafe(9))

    @classmethod
    def read(cls, asked: Sequence[Asked], post: QueryDict) -> PartForm:
        """Read what was sent, and say what does not fit."""
        typed = {
            one.name: " ".join(post.get(one.name, "").split())
            if one.kind is not Kind.WORDS
            else post.get(one.name, "").replace("\r\n", "\n").strip()
            for one in asked
        }
        problems = {one.name: wrong for one in asked if (wrong := _problem(one, typed[one.name]))}
        version = whole_number(post.get("version", ""), 0)
        window = post.get("window", "")[:20]
        return cls(asked, typed, version, post.get("keep_words") == "on", problems, window)

    @property
    def shown(self) -> list[Shown]:
        """The fields in their order."""
        return [
            Shown(one, self.typed.get(one.name, ""), self.problems.get(one.name, ""))
            for one in self.asked
        ]

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written freely, and must name nobody."""
        free = (Kind.LINE, Kind.WORDS)
        return tuple(self.typed[one.name] for one in self.asked if one.kind in free)

    def reworded(self) -> PartForm:
        """Put wording without identifiers in the place of what was typed."""
        offered = {one.text: one.offered for one in guard_texts(self.texts)}
        typed = {name: offered.get(text, text) for name, text in self.typed.items()}
        return replace(self, typed=typed)

    def values(self) -> dict[str, Any]:
        """What is stored, once nothing is wrong with the form."""
        return {one.name: _value(one, self.typed[one.name]) for one in self.asked}


def as_typed(value: object, unit: str = "") -> str:
    """A stored value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return amount(value, unit) if unit == "%" else f"{value:.10g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _problem(asked: Asked, text: str) -> str:
    if not text:
        return "Say this in a few words." if asked.required else ""
    if asked.kind is Kind.CHOICE and text not in {value for value, _ in asked.choices}:
        return "Choose one of these."
    most = MOST_WORDS if asked.kind is Kind.WORDS else MOST_LINE
    if len(text) > most:
        return f"At most {most:,} characters; these are {len(text):,}."
    try:
        _value(asked, text)
    except ValueError:
        return {
            Kind.DAY: "Write the day as 2026-11-22.",
            Kind.NUMBER: "Write a number, such as 12.5 or 35%.",
        }[asked.kind]
    return ""


def _value(asked: Asked, text: str) -> Any:
    if asked.kind is Kind.DAY:
        return dt.date.fromisoformat(text) if text else None
    if asked.kind is Kind.NUMBER:
        try:
            return cells.number(text)
        except Unreadable:
            raise ValueError(text) from None
    return text
