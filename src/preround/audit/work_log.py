"""A week at a job, line by line: tasks with counts, results, moments, and who saw them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from preround.audit.audit import Audit, audit

WEEKS_COMPARED = 4


class LineKind(StrEnum):
    """What a line is: done as a task, a number that moved, a moment worth telling."""

    TASK = "task"
    RESULT = "result"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of one week; `week` is its Monday."""

    week: dt.date
    job: str
    kind: LineKind
    text: str
    count: float | None = None
    counted_in: str = ""
    seen_by: str = ""

    @property
    def said(self) -> str:
        """The line with its count, as one reads it."""
        if self.count is None:
            return self.text
        unit = f" {self.counted_in}" if self.counted_in else ""
        return f"{self.text}, {self.count:,.10g}{unit}"

    @property
    def key(self) -> tuple[dt.date, str, str, str]:
        """What makes two lines the same one, said again."""
        same_text = " ".join(self.text.lower().rstrip(".").split())
        return self.week, self.job.lower(), self.kind.value, same_text


@dataclass(frozen=True, slots=True)
class Compared:
    """The audit of four weeks beside that of the four before."""

    now: Audit
    before: Audit
    first: dt.date
    last: dt.date


def monday(day: dt.date) -> dt.date:
    """The Monday of the week a day is in."""
    return day - dt.timedelta(days=day.weekday())


def compare(lines: Iterable[WorkLine], week: dt.date) -> Compared:
    """Audit the tasks of the four weeks up to one, and of the four before them.

    Notes
    -----
    A task logged in three weeks counts three times: what is done often weighs more. Four weeks
    stand for a month, so that two months of different length compare.
    """
    last = monday(week)
    first = last - dt.timedelta(weeks=WEEKS_COMPARED - 1)
    earlier = first - dt.timedelta(weeks=WEEKS_COMPARED)
    tasks = [line for line in lines if line.kind is LineKind.TASK]
    return Compared(
        audit((x.job, x.text) for x in tasks if first <= x.week <= last),
        audit((x.job, x.text) for x in tasks if earlier <= x.week < first),
        first,
        last,
    )


def distinct_tasks(lines: Iterable[WorkLine]) -> list[tuple[WorkLine, int]]:
    """Each task once, as last logged, with the number of weeks it was; most often first."""
    latest: dict[tuple[str, str], WorkLine] = {}
    weeks: dict[tuple[str, str], set[dt.date]] = {}
    for line in sorted(lines, key=lambda one: one.week):
        if line.kind is LineKind.TASK:
            name = (line.key[1], line.key[3])
            latest[name] = line
            weeks.setdefault(name, set()).add(line.week)
    return sorted(
        ((line, len(weeks[name])) for name, line in latest.items()),
        key=lambda one: (-one[1], one[0].text),
    )
