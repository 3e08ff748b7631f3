"""A work log kept as one CSV file: lines added, lists brought in, read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from preround.audit.work_log import WorkLine
from preround.audit.work_table import write_lines
from preround.domain.errors import UserError
from preround.jobs.input_file import UnreadableFile, name_of, read_bytes
from preround.jobs.log_work import BroughtWork, bring_work, fresh, without_identifiers

EXPECTED = "a work log (CSV or XLSX), or a plain list"


class DamagedLog(UserError):
    """A log has rows that cannot be read, and writing it again would lose them."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason} Mend the row first; nothing was written.")


@dataclass(frozen=True, slots=True)
class KeptWork:
    """The lines that were new, and how many were reworded because they could identify someone."""

    added: tuple[WorkLine, ...]
    n_reworded: int


def read_work_file(path: Path) -> BroughtWork:
    """The lines of a log file.

    Raises
    ------
    MissingFile, UnreadableFile, NotAWorkLog
        When it is not there, cannot be read, or is no log.
    """
    return bring_work(read_bytes(path, EXPECTED), name_of(path))


def bring_file(path: Path, job: str, week: dt.date) -> BroughtWork:
    """Lines of a table or a plain list; `job` and `week` stand for what it does not say."""
    return bring_work(read_bytes(path, EXPECTED), name_of(path), job, week)


def keep_in_file(path: Path, lines: Iterable[WorkLine]) -> KeptWork:
    """Add the lines that are not there yet; the file is replaced whole or not at all.

    Raises
    ------
    DamagedLog
        When a row already there cannot be read.
    """
    if path.is_dir():
        raise UnreadableFile(path, "it is a folder", EXPECTED)
    known: tuple[WorkLine, ...] = ()
    if path.is_file() and path.stat().st_size:
        there = read_work_file(path)
        if there.findings:
            raise DamagedLog(path, there.findings[0].message)
        known = there.lines
    typed = list(lines)
    clean = [without_identifiers(line) for line in typed]
    added = fresh(clean, known)
    if added:
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(write_lines((*known, *added)), encoding="utf-8", newline="")
        beside.replace(path)
    reworded = sum(one is not other for one, other in zip(clean, typed, strict=True))
    return KeptWork(tuple(added), reworded)
