"""An applicant file or standard input in, the applicant and what to look at out."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import BinaryIO

from preround.domain.errors import MissingFile, UserError
from preround.importers.applicant_file import ReadApplicant, parse_applicant
from preround.importers.applicant_text import MOST_BYTES

STDIN = Path("-")


class UnreadableFile(UserError):
    """A file is there and cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; expected an applicant file in TOML or JSON. Name another file."
        )


def read_applicant(source: Path, today: dt.date, *, stdin: BinaryIO | None = None) -> ReadApplicant:
    """Read an applicant from a file, or from standard input where the name is `-`.

    Parameters
    ----------
    source
        A TOML or JSON file, or `-`.
    today
        A result dated later is pointed out.
    stdin
        Read in place of the process's own standard input.

    Raises
    ------
    MissingFile, UnreadableFile
        When nothing can be read there.
    EmptyFile, NotAnApplicantFile, ApplicantRefused
        When what was read is no applicant file, or does not fit; see `parse_applicant`.
    """
    if source == STDIN:
        data = (stdin or sys.stdin.buffer).read(MOST_BYTES + 1)
        return parse_applicant(data, "standard input", today)
    return parse_applicant(_bytes(source), source.name, today)


def _bytes(path: Path) -> bytes:
    """At most one byte more than is read, so that a huge file costs nothing to refuse."""
    if path.is_dir():
        raise UnreadableFile(path, "it is a folder")
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise MissingFile(path) from None
    except OSError as error:
        raise UnreadableFile(path, error.strerror or "it cannot be opened") from None
