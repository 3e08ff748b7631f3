"""Lines or entries in, findings of the honesty and style rules out."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from preround.domain.errors import UserError
from preround.jobs.check_entry import identifiers
from preround.jobs.input_file import name_of
from preround.jobs.text_input import read_rows, read_text
from preround.writing.linter import LintFinding, lint

EXPECTED = "text, or with --csv a table with the columns role, duty_logged and text"
MOST_TEXT = 100_000


class TextTooLong(UserError):
    """One text far longer than anything a form takes."""

    def __init__(self, name: str, row: int, n_characters: int) -> None:
        super().__init__(
            f"{name}, row {row}: {n_characters:,} characters; at most {MOST_TEXT:,} are read as "
            "one text. Give each entry a row of its own, with --csv."
        )


def lint_entries(
    source: Path, *, role: str = "", table: bool = False, stdin: BinaryIO | None = None
) -> tuple[LintFinding, ...]:
    """Findings of a text (row 1), or of every row of a table (rows from 1)."""
    text = read_text(source, EXPECTED, stdin=stdin)
    if not table:
        _require_an_entry(text, name_of(source), 1)
        return lint_text(text.rstrip("\n"), role)
    rows = read_rows(text, str(source), ("text",))
    for number, row in enumerate(rows, start=1):
        _require_an_entry(row["text"], name_of(source), number)
    return tuple(
        finding
        for number, row in enumerate(rows, start=1)
        for finding in lint_text(
            row["text"], row.get("role", "") or role, row.get("duty_logged", ""), row=number
        )
    )


def _require_an_entry(text: str, name: str, row: int) -> None:
    if len(text) > MOST_TEXT:
        raise TextTooLong(name, row, len(text))


def lint_text(
    text: str, role: str = "", duty_logged: str = "", *, row: int = 1
) -> tuple[LintFinding, ...]:
    """Every rule on one text, and what the logbook's guard sees in it."""
    found = lint(text, role, duty_logged, row=row)
    return (*found, *identifiers(text, found, row))
