"""Forward from today and backwards from the deadlines: earliest and latest of every step.

Two passes over steps that stand after what they need. Forward: a step begins when it may
and what it needs is finished and its result out. Backwards, twice: the latest good day, from
what needs or wants a step; and the last resort, from what cannot go ahead without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from preround.plan.moments import Moment
from preround.plan.standing import Standing
from preround.plan.steps import SCORE_WEEKS, Rules, StepRule

LAST = "match_day"
DAY = dt.timedelta(days=1)


class Status(StrEnum):
    """How a step stands."""

    DONE = "done"
    WAITING = "waiting"
    OPEN = "open"
    EXPECTED = "expected"
    LATE = "late"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day on which a step can be finished, and begun to be finished then.

    `ahead_of` are the steps it would wait for if there were time, and does not.
    """

    earliest: dt.date
    latest: dt.date
    last_resort: dt.date | None
    takes_days: int
    rests_on: Moment
    hard_rests_on: Moment | None = None
    ahead_of: tuple[str, ...] = ()

    @property
    def earliest_start(self) -> dt.date:
        """The day it begins when it is finished as early as can be."""
        return self.earliest - DAY * (self.takes_days - 1)

    @property
    def latest_start(self) -> dt.date:
        """The last day to begin."""
        return self.latest - DAY * (self.takes_days - 1)

    @property
    def status(self) -> Status:
        """Whether it can be done in time, counts all the same, or cannot be."""
        if self.earliest > self.latest:
            if self.last_resort is not None and self.earliest > self.last_resort:
                return Status.IMPOSSIBLE
            return Status.LATE
        return Status.EXPECTED if self.rests_on.is_expected else Status.OPEN


def lag(step: StepRule, score_days: int) -> dt.timedelta:
    """From the end of a step until its result counts."""
    return DAY * (score_days if step.result == SCORE_WEEKS else step.result_days)


def date_steps(
    steps: Sequence[StepRule],
    moments: Mapping[str, Moment],
    stand: Standing,
    rules: Rules,
    today: dt.date,
    *,
    score_days: int,
) -> dict[str, Dates]:
    """The dates of all steps that are not done.

    Parameters
    ----------
    steps
        Those that concern the person and are not done, each after what it needs.
    moments
        Every event that a step names.
    stand
        Days the person has fixed.
    score_days
        Allowance from a USMLE sitting to its score.
    """
    latest = _backward(steps, moments, rules, score_days, hard=False)
    earliest = _forward(steps, moments, stand, today, score_days, latest)
    resort = _backward(steps, moments, rules, score_days, hard=True)
    ready = {step.key: earliest[step.key] + lag(step, score_days) for step in steps}
    found = {}
    for step in steps:
        begins = earliest[step.key] - DAY * (step.takes_days - 1)
        day, rests_on = latest[step.key]
        last = resort.get(step.key)
        found[step.key] = Dates(
            earliest[step.key],
            day,
            None if last is None else max(last[0], day),
            step.takes_days,
            rests_on,
            None if last is None else last[1],
            tuple(want for want in step.wants if want in ready and ready[want] > begins),
        )
    return found


def _forward(
    steps: Sequence[StepRule],
    moments: Mapping[str, Moment],
    stand: Standing,
    today: dt.date,
    score_days: int,
    latest: Mapping[str, tuple[dt.date, Moment]],
) -> dict[str, dt.date]:
    """The first day each can be finished; what is only wanted is waited for while there is time.

    A day that the person fixed holds, unless what the step needs is ready too late for it.
    """
    by_key = {step.key: step for step in steps}
    ends: dict[str, dt.date] = {}
    for step in steps:
        fixed = stand.dated.get(step.key)
        takes = DAY * (step.takes_days - 1)
        starts = [] if fixed else [today + DAY * step.lead_days]
        if step.opens:
            starts.append(moments[step.opens].day)
        starts += [
            ends[need] + lag(by_key[need], score_days) for need in step.needs if need in ends
        ]
        for want in () if fixed else step.wants:
            ready = ends[want] + lag(by_key[want], score_days) if want in ends else today
            if ready + takes <= latest[step.key][0]:
                starts.append(ready)
        soonest = [max(starts) + takes] if starts else []
        ends[step.key] = max([*soonest, fixed] if fixed else soonest)
    return ends


def _backward(
    steps: Sequence[StepRule],
    moments: Mapping[str, Moment],
    rules: Rules,
    score_days: int,
    *,
    hard: bool,
) -> dict[str, tuple[dt.date, Moment]]:
    """The last day of each step; those that nothing bounds are left out."""
    found: dict[str, tuple[dt.date, Moment]] = {}
    for step in reversed(steps):
        bounds = [_own(step, moments, rules, hard=hard)]
        for later in steps:
            binds = step.key in (later.needs if hard else (*later.needs, *later.wants))
            if binds and later.key in found:
                day, rests_on = found[later.key]
                start = day - DAY * (later.takes_days - 1)
                bounds.append((start - lag(step, score_days), rests_on))
        known = [bound for bound in bounds if bound is not None]
        if not known and not hard:  # nothing that is left leans on it
            known = [(moments[LAST].day, moments[LAST])]
        if known:
            found[step.key] = min(known, key=lambda bound: bound[0])
    return found


def _own(
    step: StepRule, moments: Mapping[str, Moment], rules: Rules, *, hard: bool
) -> tuple[dt.date, Moment] | None:
    event = step.hard_due if hard else (step.due or step.hard_due)
    if not event:
        return None
    due = moments[event]
    day = due.day - (dt.timedelta(0) if hard else DAY * step.before_days)
    if due.is_expected:
        day -= DAY * rules.margin_days
        if step.opens:
            day = max(day, min(moments[step.opens].day, due.day))
    return day, due
