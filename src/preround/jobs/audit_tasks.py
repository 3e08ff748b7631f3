"""A list of daily tasks in, the one-page audit out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from preround.audit.audit import Audit, audit
from preround.audit.work_log import LineKind
from preround.audit.work_table import BULLET
from preround.domain.errors import UserError
from preround.jobs.text_input import read_rows, read_text

GIVEN = "the tasks given"
EXPECTED = "a table with the columns job and task, or one task a line with --job"


class NoTasks(UserError):
    """There is no task in what was given."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no task in it; expected {EXPECTED}.")


class NoJob(UserError):
    """A plain list of tasks came without the job they belong to."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: a plain list, and no job; say which with --job, as in "
            '--job "call center agent", or give the columns job and task.'
        )


def read_tasks(text: str, name: str, job: str | None = None) -> list[tuple[str, str]]:
    """(job, task) pairs from a table, from a work log, or from a plain list of one job.

    Raises
    ------
    NoTasks, NoJob
        When there is nothing to audit, or nobody said which job it is.
    """
    first = text.lstrip().splitlines()[0].lower() if text.strip() else ""
    columns = [cell.strip().strip('"') for cell in first.split(",")]
    column = next((one for one in ("task", "text") if one in columns), "")
    if column and (job or "job" in columns):
        rows = read_rows(text.lstrip(), name, (column,))
        done = [row for row in rows if row.get("kind", LineKind.TASK) in ("", LineKind.TASK)]
        pairs = [(job or row["job"].strip(), row[column].strip()) for row in done]
    else:
        if not job:
            raise NoJob(name)
        pairs = [(job, BULLET.sub("", line).strip()) for line in text.splitlines()]
    pairs = [(one, task) for one, task in pairs if task]
    if not pairs:
        raise NoTasks(name)
    return pairs


def audit_tasks(source: Path, job: str | None = None, *, stdin: BinaryIO | None = None) -> Audit:
    """Read and audit a file of tasks."""
    return audit(read_tasks(read_text(source, EXPECTED, stdin=stdin), str(source), job))


def audit_list(
    tasks: str | Path | Iterable[str | tuple[str, str]], job: str | None = None
) -> Audit:
    """Audit a file, a text as typed, or tasks given one by one, alone or as (job, task).

    Raises
    ------
    NoTasks, NoJob
        When there is nothing to audit, or nobody said which job it is.
    """
    if isinstance(tasks, Path):
        return audit_tasks(tasks, job)
    if isinstance(tasks, str):
        return audit(read_tasks(tasks, GIVEN, job))
    pairs = [(job or "", one) if isinstance(one, str) else one for one in tasks]
    pairs = [(of.strip(), task.strip()) for of, task in pairs if task.strip()]
    if not pairs:
        raise NoTasks(GIVEN)
    if not all(of for of, _ in pairs):
        raise NoJob(GIVEN)
    return audit(pairs)
