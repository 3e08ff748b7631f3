"""The `preround` command: gathers the commands and turns errors into one clear message."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from preround.cli import catalogue, fees, forecast, packs, pick, read_page, schema, serve
from preround.domain.errors import UserError

app = typer.Typer(
    name="preround",
    help="Residency applications for international medical graduates, honest with numbers.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("pick")(pick.pick)
app.command("forecast")(forecast.forecast)
app.command("fees")(fees.fees)
app.add_typer(catalogue.app, name="catalogue")
app.command("read-page")(read_page.read_page)
app.add_typer(packs.app, name="packs")
app.command("schema")(schema.schema)
app.command("serve")(serve.serve)


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
