"""The form of one rotation: what was typed, and what is wrong with its shape."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.http import QueryDict

from preround.domain.applicant import Setting, UsceKind
from preround.facts.states import load_states
from preround.logbook.days import DUTIES
from preround.logbook.rotations import Rotation

PLAIN = (
    "kind", "institution", "supervisor", "specialty", "setting", "city", "state", "start", "end",
    "hours_per_week", "hands_on", "opening",
)  # fmt: skip
HANDS_ON = {"yes": True, "no": False}
MOST_HOURS = 120


@dataclass(frozen=True, slots=True)
class RotationForm:
    """One rotation as typed."""

    typed: dict[str, str]
    duties: tuple[str, ...] = ()
    number: int = 0
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rotation: Rotation | None, number: int = 0, version: int = 0) -> RotationForm:
        """Show a rotation for a look or a change; None begins an empty one."""
        if rotation is None:
            return cls(dict.fromkeys(PLAIN, ""))
        hours = rotation.hours_per_week
        typed = {
            "kind": rotation.kind.value,
            "institution": rotation.institution,
            "supervisor": rotation.supervisor,
            "specialty": rotation.specialty,
            "setting": rotation.setting.value if rotation.setting else "",
            "city": rotation.city,
            "state": rotation.state,
            "start": rotation.start.isoformat() if rotation.start else "",
            "end": rotation.end.isoformat() if rotation.end else "",
            "hours_per_week": "" if hours is None else f"{hours:g}",
            "hands_on": {True: "yes", False: "no", None: ""}[rotation.hands_on],
            "opening": rotation.opening,
        }
        return cls(typed, rotation.duties, number, version)

    @classmethod
    def read(cls, post: QueryDict, number: int = 0) -> RotationForm:
        """Read what was sent, and say what does not fit."""
        typed = {name: " ".join(post.get(name, "").split()) for name in PLAIN}
        version = post.get("version", "")
        return cls(
            typed,
            tuple(one for one in DUTIES if one in post.getlist("duties")),
            number,
            int(version) if version.isdecimal() and len(version) < 12 else 0,
            _problems(typed),
        )

    def value(self) -> Rotation:
        """The rotation, once nothing is wrong with the form."""
        typed = self.typed
        return Rotation(
            kind=UsceKind(typed["kind"]),
            institution=typed["institution"],
            supervisor=typed["supervisor"],
            specialty=typed["specialty"],
            setting=Setting(typed["setting"]) if typed["setting"] else None,
            city=typed["city"],
            state=typed["state"].upper(),
            start=_date(typed["start"]),
            end=_date(typed["end"]),
            hours_per_week=_number(typed["hours_per_week"]) if typed["hours_per_week"] else None,
            hands_on=HANDS_ON.get(typed["hands_on"]),
            duties=self.duties,
            opening=typed["opening"],
        )


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _problems(typed: dict[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if typed["kind"] not in set(UsceKind):
        wrong["kind"] = "Choose what it is called; what it counts as goes by the duties."
    if not typed["institution"]:
        wrong["institution"] = "Write where it is: the hospital, clinic or practice."
    if typed["setting"] and typed["setting"] not in set(Setting):
        wrong["setting"] = "Choose a setting from the list."
    if typed["state"] and typed["state"].upper() not in load_states():
        wrong["state"] = "Write the state as two letters, such as NY."
    for name in ("institution", "supervisor", "specialty", "city", "opening"):
        if len(typed[name]) > 200:
            wrong[name] = "At most 200 characters."
    return wrong | _wrong_hours(typed["hours_per_week"]) | _wrong_days(typed)


def _wrong_hours(text: str) -> dict[str, str]:
    if not text:
        return {}
    try:
        if 0 < _number(text) <= MOST_HOURS:
            return {}
    except ValueError:
        pass
    return {"hours_per_week": f"Write hours a week between 1 and {MOST_HOURS}, such as 40."}


def _wrong_days(typed: dict[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name in ("start", "end"):
        try:
            day = _date(typed[name])
        except ValueError:
            wrong[name] = "Write the day as 2026-11-22."
            continue
        if day is not None and not 1950 <= day.year <= 2100:
            wrong[name] = f"The year {day.year} cannot be right."
    if not wrong and typed["start"] and typed["end"] and typed["end"] < typed["start"]:
        wrong["end"] = "The last day is before the first."
    return wrong
