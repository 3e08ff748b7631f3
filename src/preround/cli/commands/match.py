"""`preround match`: solve one market, singles and couples."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from preround.cli import output
from preround.cli.options import JsonOption
from preround.domain.errors import EmptyFile, MissingFile, UserError

STDIN = Path("-")
MOST_SHOWN = 40


class NotAMatchFile(UserError):
    """A file that is no JSON object."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"{name}: {problem}; expected a JSON object with applicants (id to list, best first) "
            "and programs (id to quota and list)."
        )


def match(
    instance: Annotated[
        Path, typer.Argument(metavar="INSTANCE", help="Match file (JSON), or - for stdin.")
    ],
    exact: Annotated[
        bool, typer.Option("--exact", help="Settle a small market completely (needs python-sat).")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the order couples enter in.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Match applicants and programs, couples included, and prove the answer stable."""
    from preround.match.instance import solve_instance

    with output.progress("Matching"):
        answer = solve_instance(_read(instance), exact=exact, seed=seed)
    if as_json:
        output.print_json(answer)
        return
    _print(answer)


def _read(path: Path) -> dict[str, Any]:
    name = "standard input" if path == STDIN else path.name
    try:
        data = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise MissingFile(path) from None
    if not data.strip():
        raise EmptyFile(name, "a match file in JSON")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise NotAMatchFile(name, f"not JSON ({problem})") from None
    if not isinstance(found, dict):
        raise NotAMatchFile(name, "not a JSON object")
    return found


def _print(answer: dict[str, Any]) -> None:
    console = output.console()
    matches = answer["matches"]
    console.print(f"{answer['n_matched']} of {len(matches)} applicants matched.")
    if answer["stable"]:
        console.print("Stable: no applicant and program prefer each other to what they hold.")
    else:
        console.print(f"No stable matching found; {len(answer['blocking'])} pairs still block.")
    table = output.plain_table(("Applicant", "left"), ("Program", "left"))
    for applicant, program in list(matches.items())[:MOST_SHOWN]:
        table.add_row(applicant, program or "unmatched")
    console.print(table)
    if len(matches) > MOST_SHOWN:
        console.print(f"… and {len(matches) - MOST_SHOWN} more: --json shows all.")
