"""The form of one day: what was typed, and what is wrong with its shape."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.http import QueryDict

from preround.domain.applicant import Setting, UsceKind
from preround.facts.states import load_states
from preround.logbook.days import DUTIES, LogDay
from preround.logbook.rotations import Rotation

MOST_TEXT = 10_000
PLAIN_FIELDS = ("day", "kind", "hours", "setting", "specialty", "site", "state", "rotation")
PLACE_FIELDS = ("kind", "setting", "specialty", "site", "state")
TEXT_FIELDS = ("saw", "learned", "feedback")


@dataclass(frozen=True, slots=True)
class DayForm:
    """One day as typed."""

    day: str = ""
    kind: str = ""
    hours: str = ""
    setting: str = ""
    specialty: str = ""
    site: str = ""
    state: str = ""
    duties: tuple[str, ...] = ()
    saw: str = ""
    learned: str = ""
    feedback: str = ""
    rotation: str = ""
    number: int = 0
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def draft(self) -> str:
        """The name under which the browser keeps what is typed here."""
        return f"day-{self.number}-{self.version}" if self.number else "day-new"

    @property
    def is_placed(self) -> bool:
        """Whether kind and place are settled, so that they need not be looked at again."""
        return bool(self.kind) and not set(self.problems) & set(PLACE_FIELDS)

    @property
    def placed_words(self) -> str:
        """Kind and place in one line."""
        where = f"{self.site}, {self.state}" if self.site and self.state else self.site
        words = (self.kind.capitalize(), self.setting, self.specialty, where or self.state)
        return " · ".join(word for word in words if word)

    @classmethod
    def blank(cls, today: dt.date, last: LogDay | None, rotation: str = "") -> DayForm:
        """Start from the last day logged, so that only what is new is typed."""
        if last is None:
            return cls(day=today.isoformat(), hours="8")
        return cls(
            day=today.isoformat(),
            kind=last.kind.value,
            hours=f"{last.hours:g}",
            setting=last.setting.value if last.setting else "",
            specialty=last.specialty,
            site=last.site,
            state=last.state,
            duties=last.duties,
            rotation=rotation,
        )

    @classmethod
    def start(cls, today: dt.date, number: int, rotation: Rotation) -> DayForm:
        """Begin a day of a rotation, with what the rotation says."""
        return cls(
            day=today.isoformat(),
            kind=rotation.kind.value,
            hours="8",
            setting=rotation.setting.value if rotation.setting else "",
            specialty=rotation.specialty,
            site=rotation.institution,
            state=rotation.state,
            duties=rotation.duties,
            rotation=str(number),
        )

    @classmethod
    def of(cls, day: LogDay, number: int, version: int, rotation: str = "") -> DayForm:
        """Show a stored day for a change."""
        return cls(
            day=day.day.isoformat(),
            kind=day.kind.value,
            hours=f"{day.hours:g}",
            setting=day.setting.value if day.setting else "",
            specialty=day.specialty,
            site=day.site,
            state=day.state,
            duties=day.duties,
            saw=day.saw,
            learned=day.learned,
            feedback=day.feedback,
            rotation=rotation,
            number=number,
            version=version,
        )

    @classmethod
    def read(cls, post: QueryDict, today: dt.date) -> DayForm:
        """Read what was sent, and say what does not fit."""
        typed = {name: post.get(name, "").strip() for name in PLAIN_FIELDS}
        texts = {name: post.get(name, "").replace("\r\n", "\n").strip() for name in TEXT_FIELDS}
        duties = tuple(one for one in post.getlist("duties") if one in DUTIES)
        problems = _problems(typed, texts, today)
        return cls(
            **typed,
            **texts,
            duties=duties,
            number=_whole(post.get("number", "")),
            version=_whole(post.get("version", "")),
            problems=problems,
        )

    def value(self) -> LogDay:
        """The day, once nothing is wrong with the form."""
        return LogDay(
            day=dt.date.fromisoformat(self.day),
            kind=UsceKind(self.kind),
            hours=float(self.hours),
            setting=Setting(self.setting) if self.setting else None,
            specialty=self.specialty,
            site=self.site,
            state=self.state.upper(),
            duties=self.duties,
            saw=self.saw,
            learned=self.learned,
            feedback=self.feedback,
        )


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _problems(typed: dict[str, str], texts: dict[str, str], today: dt.date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    try:
        if dt.date.fromisoformat(typed["day"]) > today:
            wrong["day"] = "This day is still ahead. Log a day that is over."
    except ValueError:
        wrong["day"] = "Write the day as 2026-11-22."
    if typed["kind"] not in set(UsceKind):
        wrong["kind"] = "Choose what kind of experience it was."
    try:
        if not 0 < float(typed["hours"]) <= 24:
            wrong["hours"] = "A day has between 0 and 24 hours."
    except ValueError:
        wrong["hours"] = "Write the hours as a number, such as 8 or 6.5."
    if typed["setting"] and typed["setting"] not in set(Setting):
        wrong["setting"] = "Choose a setting from the list."
    if typed["state"] and typed["state"].upper() not in load_states():
        wrong["state"] = "Write the state as two letters, such as NY."
    for name in ("specialty", "site"):
        if len(typed[name]) > 200:
            wrong[name] = "At most 200 characters."
    for name, text in texts.items():
        if len(text) > MOST_TEXT:
            wrong[name] = f"At most {MOST_TEXT:,} characters; these are {len(text):,}."
    return wrong
