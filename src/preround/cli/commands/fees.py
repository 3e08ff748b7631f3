"""`preround fees`: what a number of applications costs."""

from __future__ import annotations

from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, TodayOption
from preround.domain.errors import UserError
from preround.facts.errors import UnpublishedFact


class BadCount(UserError):
    """A count was not written as "Specialty=number"."""

    def __init__(self, got: str) -> None:
        super().__init__(f'{got!r}: write a specialty and a count, as in "Internal Medicine=100".')


class NotPublishedYet(UserError):
    """The season's fees are not published; the last known ones can be had by name."""

    def __init__(self, unpublished: UnpublishedFact) -> None:
        super().__init__(f"{unpublished} Here: add --last-known.")


def fees(
    counts: Annotated[list[str], typer.Argument(metavar='"SPECIALTY=N" …')],
    last_known: Annotated[
        bool, typer.Option("--last-known", help="Use the last published figures, labelled.")
    ] = False,
    season: SeasonOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Application fees by specialty, with the season's real steps."""
    from preround.facts.reader import load_season
    from preround.portfolio.fees import quote

    day = clock.day(today)
    facts = load_season(clock.season(season, day))
    wanted = [_count(text) for text in counts]
    try:
        answer = quote(facts, wanted, last_known=last_known)
    except UnpublishedFact as unpublished:
        raise NotPublishedYet(unpublished) from None
    if as_json:
        output.print_json(answer.as_json())
        return
    console = output.console()
    table = output.plain_table(("Specialty", "left"), ("Programs", "right"), ("Fee", "right"))
    for line in answer.lines:
        table.add_row(line.specialty, str(line.n_programs), output.dollars(line.fee_usd))
    table.add_row("[bold]Total[/bold]", "", f"[bold]{output.dollars(answer.total_usd)}[/bold]")
    console.print(table)
    for note in answer.notes:
        console.print(note, style="dim")


def _count(text: str) -> tuple[str, int]:
    specialty, separator, number = text.rpartition("=")
    if not separator or not number.strip().isdecimal() or not specialty.strip():
        raise BadCount(text)
    return specialty.strip(), int(number)
