"""What a person says of their own plan: steps done, days they fixed, the Match they aim at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from pydantic import BaseModel, ConfigDict, Field

from preround.domain.errors import UnknownChoice
from preround.plan.steps import Rules, load_rules

#: What was done for one season counts in the next; letters, applications and lists do not.
LASTING = ("role", "exams", "certification", "experience")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StepMark(_Part):
    """One step: done (on `day`, where it is known), or planned to be finished on `day`."""

    done: bool = False
    day: dt.date | None = None


class PlanMarks(_Part):
    """All marks, by season and step."""

    match: int | None = Field(None, ge=2000, le=2100)
    last_applied: dt.date | None = None
    steps: dict[int, dict[str, StepMark]] = Field(default_factory=dict)

    def of(self, season: int, rules: Rules | None = None) -> dict[str, StepMark]:
        """The marks that count in a season: its own, and what lasts from the others."""
        rules = rules or load_rules()
        lasting = {rule.key for rule in rules.steps if rule.stage in LASTING}
        found = {
            key: mark
            for other, marks in sorted(self.steps.items())
            if other != season
            for key, mark in marks.items()
            if mark.done and key in lasting
        }
        return found | self.steps.get(season, {})

    def with_mark(self, season: int, key: str, mark: StepMark) -> PlanMarks:
        """The same marks with one step's changed; an empty mark takes it away.

        Raises
        ------
        UnknownChoice
            When there is no such step.
        """
        known_step(key)
        steps = {other: dict(marks) for other, marks in self.steps.items()}
        for other, marks in steps.items():
            if other != season and not mark.done and key in marks:
                marks.pop(key)  # what is not done now was not done for another season either
        mine = steps.setdefault(season, {})
        mine.pop(key, None)
        if mark != StepMark():
            mine[key] = mark
        kept = {other: marks for other, marks in steps.items() if marks}
        return self.model_copy(update={"steps": kept})


def known_step(key: str, rules: Rules | None = None) -> str:
    """The key, once it is one.

    Raises
    ------
    UnknownChoice
        When there is no such step.
    """
    keys = [rule.key for rule in (rules or load_rules()).steps]
    if key not in keys:
        raise UnknownChoice("step", key, tuple(sorted(keys)))
    return key


def as_marks(
    done: Collection[str] = (), planned: Mapping[str, dt.date] | None = None
) -> dict[str, StepMark]:
    """Marks from a list of steps that are done and of days that are fixed."""
    marks = {key: StepMark(day=day) for key, day in (planned or {}).items()}
    return marks | {key: StepMark(done=True) for key in done}
