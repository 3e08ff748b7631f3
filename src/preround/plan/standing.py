"""Where a person stands: which steps are done, waited for, dated, or not theirs at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Exam,
    Setting,
    UsceKind,
    UsExperience,
    VisaNeed,
)
from preround.domain.errors import UserError
from preround.facts.specialties import canonical
from preround.plan.marks import StepMark
from preround.plan.steps import Rules

EXAM_STEPS = {
    "step_1": Exam.STEP_1, "step_2_ck": Exam.STEP_2_CK, "step_3": Exam.STEP_3, "oet": Exam.OET,
}  # fmt: skip
CERTIFICATION = ("step_1", "step_2_ck", "oet", "pathway", "credentials", "certified")
IMG = (ApplicantType.US_IMG, ApplicantType.NON_US_IMG)
ROTATIONS = (UsceKind.ELECTIVE, UsceKind.EXTERNSHIP, UsceKind.OBSERVERSHIP)


NO_MARKS: Mapping[str, StepMark] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LettersSoFar:
    """How far letters are, counted by whoever keeps them.

    `n_known_well` are writers the person has worked with long enough to ask.
    """

    n_known_well: int = 0
    n_asked: int = 0
    n_in: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """`done` are finished, `dated` have their own day, `absent` do not concern this person.

    `stopped` cannot be done at all, `overdue` were to be done on a day that has passed,
    `still_open` are not done although something that follows them is.
    """

    done: frozenset[str] = frozenset()
    dated: dict[str, dt.date] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    stopped: dict[str, str] = field(default_factory=dict)
    overdue: dict[str, dt.date] = field(default_factory=dict)
    still_open: frozenset[str] = frozenset()


def standing(
    applicant: Applicant,
    rules: Rules,
    today: dt.date,
    *,
    submitted_by: dt.date,
    attempts_max: int | None = None,
    marks: Mapping[str, StepMark] = NO_MARKS,
    letters: LettersSoFar | None = None,
) -> Standing:
    """Read the applicant's record for the steps of a plan.

    Parameters
    ----------
    submitted_by
        The day applications go out; experience must be recent on it.
    attempts_max
        Sittings allowed for a Step; at that many failures no further one is possible.
    marks
        What the person says of a step: done, which no record shows, or planned for a day.
    letters
        How far letters are, where somebody keeps them.
    """
    done = {key for key, mark in marks.items() if mark.done}
    dated: dict[str, dt.date] = {}
    stopped: dict[str, str] = {}
    for step, exam in EXAM_STEPS.items():
        _exam(step, exam, applicant, attempts_max, done, dated, stopped)
    if applicant.applicant.ecfmg_certified:
        done.update(CERTIFICATION)
    still_open = _unaligned(applicant, rules, today, submitted_by, done)
    done -= still_open
    done |= _letters(applicant, rules, letters)
    planned = {key: mark.day for key, mark in marks.items() if mark.day and not mark.done}
    overdue = {key: day for key, day in planned.items() if day < today}
    dated |= {key: day for key, day in planned.items() if day >= today or key in EXAM_STEPS}
    for key in done:
        dated.pop(key, None)
        stopped.pop(key, None)
        overdue.pop(key, None)
    absent = _absent(applicant)
    return Standing(frozenset(done), dated, absent, stopped, overdue, still_open)


def _unaligned(
    applicant: Applicant, rules: Rules, today: dt.date, submitted_by: dt.date, done: set[str]
) -> frozenset[str]:
    """Add the rotations done; the first stays open while all were in other specialties."""
    said = "rotation_1" in done
    n_rotations, n_aligned = _rotations(applicant, rules, today, submitted_by)
    done.update(f"rotation_{i}" for i in (1, 2, 3) if n_rotations >= i)
    return frozenset({"rotation_1"} if n_rotations and not n_aligned and not said else ())


def _letters(applicant: Applicant, rules: Rules, letters: LettersSoFar | None) -> set[str]:
    so_far = letters or LettersSoFar()
    n_in = max(sum(bool(one.from_us_physician) for one in applicant.letters or ()), so_far.n_in)
    done = set()
    if so_far.n_known_well >= rules.n_relationships:
        done.add("relationships")
    if max(so_far.n_asked, n_in) >= rules.n_letters:
        done.add("letters_asked")
    if n_in >= rules.n_letters:
        done.add("letters")
    return done


def _exam(
    step: str,
    exam: Exam,
    applicant: Applicant,
    attempts_max: int | None,
    done: set[str],
    dated: dict[str, dt.date],
    stopped: dict[str, str],
) -> None:
    sittings = [one for one in applicant.exams if one.name is exam]
    if any(one.passed for one in sittings):
        done.add(step)
        return
    failed = sum(one.passed is False for one in sittings)
    if attempts_max is not None and exam is not Exam.OET and failed >= attempts_max:
        stopped[step] = f"{failed} sittings without a pass; {attempts_max} are allowed"
    waiting = [one.date for one in sittings if one.passed is None and one.date is not None]
    if waiting:
        dated[step] = max(waiting)


def _rotations(
    applicant: Applicant, rules: Rules, today: dt.date, submitted_by: dt.date
) -> tuple[int, int]:
    """Recent clinical periods of four weeks or more, and those of them in a wished specialty.

    A period or a wish without a specialty counts as in it: nothing says otherwise.
    """
    recent = submitted_by - dt.timedelta(days=365 * rules.recent_years)
    wished = {plain_specialty(name) for name in applicant.wishes.specialties}
    found = aligned = 0
    for period in applicant.us_experience:
        if not _counts(period, rules, today, recent):
            continue
        found += 1
        if not wished or not period.specialty or plain_specialty(period.specialty) in wished:
            aligned += 1
    return found, aligned


def _counts(period: UsExperience, rules: Rules, today: dt.date, recent: dt.date) -> bool:
    if period.kind not in ROTATIONS or period.setting is Setting.TELEHEALTH:
        return False
    if period.start is None or (period.end or today) > today:
        return False
    end = period.end or today
    return end >= recent and (end - period.start).days + 1 >= rules.rotation_days - 2


def plain_specialty(specialty: str) -> str:
    """The listing's name of a specialty, or the name as written where it has none."""
    try:
        return canonical(specialty)
    except UserError:
        return specialty.casefold()


def _absent(applicant: Applicant) -> frozenset[str]:
    background = applicant.applicant
    absent: set[str] = set()
    if background.type is not None and background.type not in IMG:
        absent.update(("oet", "pathway", "credentials", "certified", "token", "documents"))
    if background.visa_need not in (VisaNeed.H1B, VisaNeed.J1_OR_H1B):
        absent.add("step_3")
    if background.visa_need is VisaNeed.NONE or background.type in (
        ApplicantType.US_IMG, ApplicantType.US_MD, ApplicantType.US_DO,
    ):  # fmt: skip
        absent.add("visa")
    return frozenset(absent)
