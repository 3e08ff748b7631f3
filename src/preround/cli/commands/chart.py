"""`preround chart`: a run or control chart of a project's measurements."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from preround.cli import output
from preround.cli.clock import BadDate
from preround.cli.options import JsonOption
from preround.domain.errors import MissingFile, UnknownChoice


def chart(
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA",
            help="CSV or XLSX with date or index, and value, or count and denominator; - for stdin",
        ),
    ],
    kind: Annotated[
        str, typer.Option(help="auto, run, p, u, c, xmr, laney_p, laney_u, g or t.")
    ] = "auto",
    baseline: Annotated[
        int | None, typer.Option(help="Freeze center and limits on the first so many points.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(help="Day (or point number) from which the process was changed; repeatable."),
    ] = None,
    exclude: Annotated[
        list[int] | None, typer.Option(help="Leave this point out of the figures; repeatable.")
    ] = None,
    dates: Annotated[str | None, typer.Option(help="How 03/04/2026 is meant: dmy or mdy.")] = None,
    title: Annotated[str, typer.Option(help="Title of the picture.")] = "",
    measure: Annotated[str, typer.Option(help="What is measured, for the picture.")] = "",
    unit: Annotated[str, typer.Option(help="Unit of the values.")] = "",
    svg: Annotated[Path | None, typer.Option(help="Write the picture to this file.")] = None,
    theme: Annotated[str, typer.Option(help="Picture for light, dark or print.")] = "light",
    width: Annotated[int, typer.Option(min=320, max=2400, help="Width in pixels.")] = 720,
    as_json: JsonOption = False,
) -> None:
    """Chart measurements over time and say what they show."""
    from preround.charts.svg import render
    from preround.charts.themes import Theme
    from preround.improve.cells import DayOrder
    from preround.improve.read_measurements import read_measurements
    from preround.jobs.chart_project import ChartQuestion, chart_project
    from preround.jobs.project_picture import Wording

    if theme not in ("light", "dark", "print"):
        raise UnknownChoice("theme", theme, ("light", "dark", "print"))
    if dates is not None and dates not in ("dmy", "mdy"):
        raise UnknownChoice("--dates", dates, ("dmy", "mdy"))
    table = read_measurements(
        _read(data), str(data), order=None if dates is None else DayOrder(dates)
    )
    share = any("shares" in note for note in table.notes)
    question = ChartQuestion(
        kind,
        baseline,
        tuple(exclude or ()),
        tuple(_moment(text) for text in change or ()),
        Wording(title, measure, unit, share),
    )
    answer = chart_project(table.measurements, question)
    if svg is not None:
        svg.write_text(render(answer.picture, width=width, theme=Theme(theme)), encoding="utf-8")
    if as_json:
        output.print_json(answer.as_json() | {"notes": list(table.notes)})
        return
    console = output.console()
    console.print(answer.sentence, soft_wrap=False)
    console.print(answer.why, style="dim")
    console.print(answer.rules, style="dim")
    for note in table.notes:
        console.print(note, style="dim")
    rows = output.plain_table(*((h, "left") for h in answer.picture.table.headings))
    for row in answer.picture.table.rows:
        rows.add_row(*row)
    console.print(rows)


def _read(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    if not path.is_file():
        raise MissingFile(path)
    return path.read_bytes()


def _moment(text: str) -> date | int:
    if text.isdigit():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDate("--change", text) from None
