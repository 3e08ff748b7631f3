"""The log goes out and comes in the same, as CSV and as a workbook, without identifiers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.applicant import Setting, UsceKind
from preround.domain.errors import EmptyFile, UserError
from preround.importers.table_bytes import NotATable
from preround.jobs.log_days import bring_log, export_log, export_log_sheet
from preround.logbook.day_table import NotALog
from preround.logbook.days import DUTIES, LogDay

WORDS = st.sampled_from(
    [
        "",
        "=1+1",
        "-2 units, then 4",
        "chest pain",
        "'quoted",
        'a "word"',
        "two\nlines",
        "a;b",
        "+ve",
    ]
)
DAYS = st.builds(
    LogDay,
    day=st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 31)),
    kind=st.sampled_from(UsceKind),
    hours=st.sampled_from([0.25, 6.5, 8.0, 24.0]),
    setting=st.none() | st.sampled_from(Setting),
    specialty=st.sampled_from(["", "Internal Medicine"]),
    site=st.sampled_from(["", "Sample Clinic"]),
    state=st.sampled_from(["", "NY"]),
    duties=st.lists(st.sampled_from(sorted(DUTIES)), unique=True, max_size=3).map(tuple),
    saw=WORDS,
    learned=WORDS,
    feedback=WORDS,
    rotation=st.sampled_from(["", "Sample Clinic, Surgery", "-Night clinic (2026-02-02)", "a;b"]),
)
ROTATIONS = ("Sample Clinic, Surgery", "-Night clinic (2026-02-02)", "a;b")


@pytest.mark.parametrize("export", [export_log, export_log_sheet])
def test_the_log_comes_back_as_it_went(export: Callable[[list[LogDay]], bytes]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(DAYS, max_size=4))
    def check(days: list[LogDay]) -> None:
        brought = bring_log(export(days), "log", ROTATIONS)
        assert brought.findings == ()
        in_order = sorted(days, key=lambda one: one.day)
        assert list(brought.days) == in_order
        assert [one.rotation for one in brought.days] == [one.rotation for one in in_order]

    check()


@pytest.mark.parametrize("export", [export_log, export_log_sheet])
def test_a_long_text_is_not_cut(export: Callable[[list[LogDay]], bytes]) -> None:
    day = LogDay(dt.date(2026, 11, 2), UsceKind.ELECTIVE, 8.0, learned=("word " * 1999).strip())
    assert bring_log(export([day]), "log").days == (day,)


@pytest.mark.parametrize("export", [export_log, export_log_sheet])
def test_an_identifier_neither_leaves_nor_enters(export: Callable[[list[LogDay]], bytes]) -> None:
    day = LogDay(dt.date(2026, 11, 2), UsceKind.ELECTIVE, 8.0, saw="MRN 4471002, chest pain")
    (back,) = bring_log(export([day]), "log").days
    assert "4471002" not in back.saw
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Date", "Kind", "Hours", "Saw"])
    book.active.append([dt.date(2026, 11, 2), "Elective", 8, "MRN 4471002"])
    out = io.BytesIO()
    book.save(out)
    brought = bring_log(out.getvalue(), "mine.xlsx")
    assert (brought.n_reworded, brought.days[0].hours) == (1, 8.0)
    assert "4471002" not in brought.days[0].saw


def test_a_wrong_row_is_said_and_the_rest_is_read() -> None:
    sheet = b"date;kind;hours\n2026-11-02;elective;8\nsoon;elective;8\n\n2026-11-03;elective;7,5\n"
    brought = bring_log(sheet, "mine.csv")
    assert [day.hours for day in brought.days] == [8.0, 7.5]
    assert "Row 3 was left out" in brought.findings[0].message


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"PK\x03\x04 broken", NotATable),
        (b"day,what\n2026-11-02,elective\n", NotALog),
        (b"\x00\x01\x02\x03\x04", NotATable),
    ],
)
def test_what_is_no_log_is_refused_in_plain_words(data: bytes, error: type[UserError]) -> None:
    with pytest.raises(error, match="mine"):
        bring_log(data, "mine")


def test_an_unknown_rotation_is_told_and_its_day_kept() -> None:
    day = LogDay(dt.date(2026, 11, 2), UsceKind.ELECTIVE, 8.0, rotation="Sample Clinic")
    brought = bring_log(export_log([day]), "log", ["Another clinic"])
    assert brought.days == (replace(day, site="Sample Clinic"),)
    assert brought.days[0].rotation == ""
    (finding,) = brought.findings
    assert (finding.code, finding.place) == ("log_rotation", "row 2")
    (told,) = bring_log(export_log([day]), "log", ["sample  CLINIC"]).days
    assert told.rotation == "sample  CLINIC"


def test_a_strange_column_and_a_strange_duty_are_told() -> None:
    sheet = b"date,kind,hours,attending,duties\n2026-11-02,elective,8,Smith,history;juggling\n"
    brought = bring_log(sheet, "mine.csv")
    assert brought.days[0].duties == ("history",)
    assert {one.code for one in brought.findings} == {"log_column", "log_duty"}


def test_a_sheet_in_its_owners_words_is_read() -> None:
    sheet = (
        "My observerships 2026,,,,,,\n"
        "Date,Type,Hours worked,Hospital,State,What I did,Reflection\n"
        "10/13/2026,Shadowing,8 h,Sample General,New York,Watched visits or rounds,Read on BiPAP\n"
        "10/05/2026,Clerkship,6.5,Sample General,ny,history; presented,\n"
        "yesterday,Clerkship,6.5,,,,\n"
        "10/06/2026,Holiday,6.5,,,,\n"
    )
    brought = bring_log(sheet.encode(), "mine.csv")
    first, second = brought.days
    assert (first.day, first.kind, first.hours) == (
        dt.date(2026, 10, 13), UsceKind.OBSERVERSHIP, 8.0,
    )  # fmt: skip
    assert (first.state, first.duties, first.learned) == ("NY", ("watched",), "Read on BiPAP")
    assert (second.day, second.kind) == (dt.date(2026, 10, 5), UsceKind.ELECTIVE)
    assert [one.place for one in brought.findings] == ["row 5", "row 6"]
    assert "'yesterday' is no day" in brought.findings[0].message
    assert "'Holiday' is no kind" in brought.findings[1].message


def test_days_that_could_be_read_either_way_are_told() -> None:
    brought = bring_log(b"date,kind,hours\n03/04/2026,elective,8\n", "mine.csv")
    assert brought.days[0].day == dt.date(2026, 3, 4)
    assert [one.code for one in brought.findings] == ["log_day_order"]


def test_a_patient_in_the_name_of_a_place_does_not_leave() -> None:
    day = LogDay(
        dt.date(2026, 11, 2), UsceKind.EXTERNSHIP, 8.0,
        specialty="Mr. John Smith MRN 7654321", site="Patient John Smith, MRN 1234567",
    )  # fmt: skip
    left = export_log([day, replace(day, site="Smith Family Clinic", specialty="Cardiology")])
    assert b"John" not in left
    assert b"1234567" not in left
    assert b"Smith Family Clinic" in left


def test_a_day_that_has_not_come_is_left_out_and_told() -> None:
    data = b"date,kind,hours\n2026-11-20,externship,8\n2099-01-01,externship,8\n"
    brought = bring_log(data, "mine.csv", today=dt.date(2026, 11, 22))
    assert [one.day for one in brought.days] == [dt.date(2026, 11, 20)]
    assert ["2099-01-01 has not come yet" in one.message for one in brought.findings] == [True]
    assert len(bring_log(data, "mine.csv").days) == 2
