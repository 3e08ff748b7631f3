"""`preround what-if`: the list under other answers, and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import (
    HomeOption,
    JsonOption,
    ProfilePath,
    SeasonOption,
    SeedOption,
    TodayOption,
)
from preround.domain.program_list import ListRow, ListSummary

if TYPE_CHECKING:
    from preround.jobs.what_if import WhatIf

MOST_SHOWN = 20


def what_if(
    profile: ProfilePath,
    change: Annotated[
        list[str] | None,
        typer.Option("--set", help="An answer that would be another: exams.step_2_ck.score=255."),
    ] = None,
    seed: SeedOption = 2027,
    season: SeasonOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What would move with another score, visa, budget, letter or month of experience."""
    from preround.exporters.what_if_json import what_if_json
    from preround.facts.reader import load_season
    from preround.importers.applicant_changes import parse_change
    from preround.jobs import what_if as job
    from preround.jobs.build_program_list import ListRequest
    from preround.jobs.read_applicant import read_applicant
    from preround.jobs.workspace import Workspace

    day = clock.day(today)
    changes = [parse_change(text) for text in change or ()]
    with output.progress("Making both lists"):
        answer = job.what_if(
            read_applicant(profile, day).applicant,
            changes,
            load_season(clock.season(season, day)),
            Workspace.at(home).catalogue(),
            today=day,
            request=ListRequest(seed=seed),
        )
    if as_json:
        moves = [(move.before, move.after, move.why) for move in answer.moved]
        before, after = answer.before.listing.summary, answer.after.listing.summary
        no_news = [m.after.program.nrmp_code for m in (*answer.traded, *answer.hardly)]
        output.print_json(what_if_json(before, after, moves, no_news))
        return
    _print(answer)


def _print(answer: WhatIf) -> None:
    console = output.console()
    before, after = answer.before.listing.summary, answer.after.listing.summary
    table = output.plain_table(("", "left"), ("as it is", "right"), ("what if", "right"))
    for words, now, then in zip(_WORDS, _figures(before), _figures(after), strict=True):
        table.add_row(words, now, then)
    console.print(table)
    console.print(f"\n{len(answer.moved)} programs moved. {answer.no_news}".rstrip())
    moved = output.plain_table(("Program", "left"), ("as it is", "left"), ("what if", "left"))
    moved.columns[0].ratio = 1
    moved.expand = True
    for move in answer.moved[:MOST_SHOWN]:
        program = move.after.program
        track = f", {program.name}" if program.name != program.specialty else ""
        name = f"{program.institution}{track}, {program.state}"
        moved.add_row(name, _standing(move.before), _standing(move.after))
        moved.add_row(f"[dim]{move.why}[/dim]", "", "")
    console.print(moved)
    if len(answer.moved) > MOST_SHOWN:
        console.print(f"… and {len(answer.moved) - MOST_SHOWN} more: --json gives all.")


_WORDS = ("Applications", "Fees", "Interviews expected", "Chance to match")


def _figures(summary: ListSummary) -> tuple[str, ...]:
    interviews, p_match = summary.interviews, summary.p_match
    return (
        str(summary.n_applications),
        output.dollars(summary.fee_usd),
        f"{interviews.mean:.1f} ({interviews.low:.0f} to {interviews.high:.0f})",
        f"{output.percent(p_match.mean)} ({output.percent_range(p_match)})",
    )


def _standing(row: ListRow) -> str:
    words = [row.tier.value.replace("_", " ")]
    if row.apply:
        words.append("apply")
    if row.signal:
        words.append(row.signal)
    return ", ".join(words)
