"""`preround plan`: backwards from the match year to dated steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import clock, output, stored
from preround.cli.options import JsonOption, ProfilePath, TodayOption
from preround.domain.errors import UserError

if TYPE_CHECKING:
    from preround.jobs.make_plan import PlanAsk


class BadMove(UserError):
    """A step's own day was not written as name=day."""

    def __init__(self, got: str) -> None:
        super().__init__(f"--move {got!r}: write a step and a day: step_2_ck=2027-04-01.")


def plan(
    profile: ProfilePath,
    match: Annotated[
        int | None, typer.Option("--match", help="Match year; the running season if left out.")
    ] = None,
    ics: Annotated[Path | None, typer.Option(help="Write the calendar to this file.")] = None,
    svg: Annotated[Path | None, typer.Option(help="Write the season ribbon to this file.")] = None,
    done: Annotated[
        list[str] | None, typer.Option(help="A step that is done already; repeatable.")
    ] = None,
    move: Annotated[
        list[str] | None,
        typer.Option(help="Plan a step for a day and see what slips: step_3=2027-05-04."),
    ] = None,
    last_applied: Annotated[
        str | None, typer.Option(help="Day of your last application: shows what is new since.")
    ] = None,
    today: TodayOption = None,
    home: stored.StoredHome = None,
    as_json: JsonOption = False,
) -> None:
    """Every step to the Match with its earliest and latest day, why, and what slips.

    With --home what the web app stored is read as well: steps done and days fixed, both logs, and
    how far letters are.
    """
    from preround.charts.svg import render
    from preround.facts.reader import load_season
    from preround.jobs.make_plan import make_plan
    from preround.jobs.read_applicant import read_applicant

    day = clock.day(today)
    read = read_applicant(profile, day)
    season = clock.season(match, day)
    applied = _day(last_applied, "--last-applied") if last_applied else None
    answer = make_plan(
        read.applicant,
        load_season(season),
        day,
        _ask(season, done or (), dict(_move(text) for text in move or ()), applied, home),
    )
    if ics is not None:
        ics.write_bytes(answer.calendar())
    if svg is not None:
        svg.write_text(render(answer.picture(), width=900), encoding="utf-8")
    if as_json:
        output.print_json(answer.as_json())
        return
    _print(answer.as_json())


def _ask(
    season: int,
    done: Sequence[str],
    moved: dict[str, dt.date],
    last_applied: dt.date | None,
    home: Path | None,
) -> PlanAsk:
    from preround.jobs.join_letters import join_letters
    from preround.jobs.make_plan import PlanAsk
    from preround.plan.marks import as_marks

    given = as_marks(done)
    tried = as_marks(planned=moved)
    found = None if home is None else stored.read_stored(home)
    if found is None:
        return PlanAsk(given, tried, last_applied)
    marks = found.marks.of(season) if found.marks else {}
    if last_applied is None and found.marks:
        last_applied = found.marks.last_applied
    return PlanAsk(
        marks | given,
        tried,
        last_applied,
        tuple(found.logs.days.values()),
        tuple(found.logs.lines.values()),
        join_letters(found.writers, found.logs, found.together),
    )


def _print(document: dict[str, object]) -> None:
    console = output.console()
    console.print(f"[bold]Match {document['match']}, as of {document['today']}[/bold]")
    steps: list[dict[str, object]] = document["steps"]  # type: ignore[assignment]
    table = output.plain_table(("Step", "left"), ("Earliest", "left"), ("Latest", "left"),
                               ("Status", "left"))  # fmt: skip
    for step in steps:
        dates = [str(step[name] or "-") for name in ("earliest", "latest")]
        table.add_row(str(step["title"]), *dates, str(step["status"]))
    console.print(table)
    for step in steps:
        if step["gives"]:
            console.print(f"[bold]{step['title']}[/bold] ({step['status']}): {step['gives']}")
    for one in document["moved"]:  # type: ignore[attr-defined]
        console.print(f"Moves: {one['title']}, {one['from']} to {one['to']} ({one['status_to']})")
    for line in document["new_since"]:  # type: ignore[attr-defined]
        console.print(f"New: {line}")
    for line in document["nothing_new"]:  # type: ignore[attr-defined]
        console.print(f"Nothing new yet: {line}", style="dim")
    console.print("Next: " + "; ".join(document["next_three"]) + ".")  # type: ignore[arg-type]
    if any(step["status"] == "expected" for step in steps):
        console.print(
            "expected: rests on a date that is not published; it stands where the last known "
            "season had it, a week early.",
            style="dim",
        )


def _move(text: str) -> tuple[str, dt.date]:
    name, separator, day = text.partition("=")
    if not separator:
        raise BadMove(text)
    return name.strip(), _day(day.strip(), "--move")


def _day(text: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise clock.BadDate(option, text) from None
