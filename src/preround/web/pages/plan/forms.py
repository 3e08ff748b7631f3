"""The plan's form: a match year, examinations on other days, steps that are done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict

from preround.plan.standing import EXAM_STEPS

MOST_DONE = 40


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What the address says."""

    match: int | None
    moved: dict[str, dt.date]
    done: tuple[str, ...]
    last_applied: dt.date | None

    @classmethod
    def read(cls, query: QueryDict) -> PlanForm:
        """Read an address; a day that is none counts for nothing."""
        match = query.get("match", "")
        days = {step: _day(query.get(step, "")) for step in EXAM_STEPS}
        return cls(
            int(match) if match.isascii() and match.isdigit() and len(match) == 4 else None,
            {step: day for step, day in days.items() if day is not None},
            tuple(dict.fromkeys(query.getlist("done")))[:MOST_DONE],
            _day(query.get("last_applied", "")),
        )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
