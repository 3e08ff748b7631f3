"""`preround simulate`: whole national seasons, beside the published figures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import output
from preround.cli.options import JsonOption, SeedOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from preround.jobs.simulate_season import Simulation

WORDS = {
    "us_md": "MD seniors",
    "us_do": "DO seniors",
    "us_img": "U.S. IMGs",
    "non_us_img": "Non-U.S. IMGs",
    "prior": "Earlier U.S. graduates",
    "couples": "Partners in couples",
    "all": "Everybody",
}


def simulate(
    applicants: Annotated[
        int | None, typer.Option("--applicants", help="People; the nation's own if left out.")
    ] = None,
    programs: Annotated[
        int | None, typer.Option("--programs", help="Programs; in proportion if left out.")
    ] = None,
    couples: Annotated[
        int | None, typer.Option("--couples", help="Couples; in proportion if left out.")
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", "--seasons", help="Seasons, each drawn anew.")
    ] = 1,
    seed: SeedOption = 1,
    workers: Annotated[
        int | None, typer.Option("--workers", help="Processes; one a core if left out.")
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(help="Folder of finished seasons: the same command goes on from there."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Simulate the national Match: applications, interviews, lists, couples, Match, SOAP."""
    from preround.jobs.simulate_season import Running, simulate_season

    if workers is None:
        workers = min(os.cpu_count() or 1, max(replicates, 1))
    with following() as progress:
        answer = simulate_season(
            applicants,
            programs,
            couples,
            n_replicates=replicates,
            seed=seed,
            how=Running(workers, keep, output.say, progress),
        )
    if as_json:
        output.print_json(answer.as_json())
        return
    show(answer)


@contextmanager
def following() -> Iterator[Callable[[int, int], None]]:
    """Count seasons on standard error: one line that moves, or in a log one a tenth."""
    from preround.match.errors import Cancelled

    moving, told, last = sys.stderr.isatty(), -1, (0, 1)

    def progress(done: int, of: int) -> None:
        nonlocal told, last
        last, tenth = (done, of), 10 * done // of
        if of == 1 or (not moving and tenth == told):
            return
        told = tenth
        end = "\r" if moving and done < of else "\n"
        print(f"preround: {done} of {of} seasons", end=end, file=sys.stderr, flush=True)

    try:
        yield progress
    except KeyboardInterrupt:
        raise Cancelled(*last) from None


def show(answer: Simulation) -> None:
    """Match rates, what was filled, and the published figures beside them."""
    console, found = output.console(), answer.figures
    many = f"{answer.n_replicates} seasons" if answer.n_replicates > 1 else "One season"
    console.print(
        f"{many} of {answer.size.n_applicants:,} people, {answer.size.n_programs:,} programs, "
        f"{answer.size.n_couples:,} couples (seed {answer.seed})."
    )
    published = {one.target.figure: one.target.value for one in answer.against}
    table = output.plain_table(
        ("PGY-1 match rate", "left"), ("simulated", "right"), ("±", "right"), ("published", "right")
    )
    for name, words in WORDS.items():
        one = found.get(f"match_rate.{name}")
        if one:
            error = "" if one.error != one.error else f"{one.error:.2%}"
            there = published.get(f"match_rate.{name}")
            table.add_row(words, f"{one.mean:.1%}", error, f"{there:.1%}" if there else "")
    console.print(table)
    console.print(
        f"Positions filled: {found['filled_share'].mean:.1%}, after SOAP "
        f"{found['filled_after_soap'].mean:.1%}. Ranks a list: {found['ranks_mean'].mean:.1f}."
    )
    stable = found["stable"].mean
    if stable < 1:
        console.print(f"A stable matching was found in {stable:.0%} of the seasons.")
    console.print(
        f"{found['seconds'].mean:.2f} s a season, {found['seconds_match'].mean:.2f} s of it the "
        f"match; {answer.seconds_total:.1f} s in all.",
        style="dim",
    )
