"""A pasted sheet or an uploaded file as measurements: whatever its dialect, or a clear question.

One row is one point. Columns are found by their names; where there are none, by their
places: one column is a value, two are time and value, three are time, count, denominator.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zipfile import BadZipFile

from preround.domain.errors import EmptyFile, UserError
from preround.improve import cells
from preround.improve.cells import DayOrder, Unreadable
from preround.improve.measurements import Measurement

NAMES: dict[str, tuple[str, ...]] = {
    "date": (
        "date", "day", "week", "month", "when", "period", "week of", "week starting", "week ending",
        "week beginning", "year month", "quarter", "time",
    ),
    "index": ("index", "i", "no", "nr", "number", "point", "order", "record id", "sample", "batch"),
    "value": (
        "value", "measure", "measurement", "result", "rate", "percent", "percentage", "%", "mean",
        "average", "median", "minutes", "min", "days", "hours", "y", "score", "x",
    ),
    "count": (
        "count", "numerator", "num", "events", "cases", "defects", "missed", "yes", "late",
        "incomplete", "no-shows", "no shows", "errors", "n events", "numer",
    ),
    "denominator": (
        "denominator", "denom", "total", "n", "out of", "of", "opportunities", "size", "scheduled",
        "all", "sample size", "den", "area", "exposure",
    ),
}  # fmt: skip
TOTALS = frozenset({"total", "totals", "sum", "average", "mean", "overall", "median", "all"})
Read = TypeVar("Read")
EXPECTED = "a header row with date or index, and value, or count and denominator"
MOST_ROWS = 5000


class BadTable(UserError):
    """A sheet that cannot be read as measurements."""

    def __init__(self, name: str, problem: str, fix: str) -> None:
        super().__init__(f"{name}: {problem}; expected {EXPECTED}. {fix}")


class UnclearDates(UserError):
    """Days such as 03/04/2026 that may be read in two ways."""

    def __init__(self, name: str, example: str) -> None:
        one = cells.day(example, DayOrder.DAY_FIRST)
        other = cells.day(example, DayOrder.MONTH_FIRST)
        super().__init__(
            f"{name}: {example} may be {_words(one)} or {_words(other)}, and no other date tells. "
            "Say which: --dates dmy (day first) or --dates mdy (month first)."
        )


def _words(day: date | None) -> str:
    return f"{day.day} {cells.MONTHS[day.month - 1].title()} {day.year}" if day else "another day"


@dataclass(frozen=True, slots=True)
class MeasurementTable:
    """Measurements as they stood in the file, and what was understood on the way."""

    measurements: tuple[Measurement, ...]
    columns: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def read_measurements(
    data: bytes, name: str = "data", *, order: DayOrder | None = None
) -> MeasurementTable:
    """Read a delimited text or an XLSX workbook's first sheet.

    Parameters
    ----------
    data
        The file's bytes; text in UTF-8, UTF-16 with its mark, or Windows-1252.
    name
        What to call it in messages.
    order
        How numbered dates are meant, where the person has said so.

    Raises
    ------
    EmptyFile
        When nothing is in it.
    BadTable
        When columns or cells cannot be understood; every row at fault is named.
    UnclearDates
        When all numbered dates may be read in two ways.
    """
    rows, semicolons = _rows(data, name)
    rows = [row for row in rows if not all(cells.is_nothing(cell) for cell in row)]
    if not rows:
        raise EmptyFile(name, EXPECTED)
    if len(rows) > MOST_ROWS:
        raise BadTable(name, f"{len(rows)} rows", f"Keep it to {MOST_ROWS}.")
    columns, body = _columns(rows, name)
    notes = []
    kept = [row for row in body if not _is_total(row)]
    if len(kept) < len(body):
        notes.append("A row of totals was left out.")
    numbers: dict[str, list[float | None]] = {}
    for role in ("value", "count", "denominator"):
        if role in columns:
            column = _column(kept, columns[role])
            numbers[role], percent = _numbers(name, role, column, semicolons=semicolons)
            notes += ["Percentages were read as shares: 12 % as 0.12."] if percent else []
    empty = [None] * len(kept)
    measured = zip(*(numbers.get(r, empty) for r in ("value", "count", "denominator")), strict=True)
    points = [
        Measurement(when, place, *numbers_of)
        for place, (when, numbers_of) in enumerate(
            zip(_when(name, columns, kept, order), measured, strict=True), start=1
        )
    ]
    named = len(body) < len(rows)
    titles = tuple(
        (role, str(rows[0][i]).strip() if named else f"column {i + 1}")
        for role, i in columns.items()
    )
    return MeasurementTable(tuple(points), titles, tuple(notes))


def _rows(data: bytes, name: str) -> tuple[list[list[object]], bool]:
    if data[:4] == b"PK\x03\x04":
        return _workbook(data, name), False
    if b"\x00" in data[:200] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise BadTable(name, "neither text nor a workbook", "Save it as CSV or XLSX.")
    text = _text(data)
    if not text.strip():
        raise EmptyFile(name, EXPECTED)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        delimiter = _delimiter(text)
        rows: list[list[object]] = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error:
        raise BadTable(name, "lines that are no table", "Save it as CSV or XLSX.") from None
    return rows, delimiter == ";"


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that splits most lines alike; a comma where none does."""
    lines = [line for line in text.splitlines() if line.strip()][:50]

    def score(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) if usual > 1 else 0, usual)

    best = max((";", "\t", "|", ","), key=score)
    return best if score(best)[0] else ","


def _workbook(data: bytes, name: str) -> list[list[object]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except (BadZipFile, KeyError, ValueError, OSError, IndexError):
        raise BadTable(name, "a workbook that cannot be opened", "Save it again as XLSX.") from None


def _columns(
    rows: Sequence[Sequence[object]], name: str
) -> tuple[dict[str, int], Sequence[Sequence[object]]]:
    header = [_plain(cell) for cell in rows[0]]
    found: dict[str, int] = {}
    for role, names in NAMES.items():
        for i, heading in enumerate(header):
            if heading in names and i not in found.values():
                found[role] = i
                break
    if not found and all(_is_datum(cell) for cell in rows[0] if not cells.is_nothing(cell)):
        return _by_place(rows, name), rows
    if "count" in found:
        found.pop("value", None)
    if "value" not in found and "count" not in found:
        raise BadTable(
            name,
            f"columns {', '.join(str(c) for c in rows[0] if not cells.is_nothing(c))}",
            "Name the measured column value or count.",
        )
    return found, rows[1:]


def _plain(cell: object) -> str:
    return str(cell or "").strip().casefold().replace("_", " ")


def _is_datum(cell: object) -> bool:
    for read in (cells.number, lambda c: cells.day(c, DayOrder.DAY_FIRST)):
        try:
            read(cell)
        except Unreadable:
            continue
        return True
    return cells.is_numbered_day(cell)


def _by_place(rows: Sequence[Sequence[object]], name: str) -> dict[str, int]:
    width = max(len(row) for row in rows)
    if width == 1:
        return {"value": 0}
    first = "index" if all(_is_whole(row[0]) for row in rows) else "date"
    if width == 2:
        return {first: 0, "value": 1}
    if width == 3:
        return {first: 0, "count": 1, "denominator": 2}
    raise BadTable(name, f"{width} columns without names", "Add a header row.")


def _is_whole(cell: object) -> bool:
    try:
        value = cells.number(cell)
    except Unreadable:
        return False
    return value is not None and value == int(value)


def _is_total(row: Sequence[object]) -> bool:
    return bool(row) and _plain(row[0]).rstrip(":") in TOTALS


def _column(rows: Sequence[Sequence[object]], i: int) -> list[object]:
    return [row[i] if i < len(row) else None for row in rows]


def _numbers(
    name: str, role: str, column: Sequence[object], *, semicolons: bool
) -> tuple[list[float | None], bool]:
    style = cells.number_style(column, semicolons=semicolons)
    return _each(name, role, column, lambda cell: cells.number(cell, style)), style.percent


def _each(
    name: str, role: str, column: Sequence[object], read: Callable[[object], Read]
) -> list[Read]:
    found: list[Read] = []
    wrong: list[str] = []
    for place, cell in enumerate(column, start=1):
        try:
            found.append(read(cell))
        except Unreadable:
            wrong.append(f"{place} ({str(cell).strip()[:20]!r})")
    if wrong:
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        noun = "point" if len(wrong) == 1 else "points"
        raise BadTable(
            name,
            f"{role} of {noun} {', '.join(wrong[:5])}{more} cannot be read",
            "Correct the cell, or leave it empty for a missing point.",
        )
    return found


def _when(
    name: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[object]],
    order: DayOrder | None,
) -> list[date | int]:
    if "date" in columns:
        column = _column(rows, columns["date"])
        if all(_is_whole(cell) and not isinstance(cell, date) for cell in column):
            return _order_numbers(name, "date", column)
        return _days(name, column, order)
    if "index" in columns:
        return _order_numbers(name, "index", _column(rows, columns["index"]))
    return list(range(1, len(rows) + 1))


def _order_numbers(name: str, role: str, column: Sequence[object]) -> list[date | int]:
    found = _each(name, role, column, cells.number)
    bare = [place for place, value in enumerate(found, 1) if value is None or value != int(value)]
    if bare:
        raise BadTable(name, f"{role} of points {bare[:5]} is no whole number", "Number the rows.")
    return [int(value) for value in found if value is not None]


def _days(name: str, column: Sequence[object], order: DayOrder | None) -> list[date | int]:
    try:
        told = cells.day_order(column)
    except Unreadable as wrong:
        raise BadTable(name, f"dates: {wrong}", "Write every date as 2026-01-31.") from None
    numbered = [str(cell).strip() for cell in column if cells.is_numbered_day(cell)]
    if numbered and told is None and order is None:
        raise UnclearDates(name, numbered[0])
    chosen = order if told is None else told
    days = _each(name, "date", column, lambda cell: cells.day(cell, chosen))
    empty = [place for place, found in enumerate(days, 1) if found is None]
    if empty:
        raise BadTable(
            name, f"no date for points {', '.join(map(str, empty[:5]))}", "Date every row."
        )
    return [found for found in days if found is not None]
