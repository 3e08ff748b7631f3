"""The applicant as rules see them: worked out once, then held against every program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Exam,
    ExamAttempt,
    UsceKind,
    UsExperience,
    VisaNeed,
)
from preround.facts.exams import ExamFacts, load_exams
from preround.fit.usce import Counts, Months, counts, is_hands_on, months

STEPS = (Exam.STEP_1, Exam.STEP_2_CK, Exam.STEP_3)


@dataclass(frozen=True, slots=True)
class Sittings:
    """All sittings of one examination, in order.

    `n` of them are over; `passed_at` is the place of the one that was passed; `n_awaited`
    are over without a known result; `planned` says that one lies ahead.
    """

    exam: ExamFacts
    listed: bool
    n: int
    n_awaited: int
    planned: bool
    planned_on: dt.date | None
    passed_at: int | None
    passed_on: dt.date | None
    score: int | None

    @property
    def passed(self) -> bool:
        """Whether a pass is on record."""
        return self.passed_at is not None

    @property
    def n_not_passed(self) -> int:
        """Sittings known not to be passed, up to the pass."""
        return self.passed_at - 1 if self.passed_at else self.n - self.n_awaited

    def exceeds(self, allowed: float) -> bool | None:
        """Whether passing took, or will take, more sittings than allowed; None if open."""
        if self.passed_at:
            return self.passed_at > allowed
        if self.n_not_passed >= allowed and self.n:
            return True
        return None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything rules ask about an applicant, as of one day of one season."""

    applicant: Applicant
    today: dt.date
    season: int
    sittings: dict[Exam, Sittings]
    _months: dict[tuple[bool, bool, bool], Months] = field(default_factory=dict)

    @property
    def type(self) -> ApplicantType | None:
        """The applicant's type, None while unknown."""
        return self.applicant.applicant.type

    @property
    def is_us_graduate(self) -> bool:
        """Whether the school is a U.S. one, so that rules for IMGs do not apply."""
        return self.type in (ApplicantType.US_MD, ApplicantType.US_DO)

    @property
    def visa_need(self) -> VisaNeed:
        """The visa needed to train; a U.S. IMG is a citizen and needs none."""
        need = self.applicant.applicant.visa_need
        if need is VisaNeed.UNKNOWN and self.type is ApplicantType.US_IMG:
            return VisaNeed.NONE
        return need

    @property
    def years_at_start(self) -> int | None:
        """Years from graduation to the July in which training starts."""
        yog = self.applicant.applicant.yog
        return None if yog is None else self.season - yog

    @property
    def repeated(self) -> tuple[Sittings, ...]:
        """Steps that took, or will take, more than one sitting."""
        return tuple(s for s in self.sittings.values() if s.exceeds(1))

    @property
    def first_passes_only(self) -> bool:
        """Whether Step 1 and Step 2 CK were both passed at the first sitting."""
        both = (self.sittings[Exam.STEP_1], self.sittings[Exam.STEP_2_CK])
        return all(s.passed_at == 1 for s in both)

    @property
    def us_experience_known(self) -> bool:
        """Whether the applicant has said anything about U.S. experience."""
        who = self.applicant
        return bool(who.us_experience) or who.applicant.has_us_experience is False

    def us_months(
        self, *, hands_on: bool = False, no_observership: bool = False, seldom: bool = False
    ) -> Months:
        """Months of U.S. clinical experience of the kinds a rule takes, up to today.

        Parameters
        ----------
        hands_on
            Only what was hands-on.
        no_observership
            Without observerships.
        seldom
            With kinds that most programs do not count and some do.
        """
        key = (hands_on, no_observership, seldom)
        if key not in self._months:
            taken = [x for x in self.applicant.us_experience if _taken(x, *key)]
            self._months[key] = months(taken, self.today)
        return self._months[key]

    @property
    def hands_on_untold(self) -> bool:
        """Whether some period that may count does not say if it was hands-on."""
        return any(
            is_hands_on(x) is None and counts(x) is not Counts.NO
            for x in self.applicant.us_experience
        )


def stand(applicant: Applicant, today: dt.date, season: int) -> Standing:
    """Work out an applicant's standing on a day of a season."""
    sittings = {
        exam: _sittings(facts, [x for x in applicant.exams if x.name is exam], today)
        for exam, facts in load_exams().items()
        if exam in STEPS
    }
    return Standing(applicant, today, season, sittings)


def _taken(period: UsExperience, hands_on: bool, no_observership: bool, seldom: bool) -> bool:
    kind = counts(period)
    if kind is Counts.NO or (kind is Counts.SELDOM and not seldom):
        return False
    if no_observership and period.kind is UsceKind.OBSERVERSHIP:
        return False
    return not hands_on or is_hands_on(period) is not False


def _sittings(facts: ExamFacts, listed: Sequence[ExamAttempt], today: dt.date) -> Sittings:
    ordered = sorted(listed, key=_day) if all(x.date for x in listed) else list(listed)
    ahead = [x for x in ordered if _is_ahead(x, today)]
    over = [x for x in ordered if not _is_ahead(x, today)]
    results = [_result(facts, x) for x in over]
    passed_at = results.index(True) + 1 if True in results else None
    passing = over[passed_at - 1] if passed_at else None
    return Sittings(
        exam=facts,
        listed=bool(listed),
        n=len(over),
        n_awaited=results.count(None),
        planned=bool(ahead),
        planned_on=min((x.date for x in ahead if x.date), default=None),
        passed_at=passed_at,
        passed_on=passing.date if passing else None,
        score=passing.score if passing else None,
    )


def _day(sitting: ExamAttempt) -> dt.date:
    return sitting.date or dt.date.min


def _is_ahead(sitting: ExamAttempt, today: dt.date) -> bool:
    """Without a result, and dated later or not at all: a plan, not a sitting."""
    if sitting.passed is not None or sitting.score is not None:
        return False
    return sitting.date is None or sitting.date > today


def _result(facts: ExamFacts, sitting: ExamAttempt) -> bool | None:
    """What was said, else what the score says by the pass line of its day, if known."""
    if sitting.passed is not None or sitting.score is None:
        return sitting.passed
    line = facts.pass_line(sitting.date)
    if line is None:
        line = facts.pass_lines[-1] if facts.pass_lines else None
    return None if line is None else sitting.score >= line.score
