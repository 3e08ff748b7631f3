"""What a person names to be read: a file, or `-` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from preround.domain.errors import MissingFile, UserError

STDIN = Path("-")
MOST_BYTES = 100_000_000


class UnreadableFile(UserError):
    """A file is there and cannot be read, or is no file."""

    def __init__(self, path: Path, reason: str, expected: str) -> None:
        super().__init__(f"{path}: {reason}; expected {expected}. Name another file.")


class TooLarge(UserError):
    """More bytes than such a file ever holds."""

    def __init__(self, name: str, most: int, expected: str) -> None:
        super().__init__(
            f"{name}: more than the {most / 1e6:,.0f} MB that are read; expected {expected}."
        )


def name_of(source: Path) -> str:
    """What to call a source in a message: its name without folders."""
    return "standard input" if source == STDIN else source.name


def read_bytes(
    source: Path, expected: str, *, most: int = MOST_BYTES, stdin: BinaryIO | None = None
) -> bytes:
    """The bytes of a file, or of standard input where the name is `-`.

    Raises
    ------
    MissingFile, UnreadableFile, TooLarge
        Where nothing can be read; a huge file is refused without reading it all.
    """
    data = first_bytes(source, expected, most + 1, stdin=stdin)
    if len(data) > most:
        raise TooLarge(name_of(source), most, expected)
    return data


def first_bytes(
    source: Path, expected: str, n_bytes: int, *, stdin: BinaryIO | None = None
) -> bytes:
    """At most so many bytes, for a reader that refuses what is too large in its own words."""
    if source == STDIN:
        return (stdin or sys.stdin.buffer).read(n_bytes)
    if source.is_dir():
        raise UnreadableFile(source, "it is a folder", expected)
    try:
        with source.open("rb") as file:
            return file.read(n_bytes)
    except FileNotFoundError:
        raise MissingFile(source) from None
    except OSError as error:
        raise UnreadableFile(source, error.strerror or "it cannot be opened", expected) from None
