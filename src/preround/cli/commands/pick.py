"""`preround pick`: the program list in the terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from preround.catalogue.fact_kinds import fact_kind
from preround.cli import clock, output
from preround.cli.options import (
    HomeOption,
    JsonOption,
    ProfilePath,
    SeasonOption,
    SeedOption,
    TodayOption,
)
from preround.domain.program_list import ListRow, ListSummary, ProgramList, Tier
from preround.exporters.program_list_json import program_list_json

TIER_WORDS = {
    Tier.STRONG: "strong",
    Tier.REALISTIC: "realistic",
    Tier.REACH: "reach",
    Tier.LOOK_UP: "look up",
    Tier.BLOCKED: "blocked",
}


def pick(
    profile: ProfilePath,
    budget: Annotated[
        float | None, typer.Option("--budget", help="Dollars for application fees.")
    ] = None,
    n: Annotated[int | None, typer.Option("--n", min=1, help="How many applications.")] = None,
    specialty: Annotated[
        list[str] | None, typer.Option("--specialty", help="Instead of the file's own wishes.")
    ] = None,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows to print.")] = 20,
    seed: SeedOption = 2027,
    season: SeasonOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which programs to apply to, whom to signal, what it costs, and why."""
    from preround.facts.reader import load_season
    from preround.jobs.build_program_list import ListRequest, build_program_list
    from preround.jobs.read_applicant import read_applicant
    from preround.jobs.weigh_answers import weigh_answers
    from preround.jobs.workspace import Workspace

    day = clock.day(today)
    season_facts = load_season(clock.season(season, day))
    catalogue = Workspace.at(home).catalogue()
    output.tell(catalogue.findings)
    with output.progress("Reading programs, judging rules, computing odds"):
        read = read_applicant(profile, day)
        built = build_program_list(
            read.applicant,
            season_facts,
            catalogue,
            today=day,
            request=ListRequest(
                budget_usd=budget,
                n_applications=n,
                specialties=tuple(specialty or ()),
                seed=seed,
            ),
        )
        weighed = weigh_answers(read.applicant, built, season_facts, day)
    if as_json:
        document = program_list_json(built.listing)
        document["summary"]["missing_answers"] = [asdict(worth) for worth in weighed]
        output.print_json(document)
        return
    console = output.console()
    _print(built.listing, rows, console)
    if weighed:
        console.print(f"Open question that weighs most: {weighed[0].question} ({weighed[0].key})")
    for finding in read.findings:
        console.print(f"{finding.place}: {finding.message}")


def _print(listing: ProgramList, n_rows: int, console: Console) -> None:
    _print_summary(listing, console)
    table = output.plain_table(
        ("#", "right"),
        ("Program", "left"),
        ("", "left"),
        ("Tier", "left"),
        ("Interview", "right"),
        ("Signal", "left"),
        ("Fee", "right"),
    )
    table.columns[1].ratio = 1
    table.expand = True
    shown = [row for row in listing.rows if row.apply][:n_rows]
    for place, row in enumerate(shown, 1):
        table.add_row(
            str(place),
            _program(row, several=len(listing.specialties) > 1),
            row.program.state,
            TIER_WORDS[row.tier],
            output.percent_range(row.interview),
            row.signal or "",
            output.dollars(row.marginal_fee_usd),
        )
        if row.reasons:
            table.add_row("", f"[dim]{row.reasons[0].text}[/dim]", "", "", "", "", "")
    console.print(table)
    left = listing.summary.n_applications - len(shown)
    if left > 0:
        console.print(f"… and {left} more: --rows {listing.summary.n_applications} shows all.")
    _print_rest(listing, console)


def _program(row: ListRow, *, several: bool) -> str:
    program = row.program
    place = f", {program.sponsor.city}" if program.sponsor.city else ""
    is_telling = several or program.name != program.specialty
    return f"{program.institution}{place}{f' [dim]{program.name}[/dim]' if is_telling else ''}"


def _print_summary(listing: ProgramList, console: Console) -> None:
    summary = listing.summary
    console.print(f"[bold]Season {listing.season}: {', '.join(listing.specialties)}[/bold]")
    console.print(
        f"{summary.n_applications} applications, {output.dollars(summary.fee_usd)}"
        f"{_budget_words(summary)}."
    )
    console.print(
        f"Interviews expected: {summary.interviews.mean:.1f} (most likely "
        f"{summary.interviews.low:.0f} to {summary.interviews.high:.0f})."
    )
    console.print(
        f"Chance to match through this list: {output.percent(summary.p_match.low)} to "
        f"{output.percent(summary.p_match.high)}, middle {output.percent(summary.p_match.mid)} "
        f"({summary.p_match.support})."
    )
    for note in listing.notes:
        console.print(f"[dim]{note}[/dim]")
    console.print()


def _budget_words(summary: ListSummary) -> str:
    return f" of {output.dollars(summary.budget_usd)}" if summary.budget_usd else ""


def _print_rest(listing: ProgramList, console: Console) -> None:
    blocked = sum(row.tier is Tier.BLOCKED for row in listing.rows)
    console.print()
    console.print(
        f"{len(listing.rows)} programs judged; {blocked} blocked by a stated rule. "
        "~ estimated from the specialty, ? guess."
    )
    look_ups = listing.summary.look_ups
    if look_ups:
        first = look_ups[:20]
        minutes = sum(look_up.minutes for look_up in first)
        facts = ", ".join(fact_kind(name).label.lower() for name in first[0].facts[:3])
        console.print(
            f"What would help most: look up {len(first)} programs (about {minutes:.0f} minutes), "
            f"first {first[0].institution}: {facts}. {first[0].why}"
        )
