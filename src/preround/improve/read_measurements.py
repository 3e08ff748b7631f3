"""A pasted sheet or an uploaded file as measurements: whatever its dialect, or a clear question.

One row is one point, or one case: then rows are brought together by week or month, or, where what
is counted is rare, as the number of cases between one event and the next.
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
from preround.improve.columns import (
    EXPECTED,
    BadTable,
    Columns,
    Row,
    find_columns,
    is_whole,
    plain,
    says_yes,
)
from preround.improve.measurements import Measurement, SeriesWords, in_time_order
from preround.improve.periods import (
    Period,
    bring_together,
    by_period,
    days_between,
)

TOTALS = frozenset({"total", "totals", "sum", "average", "mean", "overall", "median", "all"})
MOST_ROWS = 5000
PERCENT = "Percentages were read as shares: 12 % as 0.12."
Read = TypeVar("Read")


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
    words: SeriesWords = SeriesWords()
    name: str = ""

    @property
    def in_shares(self) -> bool:
        """Whether percentages were read as shares, and are to be written as percentages."""
        return PERCENT in self.notes


def read_measurements(
    data: bytes,
    name: str = "data",
    *,
    order: DayOrder | None = None,
    chosen: Mapping[str, str] | None = None,
    per: Period | None = None,
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
    chosen
        Which heading is which role, where the person has said so.
    per
        Bring rows together by day, week, month or quarter.

    Raises
    ------
    EmptyFile
        When nothing is in it.
    BadTable
        When columns or cells cannot be understood; every row at fault is named.
    UnclearColumns
        When several columns could be what is measured.
    UnclearDates
        When all numbered dates may be read in two ways.
    """
    rows, semicolons = _rows(data, name)
    rows = [row for row in rows if not all(cells.is_nothing(cell) for cell in row)]
    if not rows:
        raise EmptyFile(name, EXPECTED)
    if len(rows) > MOST_ROWS:
        raise BadTable(name, f"{len(rows)} rows", f"Keep it to {MOST_ROWS}.")
    found = find_columns(rows, name, chosen)
    kept = [row for row in found.body if not _is_total(row)]
    notes = list(found.notes)
    if len(kept) < len(found.body):
        notes.append("A row of totals was left out.")
    titles = tuple((role, found.titles[i]) for role, i in found.places.items())
    when = _when(name, found.places, kept, order)
    said = dict(titles)
    words = SeriesWords(*(said.get(role, "") for role in ("value", "count", "denominator")))
    if not {"value", "count", "case"} & set(found.places):
        points, words = _events(name, when), SeriesWords("days between events")
        notes.append("Every row was read as one event: charted are the days between them.")
    elif "case" in found.places:
        marks = _column(kept, found.places["case"])
        points, note, words = _cases(name, when, marks, per)
        notes.append(note)
    else:
        points, told = _points(name, found, kept, when, semicolons=semicolons)
        notes += told
        if _are_cases(points):
            points, note, words = bring_together(in_time_order(_as_cases(points)), per)
            notes.append(f"Only 0 and 1 stand there, so each row is one case. {note}")
        elif per is not None and all(isinstance(m.when, date) for m in points):
            points = by_period(points, per)
            notes.append(f"Rows were brought together by {per}: counts added, values averaged.")
    return MeasurementTable(tuple(points), titles, tuple(dict.fromkeys(notes)), words)


def _points(
    name: str, found: Columns, kept: Sequence[Row], when: Sequence[date | int], *, semicolons: bool
) -> tuple[tuple[Measurement, ...], list[str]]:
    notes = []
    numbers: dict[str, list[float | None]] = {}
    for role in ("value", "count", "denominator"):
        if role in found.places:
            column = _column(kept, found.places[role])
            numbers[role], percent = _numbers(name, role, column, semicolons=semicolons)
            notes += [PERCENT] if percent else []
    empty: list[float | None] = [None] * len(kept)
    measured = zip(*(numbers.get(r, empty) for r in ("value", "count", "denominator")), strict=True)
    points = tuple(
        Measurement(moment, place, *numbers_of)
        for place, (moment, numbers_of) in enumerate(zip(when, measured, strict=True), start=1)
    )
    shared = len(when) - len(set(when))
    if shared:
        notes.append("Several rows share a time; they stand in the order of the file.")
    return points, notes


def _are_cases(points: Sequence[Measurement]) -> bool:
    """Only 0 and 1, both, out of nothing, and several rows a day: each row is one case."""
    dated = all(isinstance(m.when, date) and m.denominator is None for m in points)
    shared = len({m.when for m in points}) < len(points)
    return dated and shared and {_said(m) for m in points} - {None} == {0.0, 1.0}


def _said(point: Measurement) -> float | None:
    return point.value if point.count is None else point.count


def _as_cases(points: Sequence[Measurement]) -> list[Measurement]:
    return [
        Measurement(m.when, m.place, count=_said(m), denominator=1.0)
        for m in points
        if not m.is_missing
    ]


def _events(name: str, when: Sequence[date | int]) -> tuple[Measurement, ...]:
    days = [day for day in when if isinstance(day, date)]
    if len(days) < 2:
        raise BadTable(name, "no measured column", "Give each row a value, or a count.")
    return days_between(days)


def _cases(
    name: str, when: Sequence[date | int], marks: Sequence[object], per: Period | None
) -> tuple[tuple[Measurement, ...], str, SeriesWords]:
    if any(isinstance(day, int) for day in when):
        raise BadTable(name, "rows of single cases without a date", "Add the day of each case.")
    said = _each(name, "case", marks, says_yes)
    cases = [
        Measurement(day, place, count=float(yes), denominator=1.0)
        for place, (day, yes) in enumerate(zip(when, said, strict=True), start=1)
        if yes is not None
    ]
    return bring_together(in_time_order(cases), per)


def sheet_text(data: bytes, name: str) -> str:
    """A sheet as text that can be shown and changed before it is read.

    Raises
    ------
    BadTable
        When it is neither text nor a workbook.
    """
    if data[:4] != b"PK\x03\x04":
        if b"\x00" in data[:200] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise BadTable(name, "neither text nor a workbook", "Save it as CSV or XLSX.")
        return _text(data)
    out = io.StringIO()
    for row in _workbook(data, name)[:MOST_ROWS]:
        cells_of = ["" if cell is None else _written(cell) for cell in row]
        csv.writer(out, lineterminator="\n").writerow(cells_of)
    return out.getvalue()


def _written(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell)


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


def _is_total(row: Sequence[object]) -> bool:
    return bool(row) and plain(row[0]) in TOTALS


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
        if all(is_whole(cell) and not isinstance(cell, date) for cell in column):
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
