"""Columns are known by their headers, and believed only when their values fit."""

from __future__ import annotations

import pytest

from preround.importers.table_columns import Columns, field_of, find_header, match_columns

LAYOUT = ["Program", "In-State School", "Out-Of-State School", "MD", "DO", "US IMG", "Non US IMG"]
LAYOUT += ["Gold Signal", "Silver Signal", "No Signal", "City", "State", "Region"]


def matched(header: list[str], *rows: tuple[object, ...]) -> Columns:
    return match_columns(header, rows, "t.csv")


def fields(columns: Columns) -> dict[str, str]:
    return {column.header: column.field for column in columns.used}


def test_the_known_layout() -> None:
    row = ("Mercy", 0.2, 0.1, 0.3, 0.2, 0.1, 0, 0.5, 0.4, 0.1, "Ada", "OK", "West South Central")
    columns = matched(LAYOUT, row)
    assert fields(columns) == {
        "Program": "program",
        "In-State School": "interview_rate_in_state",
        "Out-Of-State School": "interview_rate_out_of_state",
        "MD": "interview_rate_us_md",
        "DO": "interview_rate_us_do",
        "US IMG": "interview_rate_us_img",
        "Non US IMG": "interview_rate_non_us_img",
        "Gold Signal": "interview_rate_gold",
        "Silver Signal": "interview_rate_silver",
        "No Signal": "interview_rate_no_signal",
        "City": "city",
        "State": "state",
    }
    assert columns.ignored == ("Region",)
    assert columns.unmatched == ()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Non-US IMG", "interview_rate_non_us_img"),
        ("non_us_img", "interview_rate_non_us_img"),
        ("Interview rate, US IMG", "interview_rate_us_img"),
        ("US MD interview rate (%)", "interview_rate_us_md"),
        ("% IMG", "img_share"),
        ("IMG share", "img_share"),
        ("Sponsors H-1B?", "visa_h1b"),
        ("J1 Visa", "visa_j1"),
        ("Step 2 CK minimum", "step2_min"),
        ("Step 1 cutoff", "step1_min"),
        ("YOG cut-off", "years_since_graduation_max"),
        ("Years since graduation", "years_since_graduation_max"),
        ("Max attempts", "attempts_max"),
        ("USCE", "usce_required"),
        ("NRMP Program Code", "nrmp_code"),
        ("2025 Quota", "quota_2025"),
        ("Positions filled 2024", "filled_2024"),
        ("quota_2023", "quota_2023"),
        ("Quota", "quota"),
        ("Date read", "read"),
        ("Stat", ""),
        ("Step 4 minimum", ""),
        ("Favourite food", ""),
        ("Speciality", "specialty"),
        ("Progarm name", "program"),
    ],
)
def test_headers_people_write(header: str, field: str) -> None:
    assert field_of(header) == field


def test_a_header_whose_values_are_something_else_is_reported_and_left_out() -> None:
    columns = matched(["Program", "MD", "YOG"], ("A", "Smith", 2019), ("B", "Jones", 2021))
    assert fields(columns) == {"Program": "program"}
    assert columns.unmatched == ("MD", "YOG")
    assert [finding.code for finding in columns.findings] == ["table-column-unlike"] * 2


def test_unknown_headers_are_named() -> None:
    assert matched(["Program", "Vibe", "MD"], ("A", "nice", 0.1)).unmatched == ("Vibe",)


def test_of_two_columns_for_one_fact_the_first_counts() -> None:
    columns = matched(["Program", "US MD", "MD"], ("A", 0.1, 0.2))
    assert fields(columns) == {"Program": "program", "US MD": "interview_rate_us_md"}
    assert [finding.code for finding in columns.findings] == ["table-column-twice"]


def units(columns: Columns) -> dict[str, bool | None]:
    return {one.header: one.percent for one in columns.used if one.percent is not None}


def test_fractions_and_percents_are_told_apart_column_by_column() -> None:
    fractions = matched(["Program", "MD"], ("A", 0.2), ("B", 0.5), ("C", "-"), ("D", 1))
    assert units(fractions) == {"MD": False}
    percents = matched(["Program", "MD"], ("A", 20), ("B", 50), ("C", "-"), ("D", 1))
    assert units(percents) == {"MD": True}
    signed = matched(["Program", "MD"], ("A", "20%"), ("B", "0.5%"))
    assert units(signed) == {"MD": True}
    headed = matched(["Program", "MD (%)"], ("A", 0.2), ("B", 0.5))
    assert units(headed) == {"MD (%)": True}


def test_one_slip_does_not_turn_a_column_of_fractions_into_percent() -> None:
    rows = [("A", 0.2)] * 60 + [("B", 12)]
    assert units(matched(["Program", "MD"], *rows)) == {"MD": False}


def test_a_column_that_does_not_tell_follows_the_others_and_says_so() -> None:
    rows = [("A", 20, 1), ("B", 35, 0), ("C", 41, 0.5)]
    columns = matched(["Program", "MD", "Non US IMG"], *rows)
    assert units(columns) == {"MD": True, "Non US IMG": True}
    assert [finding.code for finding in columns.findings] == ["table-unit-taken"]


def test_the_header_may_stand_below_a_title() -> None:
    rows = [("Interview rates",), (), ("Program", "City", "MD"), ("A", "B", 0.1)]
    assert find_header(rows) == 2
    assert find_header([("just", "words")]) is None
