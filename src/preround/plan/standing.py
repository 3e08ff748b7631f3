"""Where a person stands: which steps are done, waited for, dated, or not theirs at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from preround.domain.applicant import Applicant, ApplicantType, Exam, Setting, UsceKind, VisaNeed
from preround.plan.steps import Rules

EXAM_STEPS = {
    "step_1": Exam.STEP_1, "step_2_ck": Exam.STEP_2_CK, "step_3": Exam.STEP_3, "oet": Exam.OET,
}  # fmt: skip
CERTIFICATION = ("step_1", "step_2_ck", "oet", "pathway", "credentials", "certified")
IMG = (ApplicantType.US_IMG, ApplicantType.NON_US_IMG)
ROTATIONS = (UsceKind.ELECTIVE, UsceKind.EXTERNSHIP, UsceKind.OBSERVERSHIP)


@dataclass(frozen=True, slots=True)
class Standing:
    """`done` are finished, `dated` have their own day, `absent` do not concern this person."""

    done: frozenset[str] = frozenset()
    dated: dict[str, dt.date] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    stopped: dict[str, str] = field(default_factory=dict)


def standing(
    applicant: Applicant,
    rules: Rules,
    today: dt.date,
    *,
    submitted_by: dt.date,
    attempts_max: int | None = None,
    also_done: Collection[str] = (),
) -> Standing:
    """Read the applicant's record for the steps of a plan.

    Parameters
    ----------
    submitted_by
        The day applications go out; experience must be recent on it.
    attempts_max
        Sittings allowed for a Step; at that many failures no further one is possible.
    also_done
        Steps the person says are done, which no record shows.
    """
    done = set(also_done)
    dated: dict[str, dt.date] = {}
    stopped: dict[str, str] = {}
    for step, exam in EXAM_STEPS.items():
        _exam(step, exam, applicant, attempts_max, done, dated, stopped)
    if applicant.applicant.ecfmg_certified:
        done.update(CERTIFICATION)
    n_rotations = _rotations(applicant, rules, today, submitted_by)
    done.update(f"rotation_{i}" for i in (1, 2) if n_rotations >= i)
    n_letters = sum(bool(one.from_us_physician) for one in applicant.letters or ())
    if n_letters >= rules.n_letters:
        done.update(("letters_asked", "letters"))
    for key in done:
        dated.pop(key, None)
        stopped.pop(key, None)
    return Standing(frozenset(done), dated, _absent(applicant), stopped)


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


def _rotations(applicant: Applicant, rules: Rules, today: dt.date, submitted_by: dt.date) -> int:
    recent = submitted_by - dt.timedelta(days=365 * rules.recent_years)
    found = 0
    for period in applicant.us_experience:
        if period.kind not in ROTATIONS or period.setting is Setting.TELEHEALTH:
            continue
        if period.start is None or (period.end or today) > today:
            continue
        end = period.end or today
        if end >= recent and (end - period.start).days + 1 >= rules.rotation_days - 2:
            found += 1
    return found


def _absent(applicant: Applicant) -> frozenset[str]:
    background = applicant.applicant
    absent: set[str] = set()
    if background.type is not None and background.type not in IMG:
        absent.update(("oet", "pathway", "credentials", "certified", "token"))
    if background.visa_need not in (VisaNeed.H1B, VisaNeed.J1_OR_H1B):
        absent.add("step_3")
    if background.visa_need is VisaNeed.NONE or background.type in (
        ApplicantType.US_IMG, ApplicantType.US_MD, ApplicantType.US_DO,
    ):  # fmt: skip
        absent.add("visa")
    return frozenset(absent)
