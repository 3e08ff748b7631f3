"""The plan's forms: a Match to aim at, a day for a step, a step that is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.http import QueryDict

from preround.plan.marks import StepMark
from preround.web.typed import whole_number

DO = ("plan", "done", "clear", "try")
BAD_DAY = "Write the day as 2027-04-01."


@dataclass(frozen=True, slots=True)
class MarkForm:
    """One step's day or its being done, as sent."""

    season: int = 0
    step: str = ""
    do: str = "try"
    day: str = ""
    version: int = 0
    problem: str = ""

    @classmethod
    def read(cls, sent: QueryDict, today: dt.date) -> MarkForm:
        """Read what was sent, and say what does not fit."""
        do, day = sent.get("do", "try"), sent.get("day", "").strip()
        return cls(
            whole_number(sent.get("season", ""), 0),
            sent.get("step", "")[:40],
            do if do in DO else "try",
            day,
            whole_number(sent.get("version", ""), 0),
            _problem(do, day, today),
        )

    def mark(self) -> StepMark:
        """The mark to keep, once nothing is wrong with the form."""
        if self.do == "clear":
            return StepMark()
        return StepMark(done=self.do == "done", day=_day(self.day))


@dataclass(frozen=True, slots=True)
class AimForm:
    """The Match aimed at, and when the person applied before."""

    match: int = 0
    last_applied: str = ""
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: QueryDict, seasons: list[int], today: dt.date) -> AimForm:
        """Read what was sent, and say what does not fit."""
        match, applied = (
            whole_number(sent.get("match", ""), 0),
            sent.get("last_applied", "").strip(),
        )
        wrong = {}
        if match not in seasons:
            wrong["match"] = f"Choose one of {', '.join(map(str, seasons))}."
        day = _day(applied)
        if applied and day is None:
            wrong["last_applied"] = BAD_DAY
        elif day is not None and day > today:
            wrong["last_applied"] = "This day is still ahead."
        return cls(match, applied, whole_number(sent.get("version", ""), 0), wrong)

    @property
    def applied_on(self) -> dt.date | None:
        """The day of the last application; None for a first one."""
        return _day(self.last_applied)


def _problem(do: str, day: str, today: dt.date) -> str:
    found = _day(day)
    if day and found is None:
        return BAD_DAY
    if do in ("plan", "try") and not day:
        return "Give a day first."
    if do == "done" and found is not None and found > today:
        return "What is done has no day ahead. Leave the day out, or plan it."
    return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
