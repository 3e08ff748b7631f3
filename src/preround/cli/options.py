"""Options that every command spells the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _seed(number: int) -> int:
    if number < 0:
        raise typer.BadParameter(f"{number} is negative; give a whole number from 0.")
    return number


SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the draws.", callback=_seed)]
ProfilePath = Annotated[
    Path, typer.Argument(metavar="PROFILE", help="Applicant file (TOML or JSON), or - for stdin.")
]
SeasonOption = Annotated[
    int | None, typer.Option("--season", help="Match year; the running season if left out.")
]
TodayOption = Annotated[
    str | None, typer.Option("--today", help="Judge as of this day (2026-11-22).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of your own facts and record.", envvar="PREROUND_HOME"),
]
