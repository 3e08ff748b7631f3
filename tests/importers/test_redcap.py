"""REDCap files as its users have them: raw or labels, with events, checkboxes and identifiers."""

from __future__ import annotations

import contextlib
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import UserError
from preround.importers.redcap_dictionary import (
    Holds,
    NotADictionary,
    choices_of,
    read_dictionary,
)
from preround.importers.redcap_export import NotAnExport, read_export

DICTIONARY = b""""Variable / Field Name","Form Name","Section Header","Field Type","Field Label",\
"Choices, Calculations, OR Slider Labels","Field Note",\
"Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",\
Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment",\
"Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"
record_id,visit,,text,"Record ID",,,,,,,,,,,,,
mrn,visit,,text,"Medical record number",,,integer,,,y,,,,,,,
seen_on,visit,,text,"Date of visit",,,date_mdy,,,,,y,,,,,
late,visit,,yesno,"Patient roomed late",,,,,,,,,,,,,
outcome,visit,,radio,"How the <b>visit</b> ended",\
"1, Seen | 2, Left, not seen | 9, Cancelled",,,,,,,,,,,,
reason,visit,,checkbox,"Reason for delay","1, No room | 2, Interpreter",,,,,,,,,,,,
minutes,visit,,text,"Minutes to room",,,number,0,240,,,,,,,,
remark,visit,,notes,"Remark",,,,,,,,,,,,,
banner,visit,,descriptive,"Welcome",,,,,,,,,,,,,
"""
RAW = b"""record_id,mrn,seen_on,late,outcome,reason___1,reason___2,minutes,remark,visit_complete
1,884422,2026-01-05,1,1,1,0,31,"waited long",2
2,884423,2026-01-05,0,2,0,0,,,2
3,884424,2026-01-06,UNK,9,0,1,12.5,,2
4,884425,,1,,0,0,20,,0
"""
LABELS = b"""Record ID,Medical record number,Date of visit,Patient roomed late,How the visit ended,\
Reason for delay (choice=No room),Reason for delay (choice=Interpreter),\
Minutes to room,Remark,Complete?
1,884422,2026-01-05,Yes,Seen,Checked,Unchecked,31,waited long,Complete
2,884423,2026-01-05,No,"Left, not seen",Unchecked,Unchecked,,,Complete
3,884424,2026-01-06,,Cancelled,Unchecked,Checked,12.5,,Complete
4,884425,,Yes,,Unchecked,Unchecked,20,,Incomplete
"""


def test_dictionary_tells_labels_kinds_choices_and_identifiers() -> None:
    fields = {one.name: one for one in read_dictionary(DICTIONARY)}
    assert "banner" not in fields
    assert fields["mrn"].is_identifier
    assert fields["seen_on"].holds is Holds.DAY
    assert (fields["late"].holds, fields["minutes"].holds) == (Holds.YES_NO, Holds.NUMBER)
    assert fields["outcome"].label == "How the visit ended"
    assert fields["outcome"].choices == {"1": "Seen", "2": "Left, not seen", "9": "Cancelled"}
    assert fields["reason"].is_checkbox


def test_dictionary_of_the_interface_for_programs_is_read_alike() -> None:
    text = "field_name,form_name,field_type,field_label,select_choices_or_calculations,identifier\n"
    (only,) = read_dictionary((text + "late,visit,truefalse,Late,,\n").encode())
    assert (only.name, only.holds) == ("late", Holds.YES_NO)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"%PDF-1.7\x00\x01\x02\x03"])
def test_another_file_is_no_dictionary(data: bytes) -> None:
    with pytest.raises(NotADictionary, match="first column is Variable / Field Name"):
        read_dictionary(data, "x.csv")


@pytest.mark.parametrize("data", [RAW, LABELS], ids=["raw", "labels"])
def test_raw_codes_and_labels_give_the_same_rows(data: bytes) -> None:
    found = read_export(data, "x.csv", read_dictionary(DICTIONARY))
    rows = [list(row.values()) for row in found.rows]
    assert [one.label for one in found.fields] == [
        "Date of visit", "Patient roomed late", "How the visit ended",
        "Reason for delay: No room", "Reason for delay: Interpreter", "Minutes to room",
    ]  # fmt: skip
    assert rows[0] == [date(2026, 1, 5), 1.0, "1", 1.0, 0.0, 31.0]
    assert rows[1] == [date(2026, 1, 5), 0.0, "2", 0.0, 0.0, None]
    assert rows[2] == [date(2026, 1, 6), None, "9", 0.0, 1.0, 12.5]
    assert found.n_records == 4


def test_nothing_that_tells_who_a_person_is_stays() -> None:
    for dictionary in (read_dictionary(DICTIONARY), ()):
        found = read_export(RAW, "x.csv", dictionary)
        kept = str(found)
        assert "884422" not in kept
        assert "waited long" not in kept
        assert "Left out" in found.notes[0]
        assert "mrn" in found.notes[0]
        assert "remark" in found.notes[0]


def test_without_a_dictionary_columns_tell_what_they_hold() -> None:
    found = {one.name: one.holds for one in read_export(RAW).fields}
    assert found["seen_on"] is Holds.DAY
    assert found["late"] is Holds.YES_NO
    assert found["minutes"] is Holds.NUMBER


def test_a_day_in_another_row_of_the_record_is_used() -> None:
    data = (
        b"record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,seen_on,late\n"
        b"1,visit_arm_1,,,2026-02-02,\n1,visit_arm_1,check,1,,1\n1,visit_arm_1,check,2,,0\n"
        b"2,visit_arm_1,,,2026-02-09,\n2,visit_arm_1,check,1,,0\n"
    )
    found = read_export(data, "x.csv", read_dictionary(DICTIONARY))
    assert [(r["seen_on"], r["late"]) for r in found.rows if r["late"] is not None] == [
        (date(2026, 2, 2), 1.0), (date(2026, 2, 2), 0.0), (date(2026, 2, 9), 0.0),
    ]  # fmt: skip


def test_days_saved_again_by_a_spreadsheet_are_read_and_told() -> None:
    found = read_export(b"id,seen_on,late\n1,1/5/2026,1\n2,2/6/2026,0\n")
    assert [row["seen_on"] for row in found.rows] == [date(2026, 1, 5), date(2026, 2, 6)]
    assert "month first" in found.notes[0]
    european = read_export(b"id,seen_on,late\n1,5/1/2026,1\n2,26/2/2026,0\n")
    assert [row["seen_on"] for row in european.rows] == [date(2026, 1, 5), date(2026, 2, 26)]


def test_a_workbook_is_read_like_the_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["record_id", "seen_on", "late"])
    sheet.append([1, date(2026, 1, 5), 1])
    out = io.BytesIO()
    book.save(out)
    assert read_export(out.getvalue()).rows[0] == {"seen_on": date(2026, 1, 5), "late": 1.0}


def test_the_dictionary_of_another_project_is_noticed() -> None:
    with pytest.raises(NotAnExport, match="no filled column is in the dictionary"):
        read_export(b"id,color\n1,3\n", "x.csv", read_dictionary(DICTIONARY))


@pytest.mark.parametrize("data", [b"", b"record_id\n", b"record_id,a\n1,\n", b"\x00\x01\x02\x03"])
def test_what_holds_nothing_to_chart_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnExport, match="expected a REDCap data export"):
        read_export(data, "x.csv")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(UserError):
        read_export(data)
    with contextlib.suppress(UserError):
        read_dictionary(data)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True),
        st.from_regex(r"[A-Za-z]([A-Za-z ,]{0,12}[A-Za-z])?", fullmatch=True),
        min_size=1,
        max_size=6,
    )
)
def test_choices_come_back_as_written(choices: dict[str, str]) -> None:
    text = " | ".join(f"{code}, {label}" for code, label in choices.items())
    assert choices_of(text) == {code: " ".join(label.split()) for code, label in choices.items()}
