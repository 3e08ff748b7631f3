"""Make a plan: a profile and a season to dated steps, a calendar and a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from preround.charts.grammar import Chart, Role
from preround.charts.season_chart import Stretch, season_chart
from preround.domain.applicant import Applicant
from preround.exporters.calendar import CalendarEntry, calendar_bytes
from preround.facts.reader import SeasonFacts
from preround.plan.backwards import Status
from preround.plan.plan import Plan, PlannedStep, Slip, move_exam, new_since, plan_season, slips

REMIND_DAYS = 14
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


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """The plan, what a moved examination changed, and what is new since the last application."""

    plan: Plan
    moved: tuple[Slip, ...] = ()
    new: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The keys that outside programs rely on, and what explains them."""
        return {
            "match": self.plan.season,
            "today": self.plan.today.isoformat(),
            "steps": [_step_json(step) for step in self.plan.steps],
            "next_three": [step.rule.title for step in self.plan.next_three],
            "horizons": [
                {"within": words, "steps": [step.rule.title for step in steps]}
                for words, steps in self.plan.horizons()
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
            "new_since": list(self.new),
        }

    def calendar(self) -> bytes:
        """The plan as an iCalendar file."""
        name = f"Preround: Match {self.plan.season}"
        return calendar_bytes(name, plan_entries(self.plan), self.plan.today)

    def picture(self) -> Chart:
        """The season ribbon."""
        steps = [step for step in self.plan.steps if step.dates is not None]
        return season_chart(
            f"Your way to the Match of {self.plan.season}",
            [_stretch(step) for step in steps],
            [(self.plan.today, "today")],
            (
                "A bar runs from the day a step can be finished to the day it must be.",
                "Dashed: rests on a date that is not published yet.",
            ),
        )


def make_plan(
    applicant: Applicant,
    facts: SeasonFacts,
    today: dt.date,
    *,
    also_done: Collection[str] = (),
    moved_exams: Mapping[str, dt.date] | None = None,
    last_applied: dt.date | None = None,
) -> PlanAnswer:
    """Plan a season for one person.

    Parameters
    ----------
    also_done
        Keys of steps that are done and that no record shows.
    moved_exams
        Examinations on another day than the record's; the answer says what slips.
    last_applied
        For one who applied before: the day of that application.

    Raises
    ------
    UnknownChoice
        For a step or an examination that does not exist.
    """
    plan = plan_season(applicant, facts, today, also_done=also_done)
    moved: tuple[Slip, ...] = ()
    if moved_exams:
        for step, day in moved_exams.items():
            applicant = move_exam(applicant, step, day)
        after = plan_season(applicant, facts, today, also_done=also_done)
        moved, plan = slips(plan, after), after
    new = new_since(applicant, last_applied) if last_applied else ()
    return PlanAnswer(plan, moved, new)


def plan_entries(plan: Plan) -> list[CalendarEntry]:
    """One entry a step: the last day to finish it, or the day the person has fixed."""
    entries = []
    for step in plan.steps:
        uid = f"match-{plan.season}-{step.key.replace('_', '-')}@preround"
        if step.dates is None:
            entries.append(CalendarEntry(uid, plan.today, step.rule.title, is_cancelled=True))
            continue
        entries.append(_entry(uid, plan, step))
    return entries


def _entry(uid: str, plan: Plan, step: PlannedStep) -> CalendarEntry:
    assert step.dates is not None  # noqa: S101 - the caller has seen to it
    day = step.fixed or max(step.dates.latest, plan.today)
    if step.status is Status.LATE and not step.fixed:
        day = step.dates.earliest
    words = {Status.EXPECTED: "expected, last day: ", Status.LATE: "late: ",
             Status.OPEN: "last day: "}  # fmt: skip
    lead = "" if step.fixed else words.get(step.status, "")
    description = "\n".join(
        part
        for part in (
            step.rule.why,
            f"Earliest {step.dates.earliest.isoformat()}, latest {step.dates.latest.isoformat()}.",
            str(step.dates.rests_on) + ".",
            step.note,
            step.gives,
            f"Source: {step.rule.citation}",
        )
        if part
    )
    return CalendarEntry(
        uid,
        day,
        f"{lead}{step.rule.title}".strip(),
        description,
        is_tentative=step.status is not Status.OPEN,
        is_cancelled=step.status is Status.IMPOSSIBLE,
        remind_days_before=REMIND_DAYS,
    )


def _step_json(step: PlannedStep) -> dict[str, Any]:
    dates = step.dates
    return {
        "key": step.key,
        "title": step.rule.title,
        "stage": step.rule.stage,
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
    }


def _stretch(step: PlannedStep) -> Stretch:
    assert step.dates is not None  # noqa: S101 - the caller has seen to it
    word = {Status.LATE: "late", Status.IMPOSSIBLE: "impossible", Status.WAITING: "result awaited"}
    first, last = step.dates.earliest, max(step.dates.earliest, step.dates.latest)
    return Stretch(step.rule.title, first, last, ROLES[step.status], word.get(step.status, ""))
