"""Bytes of a spreadsheet or a text table -> rows of cells, within stated limits."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from preround.domain.errors import EmptyFile, UserError

MOST_BYTES = 25_000_000
MOST_UNPACKED_BYTES = 250_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
_LONGEST_CELL = 5_000
_MOST_EMPTY_ROWS = 5_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table should hold, for messages; if a cell keeps its lines; how wide it may be.

    Longer cells than `longest_cell` are cut.
    """

    expected: str = "a table of program facts with a header line (CSV or XLSX)"
    keep_lines: bool = False
    most_columns: int = MOST_COLUMNS
    longest_cell: int = _LONGEST_CELL


_FACTS = Wanted()


class NotATable(UserError):
    """A file that is no table of text or numbers."""

    def __init__(self, name: str, got: str, expected: str = _FACTS.expected) -> None:
        super().__init__(
            f"{name}: {got}; expected {expected}. Save the table as CSV or XLSX and try again."
        )


class LockedWorkbook(UserError):
    """A workbook that a password or an old format keeps shut."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: the workbook is protected by a password or is in the old XLS format; "
            "expected a plain XLSX. Open it, remove the password, save it as XLSX or CSV."
        )


class TableTooLarge(UserError):
    """A file beyond what is read at once."""

    http_status = 413

    def __init__(self, name: str, got: str, most: str) -> None:
        super().__init__(
            f"{name}: {got}; at most {most} are read at once. Split the file, or delete what "
            "does not belong in it."
        )


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells as the file has them; `first_line` is the number of the first."""

    name: str
    rows: tuple[tuple[object, ...], ...]
    first_line: int = 1


def read_tables(
    data: bytes, name: str, wanted: Wanted = _FACTS, *, most_columns: int = 0
) -> tuple[RawTable, ...]:
    """Read every table of a file: one of a text file, one a sheet of a workbook.

    Parameters
    ----------
    wanted
        What the messages say was expected, and whether line breaks inside a cell stay.
    most_columns
        Another limit than the usual one.

    Raises
    ------
    EmptyFile, NotATable, LockedWorkbook, TableTooLarge
        When there is nothing that can be read as a table.
    """
    if not data.strip():
        raise EmptyFile(name, wanted.expected)
    if len(data) > MOST_BYTES:
        raise TableTooLarge(name, f"{len(data):,} bytes", f"{MOST_BYTES:,} bytes")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise LockedWorkbook(name)
    if most_columns:
        wanted = replace(wanted, most_columns=most_columns)
    is_workbook = data.startswith(b"PK")
    tables = _workbook(data, name, wanted) if is_workbook else (_text_table(data, name, wanted),)
    kept = tuple(table for table in tables if table.rows)
    if not kept:
        raise EmptyFile(name, wanted.expected)
    return kept


def _workbook(data: bytes, name: str, wanted: Wanted) -> tuple[RawTable, ...]:
    import openpyxl

    _check_archive(data, name, wanted)
    try:
        with warnings.catch_warnings():
            # about styles and extensions that values do not depend on
            warnings.simplefilter("ignore")
            return _sheets(openpyxl, data, name, wanted)
    except UserError:
        raise
    except Exception as reason:
        # a broken workbook may fail anywhere in the reader, with any exception
        got = f"the workbook cannot be read ({type(reason).__name__})"
        raise NotATable(name, got, wanted.expected) from reason


def _sheets(openpyxl: Any, data: bytes, name: str, wanted: Wanted) -> tuple[RawTable, ...]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        return tuple(
            RawTable(str(sheet.title), tuple(_within_limits(_sheet_rows(sheet), name, wanted)))
            for sheet in book.worksheets
        )
    finally:
        book.close()


def _check_archive(data: bytes, name: str, wanted: Wanted) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile as reason:
        raise NotATable(name, "the workbook is damaged", wanted.expected) from reason
    if unpacked > MOST_UNPACKED_BYTES:
        most = f"{MOST_UNPACKED_BYTES:,} bytes"
        raise TableTooLarge(name, f"{unpacked:,} bytes once unpacked", most)
    if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
        raise NotATable(name, "an archive that is no workbook", wanted.expected)


def _sheet_rows(sheet: Any) -> Iterator[Sequence[object]]:
    """Rows of a sheet; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)


def _text_table(data: bytes, name: str, wanted: Wanted) -> RawTable:
    text = _decoded(data, name, wanted)
    if len(_CONTROL.findall(text[:100_000])) > 2:
        raise NotATable(name, "the file is not text", wanted.expected)
    try:
        delimiter = _delimiter(text)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        return RawTable("", tuple(_within_limits(reader, name, wanted)))
    except csv.Error as reason:
        got = f"the text cannot be split into cells ({reason})"
        raise NotATable(name, got, wanted.expected) from reason


def _decoded(data: bytes, name: str, wanted: Wanted) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as reason:
            raise NotATable(name, "the file is not text", wanted.expected) from reason
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # the usual encoding of spreadsheets saved on Windows; every byte has a meaning
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Choose what splits the first lines most evenly into the most cells."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:40]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
        usual = max(set(counts), key=counts.count, default=1)
        if usual > 1:
            score = counts.count(usual) / len(counts) + usual / 1000
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _within_limits(
    rows: Iterable[Sequence[object]], name: str, wanted: Wanted
) -> Iterator[tuple[object, ...]]:
    """Pass rows on, without empty ends, and stop at the limits."""
    kept = waiting = 0
    for row in rows:
        cells = [_cell(cell, wanted) for cell in row[: wanted.most_columns + 1]]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if len(cells) > wanted.most_columns:
            most = f"{wanted.most_columns} columns"
            raise TableTooLarge(name, f"more than {most}", most)
        if not cells:
            waiting += 1
            if waiting > _MOST_EMPTY_ROWS:
                return
            continue
        kept += 1
        if kept > MOST_ROWS:
            raise TableTooLarge(name, f"more than {MOST_ROWS:,} rows", f"{MOST_ROWS:,} rows")
        yield from ((),) * waiting
        waiting = 0
        yield tuple(cells)


def _cell(value: object, wanted: Wanted) -> object:
    if isinstance(value, str):
        if wanted.keep_lines:
            return value[: wanted.longest_cell].strip()
        return " ".join(value[: wanted.longest_cell].split())
    return value
