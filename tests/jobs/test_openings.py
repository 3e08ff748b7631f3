from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from preround.jobs.openings import NotOpenings, bring_openings, read_openings

CSV = b"""Institution,Type,State,Fee,Hands_on,Read
A sample clinic,observership,NY,$900,no,2026-10-01
"""


def test_a_table_comes_in_once_and_is_read_again(tmp_path: Path) -> None:
    assert bring_openings(tmp_path, CSV, "a.csv").n_new == 1
    assert bring_openings(tmp_path, CSV, "a.csv").n_new == 0
    (one,) = read_openings(tmp_path)
    assert (one.kind, one.fee_usd, one.hands_on, str(one.read)) == (
        "observership", 900.0, False, "2026-10-01",
    )  # fmt: skip


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["hospital", "cost"])
    book.active.append(["A sample hospital", 100])
    book.save(out)
    assert bring_openings(tmp_path, out.getvalue(), "a.xlsx").n_new == 1


def test_a_row_that_does_not_fit_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    found = bring_openings(tmp_path, CSV + b"Another,observership,NJ,much,yes,\n", "a.csv")
    assert found.n_new == 1
    assert "row 3" in found.findings[0].message


def test_a_table_without_institutions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotOpenings):
        bring_openings(tmp_path, b"a,b\n1,2\n", "a.csv")
