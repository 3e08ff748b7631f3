"""`preround lint`: what an honest, demanding adviser would flag in a text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, TodayOption


def lint(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Text or CSV; - for stdin.")],
    role: Annotated[str, typer.Option("--role", help="The job the text is about.")] = "",
    table: Annotated[
        bool, typer.Option("--csv", help="The file has columns role, duty_logged, text.")
    ] = False,
    season: SeasonOption = None,  # noqa: ARG001 - accepted everywhere; rules hold every season
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Flag overclaims, vague lines, missing numbers and weak openings; exit 1 with findings."""
    from preround.jobs.lint_entries import lint_entries

    clock.day(today)
    findings = lint_entries(file, role=role, table=table or file.suffix.lower() == ".csv")
    if as_json:
        output.print_json({"findings": [finding.as_json() for finding in findings]})
    elif not findings:
        output.console().print("No findings.")
    else:
        console = output.console()
        for finding in findings:
            console.print(
                f"row {finding.row}, {finding.start}-{finding.end}  "
                f"[bold]{finding.severity.value}[/bold] {finding.code}",
                soft_wrap=False,
            )
            console.print(f"  {finding.message}", markup=False)
            console.print(f"  {finding.fix}", markup=False, style="dim")
    if findings:
        raise typer.Exit(1)
