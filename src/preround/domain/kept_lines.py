"""Lines of a file that only grows: which are whole, and what a killed process left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class KeptLines(Generic[Record]):
    """The records of such a file.

    `version` counts complete lines, `damaged` are the numbers of those that hold no record,
    `is_torn` says that a piece of a line stands at the end. `good_bytes` is where the
    complete part ends, and `closed` is false when its last record lacks the line break.
    """

    records: tuple[Record, ...]
    version: int
    damaged: tuple[int, ...]
    is_torn: bool
    good_bytes: int
    closed: bool = True


def read_lines(data: bytes, parse: Callable[[bytes], Record | None]) -> KeptLines[Record]:
    r"""Read the records of a file, whatever state a killed process or a text editor left it in.

    Parameters
    ----------
    parse
        Gives the record of a line, or None when it is no whole record.

    Notes
    -----
    A last line that is no whole record was being written when its process ended: nobody
    was told that it was kept, so it does not count. A damaged line before it is passed
    over. Both leave every other record untouched.

    Examples
    --------
    >>> read_lines(b"1\nx\n2\n3", lambda line: int(line) if line.isdigit() else None)
    KeptLines(records=(1, 2, 3), version=4, damaged=(2,), is_torn=False, good_bytes=7, closed=False)
    """
    complete, _, tail = data.rpartition(b"\n")
    lines = complete.split(b"\n") if complete else []
    parsed = [(number, line, parse(line)) for number, line in enumerate(lines, start=1)]
    records = tuple(one for _, _, one in parsed if one is not None)
    damaged = tuple(number for number, line, one in parsed if one is None and line.strip())
    good = len(data) - len(tail)
    if not tail.strip():
        return KeptLines(records, len(lines), damaged, False, good)
    last = parse(tail)
    if last is None:
        return KeptLines(records, len(lines), damaged, True, good)
    return KeptLines((*records, last), len(lines) + 1, damaged, False, len(data), closed=False)
