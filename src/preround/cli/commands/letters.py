"""`preround letters`: whom to ask and when, packets, and which letter goes where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, TodayOption
from preround.domain.errors import MissingFile


def letters(
    file: Annotated[Path, typer.Argument(metavar="RECORD", help="Letters record (TOML).")],
    packet: Annotated[
        str | None, typer.Option("--packet", help="Make the packet for this writer.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the packet here.")] = None,
    season: SeasonOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Writers with days together, when to ask, packets without a patient, assignments."""
    from preround.facts.reader import load_season
    from preround.jobs.prepare_letters import prepare_letters
    from preround.letters.record import read_letters

    if not file.is_file():
        raise MissingFile(file)
    day = clock.day(today)
    record = read_letters(file.read_text(encoding="utf-8"), str(file))
    facts = load_season(clock.season(season, day))
    answer = prepare_letters(record, facts, day, for_writer=packet)
    if answer.packet is not None and out is not None:
        out.write_text(answer.packet.text, encoding="utf-8")
    if as_json:
        output.print_json(answer.as_json())
        return
    console = output.console()
    if answer.packet is not None:
        console.print(answer.packet.text, markup=False)
        for label, words in answer.packet.removed:
            console.print(f"Taken out ({label.lower()}): {words}", style="dim", markup=False)
        for title, text in answer.scripts:
            console.print(f"\n{title}\n{text}", markup=False)
        return
    table = output.plain_table(
        ("Writer", "left"), ("Days", "right"), ("Status", "left"), ("Ask by", "left"),
        ("Next", "left"),
    )  # fmt: skip
    for card in answer.cards:
        table.add_row(card.writer.name, str(card.n_days), card.writer.status.value,
                      card.ask_by.isoformat(), card.next_step)  # fmt: skip
    console.print(table)
    for card in answer.cards:
        for flag in card.flags:
            console.print(f"{card.writer.name}: {flag}", markup=False)
    for one in answer.assignments:
        lacks = f" ({'; '.join(one.lacks)})" if one.lacks else ""
        console.print(f"{one.program}: {', '.join(one.letters) or 'none yet'}{lacks}", markup=False)
    console.print(f"Letters there by {answer.upload_by.isoformat()}: {answer.upload_words}.",
                  style="dim")  # fmt: skip
