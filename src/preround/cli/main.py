"""The `preround` command: gathers the commands and turns errors into one clear message."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from preround import __version__
from preround.cli import commands
from preround.domain.errors import UserError

app = typer.Typer(
    name="preround",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _register() -> None:
    """List the folder of commands: `read_page` becomes `read-page`."""
    for module in pkgutil.iter_modules(commands.__path__):
        found = vars(importlib.import_module(f"{commands.__name__}.{module.name}"))
        name = module.name.replace("_", "-")
        if "app" in found:
            app.add_typer(found["app"], name=name)
        else:
            app.command(name)(found[module.name])


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


_register()


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
    except OSError as error:
        if error.filename is None:
            raise
        reason = error.strerror or str(error)
        print(f"preround: {error.filename}: {reason}. Name another one.", file=sys.stderr)
        raise SystemExit(2) from None
