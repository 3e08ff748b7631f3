"""Openings weighed for one person: what each is, what it costs, whether it fits and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from preround.domain.applicant import Applicant, ApplicantType, Exam, VisaNeed
from preround.facts.reader import load_season, supported_seasons
from preround.fit.usce import load_counting
from preround.jobs.make_plan import make_plan
from preround.openings.classify import Classified, classify
from preround.openings.cost import Cost, cost
from preround.openings.directory import ANSWERS, COSTS, Directory, KeptOpening
from preround.openings.opening import Freshness, Opening, freshness
from preround.openings.outreach import Stage, Standing, standing
from preround.openings.search import NO, UNKNOWN, YES, SeenOpening, fee_band, fits_dates
from preround.openings.vetting import Vetted, is_letter_promised, vet
from preround.openings.wording import (
    Letter,
    WhoMayApply,
    asks_label,
    letter,
    who_may_apply,
)
from preround.plan.backwards import Status
from preround.plan.plan import Plan, PlannedStep

ROTATIONS = ("rotation_1", "rotation_2")
ASKED_EXAMS = {"step_1": Exam.STEP_1, "step_2_ck": Exam.STEP_2_CK, "step_3": Exam.STEP_3}
US_TYPES = (ApplicantType.US_IMG, ApplicantType.US_MD, ApplicantType.US_DO)


@dataclass(frozen=True, slots=True)
class RotationPlan:
    """What the plan for a Match says of rotations: how many, until when, how long each."""

    match: int
    steps: tuple[PlannedStep, ...]
    n_done: int
    last_day: dt.date
    is_expected: bool
    stay_days: int

    @property
    def open_steps(self) -> tuple[PlannedStep, ...]:
        """Rotations that are still to be done."""
        return tuple(one for one in self.steps if one.status is not Status.DONE)


@dataclass(frozen=True, slots=True)
class Person:
    """What openings are weighed by; None where the record does not say."""

    is_graduate: bool | None
    needs_visa: bool | None
    passed: frozenset[str]
    ecfmg_certified: bool | None
    plan: RotationPlan | None


@dataclass(frozen=True, slots=True)
class Fits:
    """Whether something suits the person, and why: fits, partly, late or unknown."""

    word: str
    why: str


@dataclass(frozen=True)
class WeighedOpening:
    """One opening with everything a page or a table says of it."""

    kept: KeptOpening
    kind: Classified
    vetted: Vetted
    cost: Cost
    standing: Standing
    freshness: Freshness
    days_since_read: int | None
    letter: Letter
    who: WhoMayApply
    person: Fits
    plan: Fits
    clashes: tuple[str, ...]

    @cached_property
    def seen(self) -> SeenOpening:
        """What filters see of it."""
        return _seen(self)

    @property
    def id(self) -> str:
        """Its number."""
        return self.kept.id

    @property
    def opening(self) -> Opening:
        """What was found."""
        return self.kept.opening


def person_of(applicant: Applicant, season: int, today: dt.date) -> Person:
    """Read from a record what openings are weighed by."""
    about = applicant.applicant
    graduate = None
    if about.yog is not None and about.yog != today.year:
        graduate = about.yog < today.year
    visa = None if about.visa_need is VisaNeed.UNKNOWN else about.visa_need is not VisaNeed.NONE
    if visa is None and about.type in US_TYPES:
        visa = False
    return Person(
        is_graduate=graduate,
        needs_visa=visa,
        passed=frozenset(one.name.value for one in applicant.exams if one.passed),
        ecfmg_certified=about.ecfmg_certified,
        plan=rotation_plan(applicant, season, today),
    )


def rotation_plan(applicant: Applicant, season: int, today: dt.date) -> RotationPlan | None:
    """What the plan says of rotations, for the first Match they can still be done for.

    Source: two or three rotations of four to eight weeks, as the plan's own steps cite.
    """
    for match in (one for one in supported_seasons() if one >= season):
        plan = make_plan(applicant, load_season(match), today).plan
        found = _rotation_plan(plan, today)
        if found is not None:
            return found
    return None


def _rotation_plan(plan: Plan, today: dt.date) -> RotationPlan | None:
    steps = tuple(one for one in plan.steps if one.key in ROTATIONS)
    waiting = [one for one in steps if one.status is not Status.DONE]
    if any(one.status in (Status.LATE, Status.IMPOSSIBLE) for one in waiting):
        return None
    dated = [one.dates for one in waiting if one.dates is not None]
    if dated:
        last, expected = max((one.latest, one.rests_on.is_expected) for one in dated)
    else:
        sent = [one for one in plan.moments if one.event == "eras_submission_opens"]
        if not sent:
            return None
        last, expected = sent[0].day, sent[0].is_expected
    if last <= today or not steps:
        return None
    days = max(one.rule.takes_days for one in steps)
    return RotationPlan(plan.season, steps, len(steps) - len(waiting), last, expected, days)


class Weigher:
    """Weighs a directory again and again; an opening that did not change is not weighed twice."""

    def __init__(self) -> None:
        self._basis: tuple[object, ...] = ()
        self._known: dict[str, tuple[object, WeighedOpening]] = {}

    def weigh_all(
        self, directory: Directory, person: Person, today: dt.date
    ) -> tuple[WeighedOpening, ...]:
        """Weigh every opening, in the order they were added."""
        view = _View(directory, person, today, tuple(_taken(directory)))
        basis = (person, today, directory.usual_costs, view.taken)
        if basis != self._basis:
            self._basis, self._known = basis, {}
        found = []
        for kept in directory.openings.values():
            key = _versions(directory, kept)
            known = self._known.get(kept.id)
            if known is None or known[0] != key:
                known = self._known[kept.id] = (key, _weigh(view, kept))
            found.append(known[1])
        return tuple(found)


def weigh_one(directory: Directory, number: str, person: Person, today: dt.date) -> WeighedOpening:
    """Weigh one opening.

    Raises
    ------
    NoSuchOpening
        When it is not in the directory.
    """
    view = _View(directory, person, today, tuple(_taken(directory)))
    return _weigh(view, directory.opening(number))


def _versions(directory: Directory, kept: KeptOpening) -> tuple[object, ...]:
    """What changes whenever anything that is kept of an opening does."""
    stored, number = directory.versions, kept.id
    return (
        kept,
        stored.get(f"{ANSWERS}/{number}"),
        stored.get(f"{COSTS}/{number}"),
        directory.events.get(number),
    )


def full_time_hours() -> float:
    """Hours that make a full week, as U.S. experience is counted."""
    return load_counting().full_time_hours


def _taken(directory: Directory) -> list[KeptOpening]:
    """Openings that were accepted and have days of their own."""
    return [
        kept
        for kept in directory.openings.values()
        if kept.opening.start
        and kept.opening.end
        and kept.opening.weeks is None
        and kept.id in directory.events
        and (stands := _stands(directory, kept.id)).stage is Stage.ACCEPTED
        and stands.closed is None
    ]


def _stands(directory: Directory, number: str) -> Standing:
    return standing(event for _, event in directory.events.get(number, ()))


@dataclass(frozen=True, slots=True)
class _View:
    """What one opening is weighed against."""

    directory: Directory
    person: Person
    today: dt.date
    taken: tuple[KeptOpening, ...]


def _weigh(view: _View, kept: KeptOpening) -> WeighedOpening:
    directory, person, today = view.directory, view.person, view.today
    opening = kept.opening
    kind = classify(opening)
    price = cost(
        opening,
        directory.costs(kept.id),
        hands_on=kind.hands_on,
        full_time_hours=full_time_hours(),
    )
    answers = directory.answers(kept.id)
    vetted = vet(opening, today, answers=answers, needs_visa=person.needs_visa)
    who = who_may_apply(opening.who_may_apply)
    return WeighedOpening(
        kept=kept,
        kind=kind,
        vetted=vetted,
        cost=price,
        standing=_stands(directory, kept.id),
        freshness=freshness(opening, today),
        days_since_read=(today - opening.read).days if opening.read else None,
        letter=letter(opening.letter_policy, promised=is_letter_promised(opening)),
        who=who,
        person=_fits_person(who, person),
        plan=_fits_plan(opening, person.plan, today),
        clashes=tuple(one.opening.institution for one in view.taken if _overlap(one, kept)),
    )


def _seen(one: WeighedOpening) -> SeenOpening:
    return SeenOpening(
        id=one.id,
        opening=one.opening,
        kind=one.kind.kind,
        hands_on=_word(one.kind.hands_on),
        letter=one.letter.value,
        freshness=one.freshness.value,
        who=_who_words(one.who),
        fee_band=fee_band(one.opening.fee_for_stay_usd),
        stage=one.standing.stage.value,
        closed=one.standing.closed is not None,
        n_warnings=len(one.vetted.open_warnings),
        total_usd=one.cost.total_usd,
        n_open_costs=len(one.cost.open),
        per_hands_on_week_usd=one.cost.per_hands_on_week_usd,
        plan=one.plan.word,
        haystack=_haystack(one.opening, one.kind),
    )


def _word(value: bool | None) -> str:
    return UNKNOWN if value is None else YES if value else NO


def _who_words(who: WhoMayApply) -> tuple[str, ...]:
    named = tuple(
        name for name, is_open in (("graduates", who.graduates), ("students", who.students))
        if is_open
    )  # fmt: skip
    return named or (UNKNOWN,)


def _haystack(opening: Opening, kind: Classified) -> str:
    label = kind.words.label if kind.words else ""
    parts = (
        opening.institution, opening.kind, label, opening.specialty, opening.city, opening.state,
        opening.who_may_apply, opening.duties, opening.letter_policy, opening.physician,
        opening.affiliation, opening.contact, opening.url, opening.source, opening.note,
    )  # fmt: skip
    return " ".join(parts).casefold()


def _overlap(one: KeptOpening, other: KeptOpening) -> bool:
    a, b = one.opening, other.opening
    if one.id == other.id or not (b.start and b.end) or b.weeks is not None:
        return False
    return bool(a.start and a.end and a.start <= b.end and b.start <= a.end)


def _fits_person(who: WhoMayApply, person: Person) -> Fits:
    if person.is_graduate and who.graduates is False:
        return Fits(NO, "Not for graduates, by its own words.")
    if person.is_graduate is False and who.students is False:
        return Fits(NO, "Not for students, by its own words.")
    missing = [asks_label(one) for one in who.asks if _lacks(one, person)]
    if missing:
        return Fits("partly", f"Asks for {' and '.join(missing)}, which your record does not show.")
    is_open = who.graduates if person.is_graduate else who.students
    if person.is_graduate is None or is_open is None:
        return Fits(UNKNOWN, "Whether you may apply is not clear: ask.")
    return Fits("fits", f"Open to {'graduates' if person.is_graduate else 'students'}.")


def _lacks(asked: str, person: Person) -> bool:
    if asked == "ecfmg":
        return person.ecfmg_certified is not True
    return asked in ASKED_EXAMS and asked not in person.passed


def _fits_plan(opening: Opening, plan: RotationPlan | None, today: dt.date) -> Fits:
    if plan is None:
        return Fits(UNKNOWN, "No plan says until when a rotation counts.")
    by = f"{plan.last_day.day} {plan.last_day:%b %Y}"
    rests = f"for the Match of {plan.match}{' (expected)' if plan.is_expected else ''}"
    if opening.end is not None and opening.end < today:
        return Fits("late", "Its last day has passed.")
    fits = fits_dates(opening, today, plan.last_day, None)
    if fits is None:
        return Fits(UNKNOWN, f"Its dates are not known. Rotations count until {by} {rests}.")
    if not fits:
        if opening.start is not None and opening.start > plan.last_day:
            return Fits("late", f"Begins after {by}, too late {rests}.")
        return Fits("partly", f"Not over by {by}, the last day that counts {rests}.")
    weeks = opening.stay_weeks
    if weeks is not None and round(weeks) < plan.stay_days // 7:
        return Fits(
            "partly",
            f"{round(weeks)} weeks: shorter than the {plan.stay_days // 7} your plan counts on.",
        )
    return Fits("fits", f"Over by {by}, in time {rests}.")
