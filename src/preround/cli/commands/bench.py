"""`preround bench`: what the heavy parts cost on this machine, beside named peers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, SeedOption, TodayOption
from preround.domain.errors import UserError

app = typer.Typer(no_args_is_help=True, help="Seconds, memory and ratio to peers, measured here.")


@app.command("match")
def bench_match(
    applicants: Annotated[
        list[int] | None, typer.Option("--applicants", help="Size of a sample market; repeatable.")
    ] = None,
    market: Annotated[
        Path | None, typer.Option(help="An .npz file with a market of your own, timed as well.")
    ] = None,
    peers: Annotated[
        int, typer.Option("--peers", help="Largest market that matching and algmatch are given.")
    ] = 5_000,
    growth: Annotated[
        bool, typer.Option("--growth", help="From 1,000 to 1,000,000 applicants.")
    ] = False,
    svg: Annotated[
        Path | None, typer.Option(help="Draw seconds against size to this file.")
    ] = None,
    seed: SeedOption = 1,
    as_json: JsonOption = False,
) -> None:
    """Time the matching beside two Python packages."""
    from preround.jobs.bench_match import GROWTH
    from preround.jobs.bench_match import bench_match as run

    sizes = tuple(applicants or ()) or (GROWTH if growth else (5_000, 53_000))
    found = run(sizes, market=market, n_peers=peers, seed=seed, say=output.say)
    if svg:
        from preround.charts.svg import render
        from preround.jobs.bench_match import growth_chart

        _write(svg, render(growth_chart(found)))
    if as_json:
        output.print_json({"timings": [one.as_json() for one in found]})
        return
    table = output.plain_table(
        ("applicants", "right"), ("ranks", "right"), ("solver", "left"), ("seconds", "right"),
        ("ratio", "right"), ("MB", "right"), ("same match", "left"),
    )  # fmt: skip
    for one in found:
        if one.missing:
            told = f"not installed: pip install {one.missing}"
            table.add_row(f"{one.n_applicants:,}", f"{one.n_ranks:,}", one.solver, "", "", "", told)
            continue
        same = {True: "yes", False: "NO", None: "" if one.stable else "no stable match found"}
        table.add_row(
            f"{one.n_applicants:,}", f"{one.n_ranks:,}", one.solver, f"{one.seconds:.4f}",
            f"{one.ratio:,.1f}", "" if one.megabytes is None else f"{one.megabytes:.0f}",
            same[one.same],
        )  # fmt: skip
    output.console().print(table)


@app.command("pick")
def bench_pick(
    seed: SeedOption = 1,
    season: SeasonOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Time the choice of a list beside other ways to choose."""
    from preround.jobs.bench_pick import bench_pick as run

    day = clock.day(today)
    found = run(clock.season(season, day), day, seed=seed, say=output.say)
    if as_json:
        output.print_json({"timings": [one.as_json() for one in found]})
        return
    table = output.plain_table(
        ("way to choose", "left"), ("ms", "right"), ("ratio", "right"), ("P(match)", "right"),
        ("believes", "right"), ("ceiling", "right"), ("MB", "right"),
    )  # fmt: skip
    case = ""
    for one in found:
        if one.case != case:
            case = one.case
            table.add_row(f"[bold]{case} of {one.n_programs:,}[/bold]")
        if one.missing:
            table.add_row(f"{one.solver}: not installed, pip install {one.missing}")
            continue
        table.add_row(
            one.solver, f"{1e3 * one.seconds:,.1f}", f"{one.ratio:,.2f}", f"{one.p_match:.4f}",
            "" if one.believes is None else f"{one.believes:.4f}",
            "" if one.bound is None else f"{one.bound:.4f}", _megabytes(one.megabytes),
        )  # fmt: skip
    output.console().print(table)
    output.console().print(
        "Every list is valued by the same exact integral. Believes: what one who counts "
        "invitations as independent (Chade and Smith 2006; Kapur and Hong 2022) takes it to get.",
        style="dim",
    )


@app.command("web")
def bench_web(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="These pages, as /look-ups/.")
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, max=10_000, help="Requests of each page.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Time a first list, the app's start, and its pages."""
    from preround.cli.bench_web import bench_web as run

    found = run(clock.day(None), repeats, paths or (), output.say)
    if as_json:
        output.print_json(found.as_json())
        return
    table = output.plain_table(
        ("what", "left"), ("ms", "right"), ("ratio", "right"), ("kB", "right"), ("MB", "right"),
    )  # fmt: skip
    table.add_row(
        f"a list from {found.n_programs:,} programs, in this process",
        f"{1e3 * found.seconds_list:,.0f}", "", "", _megabytes(found.megabytes_list),
    )  # fmt: skip
    table.add_row(
        "from the command to the first page", f"{1e3 * found.seconds_start:,.0f}", "", "",
        _megabytes(found.megabytes_app),
    )  # fmt: skip
    for page in found.pages:
        table.add_row(
            page.path, f"{1e3 * page.seconds:,.1f}", f"{page.ratio:,.1f}",
            f"{page.kilobytes:,.0f}", "",
        )  # fmt: skip
    output.console().print(table)
    output.console().print("Ratio: against a stylesheet from the same server.", style="dim")


@app.command("simulate")
def bench_simulate(
    replicates: Annotated[int, typer.Option("--replicates", "--seasons", min=1)] = 100,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one a core if left out.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Time whole national seasons, one and many."""
    from preround.cli.commands.simulate import following
    from preround.jobs.bench_market import bench_simulate as run

    with following() as progress:
        cost = run(replicates, workers or os.cpu_count() or 1, progress)
    if as_json:
        output.print_json(cost.as_json())
        return
    table = output.plain_table(("what", "left"), ("seconds", "right"), ("MB", "right"))
    table.add_row("a season on one core", f"{cost.seconds_one:.2f}", _megabytes(cost.megabytes))
    table.add_row("  of it the match", f"{cost.seconds_match:.3f}", "")
    table.add_row(
        f"{cost.n_seasons} seasons on {cost.n_workers} processes", f"{cost.seconds_all:.1f}",
        _megabytes(cost.megabytes_all),
    )  # fmt: skip
    output.console().print(table)
    output.console().print(
        "No package that simulates a national season is known to us.", style="dim"
    )


class NotWritten(UserError):
    """A file that could not be written."""

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(
            f"{path}: not written ({reason.strerror or reason}); expected a place for a file. "
            "Name another."
        )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as reason:
        raise NotWritten(path, reason) from None


def _megabytes(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


@app.command("market")
def bench_market(
    replicates: Annotated[int, typer.Option("--replicates", "--seasons", min=2)] = 20,
    seed: SeedOption = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one a core if left out.")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="Folder of finished seasons.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the page to this file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Hold simulated seasons against published figures."""
    from preround.cli.commands.simulate import following
    from preround.jobs.bench_market import market_page
    from preround.jobs.simulate_season import Running, simulate_season

    with following() as progress:
        found = simulate_season(
            n_replicates=replicates,
            seed=seed,
            how=Running(workers or os.cpu_count() or 1, keep, output.say, progress),
        )
    if out:
        _write(out, market_page(found))
    if as_json:
        output.print_json(found.as_json())
        return
    table = output.plain_table(
        ("figure", "left"), ("published", "right"), ("simulated", "right"), ("±", "right"),
        ("near", "left"),
    )  # fmt: skip
    for calibrated in (False, True):
        table.add_row("[bold]calibrated[/bold]" if calibrated else "[bold]held out[/bold]")
        for one in found.against:
            if one.target.calibrated is calibrated:
                table.add_row(
                    one.target.words, f"{one.target.value:.3f}", f"{one.found.mean:.3f}",
                    f"{one.found.error:.3f}", "yes" if one.met else "NO",
                )  # fmt: skip
    output.console().print(table)
