"""Text in from a file or standard input, as one reads it whatever wrote it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import BinaryIO

from preround.domain.errors import EmptyFile, UserError
from preround.jobs.input_file import name_of, read_bytes

MOST_BYTES = 20_000_000


class NotText(UserError):
    """A file is no text."""

    def __init__(self, name: str, problem: str, expected: str) -> None:
        super().__init__(f"{name}: {problem}; expected {expected}. Save it as UTF-8 text.")


class MissingColumn(UserError):
    """A table lacks a column it needs."""

    def __init__(self, name: str, column: str, got: list[str]) -> None:
        super().__init__(
            f"{name}: no column {column!r}; the columns are {', '.join(got) or 'none'}. "
            f"Name one of them {column!r} in the first line."
        )


def read_text(source: Path, expected: str, *, stdin: BinaryIO | None = None) -> str:
    """The text of a file, or of standard input where the name is `-`.

    Raises
    ------
    MissingFile, UnreadableFile, TooLarge, EmptyFile, NotText
        When there is nothing to read as text.
    """
    name = name_of(source)
    data = read_bytes(source, expected, most=MOST_BYTES, stdin=stdin)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _older(data, name, expected)
    if not text.strip():
        raise EmptyFile(name, expected)
    return text


def _older(data: bytes, name: str, expected: str) -> str:
    if b"\0" in data:
        raise NotText(name, "it is not text", expected)
    return data.decode("cp1252", errors="replace")


def read_rows(text: str, name: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a table with a heading line; headings in any case, empty cells as "".

    Raises
    ------
    MissingColumn
        When a needed column is not there.
    """
    rows = list(csv.reader(io.StringIO(text)))
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    for column in needed:
        if column not in heading:
            raise MissingColumn(name, column, heading)
    return [
        dict(zip(heading, [*row, *[""] * len(heading)], strict=False))
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]
