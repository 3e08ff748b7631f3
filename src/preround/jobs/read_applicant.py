"""An applicant file or standard input in, the applicant and what to look at out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import BinaryIO

from preround.importers.applicant_file import ReadApplicant, parse_applicant
from preround.importers.applicant_text import MOST_BYTES
from preround.jobs.input_file import first_bytes, name_of

EXPECTED = "an applicant file in TOML or JSON"


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
    data = first_bytes(source, EXPECTED, MOST_BYTES + 1, stdin=stdin)
    return parse_applicant(data, name_of(source), today)
