"""A dated plan: every step with its reason, what slips, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from preround.domain.applicant import Applicant, Exam, ExamAttempt
from preround.domain.citation import Citation
from preround.domain.errors import UnknownChoice
from preround.facts.reader import SeasonFacts
from preround.plan.backwards import Dates, Status, date_steps
from preround.plan.moments import Moment, moment
from preround.plan.standing import EXAM_STEPS, Standing, standing
from preround.plan.steps import PROGRAM_START, Rules, StepRule, load_rules

HORIZONS = (
    (21, "the next three weeks"),
    (182, "three to six months"),
    (365, "six to twelve months"),
)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step; `dates` are None where it is done or can no longer be begun."""

    rule: StepRule
    status: Status
    dates: Dates | None
    note: str = ""
    without: tuple[str, ...] = ()
    fixed: dt.date | None = None

    @property
    def key(self) -> str:
        """The step's own name."""
        return self.rule.key

    @property
    def gives(self) -> str:
        """What gives when it cannot be done in time; empty where it can."""
        return self.rule.gives if self.status in (Status.LATE, Status.IMPOSSIBLE) else ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the rule was read, and the date it rests on."""
        rest = (self.dates.rests_on.citation,) if self.dates else ()
        return (self.rule.citation, *rest)


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one season from one day on."""

    season: int
    today: dt.date
    steps: tuple[PlannedStep, ...]
    moments: tuple[Moment, ...]

    def step(self, key: str) -> PlannedStep:
        """A step by its key.

        Raises
        ------
        UnknownChoice
            When the plan has none of that name.
        """
        for one in self.steps:
            if one.key == key:
                return one
        raise UnknownChoice("step", key, tuple(one.key for one in self.steps)[:5])

    @property
    def next_three(self) -> tuple[PlannedStep, ...]:
        """What to begin now: what must begin soonest of all that can begin within three weeks.

        Where fewer than three can, those that can begin next fill the places.
        """
        soon = self.today + dt.timedelta(weeks=3)
        over = {one.key for one in self.steps if one.status in (Status.DONE, Status.WAITING)}
        here = {one.key for one in self.steps}
        ready = [
            one
            for one in self.steps
            if one.dates is not None
            and one.status is not Status.IMPOSSIBLE
            and one.fixed is None
            and all(need in over or need not in here for need in one.rule.needs)
        ]
        ready.sort(key=lambda one: (max(_can_begin(one), soon), _must_begin(one)))
        return tuple(ready[:3])

    def horizons(self) -> tuple[tuple[str, tuple[PlannedStep, ...]], ...]:
        """Steps by when they can be finished: three weeks, half a year, a year, later."""
        groups: dict[str, list[PlannedStep]] = {words: [] for _, words in HORIZONS}
        groups["later"] = []
        for one in self.steps:
            if one.dates is None or one.status is Status.IMPOSSIBLE:
                continue
            days = (one.dates.earliest - self.today).days
            words = next((w for limit, w in HORIZONS if days <= limit), "later")
            groups[words].append(one)
        return tuple((words, tuple(steps)) for words, steps in groups.items())


def _can_begin(one: PlannedStep) -> dt.date:
    assert one.dates is not None  # noqa: S101 - only dated steps are sorted
    return one.dates.earliest_start - dt.timedelta(days=one.rule.lead_days)


def _must_begin(one: PlannedStep) -> dt.date:
    assert one.dates is not None  # noqa: S101 - only dated steps are sorted
    return one.dates.latest_start - dt.timedelta(days=one.rule.lead_days)


def plan_season(
    applicant: Applicant,
    facts: SeasonFacts,
    today: dt.date,
    *,
    also_done: Collection[str] = (),
    rules: Rules | None = None,
) -> Plan:
    """Plan one person's season backwards from its dates.

    Raises
    ------
    UnknownChoice
        When `also_done` names a step that does not exist.
    """
    rules = rules or load_rules()
    keys = {rule.key for rule in rules.steps}
    for key in also_done:
        if key not in keys:
            raise UnknownChoice("step", key, tuple(sorted(keys)))
    names = {e for r in rules.steps for e in (r.opens, r.due, r.hard_due) if e} | {PROGRAM_START}
    moments = {name: moment(name, facts, rules) for name in sorted(names)}
    stand = standing(
        applicant,
        rules,
        today,
        submitted_by=moments["eras_submission_opens"].day,
        attempts_max=int(facts.get("exams.attempts_per_step_max").number),
        also_done=also_done,
    )
    stand = replace(stand, done=_with_needs(stand.done, rules))
    mine = [rule for rule in rules.steps if rule.key not in stand.absent]
    undone = [rule for rule in mine if rule.key not in stand.done]
    score_days = 7 * int(facts.get("exams.score_weeks").number)
    dates = date_steps(undone, moments, stand, rules, today, score_days=score_days)
    steps = _statuses(mine, dates, stand, today)
    return Plan(facts.season, today, steps, tuple(sorted(moments.values(), key=lambda m: m.day)))


def _with_needs(done: frozenset[str], rules: Rules) -> frozenset[str]:
    """What is done has what it needed done before it."""
    found = set(done)
    for rule in reversed(rules.steps):
        if rule.key in found:
            found.update(rule.needs)
    return frozenset(found)


def _statuses(
    rules: list[StepRule], dates: Mapping[str, Dates], stand: Standing, today: dt.date
) -> tuple[PlannedStep, ...]:
    lost: set[str] = set()
    late: set[str] = set()
    found = []
    for rule in rules:
        if rule.key in stand.done:
            found.append(PlannedStep(rule, Status.DONE, None))
            continue
        step_dates = dates[rule.key]
        fixed = stand.dated.get(rule.key)
        status, note = step_dates.status, ""
        stopped = stand.stopped.get(rule.key)
        broken = [need for need in rule.needs if need in lost]
        if stopped:
            status, note = Status.IMPOSSIBLE, f"{stopped}."
        elif broken:
            status, note = Status.IMPOSSIBLE, f"Needs first: {_titles(broken, rules)}."
        elif fixed is not None and fixed <= today and status is not Status.IMPOSSIBLE:
            status, note = Status.WAITING, "Sat; the result is awaited."
        if status is Status.IMPOSSIBLE:
            lost.add(rule.key)
        if status is Status.LATE:
            late.add(rule.key)
        without = tuple(want for want in rule.wants if want in lost | late)
        if without and status is not Status.IMPOSSIBLE:
            note = f"{note} Goes ahead without: {_titles(without, rules)}.".strip()
        found.append(PlannedStep(rule, status, step_dates, note, without, fixed))
    return tuple(found)


def _titles(keys: Collection[str], rules: list[StepRule]) -> str:
    titles = {rule.key: rule.title for rule in rules}
    return "; ".join(titles[key] for key in keys)


@dataclass(frozen=True, slots=True)
class Slip:
    """One step whose days or status differ between two plans."""

    title: str
    before: dt.date | None
    after: dt.date | None
    status_before: Status
    status_after: Status


def slips(before: Plan, after: Plan) -> tuple[Slip, ...]:
    """What slips from one plan to the other, in the order of the steps."""
    old = {one.key: one for one in before.steps}
    found = []
    for one in after.steps:
        was = old.get(one.key)
        if was is None:
            continue
        days = [None if step.dates is None else step.dates.earliest for step in (was, one)]
        if days[0] != days[1] or was.status is not one.status:
            found.append(Slip(one.rule.title, days[0], days[1], was.status, one.status))
    return tuple(found)


def move_exam(applicant: Applicant, step: str, day: dt.date) -> Applicant:
    """The same applicant with an examination planned for another day.

    Raises
    ------
    UnknownChoice
        When the step is not an examination.
    """
    if step not in EXAM_STEPS:
        raise UnknownChoice("examination", step, tuple(EXAM_STEPS))
    exam: Exam = EXAM_STEPS[step]
    kept = tuple(one for one in applicant.exams if one.name is not exam or one.passed is not None)
    return applicant.model_copy(update={"exams": (*kept, ExamAttempt(name=exam, date=day))})


def new_since(applicant: Applicant, day: dt.date) -> tuple[str, ...]:
    """What a reapplicant's record holds that is newer than a day, in words."""
    news = [
        f"{one.name.value.replace('_', ' ').title().replace(' Ck', ' CK')} "
        f"{'passed' if one.passed else 'sat'}, {one.date.isoformat()}"
        for one in applicant.exams
        if one.date is not None and one.date > day and one.passed is not False
    ]
    for period in applicant.us_experience:
        last = period.end or period.start
        if last is not None and last > day:
            since = period.start.isoformat() if period.start else "undated"
            news.append(f"U.S. {period.kind.value} ({period.specialty or 'no specialty'}), {since}")
    return tuple(news)
