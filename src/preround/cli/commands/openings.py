"""`preround openings`: your own directory, what each kind is worth, what to ask, what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption, TodayOption
from preround.domain.errors import MissingFile

if TYPE_CHECKING:
    import datetime as dt

    from preround.openings.opening import Opening

app = typer.Typer(
    no_args_is_help=True,
    help="Openings for experience in the United States: yours, vetted, costed.",
)


@app.command("kinds")
def kinds(as_json: JsonOption = False) -> None:
    """What each kind is worth, where to begin, what to ask before paying."""
    from preround.openings.opening import guide

    found = guide()
    if as_json:
        words = {key: found[key] for key in ("kind", "start", "question")}
        output.print_json({f"{key}s": [_plain(one) for one in rows] for key, rows in words.items()})
        return
    console = output.console()
    for one in found["kind"]:
        console.print(one["label"], style="bold")
        console.print(f"  {one['worth']} {one['limits']}")
        if one["fee_usd"]:
            console.print(
                f"  Dollars: {one['fee_usd']} ({one['source']}, confidence {one['confidence']})."
            )
    console.print("\nWhere to begin", style="bold")
    for one in found["start"]:
        console.print(f"  {one['name']} ({one['who']}): {one['how']}")
    console.print("\nAsk before paying", style="bold")
    for one in found["question"]:
        console.print(f"  {one['ask']}")


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="TABLE", help="CSV or XLSX of openings.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring openings you found from a table; institution is the one column needed."""
    from preround.jobs.openings import bring_openings
    from preround.jobs.workspace import Workspace

    if not file.is_file():
        raise MissingFile(file)
    brought = bring_openings(Workspace.at(home).folder, file.read_bytes(), file.name)
    if as_json:
        findings = [one.message for one in brought.findings]
        output.print_json(
            {"read": len(brought.openings), "new": brought.n_new, "findings": findings}
        )
        return
    console = output.console()
    console.print(f"{len(brought.openings)} openings read, {brought.n_new} new.")
    for one in brought.findings:
        console.print(one.message, markup=False)


@app.command("list")
def list_openings(
    words: Annotated[list[str] | None, typer.Argument(help="Words anywhere in it.")] = None,
    kind: Annotated[str, typer.Option("--kind")] = "",
    specialty: Annotated[str, typer.Option("--specialty")] = "",
    state: Annotated[str, typer.Option("--state", help="Two-letter code.")] = "",
    max_fee: Annotated[float | None, typer.Option("--max-fee", help="Dollars.")] = None,
    travel: Annotated[
        float | None, typer.Option("--travel", help="Dollars there and back.")
    ] = None,
    lodging: Annotated[float | None, typer.Option("--lodging", help="Dollars a week.")] = None,
    visa: Annotated[float | None, typer.Option("--visa", help="Dollars for the visa.")] = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Your openings with freshness, cost in all, and what to ask first."""
    from preround.jobs.openings import read_openings
    from preround.jobs.workspace import Workspace
    from preround.openings.opening import search

    day = clock.day(today)
    found = search(
        read_openings(Workspace.at(home).folder), text=" ".join(words or []), kind=kind,
        specialty=specialty, state=state, most_fee_usd=max_fee,
    )  # fmt: skip
    rows = [_row(one, day, travel, lodging, visa) for one in found]
    if as_json:
        output.print_json({"openings": rows})
        return
    console = output.console()
    if not rows:
        console.print("No opening fits. Add some with: preround openings add TABLE")
        return
    for row in rows:
        place = ", ".join(x for x in (row["specialty"], row["kind"], row["state"]) if x)
        console.print(f"{row['institution']}  {place}", style="bold", markup=False)
        unknown = f", not counting {', '.join(row['cost_open'])}" if row["cost_open"] else ""
        console.print(f"  read: {row['freshness']}; {output.dollars(row['cost_usd'])}{unknown}")
        for warning in row["warnings"]:
            console.print(f"  {warning['message']} Ask: {warning['ask']}", markup=False)


def _row(
    opening: Opening, day: dt.date, travel: float | None, lodging: float | None, visa: float | None
) -> dict[str, Any]:
    from dataclasses import asdict

    from preround.openings.opening import cost, freshness, vet

    price = cost(opening, travel_usd=travel, lodging_usd_per_week=lodging, visa_usd=visa)
    return _plain(asdict(opening)) | {
        "freshness": freshness(opening, day).value,
        "cost_usd": price.total_usd,
        "cost_per_month_usd": price.per_month_usd,
        "cost_open": list(price.open),
        "warnings": [
            {"code": one.code, "message": one.message, "ask": one.fix} for one in vet(opening)
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Dates as text, for JSON."""
    return {key: x.isoformat() if hasattr(x, "isoformat") else x for key, x in row.items()}
