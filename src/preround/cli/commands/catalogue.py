"""`preround catalogue`: search programs, see one, bring a table of facts."""

from __future__ import annotations

from typing import Annotated

import typer

from preround.cli import catalogue_tables, output
from preround.cli.options import HomeOption, JsonOption
from preround.domain.program import Program

app = typer.Typer(no_args_is_help=True, help="Programs and what is known of them.")
app.command("add")(catalogue_tables.add)
app.command("undo")(catalogue_tables.undo)
app.command("batches")(catalogue_tables.batches)


@app.command("search")
def search(
    words: Annotated[list[str] | None, typer.Argument(help="Words of the name, any order.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="Two-letter code or name.")] = None,
    specialty: Annotated[str | None, typer.Option("--specialty")] = None,
    track: Annotated[str | None, typer.Option("--track")] = None,
    sponsor: Annotated[str | None, typer.Option("--sponsor", help="Institution.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 20,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find programs by words, state, specialty, track or sponsor."""
    from preround.exporters.program_json import program_json
    from preround.facts import specialties
    from preround.jobs.workspace import Workspace

    catalogue = Workspace.at(home).catalogue()
    output.tell(catalogue.findings)
    found = catalogue.search(
        " ".join(words or []),
        state=state,
        specialty=specialties.canonical(specialty) if specialty else None,
        track=track,
        sponsor=sponsor,
    )
    if as_json:
        rows = [program_json(program) for program in found[:limit]]
        output.print_json({"n_found": len(found), "programs": rows})
        return
    _print_found(found, limit)


def _print_found(found: tuple[Program, ...], limit: int) -> None:
    console = output.console()
    table = output.plain_table(
        ("Code", "left"), ("Program", "left"), ("Place", "left"), ("Specialty, track", "left")
    )
    for program in found[:limit]:
        place = ", ".join(part for part in (program.sponsor.city, program.state) if part)
        table.add_row(
            program.nrmp_code,
            program.institution,
            place,
            f"{program.specialty}, {program.track.value.replace('_', ' ')}",
        )
    console.print(table)
    if not found:
        console.print("No program fits. Take away a word or a filter.")
    elif len(found) > limit:
        console.print(f"… and {len(found) - limit} more: --limit {len(found)} shows all.")


@app.command("show")
def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help="NRMP code, such as 1903140C0.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Everything known of one program, with source and date."""
    from preround.catalogue.fact_kinds import fact_kind
    from preround.exporters.program_json import program_json
    from preround.jobs.workspace import Workspace

    program = Workspace.at(home).catalogue().get(code)
    if as_json:
        output.print_json(program_json(program))
        return
    console = output.console()
    console.print(f"[bold]{program.institution}[/bold]  {program.nrmp_code}")
    place = ", ".join(part for part in (program.sponsor.city, program.state) if part)
    track = program.track.value.replace("_", " ")
    console.print(f"{program.specialty}, {track}; {place}; listed {program.listed_in}")
    if program.sponsor.h1b_approvals:
        console.print(
            f"Employer's H-1B approvals, fiscal years 2019-2023: {program.sponsor.h1b_approvals}"
        )
    table = output.plain_table(("Fact", "left"), ("Value", "left"), ("Source, read", "left"))
    for name, fact in sorted(program.facts.items()):
        for reading in fact.readings:
            table.add_row(
                fact_kind(name).label, str(reading.value), f"{reading.source}, {reading.read}"
            )
    if program.facts:
        console.print(table)
    else:
        console.print("No further fact is known yet. Its own page is the place to look.")
