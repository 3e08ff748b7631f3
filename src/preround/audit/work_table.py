"""The work log as CSV, in and out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from preround.audit.work_log import LineKind, WorkLine, monday
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity

COLUMNS = ("week", "job", "kind", "text", "count", "counted_in", "seen_by")
#: What people call the columns of their own lists.
ALSO_CALLED = {
    "week": ("date", "day", "week of", "when"),
    "job": ("role", "position", "job title"),
    "kind": ("type",),
    "text": ("task", "tasks", "duty", "duties", "what", "what i did", "activity", "description"),
    "count": ("number", "how many", "volume", "n"),
    "counted_in": ("counted in", "unit", "units"),
    "seen_by": ("seen by", "who saw it", "supervisor", "witness"),
}
DAY_FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y", "%m/%d/%y", "%d %b %Y", "%d %B %Y",
               "%b %d, %Y", "%B %d, %Y")  # fmt: skip
BULLET = re.compile(r"^\s*(?:[-*•–·▪●]|\d+[.)])\s*")
MOST_ROWS = 20_000
MOST_TEXT = 600
MOST_COUNT = 1_000_000
#: A spreadsheet would run a cell that begins so.
FORMULA = ("=", "+", "-", "@", "\t")


class NotAWorkLog(UserError):
    """A table is no work log."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected a table (CSV or XLSX) with the columns week and text and, if "
            "you like, job, kind, count, counted_in and seen_by, or a plain list with one task a "
            "line. Take your log out as CSV to see one."
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


def read_lines(text: str, name: str, job: str = "", week: dt.date | None = None) -> ReadWork:
    """Read lines from CSV or from a plain list, one task a line; see `lines_of_rows`."""
    clean = text.lstrip("\ufeff")
    first = clean.split("\n", 1)[0]
    if not _columns(re.split(r"[,;\t]", first)) and week is not None:
        plain = (BULLET.sub("", one).strip() for one in clean.splitlines())
        return lines_of_rows([["text"], *([one] for one in plain)], name, job, week)
    try:
        rows = list(csv.reader(io.StringIO(clean), delimiter=max(",;\t", key=first.count)))
    except csv.Error as error:
        raise NotAWorkLog(name, f"not a CSV table ({error})") from None
    return lines_of_rows(rows, name, job, week)


def lines_of_rows(
    rows: Sequence[Sequence[str]], name: str, job: str = "", week: dt.date | None = None
) -> ReadWork:
    """Read lines from rows of cells; a row that does not fit becomes a finding.

    Parameters
    ----------
    rows, name
        The table, its heading first, and what to call it in a refusal.
    job, week
        The job and the week of rows that name none; without a week, a column must.

    Raises
    ------
    NotAWorkLog
        When the table lacks a needed column or is far too long.
    """
    columns = _columns(rows[0]) if rows else {}
    for column in ("text",) if week else ("week", "text"):
        if column not in columns:
            raise NotAWorkLog(name, f"no column {column!r}")
    if len(rows) > MOST_ROWS:
        raise NotAWorkLog(name, f"more than {MOST_ROWS:,} rows")
    lines: list[WorkLine] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows[1:], 2):
        cells = dict.fromkeys(COLUMNS, "") | {
            column: _bare(row[at].strip()) for column, at in columns.items() if at < len(row)
        }
        if any(cells.values()):
            _read_row(cells, number, job, week, lines, findings)
    return ReadWork(tuple(lines), tuple(findings))


def _columns(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(heading):
        said = cell.strip().strip('"').lower()
        for column in COLUMNS:
            if said == column or said in ALSO_CALLED[column]:
                found.setdefault(column, at)
    return found


def read_day(text: str) -> dt.date:
    """A day as typed: 2026-11-22, 11/22/2026 or 22 Nov 2026.

    Raises
    ------
    ValueError
        When it is none of these.
    """
    for form in DAY_FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day, such as 2026-11-22")


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
    cells: dict[str, str],
    number: int,
    job: str,
    week: dt.date | None,
    lines: list[WorkLine],
    findings: list[Finding],
) -> None:
    try:
        title = cells["job"] or job
        if not title:
            raise ValueError("no job is named")
        if not cells["text"] or len(cells["text"]) > MOST_TEXT:
            raise ValueError(f"the text has {len(cells['text'])} of 1 to {MOST_TEXT} characters")
        lines.append(
            WorkLine(
                week=monday(read_day(cells["week"]) if cells["week"] or not week else week),
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
