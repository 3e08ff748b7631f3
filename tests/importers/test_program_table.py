"""Tables of program facts: rows, typed values, sources and dates, bad cells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import UserError
from preround.importers.program_table import (
    NoUsableColumns,
    ProgramTable,
    TableDefaults,
    read_program_tables,
)
from tests.importers.test_table_bytes import as_workbook

TODAY = date(2026, 11, 21)


def read(text: str, name: str = "Internal Medicine.csv") -> ProgramTable:
    (table,) = read_program_tables(text.encode(), name, TODAY)
    return table


def test_a_row_in_the_known_layout() -> None:
    table = read("Program,MD,Non US IMG,City,State,Region\nMercy Program,0.4,-,Ada,ok,West\n")
    (row,) = table.rows
    assert (row.number, row.name, row.city, row.state) == (2, "Mercy Program", "Ada", "OK")
    assert row.facts == {"interview_rate_us_md": 0.4}
    assert (row.source, row.read) == ("Internal Medicine.csv", TODAY)


def test_source_date_and_link_of_a_row_stand_over_the_files() -> None:
    text = "Program,J-1,Source,Date read,URL,Notes\nA,yes,FREIDA,11/02/2026,https://a.b/c,hi\nB,no,,,,\n"
    defaults = TableDefaults("my list", date(2026, 10, 1), "https://x.y")
    (table,) = read_program_tables(text.encode(), "t.csv", TODAY, defaults)
    first, second = table.rows
    assert (first.source, first.read, first.url) == ("FREIDA", date(2026, 11, 2), "https://a.b/c")
    assert first.note == "hi"
    assert (second.source, second.read, second.url) == (
        "my list",
        date(2026, 10, 1),
        "https://x.y",
    )


def test_general_layout_with_rules_and_counts() -> None:
    header = "NRMP code;Institution;State;H-1B;Step 2 CK min;Attempts;YOG cut-off;USCE"
    header += ";Quota 2025;Filled 2025"
    row = "1007 140C0;UAB;Alabama;No;230;first attempt only;5;preferred;40;39"
    (got,) = read(f"{header}\n{row}\n").rows
    assert got.code == "1007140C0"
    assert got.state == "AL"
    assert got.facts == {
        "visa_h1b": "no",
        "step2_min": 230,
        "attempts_max": 1,
        "years_since_graduation_max": 5,
        "usce_required": "preferred",
        "quota_2025": 40,
        "filled_2025": 39,
    }


def test_counts_take_the_year_of_their_row() -> None:
    table = read("Program,Year,Quota,Filled\nA,2024,10,9\nA,2025,12,12\nB,,4,4\n")
    assert [row.facts for row in table.rows] == [
        {"quota_2024": 10, "filled_2024": 9},
        {"quota_2025": 12, "filled_2025": 12},
        {},
    ]
    assert {finding.code for finding in table.findings} == {"table-bad-cell"}


def test_a_bad_cell_is_named_and_the_rest_goes_on() -> None:
    table = read("Program,MD,J-1,State\nA,0.1,yes,AL\nB,0.2,yes,NY\nC,oops,perhaps,Narnia\n")
    assert table.rows[2].facts == {}
    assert table.rows[2].state == ""
    messages = [f"{finding.place}: {finding.message}" for finding in table.findings]
    assert len(messages) == 3
    assert "row 4, column 'MD': Got 'oops'; expected a share from 0 to 1" in messages[1]
    assert "'perhaps'; expected yes or no" in messages[2]
    assert "'Narnia'; expected a two-letter state code" in messages[0]


def test_a_date_that_is_none_or_to_come_is_a_bad_cell() -> None:
    table = read("Program,MD,Date read\nA,0.1,soon\nB,0.2,2027-01-01\nC,0.3,Nov 2 2026x\n")
    assert [row.read for row in table.rows] == [TODAY] * 3
    assert len(table.findings) == 3


def test_city_and_state_in_one_cell() -> None:
    table = read('Program,Location,MD\nA,"Fort Smith, Arkansas 72901",0.1\nB,Ada,0.2\n')
    assert [(row.city, row.state) for row in table.rows] == [("Fort Smith", "AR"), ("", "")]


def test_program_under_its_institution() -> None:
    table = read("Institution,Program,MD\nBaylor College,Internal Medicine,0.1\nMercy,,0.2\n")
    assert [row.name for row in table.rows] == ["Baylor College/Internal Medicine", "Mercy"]


def test_title_lines_and_trailing_sums_do_not_matter() -> None:
    table = read("Rates of 2025\n\nProgram,MD\nA,0.1\n,\n,0.5\n")
    assert [row.name for row in table.rows] == ["A"]
    assert table.rows[0].number == 4
    assert [finding.code for finding in table.findings] == ["table-bad-cell"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Alpha,Beta\n1,2\n", "no column names programs; got 'Alpha', 'Beta'"),
        ("Program,City\nA,B\n", "no column states facts; got 'Program', 'City'"),
        ("Program,MD\nA,Smith\nB,Jones\n", "no column states facts"),
    ],
)
def test_a_table_without_the_needed_columns_gets_one_clear_message(text: str, message: str) -> None:
    with pytest.raises(NoUsableColumns) as refused:
        read(text)
    assert message in str(refused.value)
    assert "program-facts.md" in str(refused.value)


def test_sheets_without_facts_are_passed_over() -> None:
    book = as_workbook([("About",), ("me",)], [("Program", "MD"), ("Mercy", 0.5)])
    (table,) = read_program_tables(book, "t.xlsx", TODAY)
    assert table.rows[0].facts == {"interview_rate_us_md": 0.5}


def test_a_thousand_bad_cells_are_not_a_thousand_lines() -> None:
    rows = "".join(f"P{i},{'x' if i % 2 else 0.1}\n" for i in range(1000))
    assert len(read("Program,MD\n" + rows).findings) == 201


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        tables = read_program_tables(text.encode(), "t.csv", TODAY)
    except UserError:
        return
    assert all(table.columns.facts for table in tables)
