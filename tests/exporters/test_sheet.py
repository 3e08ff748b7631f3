from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl

from preround.exporters.sheet import csv_bytes, xlsx_bytes

ROWS = [
    ["name", "when", "usd", "yes"],
    ["=1+1", dt.date(2027, 1, 4), 1200.5, True],
    ["two\nlines, and a comma", None, 3, False],
]


def test_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    data = csv_bytes(ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[1] == ["'=1+1", "2027-01-04", "1200.5", "yes"]
    assert rows[2] == ["two\nlines, and a comma", "", "3", "no"]


def test_a_workbook_keeps_days_and_numbers_and_runs_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("Openings", ROWS)))
    sheet = book["Openings"]
    assert sheet["A2"].value == "'=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value.date() == dt.date(2027, 1, 4)
    assert sheet["C2"].value == 1200.5
    assert sheet.freeze_panes == "A2"
