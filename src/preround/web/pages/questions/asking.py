"""A question as its page draws it, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from preround.jobs.ten_answers import (
    Answers,
    Choice,
    Field,
    Question,
    answers_of,
    ten_questions,
)
from preround.web import clock
from preround.web.record import Dossier

#: More choices than this are a drop-down and not a column of buttons.
MOST_BUTTONS = 8
N_ORDERED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a question with what stands in it."""

    field: Field
    value: str
    values: tuple[str, ...]
    problem: str

    @property
    def shape(self) -> str:
        """How it is drawn: buttons, select, ordered, several, yes_no or text."""
        if self.field.kind == "choices":
            return "ordered" if self.field.name == "specialties" else "several"
        if self.field.kind == "choice":
            return "buttons" if len(self.field.choices) <= MOST_BUTTONS else "select"
        return "buttons" if self.field.kind == "yes_no" else "text"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What to choose from."""
        if self.field.kind == "yes_no":
            return (Choice("yes", "Yes"), Choice("no", "No"))
        return self.field.choices

    @property
    def places(self) -> tuple[str, ...]:
        """The ordered choices so far, with empty places after them."""
        empty = max(N_ORDERED - len(self.values), 1)
        return (*self.values, *([""] * empty))


def question_page(
    dossier: Dossier,
    asked: Question,
    typed: Answers | None = None,
    problems: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Give everything a question's page draws."""
    keys = [one.key for one in ten_questions()]
    place = keys.index(asked.key) if asked.key in keys else -1
    stored: Answers = {}
    if not dossier.is_sample:
        stored = answers_of(dossier.applicant, asked.key, clock.today())
    values = stored if typed is None else typed
    return {
        "dossier": dossier,
        "asked": asked,
        "fields": [_shown(field, values, problems or {}) for field in asked.fields],
        "stored": [_shown(field, stored, {}) for field in asked.fields],
        "number": place + 1,
        "total": len(keys),
        "steps": ["here" if i == place else "done" if i < place else "" for i in range(len(keys))],
        "before": keys[place - 1] if place > 0 else "",
        "is_last": place == len(keys) - 1,
        "version": 0 if dossier.is_sample else dossier.version,
        "nav_here": "record",
    }


def _shown(field: Field, values: Answers, problems: Mapping[str, str]) -> Shown:
    value = values.get(field.name, "")
    problem = problems.get(field.name, "")
    if isinstance(value, str):
        return Shown(field, value, (value,) if value else (), problem)
    return Shown(field, "", tuple(value), problem)


def typed_values(asked: Question, query: QueryDict) -> Answers:
    """Take what a form sent for each field of a question."""
    return {
        field.name: query.getlist(field.name)
        if field.kind == "choices"
        else query.get(field.name, "")
        for field in asked.fields
    }


def after(key: str) -> str:
    """Name the question that follows; empty after the last of the ten."""
    keys = [one.key for one in ten_questions()]
    place = keys.index(key) if key in keys else len(keys)
    return keys[place + 1] if place + 1 < len(keys) else ""


def first_open(dossier: Dossier) -> str:
    """Name the first of the ten that was neither answered nor skipped."""
    seen = dossier.record.answered or []
    return next((one.key for one in ten_questions() if one.key not in seen), "type")
