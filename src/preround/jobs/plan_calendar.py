"""A plan's steps as calendar entries: one each, under the same identifier every time."""

from __future__ import annotations

from preround.exporters.calendar import CalendarEntry
from preround.plan.backwards import Status
from preround.plan.plan import Plan, PlannedStep

REMIND_DAYS = 14
LEADS = {
    Status.EXPECTED: "expected, last day: ",
    Status.LATE: "late: ",
    Status.OPEN: "last day: ",
}


def plan_entries(plan: Plan) -> list[CalendarEntry]:
    """One entry a step: the last day to finish it, or the day the person has fixed.

    A step that is done, or can no longer be done, cancels the entry a calendar may hold.
    """
    entries = []
    for step in plan.steps:
        uid = f"match-{plan.season}-{step.key.replace('_', '-')}@preround"
        if step.dates is None:
            day = step.done_on or plan.today
            entries.append(CalendarEntry(uid, day, step.rule.title, is_cancelled=True))
        else:
            entries.append(_entry(uid, plan, step))
    return entries


def _entry(uid: str, plan: Plan, step: PlannedStep) -> CalendarEntry:
    assert step.dates is not None  # noqa: S101 - the caller has seen to it
    dates = step.dates
    day = max(dates.latest, plan.today)
    if step.fixed or step.status is Status.LATE:
        day = dates.earliest
    lead = "" if step.fixed else LEADS.get(step.status, "")
    parts = (
        step.rule.why,
        f"Earliest {dates.earliest.isoformat()}, latest {dates.latest.isoformat()}.",
        f"{dates.rests_on}.",
        step.note,
        step.gives,
        f"Source: {step.rule.citation}",
    )
    return CalendarEntry(
        uid,
        day,
        f"{lead}{step.rule.title}".strip(),
        "\n".join(part for part in parts if part),
        is_tentative=step.status is not Status.OPEN,
        is_cancelled=step.status is Status.IMPOSSIBLE,
        remind_days_before=REMIND_DAYS,
    )
