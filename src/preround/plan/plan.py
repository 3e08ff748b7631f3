"""A dated plan: every step with its reason, what slips, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from preround.domain.applicant import Applicant
from preround.domain.citation import Citation
from preround.domain.errors import UnknownChoice
from preround.facts.reader import SeasonFacts
from preround.plan.backwards import Dates, Status, date_steps
from preround.plan.marks import StepMark, known_step
from preround.plan.moments import RESIDENCY_CAS, Moment, goes_elsewhere, moment
from preround.plan.standing import EXAM_STEPS, NO_MARKS, LettersSoFar, Standing, standing
from preround.plan.steps import PROGRAM_START, Rules, StepRule, load_rules

HORIZONS = (
    (21, "the next two to three weeks"),
    (182, "three to six months"),
    (365, "six to twelve months"),
)
LATER = "later"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step; `dates` are None where it is done or can no longer be begun."""

    rule: StepRule
    status: Status
    dates: Dates | None
    note: str = ""
    without: tuple[str, ...] = ()
    fixed: dt.date | None = None
    done_on: dt.date | None = None

    @property
    def key(self) -> str:
        """The step's own name."""
        return self.rule.key

    @property
    def gives(self) -> str:
        """What gives when it cannot be done in time; empty where it can."""
        if self.status is Status.LATE:
            return self.rule.if_late or self.rule.gives
        return self.rule.gives if self.status is Status.IMPOSSIBLE else ""

    @property
    def begin_from(self) -> dt.date | None:
        """The first day it can be begun, arranging included; None where it has no dates."""
        if self.dates is None:
            return None
        return self.dates.earliest_start - dt.timedelta(days=self.rule.lead_days)

    @property
    def begin_by(self) -> dt.date | None:
        """The last good day to begin, arranging included; None where it has no dates."""
        if self.dates is None:
            return None
        return self.dates.latest_start - dt.timedelta(days=self.rule.lead_days)

    @property
    def urgent_by(self) -> dt.date:
        """The day before which it must be begun: of one that is late, while it still counts."""
        if self.dates is None or self.begin_by is None:
            return dt.date.max
        if self.status is not Status.LATE:
            return self.begin_by
        if self.dates.last_resort is None:
            return dt.date.max
        return self.begin_by + (self.dates.last_resort - self.dates.latest)

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

        What is late counts by the day after which it is of no use; late without such a day, last.
        Where fewer than three can, those that can begin next fill the places.
        """
        soon = self.today + dt.timedelta(weeks=3)
        over = {one.key for one in self.steps if one.status in (Status.DONE, Status.WAITING)}
        here = {one.key for one in self.steps}
        ready = [
            (one.rule.optional, max(one.begin_from, soon), one.urgent_by, at, one)
            for at, one in enumerate(self.steps)
            if one.begin_from is not None
            and one.status not in (Status.IMPOSSIBLE, Status.WAITING)
            and (one.fixed is None or one.begin_from <= soon)
            and all(need in over or need not in here for need in one.rule.needs)
        ]
        return tuple(one for *_, one in sorted(ready)[:3])

    def horizons(self) -> tuple[Horizon, ...]:
        """What can be finished, and what begun, within three weeks, half a year, a year, later."""
        doable = [
            one
            for one in self.steps
            if one.dates is not None and one.status is not Status.IMPOSSIBLE
        ]
        found: list[Horizon] = []
        since = -1
        for limit, words in (*HORIZONS, (10_000, LATER)):
            days = [(self._days(one.dates.earliest), one) for one in doable if one.dates]
            finish = tuple(one for day, one in days if since < max(day, 0) <= limit)
            begin = tuple(
                one
                for one in doable
                if one not in finish
                and one.begin_from is not None
                and since < max(self._days(one.begin_from), 0) <= limit
            )
            found.append(Horizon(words, finish, begin))
            since = limit
        return tuple(found)

    def _days(self, day: dt.date) -> int:
        return (day - self.today).days


@dataclass(frozen=True, slots=True)
class Horizon:
    """A stretch of time ahead: what can be finished in it, what only begun."""

    within: str
    finish: tuple[PlannedStep, ...]
    begin: tuple[PlannedStep, ...]


def plan_season(
    applicant: Applicant,
    facts: SeasonFacts,
    today: dt.date,
    *,
    marks: Mapping[str, StepMark] = NO_MARKS,
    letters: LettersSoFar | None = None,
    rules: Rules | None = None,
) -> Plan:
    """Plan one person's season backwards from its dates.

    Parameters
    ----------
    marks
        Steps the person says are done, and days they fixed.
    letters
        How far letters are, where somebody keeps them.

    Raises
    ------
    UnknownChoice
        When a mark names a step that does not exist.
    """
    rules = rules or load_rules()
    for key in marks:
        known_step(key, rules)
    elsewhere = goes_elsewhere(applicant.wishes.specialties, facts)
    moments = _moments(rules, facts, elsewhere=elsewhere)
    stand = standing(
        applicant,
        rules,
        today,
        submitted_by=moments["eras_submission_opens"].day,
        attempts_max=int(facts.get("exams.attempts_per_step_max").number),
        marks=marks,
        letters=letters,
    )
    stand = replace(stand, done=_with_needs(stand, rules))
    mine = [rule for rule in rules.steps if rule.key not in stand.absent]
    if elsewhere:
        mine = [replace(rule, title=rule.title_residency_cas or rule.title) for rule in mine]
    undone = [rule for rule in mine if rule.key not in stand.done]
    score_days = 7 * int(facts.get("exams.score_weeks").number)
    dates = date_steps(undone, moments, stand, rules, today, score_days=score_days)
    steps = _statuses(mine, dates, stand, today)
    order = tuple(sorted(moments.values(), key=lambda one: one.day))
    return Plan(facts.season, today, tuple(_dated(one, marks) for one in steps), order)


def _dated(step: PlannedStep, marks: Mapping[str, StepMark]) -> PlannedStep:
    mark = marks.get(step.key)
    return replace(step, done_on=mark.day) if mark and mark.done else step


def _moments(rules: Rules, facts: SeasonFacts, *, elsewhere: bool) -> dict[str, Moment]:
    names = {e for r in rules.steps for e in (r.opens, r.due, r.hard_due) if e} | {PROGRAM_START}
    instead = RESIDENCY_CAS if elsewhere else {}
    return {name: moment(instead.get(name, name), facts, rules) for name in sorted(names)}


def _with_needs(stand: Standing, rules: Rules) -> frozenset[str]:
    """What is done has what it needed done before it."""
    found = set(stand.done)
    for rule in reversed(rules.steps):
        if rule.key in found:
            found.update(rule.needs)
    return frozenset(found) - stand.still_open


def _statuses(
    rules: list[StepRule], dates: Mapping[str, Dates], stand: Standing, today: dt.date
) -> tuple[PlannedStep, ...]:
    lost: set[str] = set()
    found = []
    for rule in rules:
        if rule.key in stand.done:
            found.append(PlannedStep(rule, Status.DONE, None))
            continue
        step_dates = dates[rule.key]
        fixed = stand.dated.get(rule.key)
        status, note = step_dates.status, _said(rule, step_dates, stand)
        stopped = stand.stopped.get(rule.key)
        broken = [need for need in rule.needs if need in lost]
        if stopped:
            status, note = Status.IMPOSSIBLE, f"{stopped}."
        elif broken:
            status, note = Status.IMPOSSIBLE, f"Needs first: {_titles(broken, rules)}."
        elif _is_sat(rule, fixed, today) and status is not Status.IMPOSSIBLE:
            status, note = Status.WAITING, "Its day has passed; the result is awaited."
        if status is Status.IMPOSSIBLE:
            lost.add(rule.key)
        without = tuple(want for want in rule.wants if want in {*lost, *step_dates.ahead_of})
        if without and status is not Status.IMPOSSIBLE:
            note = f"{note} Goes ahead without: {_titles(without, rules)}.".strip()
        found.append(PlannedStep(rule, status, step_dates, note, without, fixed))
    return tuple(found)


def _is_sat(rule: StepRule, fixed: dt.date | None, today: dt.date) -> bool:
    return rule.key in EXAM_STEPS and fixed is not None and fixed <= today


def _said(rule: StepRule, dates: Dates, stand: Standing) -> str:
    """What there is to say of the person's own day."""
    fixed, overdue = stand.dated.get(rule.key), stand.overdue.get(rule.key)
    if fixed is not None and dates.earliest > fixed:
        return f"You planned {_words(fixed)}; what it needs is ready too late for that day."
    if fixed is not None and dates.last_resort is not None and fixed > dates.last_resort:
        return f"Your own day is the reason: by {_words(dates.last_resort)} it would still count."
    if fixed is not None and fixed > dates.latest:
        return f"Your own day is the reason: by {_words(dates.latest)} it would be in time."
    if overdue is not None and fixed is None:
        return f"You planned {_words(overdue)}, which has passed: say it is done, or plan it anew."
    if rule.key in stand.still_open:
        return "Your rotations so far were in other specialties."
    return ""


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


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
    gives: str = ""

    @property
    def days(self) -> int:
        """How many days later it is; 0 where one of the two plans has no day for it."""
        return (self.after - self.before).days if self.before and self.after else 0


def _earliest(step: PlannedStep) -> dt.date | None:
    return step.dates.earliest if step.dates else None


def slips(before: Plan, after: Plan) -> tuple[Slip, ...]:
    """What slips from one plan to the other, in the order of the steps."""
    old = {one.key: one for one in before.steps}
    found = []
    for one in after.steps:
        was = old.get(one.key)
        if was is None:
            continue
        day_was, day = _earliest(was), _earliest(one)
        if day_was != day or was.status is not one.status:
            found.append(Slip(one.rule.title, day_was, day, was.status, one.status, one.gives))
    return tuple(found)
