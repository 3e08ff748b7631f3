"""A work log read as a whole: one-page audit, gaps for a specialty, skills, plan to grow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preround.audit.areas import Gaps, areas_of, find_gaps
from preround.audit.audit import AuditedTask, Shares, audit
from preround.audit.grow import GrowthPlan, grow
from preround.audit.translate import Coverage, Translation, coverage, translate
from preround.audit.work_log import Compared, LineKind, WorkLine, compare, distinct_tasks


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
    lines: Sequence[WorkLine],
) -> tuple[list[Translation], list[WorkLine], list[Coverage]]:
    """Skills and situations of each task, tasks without one, and the competencies covered."""
    told, rest = translate(lines)
    return told, rest, coverage(lines)


def plan_growth(picture: WorkPicture, job: str) -> GrowthPlan:
    """Choose asks for a job from what its log shows and what the specialty misses."""
    shown = {
        area.id for row in picture.rows if row.read.relevant for area in areas_of(row.line.text)
    }
    return grow(job, shown, {one.area.id for one in picture.gaps.missing})
