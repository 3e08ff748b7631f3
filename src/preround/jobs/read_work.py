"""A work log read as a whole: one-page audit, gaps for a specialty, skills, plan to grow."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from preround.audit.areas import Area, Gaps, areas_of, find_gaps
from preround.audit.audit import AuditedTask, Shares, audit
from preround.audit.grow import GrowthPlan, grow
from preround.audit.translate import Coverage, Done, Translation, Untold, coverage, translate
from preround.audit.work_log import Compared, LineKind, WorkLine, compare, distinct_tasks
from preround.logbook.days import DUTIES, LogDay

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
#: The competency each duty of a clinical day serves best; what was only watched teaches knowledge.
SERVES = MappingProxyType(
    {
        "history": "PC",
        "examined": "PC",
        "procedure": "PC",
        "presented": "ICS",
        "counseled": "ICS",
        "documented": "ICS",
        "handoff": "ICS",
        "watched": "MK",
        "watched_procedure": "MK",
        "discussed": "MK",
        "conference": "MK",
    }
)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One distinct task as logged, in how many weeks, and what the audit reads in it."""

    line: WorkLine
    n_weeks: int
    read: AuditedTask


@dataclass(frozen=True, slots=True)
class WorkPicture:
    """Everything a log shows up to a week."""

    rows: tuple[WorkRow, ...]
    shares: Shares
    compared: Compared
    gaps: Gaps
    told: tuple[WorkLine, ...]


def read_work(lines: Sequence[WorkLine], week: dt.date, specialty: str = "") -> WorkPicture:
    """Audit the distinct tasks of a log, hold them against a specialty, compare with before.

    Parameters
    ----------
    lines
        What was logged, of one job or of several.
    week
        The last week that counts.
    specialty
        Whose list of areas is asked for; the general one where it has none.
    """
    known = [one for one in lines if one.week <= week]
    found = distinct_tasks(known)
    read = audit((line.job, line.text) for line, _ in found)
    rows = tuple(
        WorkRow(line, n_weeks, task)
        for (line, n_weeks), task in zip(found, read.tasks, strict=True)
    )
    relevant = [row.line.text for row in rows if row.read.relevant]
    told = tuple(one for one in known if one.kind is not LineKind.TASK)
    gaps = find_gaps([*relevant, *(one.text for one in told)], specialty)
    return WorkPicture(rows, read.shares, compare(known, week), gaps, told)


def translate_work(
    lines: Sequence[WorkLine], others: Sequence[Done] = ()
) -> tuple[list[Translation], list[Untold], list[Coverage]]:
    """Each skill with its tasks, tasks that bear none for sure, and the competencies covered.

    Parameters
    ----------
    lines
        The work log.
    others
        What entries, clinical days and projects say, for the coverage of the whole record.
    """
    told, rest = translate(lines)
    return told, rest, coverage(lines, others)


def done_in_days(days: Iterable[LogDay]) -> list[Done]:
    """What was done on clinical days, each duty once with its number of days."""
    n_days = Counter((day.kind.value, duty) for day in days for duty in day.duties)
    return [
        Done(f"{kind} days", kind, DUTIES[duty], SERVES[duty], n)
        for (kind, duty), n in n_days.most_common()
        if duty in SERVES
    ]


def done_in_entries(entries: Iterable[tuple[str, str]]) -> list[Done]:
    """What entries say, sentence by sentence, from their (title, text)."""
    return [
        Done(f"entry: {title}", title, sentence)
        for title, text in entries
        for sentence in SENTENCE_END.split(text)
        if sentence.strip()
    ]


def plan_growth(picture: WorkPicture, job: str) -> GrowthPlan:
    """Choose asks for a job from what its log shows and what the specialty misses."""
    shown = {
        area.id for row in picture.rows if row.read.relevant for area in areas_of(row.line.text)
    }
    return grow(job, shown, {one.area.id for one in picture.gaps.missing})


@dataclass(frozen=True, slots=True)
class Grown:
    """What changed from the four weeks before to the last four: the measure of the plan.

    `changes` holds kind of work, share now, share before; `new_areas` what no earlier week
    showed, with the task that shows it.
    """

    changes: tuple[tuple[str, float, float], ...]
    new_areas: tuple[tuple[Area, str], ...]


def measure_growth(lines: Sequence[WorkLine], compared: Compared) -> Grown | None:
    """Hold the last four weeks against before; nothing to hold them against gives None."""
    now, before = compared.now.shares, compared.before.shares
    if not now.n_tasks or not before.n_tasks:
        return None
    tasks = [one for one in lines if one.kind is LineKind.TASK and one.week <= compared.last]
    known = {area.id for x in tasks if x.week < compared.first for area in areas_of(x.text)}
    new: dict[str, tuple[Area, str]] = {}
    for task in compared.now.tasks:
        for area in areas_of(task.task) if task.relevant else ():
            if area.id not in known:
                new.setdefault(area.id, (area, task.task))
    kinds = ("patient", "team", "systems", "relevant")
    changes = tuple((name, getattr(now, name), getattr(before, name)) for name in kinds)
    return Grown(changes, tuple(new.values()))
