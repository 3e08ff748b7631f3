"""The form of one opening, and the small forms of its page: what was typed, what is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from preround.facts.states import load_states
from preround.logbook.days import DUTIES
from preround.openings.cost import COST_FIELDS, Costs
from preround.openings.opening import COLUMNS, DATES, FeePer, Opening
from preround.openings.outreach import Contact, Event, Step, suggested_follow_up
from preround.openings.reading import Fee, Unclear, read_fee, read_hours, read_weeks
from preround.web.typed import whole_number

MOST = {"institution": 300, "note": 20_000, "duties": 5_000}
MOST_TEXT = 2_000
HANDS_ON = {"yes": True, "no": False, "": None}
SETTINGS = ("inpatient", "outpatient", "telehealth")
NUMBERS = {"weeks": read_weeks, "hours_per_week": read_hours}
PLAIN = tuple(
    name
    for name in COLUMNS
    if name not in (*DATES, *NUMBERS, "fee_usd", "other_fees_usd", "hands_on", "may_do")
)


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """An opening as typed."""

    typed: dict[str, str]
    may_do: tuple[str, ...] = ()
    number: str = ""
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    _values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def blank(cls, query: QueryDict, today: dt.date) -> OpeningForm:
        """An empty form, with what an address fills in."""
        typed = {name: query.get(name, "")[:300] for name in COLUMNS if name != "may_do"}
        typed["read"] = typed["read"] or today.isoformat()
        return cls(typed)

    @classmethod
    def of(cls, opening: Opening, number: str, version: int) -> OpeningForm:
        """A stored opening for a change."""
        typed = {name: _shown(getattr(opening, name)) for name in COLUMNS if name != "may_do"}
        return cls(typed, opening.may_do, number, version)

    @classmethod
    def read(cls, post: QueryDict, number: str = "") -> OpeningForm:
        """Read what was sent, and say what does not fit."""
        typed = {
            name: post.get(name, "").replace("\r\n", "\n").strip()
            for name in COLUMNS
            if name != "may_do"
        }
        may_do = tuple(one for one in post.getlist("may_do") if one in DUTIES)
        version = whole_number(post.get("version", ""), 0)
        problems: dict[str, str] = {}
        values = _read(typed, problems)
        return cls(typed, may_do, number, version, problems, values)

    def opening(self) -> Opening:
        """The opening, once nothing is wrong with the form."""
        return Opening(**self._values, may_do=self.may_do)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _read(typed: dict[str, str], problems: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: typed[name] for name in PLAIN}
    if not typed["institution"]:
        problems["institution"] = "Name the hospital, clinic or program; the rest may stay empty."
    for name in PLAIN:
        most = MOST.get(name, MOST_TEXT)
        if len(typed[name]) > most:
            problems[name] = f"At most {most:,} characters; these are {len(typed[name]):,}."
    for name in DATES:
        values[name] = _day(name, typed[name], problems)
    for name, read in NUMBERS.items():
        values[name] = None
        if typed[name]:
            try:
                values[name] = read(typed[name]).value
            except Unclear as wrong:
                problems[name] = f"This is {wrong}. Write a number, such as 4 or 40."
    _read_money(typed, values, problems)
    values["hands_on"] = HANDS_ON.get(typed["hands_on"])
    _read_place(typed, values, problems)
    start, end = values["start"], values["end"]
    if start and end and end < start:
        problems["end"] = "The last day is before the first."
    return values


def _day(name: str, text: str, problems: dict[str, str]) -> dt.date | None:
    if not text:
        return None
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        problems[name] = "Write the day as 2027-01-04."
        return None
    if not 1990 <= found.year <= 2100:
        problems[name] = "A year from 1990 to 2100."
    return found


def _read_money(typed: dict[str, str], values: dict[str, Any], problems: dict[str, str]) -> None:
    values |= {"fee_usd": None, "other_fees_usd": None}
    values["fee_per"] = typed["fee_per"] if typed["fee_per"] in set(FeePer) else FeePer.STAY.value
    for name in ("fee_usd", "other_fees_usd"):
        if not typed[name]:
            continue
        try:
            fee: Fee = read_fee(typed[name])
        except Unclear as wrong:
            problems[name] = f"There is {wrong}. Write dollars, such as 1200; 0 where it is free."
            continue
        values[name] = fee.usd
        if name == "fee_usd" and fee.per != FeePer.STAY:
            values["fee_per"] = fee.per


def _read_place(typed: dict[str, str], values: dict[str, Any], problems: dict[str, str]) -> None:
    values["state"] = typed["state"].upper()
    if values["state"] and values["state"] not in load_states():
        problems["state"] = "Write the state as two letters, such as NY."
    if values["setting"] not in SETTINGS:
        values["setting"] = ""
    url = values["url"]
    if url and "://" not in url:
        values["url"] = f"https://{url}"
    if values["url"] and not values["url"].startswith(("http://", "https://")):
        problems["url"] = "A page's address begins with https://."
    if " " in url.strip():
        problems["url"] = "An address has no spaces; put a remark into the field beside it."


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step of the outreach as typed."""

    step: str = ""
    day: str = ""
    text: str = ""
    follow_up: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, post: QueryDict, today: dt.date) -> StepForm:
        """Read what was sent, and say what does not fit."""
        typed = {name: post.get(name, "").strip() for name in ("step", "day", "follow_up")}
        text = post.get("text", "").replace("\r\n", "\n").strip()
        subject = post.get("subject", "").strip()
        text = f"{subject}\n\n{text}" if subject and text else text
        problems: dict[str, str] = {}
        if typed["step"] not in set(Step):
            problems["step"] = "Choose what happened."
        day = _day("day", typed["day"], problems)
        if not typed["day"]:
            problems["day"] = "Say on which day."
        elif day is not None and day > today:
            problems["day"] = "This day is still ahead; note it once it has happened."
        later = _day("follow_up", typed["follow_up"], problems)
        if later and day and later < day:
            problems["follow_up"] = "The day to write again lies after the step."
        if len(text) > MOST["note"]:
            problems["text"] = f"At most {MOST['note']:,} characters."
        return cls(**typed, text=text, problems=problems)

    def event(self, opening: str, *, suggest: bool) -> Event:
        """The step, with a day to write again where none was given and one is due."""
        day, step = dt.date.fromisoformat(self.day), Step(self.step)
        later = dt.date.fromisoformat(self.follow_up) if self.follow_up else None
        if later is None and suggest:
            later = suggested_follow_up(step, day)
        return Event(opening, step, day, self.text, later)


def read_contact(post: QueryDict, opening: str) -> Contact:
    """A contact as typed; one without a name is not kept by its view."""
    names = ("name", "role", "reach", "how", "note")
    return Contact(opening, *(post.get(name, "").strip()[:500] for name in names))


@dataclass(frozen=True, slots=True)
class CostsForm:
    """Figures as typed."""

    typed: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    _values: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, costs: Costs) -> CostsForm:
        """Stored figures for a change."""
        return cls({name: _shown(getattr(costs, name)) for name in COST_FIELDS})

    @classmethod
    def read(cls, post: QueryDict) -> CostsForm:
        """Read what was sent, and say what does not fit."""
        typed = {name: post.get(name, "").strip() for name in COST_FIELDS}
        problems: dict[str, str] = {}
        values: dict[str, float] = {}
        for name, text in typed.items():
            if text:
                try:
                    values[name] = read_fee(text).usd
                except Unclear:
                    problems[name] = "Write dollars, such as 700, or 0 where there is nothing."
        return cls(typed, problems, values)

    def costs(self) -> Costs:
        """The figures, once nothing is wrong with the form."""
        return Costs(**self._values)
