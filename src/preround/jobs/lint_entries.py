"""Lines or entries in, findings of the honesty and style rules out."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from preround.jobs.check_entry import identifiers
from preround.jobs.text_input import read_rows, read_text
from preround.writing.linter import LintFinding, lint

EXPECTED = "text, or with --csv a table with the columns role, duty_logged and text"


def lint_entries(
    source: Path, *, role: str = "", table: bool = False, stdin: BinaryIO | None = None
) -> tuple[LintFinding, ...]:
    """Findings of a text (row 1), or of every row of a table (rows from 1)."""
    text = read_text(source, EXPECTED, stdin=stdin)
    if not table:
        return lint_text(text.rstrip("\n"), role)
    rows = read_rows(text, str(source), ("text",))
    return tuple(
        finding
        for number, row in enumerate(rows, start=1)
        for finding in lint_text(
            row["text"], row.get("role", "") or role, row.get("duty_logged", ""), row=number
        )
    )


def lint_text(
    text: str, role: str = "", duty_logged: str = "", *, row: int = 1
) -> tuple[LintFinding, ...]:
    """Every rule on one text, and what the logbook's guard sees in it."""
    found = lint(text, role, duty_logged, row=row)
    return (*found, *identifiers(text, found, row))
