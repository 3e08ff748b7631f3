"""From found to done: what was written to whom, what came back, and when to write again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from preround.openings.guide import StepWords, guide


class Stage(StrEnum):
    """How far an opening has come, in this order."""

    FOUND = "found"
    ASKED = "asked"
    REPLIED = "replied"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"


class Step(StrEnum):
    """One thing that happened."""

    ASKED = "asked"
    FOLLOWED_UP = "followed_up"
    REPLIED = "replied"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"

    @property
    def words(self) -> StepWords:
        """How it is called on screen, and when to write again."""
        return guide().steps[self.value]


REACHES: Mapping[Step, Stage] = {
    Step.ASKED: Stage.ASKED,
    Step.FOLLOWED_UP: Stage.ASKED,
    Step.REPLIED: Stage.REPLIED,
    Step.DECLINED: Stage.REPLIED,
    Step.OFFERED: Stage.OFFERED,
    Step.ACCEPTED: Stage.ACCEPTED,
    Step.DONE: Stage.DONE,
}
ORDER = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Event:
    """One step on one day, what was written, and when to write again."""

    opening: str
    step: Step
    day: dt.date
    text: str = ""
    follow_up: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or office to write to; `how` says how they are known."""

    opening: str
    name: str
    role: str = ""
    reach: str = ""
    how: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one opening stands: the furthest stage, what closed it, and what is due."""

    stage: Stage = Stage.FOUND
    closed: Step | None = None
    last: Event | None = None
    follow_up: dt.date | None = None

    @property
    def label(self) -> str:
        """Where it stands, in a word or two."""
        if self.closed is not None:
            return self.closed.words.label
        return self.stage.value.capitalize()

    def is_due(self, today: dt.date) -> bool:
        """Whether the day to write again has come."""
        return self.follow_up is not None and self.follow_up <= today


def standing(events: Iterable[Event]) -> Standing:
    """Where an opening stands by what happened.

    Notes
    -----
    Steps count in the order of their days; what happened last decides whether it is closed
    and when to write again, since any step answers the reminder before it.
    """
    ordered = sorted(events, key=lambda one: one.day)
    if not ordered:
        return Standing()
    stage = max((REACHES.get(one.step, Stage.FOUND) for one in ordered), key=ORDER.index)
    last = ordered[-1]
    closes = last.step.words.closes
    done = last.step is Step.DONE
    return Standing(
        stage, last.step if closes else None, last, None if closes or done else last.follow_up
    )


def funnel(standings: Sequence[Standing]) -> tuple[tuple[Stage, int, int], ...]:
    """Each stage with how many openings reached it, and how many of those are closed now."""
    places = [(ORDER.index(one.stage), one.closed is not None) for one in standings]
    return tuple(
        (
            stage,
            sum(place >= i for place, _ in places),
            sum(place == i and closed for place, closed in places),
        )
        for i, stage in enumerate(ORDER)
    )


def suggested_follow_up(step: Step, day: dt.date) -> dt.date | None:
    """When to write again after a step; None where there is nothing to wait for."""
    after = step.words.after_days
    return None if after is None else day + dt.timedelta(days=after)


def event_document(event: Event) -> dict[str, Any]:
    """The step, ready for JSON."""
    values = asdict(event) | {"step": event.step.value, "day": event.day.isoformat()}
    values["follow_up"] = event.follow_up.isoformat() if event.follow_up else None
    return {name: value for name, value in values.items() if value}


def event_from(document: Mapping[str, Any]) -> Event:
    """The step of a document.

    Raises
    ------
    ValueError, TypeError, KeyError
        When it is none.
    """
    later = document.get("follow_up")
    return Event(
        str(document["opening"]),
        Step(document["step"]),
        dt.date.fromisoformat(document["day"]),
        str(document.get("text", "")),
        dt.date.fromisoformat(later) if later else None,
    )


def contact_document(contact: Contact) -> dict[str, Any]:
    """The contact, ready for JSON."""
    return {name: value for name, value in asdict(contact).items() if value}


def contact_from(document: Mapping[str, Any]) -> Contact:
    """The contact of a document; keys of a later version are passed over."""
    names = ("opening", "name", "role", "reach", "how", "note")
    return Contact(**{name: str(document.get(name, "")) for name in names})
