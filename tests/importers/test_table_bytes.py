"""Bytes of tables: every delimiter and encoding in use, and what is no table."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import EmptyFile, UserError
from preround.importers import table_bytes
from preround.importers.table_bytes import (
    LockedWorkbook,
    NotATable,
    TableTooLarge,
    read_tables,
)

ROWS = [("Program", "City", "MD"), ("Café Hospital", "Peoria, IL", "0.2"), ("Other", "", "-")]


def as_text(delimiter: str = ",", rows: list[tuple[str, ...]] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows or ROWS)
    return out.getvalue()


def as_workbook(*sheets: list[tuple[object, ...]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_every_dress_reads_the_same(delimiter: str, encoding: str) -> None:
    (table,) = read_tables(as_text(delimiter).encode(encoding), "t.csv")
    assert table.rows == (ROWS[0], ROWS[1], ROWS[2])


def test_old_line_ends_and_blank_lines_keep_row_numbers() -> None:
    (table,) = read_tables(b"Program,MD\r\n\r\nMercy,0.1\r\n\r\n\r\n", "t.csv")
    assert table.rows == (("Program", "MD"), (), ("Mercy", "0.1"))


def test_workbook_values_keep_their_types() -> None:
    (table,) = read_tables(as_workbook([("Program", "MD"), ("Mercy", 0.25)]), "t.xlsx")
    assert table.rows == (("Program", "MD"), ("Mercy", 0.25))


def test_a_formula_counts_as_its_stored_value() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Program", "MD"))
    sheet.write(1, 0, "Mercy")
    sheet.write_formula(1, 1, "=0.5/2", value=0.25)
    book.close()
    (table,) = read_tables(out.getvalue(), "t.xlsx")
    assert table.rows[1] == ("Mercy", 0.25)


def test_every_sheet_is_a_table() -> None:
    book = as_workbook([("Program",), ("A",)], [("Program",), ("B",)], [])
    assert [table.rows[1] for table in read_tables(book, "t.xlsx")] == [("A",), ("B",)]


def test_a_workbook_written_by_another_library() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Program", "MD"])
    book.active.append(["Mercy", 0.5])
    book.save(out)
    assert read_tables(out.getvalue(), "t.xlsx")[0].rows[1] == ("Mercy", 0.5)


@pytest.mark.parametrize("data", [b"", b"  \r\n \t\n"])
def test_an_empty_file_is_named_so(data: bytes) -> None:
    with pytest.raises(EmptyFile, match="empty"):
        read_tables(data, "t.csv")


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read_tables(as_workbook([]), "t.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03\x00\x00\x00\x07" * 40,
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
        b"PK\x03\x04 no archive at all",
        b"PK\x05\x06" + b"\x00" * 18,
    ],
)
def test_junk_is_refused_in_words(data: bytes) -> None:
    with pytest.raises((NotATable, EmptyFile)) as refused:
        read_tables(data, "junk.bin")
    assert "junk.bin" in str(refused.value)


def test_an_archive_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(NotATable, match="no workbook"):
        read_tables(out.getvalue(), "t.zip")


def test_a_broken_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a>")
        archive.writestr("xl/workbook.xml", "<b>")
    with pytest.raises(NotATable, match="cannot be read"):
        read_tables(out.getvalue(), "t.xlsx")


def test_a_password_is_named() -> None:
    with pytest.raises(LockedWorkbook, match="password"):
        read_tables(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "t.xlsx")


def test_entities_in_a_workbook_are_not_expanded() -> None:
    book = as_workbook([("Program", "MD"), ("Mercy", 0.5)])
    out = io.BytesIO()
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "xl/workbook.xml":
                text = bomb + text.split("?>", 1)[1]
            target.writestr(name, text)
    with pytest.raises(NotATable):
        read_tables(out.getvalue(), "t.xlsx")


def test_limits_on_bytes_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_bytes, "MOST_BYTES", 1000)
    with pytest.raises(TableTooLarge, match="1,000 bytes"):
        read_tables(b"a,b\n" * 500, "t.csv")
    monkeypatch.setattr(table_bytes, "MOST_ROWS", 10)
    with pytest.raises(TableTooLarge, match="10 rows"):
        read_tables(b"a,b\n" * 20, "t.csv")
    with pytest.raises(TableTooLarge, match="200 columns"):
        read_tables(b"a," * 300 + b"a", "t.csv")


def test_a_workbook_that_unpacks_too_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_bytes, "MOST_UNPACKED_BYTES", 1000)
    with pytest.raises(TableTooLarge, match="unpacked"):
        read_tables(as_workbook([("Program",)]), "t.xlsx")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        tables = read_tables(data, "t.csv")
    except UserError:
        return
    assert all(table.rows for table in tables)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), max_size=8)


@given(
    st.lists(st.tuples(CELLS, CELLS, st.just("x")), min_size=2, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_a_spreadsheet_writes_is_read(
    rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    header = ("Program", "City", "State")
    written = as_text(delimiter, [header, *rows])
    (table,) = read_tables(("\ufeff" + written).encode(), "t.csv")
    assert table.rows == (header, *rows)


def test_a_cell_longer_than_the_reader_takes_is_refused_in_one_sentence() -> None:
    with pytest.raises(NotATable, match="cannot be split into cells"):
        read_tables(b"Program,MD\n" + b"A" * 200_000 + b",0.1\n", "t.csv")
