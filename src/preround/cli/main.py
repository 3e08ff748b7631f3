"""The `preround` command: gathers the commands and turns errors into one clear message."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from preround import __version__
from preround.cli import (
    answer,
    audit,
    catalogue,
    chart,
    fees,
    forecast,
    guard,
    letters,
    lint,
    match,
    openings,
    packs,
    pick,
    plan,
    project,
    read_page,
    schema,
    serve,
    usce,
)
from preround.domain.errors import UserError

app = typer.Typer(
    name="preround",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("pick")(pick.pick)
app.command("forecast")(forecast.forecast)
app.command("chart")(chart.chart)
app.command("fees")(fees.fees)
app.command("audit")(audit.audit)
app.command("lint")(lint.lint)
app.command("answer")(answer.answer)
app.add_typer(catalogue.app, name="catalogue")
app.command("guard")(guard.guard)
app.command("usce")(usce.usce)
app.add_typer(openings.app, name="openings")
app.command("plan")(plan.plan)
app.command("letters")(letters.letters)
app.command("project")(project.project)
app.command("match")(match.match)
app.command("read-page")(read_page.read_page)
app.add_typer(packs.app, name="packs")
app.command("schema")(schema.schema)
app.command("serve")(serve.serve)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"preround {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Residency applications for international medical graduates, honest with numbers."""
    del version


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; exit 0 when done, 2 on wrong use or bad input."""
    try:
        app(args=list(arguments) if arguments is not None else None)
    except UserError as error:
        print(f"preround: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
