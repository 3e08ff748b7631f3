"""`preround project`: an improvement project to charts, one page and what is still missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, TodayOption


def project(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="PROJECT",
            help="Project file (TOML, or JSON from the app); sheets beside it.",
        ),
    ],
    html: Annotated[Path | None, typer.Option(help="Write the one-page summary here.")] = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Summarize an improvement project from its record and its sheets."""
    from preround.improve.project import read_project
    from preround.jobs.project_page import one_page
    from preround.jobs.summarize_project import summarize_project
    from preround.jobs.text_input import read_text

    record = read_project(read_text(file, "a project in TOML or JSON"), str(file))
    named = {measure.data for measure in record.measures}
    named |= {measure.redcap.dictionary for measure in record.measures if measure.redcap}
    sheets = {
        name: (file.parent / name).read_bytes()
        for name in named
        if name and (file.parent / name).is_file()
    }
    answer = summarize_project(record, sheets, clock.day(today))
    if html is not None:
        html.write_text(one_page(answer), encoding="utf-8")
    if as_json:
        output.print_json(answer.as_json())
        return
    console = output.console()
    console.print(f"[bold]{record.title}[/bold]")
    for one in answer.measures:
        words = one.chart.sentence if one.chart else "nothing measured yet."
        console.print(f"{one.measure.name} ({one.measure.kind}): {words}")
    for finding in answer.findings:
        console.print(f"Missing: {finding.message} {finding.fix}")
