"""`preround match`: solve one market, singles and couples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from preround.cli import output
from preround.cli.options import JsonOption
from preround.domain.errors import EmptyFile, UserError

MOST_SHOWN = 40
MOST_BYTES = 1_000_000_000
MOST_BLOCKING = 10


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
    from preround.match.ready import prepare

    prepare(output.say, ("deferred", "couples"))
    with output.progress("Matching"):
        answer = solve_instance(_read(instance), exact=exact, seed=seed)
    if as_json:
        output.print_json(answer)
        return
    _print(answer)


def _read(path: Path) -> dict[str, Any]:
    from preround.jobs.input_file import name_of, read_bytes

    name = name_of(path)
    data = read_bytes(path, "a match file in JSON", most=MOST_BYTES)
    if not data.strip():
        raise EmptyFile(name, "a match file in JSON")
    try:
        found = json.loads(data, object_pairs_hook=lambda pairs: _once(name, pairs))
    except (ValueError, RecursionError) as problem:
        raise NotAMatchFile(name, f"not JSON ({problem})") from None
    if not isinstance(found, dict):
        raise NotAMatchFile(name, "not a JSON object")
    return found


def _once(name: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name given twice, of which JSON readers silently drop the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise NotAMatchFile(name, f"{twice!r} is given twice in one object")
    return found


def _print(answer: dict[str, Any]) -> None:
    console = output.console()
    matches, first_year = answer["matches"], answer.get("first_year")
    console.print(f"{answer['n_matched']} of {len(matches)} applicants matched.")
    if answer["stable"]:
        console.print("Stable: no applicant and program prefer each other to what they hold.")
    else:
        _print_blocking(answer)
    columns = [("Applicant", "left"), ("Program", "left")]
    table = output.plain_table(*columns, *([("First year", "left")] if first_year else []))
    for applicant, program in list(matches.items())[:MOST_SHOWN]:
        more = [first_year[applicant] or ""] if first_year else []
        table.add_row(applicant, program or "unmatched", *more)
    console.print(table)
    if len(matches) > MOST_SHOWN:
        console.print(f"… and {len(matches) - MOST_SHOWN} more: --json shows all.")
    for name, quota in answer.get("quotas", {}).items():
        console.print(f"{name}: {quota} positions after reversion.", style="dim")


def _print_blocking(answer: dict[str, Any]) -> None:
    """Say what is known about stability, and who would rather be where."""
    console, pairs = output.console(), answer["blocking"]
    there = "There is none" if answer["exists"] is False else "None was found"
    many = "1 pair blocks" if len(pairs) == 1 else f"{len(pairs)} pairs block"
    console.print(f"No stable matching. {there}; in the best result {many}:")
    for pair in pairs[:MOST_BLOCKING]:
        who = " and ".join(pair["applicants"])
        where = " and ".join(program or "unmatched" for program in pair["programs"])
        console.print(f"  {who} would rather have {where}, and could.")
    if len(pairs) > MOST_BLOCKING:
        console.print(f"  … and {len(pairs) - MOST_BLOCKING} more.")
