"""`preround entry`: from a job's tasks and log to entry, findings, ledger and answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, TodayOption

if TYPE_CHECKING:
    from preround.jobs.turn_tasks_into_entries import WorkFile, WorkStory


def entry(
    work: Annotated[
        Path, typer.Argument(metavar="WORK", help="A job's tasks and log (TOML); - for stdin.")
    ],
    season: SeasonOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put logged facts into one entry, check it, trace its claims, lay out answers."""
    from preround.jobs.turn_tasks_into_entries import (
        read_work_file,
        story_as_json,
        turn_tasks_into_entries,
    )

    day = clock.day(today)
    read = read_work_file(work)
    story = turn_tasks_into_entries(read, season=clock.season(season, day), today=day)
    if as_json:
        output.print_json(story_as_json(story))
    else:
        _print(read, story)


def _print(read: WorkFile, story: WorkStory) -> None:
    console = output.console()
    shares = story.audit.shares
    console.print(
        f"{read.job}: {shares.relevant:.0%} of {shares.n_tasks} tasks count in residency"
        f" (patient {shares.patient:.0%}, team {shares.team:.0%}, systems {shares.systems:.0%})\n"
    )
    console.print(f"Entry, {story.entry.length} of {story.entry.limit} characters", style="bold")
    console.print(story.entry.text, markup=False)
    for finding in story.findings:
        console.print(f"  {finding.severity.value}: {finding.message} {finding.fix}", markup=False)
    console.print("\nClaims", style="bold")
    for line in story.ledger:
        borne = ", ".join(line.facts) or line.why
        console.print(f"  {line.claim}: {line.standing.value} ({borne})", markup=False)
    for answer in story.answers:
        console.print(f"\n{answer.question}", style="bold")
        for number, step in enumerate(answer.outline, start=1):
            said = f" [{', '.join(step.facts)}]" if step.facts else f". {step.add}"
            console.print(f"  {number}. {step.step}{said}", markup=False)
