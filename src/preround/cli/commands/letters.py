"""`preround letters`: whom to ask and when, packets, and which letter goes where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import clock, output, stored
from preround.cli.options import JsonOption, SeasonOption, TodayOption

if TYPE_CHECKING:
    from preround.jobs.prepare_letters import LettersAnswer
    from preround.letters.record import LettersRecord


def letters(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[RECORD]", help="Letters record (TOML); left out, what the web app stored."
        ),
    ] = None,
    packet: Annotated[
        str | None, typer.Option("--packet", help="Make the packet for this writer (by key).")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the packet here.")] = None,
    ics: Annotated[Path | None, typer.Option(help="Write the reminders to this file.")] = None,
    season: SeasonOption = None,
    today: TodayOption = None,
    home: stored.StoredHome = None,
    as_json: JsonOption = False,
) -> None:
    """Writers with days together, when to ask, packets without a patient, assignments.

    With --home the stored logs are read as well: a line of the work log counts for the writer it
    names as the one who saw it, a clinical day for the writer at whose place it was logged
    between the two days the record gives.
    """
    from preround.facts.reader import load_season
    from preround.jobs.prepare_letters import prepare_letters

    day = clock.day(today)
    record = _record(file, home)
    facts = load_season(clock.season(season, day))
    answer = prepare_letters(record, facts, day, for_writer=packet)
    if answer.packet is not None and out is not None:
        out.write_text(answer.packet.text, encoding="utf-8")
    if ics is not None:
        ics.write_bytes(answer.calendar())
    if as_json:
        output.print_json(answer.as_json())
    elif answer.packet is not None:
        _print_packet(answer)
    else:
        _print(answer)


def _record(file: Path | None, home: Path | None) -> LettersRecord:
    from preround.jobs.join_letters import first_specialty, join_letters
    from preround.jobs.text_input import read_text
    from preround.jobs.workspace import Workspace
    from preround.letters.record import read_letters

    given = None
    if file is not None:
        given = read_letters(read_text(file, "a letters record in TOML"), str(file))
    if given is not None and home is None:
        return given
    folder = Workspace.at(home).folder
    found = stored.read_stored(folder)
    if found is None:
        if given is None:
            raise stored.NothingStored(folder)
        return given
    if given is None:
        specialty = first_specialty(found.specialties)
        return join_letters(found.writers, found.logs, found.together, specialty=specialty)
    joined = join_letters(given.writers, found.logs)
    return given.model_copy(update={"days": (*given.days, *joined.days)})


def _print_packet(answer: LettersAnswer) -> None:
    made = answer.packet
    if made is None:
        return
    console = output.console()
    console.print(made.text, markup=False)
    for label, words in (*made.removed, *made.doubtful):
        console.print(f"Taken out ({label.lower()}): {words}", style="dim", markup=False)
    for _, title, text in answer.scripts:
        console.print(f"\n{title}\n{text}", markup=False)


def _print(answer: LettersAnswer) -> None:
    console = output.console()
    if not answer.cards:
        console.print("No writer yet. Add one in the web app, or give a letters record.")
        return
    table = output.plain_table(
        ("Key", "left"), ("Writer", "left"), ("Together", "left"), ("Status", "left"),
        ("Next", "left"),
    )  # fmt: skip
    for card in answer.cards:
        table.add_row(
            card.writer.key,
            card.writer.name,
            card.together.words or "-",
            card.writer.status.value.replace("_", " "),
            card.next_act.words,
        )
    console.print(table)
    for card in answer.cards:
        for flag in card.flags:
            console.print(f"{card.writer.name}: {flag.words}", markup=False)
    for need in answer.needs:
        console.print(f"{need.specialty}: {need.count} {need.name}. {need.why}", markup=False)
    for one in answer.assignments:
        lacks = f" ({'; '.join(one.lacks)})" if one.lacks else ""
        console.print(f"{one.program}: {', '.join(one.letters) or 'none yet'}{lacks}", markup=False)
    console.print(
        f"Letters there by {answer.upload_by.isoformat()}: {answer.upload_words}.", style="dim"
    )
