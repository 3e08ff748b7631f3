from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preround.domain.applicant import Applicant
from preround.domain.errors import EmptyFile
from preround.exporters.sheet import csv_bytes, xlsx_bytes
from preround.importers.table_bytes import NotATable
from preround.improve.cells import DayOrder
from preround.jobs.openings import OpeningsBook
from preround.jobs.openings_table import (
    ADD,
    LEAVE,
    NotOpenings,
    bring_table,
    export_rows,
    look_at_table,
)
from preround.jobs.weigh_openings import Weigher, person_of
from preround.openings.directory import Directory
from preround.openings.opening import Opening
from preround.openings.reading import is_nothing
from tests.openings.test_opening import OPENINGS

TODAY = dt.date(2026, 11, 22)
SHEET = Path(__file__).parents[2] / "examples" / "openings" / "my_sheet.csv"
MESSY = SHEET.read_text("utf-8")


def look(text: str, name: str = "a.csv", order: DayOrder | None = None):  # type: ignore[no-untyped-def]
    return look_at_table(Directory(), text.encode(), name, TODAY, order)


def test_a_messy_sheet_is_read_as_it_is_meant() -> None:
    report = look(MESSY)
    first, second, tele = (row.opening for row in report.of("add"))
    assert (first.specialty, first.city, first.state) == ("Internal Medicine", "Houston", "TX")
    assert (first.start, first.end) == (dt.date(2027, 1, 4), dt.date(2027, 1, 29))
    assert (first.fee_usd, first.hours_per_week, first.hands_on) == (1200, 40, False)
    assert (second.fee_usd, second.fee_per, second.city) == (500, "week", "Brooklyn")
    assert tele.fee_usd is None
    assert report.kept_as_note == ("Parking",)


def test_nothing_in_it_is_lost() -> None:
    rows = {row.opening.institution: row for row in look(MESSY).of("add")}
    assert "Parking: free" in rows["Sample General"].opening.note
    assert "Dates: rolling" in rows["Sample Clinic"].opening.note
    assert "Hours: M-F 8-5" in rows["Sample Clinic"].opening.note
    assert {"Cost: €900", "Hands-on?: maybe", "Dates: varies"} <= set(
        rows["Sample Tele"].opening.note.splitlines()
    )
    # what is vague needs no remark, what is misread does
    assert len(rows["Sample Tele"].remarks) == 2


def test_a_refused_row_has_one_clear_message_and_the_same_twice_is_taken_once() -> None:
    report = look(MESSY)
    (refused,) = report.refused
    assert refused.message == ("Row 6 was left out: it names no institution. It says: Observership")
    assert [row.key for row in report.of("same")] == ["7"]


@pytest.mark.parametrize(
    ("start", "order", "expected", "is_open"),
    [
        ("03/04/2027", None, (2027, 3, 4), True),
        ("03/04/2027", DayOrder.DAY_FIRST, (2027, 4, 3), True),
        ("25/04/2027", None, (2027, 4, 25), False),
        ("2027-04-03", None, (2027, 4, 3), False),
        ("3 Apr 2027", None, (2027, 4, 3), False),
    ],
)
def test_days_are_read_and_two_readings_are_asked_about(
    start: str, order: DayOrder | None, expected: tuple[int, int, int], is_open: bool
) -> None:
    report = look(f"Hospital,Start\nA,{start}\n", order=order)
    assert report.rows[0].opening.start == dt.date(*expected)
    assert report.is_order_open is is_open


def test_a_month_ends_on_its_last_day_and_a_reversed_stay_is_told() -> None:
    whole = look("Hospital,Start,End\nA,Feb 2027,Feb 2027\n").rows[0].opening
    assert (whole.start, whole.end) == (dt.date(2027, 2, 1), dt.date(2027, 2, 28))
    row = look("Hospital,Start,End\nA,2027-05-01,2027-04-01\n").rows[0]
    assert row.opening.end is None
    assert "Last day: 2027-04-01" in row.opening.note
    assert "before its first" in row.remarks[0]


def test_a_day_still_ahead_was_not_read_then() -> None:
    row = look("Hospital,Checked\nA,2027-01-01\n").rows[0]
    assert row.opening.read is None
    assert "still ahead" in row.remarks[0]


def test_a_length_beside_a_first_day_gives_the_last(tmp_path: Path) -> None:
    one = look("Hospital,Start,Duration\nA,2027-01-04,4 weeks\n").rows[0].opening
    assert (one.end, one.weeks) == (dt.date(2027, 1, 31), None)
    window = look("Hospital,Start,End,Duration\nA,2027-01-04,2027-06-30,4 weeks\n").rows[0].opening
    assert window.weeks == 4


def test_what_is_no_table_of_openings_is_refused_in_words() -> None:
    with pytest.raises(NotOpenings, match="'a', 'b'"):
        look("a,b\n1,2\n")
    with pytest.raises(EmptyFile, match="a table of openings"):
        look("  ")
    with pytest.raises(NotATable, match="a table of openings"):
        look_at_table(Directory(), b"PK\x03\x04broken", "a.xlsx", TODAY)


def test_a_workbook_of_several_sheets_is_read(tmp_path: Path) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["hospital", "cost", "start"])
    book.active.append(["A", 100, dt.date(2027, 1, 4)])
    other = book.create_sheet("More")
    other.append(["Institution", "Type"])
    other.append(["B", "Observership"])
    book.save(out)
    report = bring_table(OpeningsBook(tmp_path), out.getvalue(), "a.xlsx", TODAY, at="now")
    assert [row.key for row in report.rows] == ["Sheet!2", "More!2"]
    assert report.rows[0].opening.start == dt.date(2027, 1, 4)


def test_brought_once_a_change_updates_and_a_decision_counts(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    sheet = "Hospital,Type,Fee\nA,Observership,100\nB,Observership,200\n"
    first = bring_table(book, sheet.encode(), "a.csv", TODAY, at="now")
    assert first.record is not None
    again = bring_table(book, sheet.encode(), "a.csv", TODAY, at="now")
    assert again.record is None
    changed = sheet.replace("100", "150")
    (row,) = look_at_table(book.read(), changed.encode(), "a.csv", TODAY).of("update")
    assert row.differs == (("fee_usd", "100.0", "150.0"),)
    left = bring_table(book, changed.encode(), "a.csv", TODAY, at="x", decisions={"2": LEAVE})
    assert left.record is None
    both = bring_table(book, changed.encode(), "a.csv", TODAY, at="x", decisions={"2": ADD})
    assert both.record is not None
    assert len(book.read().openings) == 3
    book.undo(both.record.id, "now")
    bring_table(book, changed.encode(), "a.csv", TODAY, at="x")
    fees = {one.opening.institution: one.opening.fee_usd for one in book.read().openings.values()}
    assert fees == {"A": 150, "B": 200}


def test_an_empty_cell_of_a_sheet_takes_nothing_away(tmp_path: Path) -> None:
    book = OpeningsBook(tmp_path)
    book.add(Opening("A", kind="Observership", physician="named"), "now")
    bring_table(book, b"Hospital,Type,Physician\nA,Observership,\n", "a.csv", TODAY, at="now")
    assert book.read().opening("o1").opening.physician == "named"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(OPENINGS, min_size=1, max_size=4), st.sampled_from(["csv", "xlsx"]))
def test_a_directory_taken_out_and_brought_back_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, openings: list[Opening], form: str
) -> None:
    book = OpeningsBook(tmp_path_factory.mktemp("home"))
    tidy = look_tidy(openings)
    book.bring([("", one) for one in tidy], "all", "now")
    directory = book.read()
    rows = export_rows(Weigher().weigh_all(directory, person_of(Applicant(), 2027, TODAY), TODAY))
    data = csv_bytes(rows) if form == "csv" else xlsx_bytes("Openings", rows)
    report = look_at_table(directory, data, f"a.{form}", TODAY)
    assert [row.what for row in report.rows] == ["same"] * len(tidy), [
        row.differs for row in report.rows
    ]
    assert report.refused == ()


def look_tidy(openings: list[Opening]) -> list[Opening]:
    """As a form keeps them: no reading still ahead, texts without edges or words for nothing."""
    found = []
    for one in openings:
        texts = {
            name: "x" if is_nothing(text := getattr(one, name).strip().lstrip("'")) else text
            for name in ("institution", "kind", "specialty", "city", "who_may_apply", "duties",
                         "letter_policy", "physician", "contact", "note")
        }  # fmt: skip
        read = one.read if one.read and one.read <= TODAY else None
        end = None if one.start and one.end and one.end < one.start else one.end
        texts["note"] += "\nand a second line"
        found.append(replace(one, **texts, state="NY", read=read, end=end))
    return found
