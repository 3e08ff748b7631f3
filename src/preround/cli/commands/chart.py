"""`preround chart`: a run or control chart of a project's measurements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import output
from preround.cli.clock import BadDate
from preround.cli.options import JsonOption
from preround.domain.errors import UnknownChoice

if TYPE_CHECKING:
    from preround.charts.grammar import Chart
    from preround.improve.read_measurements import MeasurementTable
    from preround.jobs.bring_redcap import BroughtSeries
    from preround.jobs.chart_project import ProjectChart


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
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE=HEADING",
            help="Which column is date, index, value, count, denominator or case; repeatable.",
        ),
    ] = None,
    per: Annotated[
        str | None, typer.Option(help="Bring rows together by day, week, month or quarter.")
    ] = None,
    each_once: Annotated[
        bool | None,
        typer.Option(
            "--each-once/--more-than-once",
            help="Whether one of those counted out of counts once at most; asked where unclear.",
        ),
    ] = None,
    dictionary: Annotated[
        Path | None,
        typer.Option(help="DATA is a REDCap export; this is its data dictionary (CSV)."),
    ] = None,
    counts: Annotated[
        list[str] | None,
        typer.Option(help="With --dictionary: an answer that counts, code or label; repeatable."),
    ] = None,
    svg: Annotated[Path | None, typer.Option(help="Write the picture to this file.")] = None,
    png: Annotated[Path | None, typer.Option(help="Write it as PNG, twice as dense.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write it as a PDF of one page.")] = None,
    theme: Annotated[str, typer.Option(help="Picture for light, dark or print.")] = "light",
    width: Annotated[int, typer.Option(min=320, max=2400, help="Width in pixels.")] = 720,
    as_json: JsonOption = False,
) -> None:
    """Chart measurements over time and say what they show."""
    from preround.improve.cells import DayOrder
    from preround.improve.periods import Period
    from preround.improve.read_measurements import read_measurements
    from preround.jobs.bring_redcap import FieldChoice, bring_redcap, read_redcap
    from preround.jobs.chart_project import ChartQuestion, chart_project
    from preround.jobs.project_picture import Wording

    for name, got, known in (
        ("theme", theme, ("light", "dark", "print")),
        ("--dates", dates, tuple(DayOrder)),
        ("--per", per, tuple(Period)),
    ):
        if got is not None and got not in known:
            raise UnknownChoice(name, got, known)
    roles = dict(_role(text) for text in column or ())
    period = None if per is None else Period(per)
    series: MeasurementTable | BroughtSeries
    if dictionary is None:
        day_order = None if dates is None else DayOrder(dates)
        series = read_measurements(
            _read(data), str(data), order=day_order, chosen=roles or None, per=period
        )
    else:
        measured = roles.get("case") or roles.get("value") or ""
        choice = FieldChoice(roles.get("date", ""), measured, tuple(counts or ()), period)
        export = read_redcap(_read(data), str(data), _read(dictionary), str(dictionary))
        series = bring_redcap(export, choice)
    named = measure or series.name
    question = ChartQuestion(
        kind,
        baseline,
        tuple(exclude or ()),
        tuple(_moment(text) for text in change or ()),
        Wording(title, named, unit, series.in_shares),
        replace(series.words, measure=named or title),
        each_once,
    )
    answer = chart_project(series.measurements, question)
    _draw(answer.picture, width, theme, {"svg": svg, "png": png, "pdf": pdf})
    if as_json:
        output.print_json(answer.as_json() | {"notes": list(series.notes)})
        return
    _print(answer, series.notes)


def _print(answer: ProjectChart, notes: tuple[str, ...]) -> None:
    console = output.console()
    console.print(answer.sentence, soft_wrap=False)
    for words in (answer.why, answer.rules, *notes):
        console.print(words, style="dim")
    if answer.question is not None:
        console.print(f"{answer.question.text} Answer with --each-once or --more-than-once.")
    rows = output.plain_table(*((h, "left") for h in answer.picture.table.headings))
    for row in answer.picture.table.rows:
        rows.add_row(*row)
    console.print(rows)


def _draw(picture: Chart, width: int, theme: str, files: dict[str, Path | None]) -> None:
    from preround.charts.svg import render
    from preround.charts.themes import Theme
    from preround.exporters.chart_image import chart_image

    if not any(files.values()):
        return
    drawing = render(picture, width=width, theme=Theme(theme))
    if (svg := files["svg"]) is not None:
        svg.write_text(drawing, encoding="utf-8")
    if (png := files["png"]) is not None:
        png.write_bytes(chart_image(drawing, "png"))
    if (pdf := files["pdf"]) is not None:
        pdf.write_bytes(chart_image(drawing, "pdf"))


def _read(path: Path) -> bytes:
    from preround.jobs.input_file import read_bytes

    return read_bytes(path, "a table of dates and values")


def _role(text: str) -> tuple[str, str]:
    role, sign, heading = text.partition("=")
    if not sign:
        raise UnknownChoice("--column", text, ("count=Missed", "denominator=Scheduled"))
    return role.strip(), heading


def _moment(text: str) -> date | int:
    if text.isdigit():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDate("--change", text) from None
