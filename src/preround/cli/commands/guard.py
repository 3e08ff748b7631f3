"""`preround guard`: what in a note could identify a patient."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import output
from preround.cli.options import JsonOption

if TYPE_CHECKING:
    from preround.jobs.guard_text import GuardedNote

NotesPath = Annotated[
    Path, typer.Argument(metavar="FILE", help="Text, or JSON lines with id and text; - for stdin.")
]


def guard(file: NotesPath, as_json: JsonOption = False) -> None:
    """Find names, dates, places and numbers that could identify a patient; exit 1 if any."""
    from preround.jobs.guard_text import guard_notes
    from preround.jobs.input_file import name_of, read_bytes

    notes = guard_notes(read_bytes(file, "a file of notes"), name_of(file))
    if as_json:
        output.print_json({"notes": [_document(note) for note in notes]})
    else:
        _print(notes)
    if any(note.spans for note in notes):
        raise typer.Exit(1)


def _document(note: GuardedNote) -> dict[str, object]:
    return {
        "id": note.id,
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "label": span.label.value,
                "text": note.text[span.start : span.end],
                "why": span.why,
            }
            for span in note.spans
        ],
        "offered": note.offered,
    }


def _print(notes: tuple[GuardedNote, ...]) -> None:
    console = output.console()
    found = [note for note in notes if note.spans]
    if not found:
        console.print("Nothing found that could identify a patient. Read it once more yourself.")
        return
    for note in found:
        if len(notes) > 1:
            console.print(f"Note {note.id}", style="bold", markup=False)
        table = output.plain_table(("What", "left"), ("Kind", "left"), ("Why", "left"))
        for span in note.spans:
            table.add_row(_plain(note.text[span.start : span.end]), span.label.value, span.why)
        console.print(table)
        console.print("Without them:", style="bold")
        console.print(note.offered, markup=False)
        console.print()
    n_spans = sum(len(note.spans) for note in found)
    console.print(f"{n_spans} found in {len(found)} of {len(notes)} notes.")


def _plain(text: str) -> str:
    """Keep square brackets from being read as markup."""
    return " ".join(text.split()).replace("[", "\\[")
