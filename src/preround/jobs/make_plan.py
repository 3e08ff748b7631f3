"""Make a plan: a profile and a season to dated steps, a calendar and a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from preround.audit.work_log import LineKind, WorkLine
from preround.charts.grammar import Chart, Role
from preround.charts.season_chart import Stretch, season_chart
from preround.domain.applicant import Applicant
from preround.exporters.calendar import calendar_bytes
from preround.facts.reader import SeasonFacts
from preround.jobs.log_days import with_log
from preround.jobs.plan_calendar import plan_entries
from preround.jobs.prepare_letters import prepare_letters
from preround.jobs.summarize_project import ProjectSummary
from preround.letters.record import LettersRecord
from preround.logbook.days import LogDay, periods
from preround.plan.backwards import Status
from preround.plan.marks import StepMark
from preround.plan.plan import Plan, PlannedStep, Slip, plan_season, slips
from preround.plan.reapply import NewThing, SinceLast, since_last

ROLES = {
    Status.OPEN: Role.DATA,
    Status.EXPECTED: Role.UNKNOWN,
    Status.WAITING: Role.MET,
    Status.LATE: Role.REMEMBERED,
    Status.IMPOSSIBLE: Role.BLOCKED,
}
STATUS_WORDS = {
    Status.DONE: "done",
    Status.WAITING: "result awaited",
    Status.OPEN: "dates published",
    Status.EXPECTED: "rests on a date not published yet",
    Status.LATE: "later than is good, still counts",
    Status.IMPOSSIBLE: "impossible this season",
}
STAGES = {
    "role": "Your work",
    "exams": "Examinations",
    "certification": "Certification",
    "experience": "U.S. experience",
    "letters": "Letters",
    "application": "Application",
    "match": "Match",
}
RIBBON_EVENTS = {
    "eras_submission_opens": "apply",
    "rank_list_deadline": "rank list",
    "match_day": "Match Day",
}
FOOTNOTES = (
    "A bar runs from the day a step can be finished to the day it must be.",
    "Dashed: rests on a date that is not published yet.",
)


@dataclass(frozen=True, slots=True)
class PlanAsk:
    """What is known beside the applicant's record.

    `marks` are steps done and days fixed, `tried` the same for a look at what would slip; `log`
    and `work` are the two logs, `letters` the writers with what they saw, `projects` those kept,
    and `is_certified` whether this season's rank list was.
    """

    marks: Mapping[str, StepMark] = field(default_factory=dict)
    tried: Mapping[str, StepMark] = field(default_factory=dict)
    last_applied: dt.date | None = None
    log: Sequence[LogDay] = ()
    work: Sequence[WorkLine] = ()
    letters: LettersRecord | None = None
    projects: Sequence[ProjectSummary] = ()
    is_certified: bool = False

    @property
    def shown_done(self) -> dict[str, StepMark]:
        """Steps that other parts of the record show done; a project by its before and after."""
        found = {}
        if any(one.is_compared for one in self.projects):
            found["project"] = StepMark(done=True)
        if self.is_certified:
            found["rank_list"] = StepMark(done=True)
        return found


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """The plan, what a tried day changed, and what is new since the last application."""

    plan: Plan
    moved: tuple[Slip, ...] = ()
    since: SinceLast | None = None

    def counted(self, status: Status) -> int:
        """How many steps stand so."""
        return sum(step.status is status for step in self.plan.steps)

    @property
    def stages(self) -> tuple[tuple[str, tuple[PlannedStep, ...]], ...]:
        """The steps by stage, in the order of the way."""
        grouped = {
            words: tuple(step for step in self.plan.steps if step.rule.stage == stage)
            for stage, words in STAGES.items()
        }
        return tuple((words, steps) for words, steps in grouped.items() if steps)

    def as_json(self) -> dict[str, Any]:
        """The keys that outside programs rely on, and what explains them."""
        return {
            "match": self.plan.season,
            "today": self.plan.today.isoformat(),
            "steps": [_step_json(step) for step in self.plan.steps],
            "next_three": [step.rule.title for step in self.plan.next_three],
            "horizons": [
                {
                    "within": one.within,
                    "steps": [step.rule.title for step in one.finish],
                    "begin": [step.rule.title for step in one.begin],
                }
                for one in self.plan.horizons()
            ],
            "dates": [
                {
                    "event": one.event,
                    "meaning": one.meaning,
                    "date": None if one.is_expected else one.day.isoformat(),
                    "expected_about": one.day.isoformat() if one.is_expected else None,
                    "status": "expected" if one.is_expected else "published",
                    "source": str(one.citation),
                    "words": str(one),
                }
                for one in self.plan.moments
            ],
            "moved": [_slip_json(one) for one in self.moved],
            "new_since": [f"{one.words}, {one.day.isoformat()}" for one in self._new],
            "nothing_new": list(self.since.still) if self.since else [],
        }

    @property
    def _new(self) -> tuple[NewThing, ...]:
        return self.since.new if self.since else ()

    def calendar(self) -> bytes:
        """The plan as an iCalendar file."""
        name = f"Preround: Match {self.plan.season}"
        return calendar_bytes(name, plan_entries(self.plan), self.plan.today)

    def picture(self) -> Chart:
        """Every step in time."""
        steps = [step for step in self.plan.steps if step.dates is not None]
        return season_chart(
            f"Your way to the Match of {self.plan.season}",
            [_stretch(step) for step in steps],
            [(self.plan.today, "today")],
            FOOTNOTES,
        )

    def ribbon(self) -> Chart:
        """The season in one lane a stage, with today and the days everything hangs on."""
        lanes = [_lane(words, steps) for words, steps in self.stages]
        days = [(one.day, words) for one in self.plan.moments
                if (words := RIBBON_EVENTS.get(one.event))]  # fmt: skip
        return season_chart(
            f"The season to the Match of {self.plan.season}",
            [lane for lane in lanes if lane is not None],
            [(self.plan.today, "today"), *days],
            FOOTNOTES[1:] if any(one.is_expected for one in self.plan.moments) else (),
        )


def make_plan(
    applicant: Applicant, facts: SeasonFacts, today: dt.date, ask: PlanAsk | None = None
) -> PlanAnswer:
    """Plan a season for one person.

    Raises
    ------
    UnknownChoice
        For a mark on a step that does not exist.
    """
    ask = ask or PlanAsk()
    if ask.log:
        applicant = with_log(applicant, periods(ask.log))
    letters = None
    if ask.letters and ask.letters.writers:
        letters = prepare_letters(ask.letters, facts, today).so_far()
    marks = {**ask.marks, **ask.shown_done}
    plan = plan_season(applicant, facts, today, marks=marks, letters=letters)
    moved: tuple[Slip, ...] = ()
    if ask.tried:
        marks |= ask.tried
        after = plan_season(applicant, facts, today, marks=marks, letters=letters)
        moved, plan = slips(plan, after), after
    since = since_last(applicant, ask.last_applied, _news(ask)) if ask.last_applied else None
    return PlanAnswer(plan, moved, since)


def _news(ask: PlanAsk) -> list[NewThing]:
    """What the letters and the work log know, with its day."""
    writers = ask.letters.writers if ask.letters else ()
    found = [
        NewThing(one.uploaded_on, "letter", f"Letter of {one.name}")
        for one in writers
        if one.uploaded_on is not None
    ]
    found += [
        NewThing(line.week, "work", line.said) for line in ask.work if line.kind is LineKind.RESULT
    ]
    for job in dict.fromkeys(line.job for line in ask.work):
        weeks = {line.week for line in ask.work if line.job == job}
        if ask.last_applied and (later := {week for week in weeks if week > ask.last_applied}):
            noun = "week" if len(later) == 1 else "weeks"
            found.append(NewThing(max(later), "work", f"{job}, {len(later)} {noun} logged"))
    return found


def _lane(words: str, steps: Sequence[PlannedStep]) -> Stretch | None:
    open_steps = [step for step in steps if step.dates is not None]
    if not open_steps:
        return None
    first = min(step.dates.earliest_start for step in open_steps if step.dates)
    last = max(max(step.dates.earliest, step.dates.latest) for step in open_steps if step.dates)
    roles = [ROLES[step.status] for step in open_steps]
    worst = next((role for role in _WORST if role in roles), Role.DATA)
    return Stretch(words, first, last, worst, f"{len(open_steps)} open")


_WORST = (Role.BLOCKED, Role.REMEMBERED, Role.UNKNOWN)


def _step_json(step: PlannedStep) -> dict[str, Any]:
    dates = step.dates
    return {
        "key": step.key,
        "title": step.rule.title,
        "stage": step.rule.stage,
        "optional": step.rule.optional,
        "earliest": dates.earliest.isoformat() if dates else None,
        "latest": dates.latest.isoformat() if dates else None,
        "begin_earliest": dates.earliest_start.isoformat() if dates else None,
        "begin_latest": dates.latest_start.isoformat() if dates else None,
        "last_resort": dates.last_resort.isoformat() if dates and dates.last_resort else None,
        "fixed": step.fixed.isoformat() if step.fixed else None,
        "why": step.rule.why,
        "status": step.status.value,
        "status_words": STATUS_WORDS[step.status],
        "rests_on": str(dates.rests_on) if dates else "",
        "note": step.note,
        "gives": step.gives,
        "needs": list(step.rule.needs),
        "wants": list(step.rule.wants),
        "without": list(step.without),
        "source": str(step.rule.citation),
        "sources": [str(citation) for citation in step.citations],
        "confidence": step.rule.citation.confidence.value,
    }


def _slip_json(one: Slip) -> dict[str, Any]:
    return {
        "title": one.title,
        "from": one.before.isoformat() if one.before else None,
        "to": one.after.isoformat() if one.after else None,
        "status_from": one.status_before.value,
        "status_to": one.status_after.value,
        "gives": one.gives,
    }


def _stretch(step: PlannedStep) -> Stretch:
    assert step.dates is not None  # noqa: S101 - the caller has seen to it
    word = {Status.LATE: "late", Status.IMPOSSIBLE: "impossible", Status.WAITING: "result awaited"}
    first, last = step.dates.earliest, max(step.dates.earliest, step.dates.latest)
    return Stretch(step.rule.title, first, last, ROLES[step.status], word.get(step.status, ""))
