"""The form of one writer: what was typed, and what is wrong with its shape."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from preround.letters.record import LetterForm, LetterStatus
from preround.web.letters_models import LetterWriter
from preround.web.typed import whole_number

SHORT = ("name", "role", "place", "specialty", "known_as")
DAYS = ("together_from", "together_to", "asked_on", "agreed_on", "packet_on", "uploaded_on")
TICKS = ("chair", "former", "asked_to_draft")
OPEN = ("us_physician", "waived")
ANSWERS = {"yes": True, "no": False}
MOST = 200
MOST_LINES = 40
MOST_LINE = 2000


@dataclass(frozen=True, slots=True)
class WriterForm:
    """One writer as typed."""

    name: str = ""
    role: str = ""
    place: str = ""
    specialty: str = ""
    known_as: str = ""
    us_physician: str = ""
    waived: str = ""
    form: str = LetterForm.NARRATIVE.value
    status: str = LetterStatus.THINKING.value
    chair: bool = False
    former: bool = False
    asked_to_draft: bool = False
    together_from: str = ""
    together_to: str = ""
    asked_on: str = ""
    agreed_on: str = ""
    packet_on: str = ""
    uploaded_on: str = ""
    also_saw: str = ""
    version: int = 0
    keep_typed: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: LetterWriter) -> WriterForm:
        """Show a stored writer for a change."""
        values: dict[str, Any] = {
            name: getattr(row, name) for name in (*SHORT, *TICKS) if name != "known_as"
        }
        for name in DAYS:
            day = getattr(row, name)
            values[name] = "" if day is None else day.isoformat()
        for name in OPEN:
            said = getattr(row, name)
            values[name] = "" if said is None else "yes" if said else "no"
        return cls(
            **values,
            known_as=", ".join(row.known_as),
            form=row.form,
            status=row.status,
            also_saw="\n".join(row.also_saw),
            version=row.version,
        )

    @classmethod
    def begun(cls, query: QueryDict) -> WriterForm:
        """A new one, begun from what an address says."""
        typed: dict[str, Any] = {name: query.get(name, "").strip()[:MOST] for name in SHORT}
        days = {name: query.get(name, "") for name in ("together_from", "together_to")}
        return cls(**typed | {name: text for name, text in days.items() if _day(text)})

    @classmethod
    def read(cls, post: QueryDict) -> WriterForm:
        """Read what was sent, and say what does not fit."""
        typed = {
            name: post.get(name, "").strip() for name in (*SHORT, *DAYS, *OPEN, "form", "status")
        }
        also = post.get("also_saw", "").replace("\r\n", "\n").strip()
        ticked: dict[str, Any] = {name: post.get(name) == "on" for name in TICKS}
        return cls(
            **ticked | typed,
            also_saw=also,
            version=whole_number(post.get("version", ""), 0),
            keep_typed=post.get("keep_words") == "on",
            problems=_problems(typed, also),
        )

    def values(self) -> dict[str, Any]:
        """What is stored, once nothing is wrong with the form."""
        return {
            **{name: getattr(self, name) for name in (*SHORT, *TICKS, "form", "status")},
            **{name: _day(getattr(self, name)) for name in DAYS},
            **{name: ANSWERS.get(getattr(self, name)) for name in OPEN},
            "known_as": [one.strip() for one in self.known_as.split(",") if one.strip()],
            "also_saw": self.lines,
        }

    @property
    def lines(self) -> list[str]:
        """What they also saw, a line each."""
        return [" ".join(one.split()) for one in self.also_saw.splitlines() if one.strip()]


def _problems(typed: dict[str, str], also: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not typed["name"]:
        wrong["name"] = "Give a name, or a role such as clinic manager."
    for name in SHORT:
        if len(typed[name]) > MOST:
            wrong[name] = f"At most {MOST} characters."
    for name in DAYS:
        if typed[name] and _day(typed[name]) is None:
            wrong[name] = "Write the day as 2026-11-22."
    first, last = _day(typed["together_from"]), _day(typed["together_to"])
    if first and last and last < first:
        wrong["together_to"] = "The last day is before the first."
    if typed["form"] not in tuple(LetterForm):
        wrong["form"] = "Choose one of the two."
    if typed["status"] not in tuple(LetterStatus):
        wrong["status"] = "Choose one of them."
    if len(typed["known_as"].split(",")) > 20:
        wrong["known_as"] = "At most 20 names."
    lines = also.splitlines()
    if len(lines) > MOST_LINES or any(len(line) > MOST_LINE for line in lines):
        wrong["also_saw"] = f"At most {MOST_LINES} lines of {MOST_LINE:,} characters."
    return wrong


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
