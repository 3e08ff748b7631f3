"""`preround audit`: what of a job matters in residency."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, TodayOption

if TYPE_CHECKING:
    from preround.audit.audit import Audit

BAR = 20


def audit(
    tasks: Annotated[
        Path, typer.Argument(metavar="TASKS", help="CSV with job and task, or a list; - for stdin.")
    ],
    job: Annotated[
        str | None, typer.Option("--job", help="The job of a plain list of tasks.")
    ] = None,
    season: SeasonOption = None,  # noqa: ARG001 - accepted everywhere; an audit has no season
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Mark each task as patient, team or systems work, with the words that decided."""
    from preround.jobs.audit_tasks import audit_tasks

    clock.day(today)
    answer = audit_tasks(tasks, job)
    if as_json:
        output.print_json(answer.as_json())
        return
    _print(answer)


def _print(answer: Audit) -> None:
    console = output.console()
    table = output.plain_table(
        ("Task", "left"), ("PTS", "left"), ("Best", "left"), ("Scope", "left"), ("Because", "left")
    )
    for column, width in zip(table.columns, (31, 3, 4, 15, 22), strict=True):
        column.width = width
    for task in answer.tasks:
        best = "" if task.competency == "none" else task.competency
        table.add_row(task.task, task.letters, best, task.reach, "; ".join(task.because))
    console.print(table)
    console.print()
    shares = answer.shares
    for name, share in (
        ("Patient", shares.patient),
        ("Team", shares.team),
        ("Systems", shares.systems),
        ("Any of them", shares.relevant),
    ):
        console.print(f"{name:12}{'█' * round(share * BAR):{BAR}} {share:4.0%}", style="none")
    console.print("Typically 30 to 60% of a non-clinical job turns out relevant.", style="dim")
