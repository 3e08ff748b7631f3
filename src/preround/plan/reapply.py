"""For one who applied before: what is new since, and what still stands as it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preround.domain.applicant import Applicant, ExamAttempt

EXAM_WORDS = {"step_1": "Step 1", "step_2_ck": "Step 2 CK", "step_3": "Step 3", "oet": "OET"}
#: What programs can see anew, with what to do where there is nothing.
KINDS = {
    "exam": ("Examinations", "A Step 3 result is the one examination that can still be added."),
    "clinic": ("U.S. clinical experience", "One recent rotation shows that you stayed close."),
    "letter": ("Letters", "Ask for one new letter about this year; an old one says the old year."),
    "work": ("Work and projects", "Log a month of your job, or run one small project."),
}


@dataclass(frozen=True, slots=True)
class NewThing:
    """One thing that happened after a day; `kind` is one of `KINDS`."""

    day: dt.date
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class SinceLast:
    """One line each kind: what is new, newest first, or what to do about it."""

    day: dt.date
    lines: tuple[tuple[str, tuple[NewThing, ...], str], ...]

    @property
    def new(self) -> tuple[NewThing, ...]:
        """Everything new."""
        return tuple(one for _, things, _ in self.lines for one in things)

    @property
    def still(self) -> tuple[str, ...]:
        """The kinds in which nothing is new."""
        return tuple(title for title, things, _ in self.lines if not things)


def since_last(applicant: Applicant, day: dt.date, also: Sequence[NewThing] = ()) -> SinceLast:
    """Compare the record with the day of the last application.

    Parameters
    ----------
    also
        What the logs and the letters know, of any day.
    """
    found = [*_exams(applicant.exams), *_clinic(applicant), *also]
    new = sorted((one for one in found if one.day > day), key=lambda one: one.day, reverse=True)
    return SinceLast(
        day,
        tuple(
            (title, tuple(dict.fromkeys(x for x in new if x.kind == kind)), advice)
            for kind, (title, advice) in KINDS.items()
        ),
    )


def _exams(sittings: Sequence[ExamAttempt]) -> list[NewThing]:
    return [
        NewThing(
            one.date,
            "exam",
            f"{EXAM_WORDS[one.name.value]} {'passed' if one.passed else 'sat, result awaited'}"
            + (f", {one.score}" if one.score is not None else ""),
        )
        for one in sittings
        if one.date is not None and one.passed is not False
    ]


def _clinic(applicant: Applicant) -> list[NewThing]:
    found = []
    for period in applicant.us_experience:
        last = period.end or period.start
        if last is not None:
            what = f"U.S. {period.kind.value}"
            found.append(NewThing(last, "clinic", f"{what}, {period.specialty or 'no specialty'}"))
    return found
