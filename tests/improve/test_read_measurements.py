from __future__ import annotations

import contextlib
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import EmptyFile, UserError
from preround.improve.cells import DayOrder
from preround.improve.columns import BadTable, UnclearColumns
from preround.improve.measurements import Measurement
from preround.improve.periods import Period
from preround.improve.read_measurements import UnclearDates, read_measurements


def read(text: str, **more: object) -> tuple[Measurement, ...]:
    return read_measurements(text.encode(), **more).measurements  # type: ignore[arg-type]


def test_plain_table_of_counts() -> None:
    found = read("date,count,denominator\n2026-01-05,3,20\n2026-01-12,5,21\n")
    assert found[1] == Measurement(date(2026, 1, 12), 2, None, 5.0, 21.0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    text = "date,value\n2026-01-05,3\n2026-01-12,5\n".replace(",", delimiter)
    assert [m.value for m in read(text)] == [3, 5]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_marks_are_read(encoding: str) -> None:
    data = "date;value;remark\n2026-01-05;3,5;é\n2026-01-12;4;ü\n".encode(encoding)
    assert [m.value for m in read_measurements(data).measurements] == [3.5, 4]


def test_days_are_read_by_the_one_that_tells() -> None:
    found = read("date,value\n03/04/2026,1\n10/04/2026,2\n17/04/2026,3\n")
    assert [m.when for m in found] == [date(2026, 4, 3), date(2026, 4, 10), date(2026, 4, 17)]


def test_american_days_are_read_by_the_one_that_tells() -> None:
    found = read("date,value\n3/4/26,1\n3/11/26,2\n3/18/26,3\n")
    assert [m.when for m in found] == [date(2026, 3, 4), date(2026, 3, 11), date(2026, 3, 18)]


def test_days_that_nothing_tells_are_asked_for() -> None:
    text = "date,value\n03/04/2026,1\n05/04/2026,2\n"
    with pytest.raises(UnclearDates, match="3 April 2026 or 4 March 2026"):
        read(text)
    assert read(text, order=DayOrder.MONTH_FIRST)[0].when == date(2026, 3, 4)


def test_days_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(BadTable, match="change places"):
        read("date,value\n31/01/2026,1\n01/31/2026,2\n")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5 Jan 2026", date(2026, 1, 5)),
        ("Jan 5, 2026", date(2026, 1, 5)),
        ("January 2026", date(2026, 1, 1)),
        ("2026-01", date(2026, 1, 1)),
        ("2026-W02", date(2026, 1, 5)),
        ("05.01.2026", date(2026, 1, 5)),
        ("2026-01-05T08:00", date(2026, 1, 5)),
    ],
)
def test_days_in_words_weeks_and_months(written: str, meant: date) -> None:
    assert read(f'date;value\n"{written}";3\n')[0].when == meant


def test_percent_signs_thousands_and_decimal_commas() -> None:
    table = read_measurements(b"week,rate\n2026-01-05,12.5%\n2026-01-12,8 %\n")
    assert [m.value for m in table.measurements] == [0.125, 0.08]
    assert table.notes == ("Percentages were read as shares: 12 % as 0.12.",)
    assert read('i,value\n1,"1,234"\n2,"12,345.5"\n')[1].value == 12345.5
    assert [m.value for m in read("i;value\n1;1.234,5\n2;7,25\n")] == [1234.5, 7.25]


def test_rows_without_a_number_are_gaps_and_totals_are_left_out() -> None:
    table = read_measurements(b"date,value\n2026-01-05,3\n2026-01-12,n/a\n2026-01-19,\nTotal,3\n")
    assert [m.is_missing for m in table.measurements] == [False, True, True]
    assert table.notes == ("A row of totals was left out.",)


def test_none_out_of_none_is_a_gap() -> None:
    assert read("date,count,denominator\n2026-01-05,0,0\n")[0].is_missing


def test_cells_that_cannot_be_read_are_all_named() -> None:
    with pytest.raises(BadTable, match=r"points 2 \('abc'\), 3 \('12x'\)"):
        read("date,value\n2026-01-05,3\n2026-01-12,abc\n2026-01-19,12x\n")


def test_without_a_header_places_decide() -> None:
    assert [m.value for m in read("3\n4\n5\n")] == [3, 4, 5]
    assert read("1,3,20\n2,4,20\n")[1] == Measurement(2, 2, None, 4.0, 20.0)


def test_a_header_that_leaves_open_what_is_measured_asks() -> None:
    with pytest.raises(UnclearColumns, match="columns date, colour, weight") as error:
        read("date,colour,weight\n2026-01-05,3,2\n2026-01-12,1,4\n")
    assert error.value.headings == ("date", "colour", "weight")


def test_a_header_without_a_measure_is_refused() -> None:
    with pytest.raises(BadTable):
        read("date,colour\n2026-01-05,red\n")


def test_columns_are_found_by_what_stands_in_them() -> None:
    table = read_measurements(
        b"Week of,Appts booked,Did not come\n2026-01-05,40,3\n2026-01-12,41,5\n"
    )
    assert table.measurements[1] == Measurement(date(2026, 1, 12), 2, None, 5.0, 41.0)
    assert table.notes == ("Did not come was read as the count, out of Appts booked.",)


def test_a_count_is_not_charted_without_what_it_is_out_of() -> None:
    assert read("week,missed,booked\n2026-01-05,3,40\n2026-01-12,5,41\n")[0].denominator == 40


def test_columns_are_taken_as_the_person_says() -> None:
    chosen = {"date": "Week", "count": "B", "denominator": "A"}
    table = read_measurements(b"Week,A,B,C\n2026-01-05,40,3,9\n", chosen=chosen)
    assert table.measurements[0] == Measurement(date(2026, 1, 5), 1, None, 3.0, 40.0)
    with pytest.raises(BadTable, match="no column 'D'"):
        read_measurements(b"Week,A\n2026-01-05,40\n", chosen={"value": "D"})
    with pytest.raises(BadTable, match="said to be 'size'"):
        read_measurements(b"Week,A\n2026-01-05,40\n", chosen={"size": "A"})


def test_a_title_line_above_the_header_is_left_out() -> None:
    table = read_measurements(b"Missed visits 2026,,\n,,\nweek,missed,scheduled\n2026-01-05,3,40\n")
    assert table.measurements[0].count == 3
    assert table.notes == ("Left out above the header: Missed visits 2026.",)


CASES = "day,Called back\n" + "".join(
    f"2026-{1 + i // 20:02}-{1 + i % 20:02},{'yes' if i % 3 else 'No'}\n" for i in range(60)
)


def test_rows_of_yes_and_no_are_brought_together() -> None:
    table = read_measurements(CASES.encode())
    # 60 cases on 60 days in 3 stretches of 20: weeks hold five or more on average
    assert sum(m.count or 0 for m in table.measurements) == 40
    assert sum(m.denominator or 0 for m in table.measurements) == 60
    assert {m.when.isoweekday() for m in table.measurements if isinstance(m.when, date)} == {1}
    months = read_measurements(CASES.encode(), per=Period.MONTH).measurements
    assert [m.denominator for m in months] == [20, 20, 20]


def test_rare_cases_become_the_number_between_events() -> None:
    rows = "".join(
        f"2026-{1 + i // 28:02}-{1 + i % 28:02},{'yes' if i in (9, 30, 70, 71) else 'no'}\n"
        for i in range(84)
    )
    table = read_measurements(("day,Fell\n" + rows).encode())
    assert [m.value for m in table.measurements] == [20, 39, 0]
    assert table.words.value == "cases between"


def test_dates_alone_are_events() -> None:
    table = read_measurements(b"Date of fall\n2026-01-05\n2026-01-09\n2026-02-01\n")
    assert [m.value for m in table.measurements] == [4, 23]
    assert table.words.value == "days between events"


def test_only_0_and_1_on_shared_days_are_cases() -> None:
    rows = "".join(f"2026-01-{5 + i // 3:02},{i % 2}\n" for i in range(30))
    assert read("date,late\n" + rows)[0].denominator == 7 * 3


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_measurements(data)


def test_workbook_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Week", "Missed", "Scheduled"],
        [date(2026, 1, 5), 3, 40],
        [None, None, None],
        [date(2026, 1, 12), 5, 41],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read_measurements(out.getvalue()).measurements
    assert found[1] == Measurement(date(2026, 1, 12), 2, None, 5.0, 41.0)


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\x00\x01\x02\x03", b"%PDF-1.7\n\x00\x00"])
def test_other_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError):
        read_measurements(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(UserError):
        read_measurements(data)


@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(1, 9999)), min_size=1, max_size=30),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_is_written_is_read_back(rows: list[tuple[int, int]], delimiter: str) -> None:
    lines = [delimiter.join(("index", "count", "denominator"))]
    lines += [delimiter.join(map(str, (i, *row))) for i, row in enumerate(rows, 1)]
    found = read("\n".join(lines))
    assert [(m.count, m.denominator) for m in found] == rows
