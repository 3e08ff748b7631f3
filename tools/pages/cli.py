"""The command reference, from what `--help` says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from preround.cli.main import app

PATH = "docs/commands.md"
WIDTH = 96

INTRODUCTION = """\
# Commands

Every command prints for people by default and one JSON document with `--json`. Exit status: 0
done, 2 wrong use or bad input, with one message on standard error. `--season` and `--today` default
to the running season and today.
"""


def render(root: Path) -> str:
    """Write each command's own help, in the order `preround --help` lists them."""
    del root
    command = typer.main.get_command(app)
    return "\n".join([INTRODUCTION, *_commands(command, ("preround",))])


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    children = getattr(command, "commands", {})
    for name, child in children.items():
        yield from _commands(child, (*words, name))
    if not children:
        context = command.make_context(
            " ".join(words), [], resilient_parsing=True, terminal_width=WIDTH
        )
        lines = [line.rstrip() for line in command.get_help(context).splitlines()]
        yield f"## `{' '.join(words)}`\n\n```text\n{chr(10).join(lines)}\n```\n"
