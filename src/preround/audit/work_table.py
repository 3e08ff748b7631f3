"""The work log as CSV, in and out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass

from preround.audit.work_log import LineKind, WorkLine, monday
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity

COLUMNS = ("week", "job", "kind", "text", "count", "counted_in", "seen_by")
NEEDED = ("week", "text")
MOST_ROWS = 20_000
MOST_TEXT = 600
MOST_COUNT = 1_000_000
#: A spreadsheet would run a cell that begins so.
FORMULA = ("=", "+", "-", "@", "\t")


class NotAWorkLog(UserError):
    """A table is no work log."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected a CSV table with the columns {', '.join(NEEDED)} and, if you "
            f"like, {', '.join(x for x in COLUMNS if x not in NEEDED)}. Take your log out as CSV "
            "to see one."
        )


@dataclass(frozen=True, slots=True)
class ReadWork:
    """The lines of a table, and the rows that could not be read."""

    lines: tuple[WorkLine, ...]
    findings: tuple[Finding, ...]


def write_lines(lines: Iterable[WorkLine]) -> str:
    """The lines as CSV, oldest week first."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for line in sorted(lines, key=lambda one: one.week):
        count = "" if line.count is None else repr(line.count).removesuffix(".0")
        cells = (line.week.isoformat(), line.job, line.kind.value, line.text, count,
                 line.counted_in, line.seen_by)  # fmt: skip
        rows.writerow(_safe(cell) for cell in cells)
    return out.getvalue()


def read_lines(text: str, name: str, job: str = "") -> ReadWork:
    """Read lines from CSV; a row that does not fit becomes a finding and the rest is read.

    Parameters
    ----------
    text, name
        The table, and what to call it in a refusal.
    job
        The job of rows that name none.

    Raises
    ------
    NotAWorkLog
        When the table lacks a needed column or is far too long.
    """
    clean = text.lstrip("\ufeff")
    first = clean.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(clean), delimiter=max(",;\t", key=first.count))
    lines: list[WorkLine] = []
    findings: list[Finding] = []
    try:
        rows.fieldnames = header = [cell.strip().lower() for cell in rows.fieldnames or ()]
        for column in NEEDED:
            if column not in header:
                raise NotAWorkLog(name, f"no column {column!r}")
        for number, row in enumerate(rows, 2):
            if number > MOST_ROWS:
                raise NotAWorkLog(name, f"more than {MOST_ROWS:,} rows")
            cells = {key: _bare((row.get(key) or "").strip()) for key in COLUMNS}
            if any(cells.values()):
                _read_row(cells, number, job, lines, findings)
    except csv.Error as error:
        raise NotAWorkLog(name, f"not a CSV table ({error})") from None
    return ReadWork(tuple(lines), tuple(findings))


def read_count(text: str) -> float | None:
    """A count as typed, or nothing for an empty field.

    Raises
    ------
    ValueError
        When it is no number from 0 to a million.
    """
    if not text:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"{text!r} is not a number") from None
    if not math.isfinite(value) or not 0 <= value <= MOST_COUNT:
        raise ValueError(f"{text!r} is not a count from 0 to {MOST_COUNT:,}")
    return value


def _read_row(
    cells: dict[str, str], number: int, job: str, lines: list[WorkLine], findings: list[Finding]
) -> None:
    try:
        title = cells["job"] or job
        if not title:
            raise ValueError("no job is named")
        if not cells["text"] or len(cells["text"]) > MOST_TEXT:
            raise ValueError(f"the text has {len(cells['text'])} of 1 to {MOST_TEXT} characters")
        lines.append(
            WorkLine(
                week=monday(dt.date.fromisoformat(cells["week"])),
                job=title[:100],
                kind=LineKind(cells["kind"].lower() or "task"),
                text=cells["text"],
                count=read_count(cells["count"]),
                counted_in=cells["counted_in"][:60],
                seen_by=cells["seen_by"][:100],
            )
        )
    except ValueError as error:
        message = f"Row {number} was left out: {error}"
        findings.append(Finding("work_row", Severity.WARNING, f"row {number}", message))


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell
