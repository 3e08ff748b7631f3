from __future__ import annotations

import pytest

from preround.openings.columns import columns_of, field_of, find_header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Institution", "institution"), ("Hospital / clinic", "institution"),
        ("Name of hospital", "institution"), ("Fee (USD)", "fee_usd"), ("Cost $", "fee_usd"),
        ("Hours/week", "hours_per_week"), ("Hands-on? (Y/N)", "hands_on"),
        ("LOR?", "letter_policy"),
        ("Who can apply", "who_may_apply"), ("Eligibilty", "who_may_apply"), ("Web site", "url"),
        ("Date checked", "read"), ("start_date", "start"), ("Deadline", "apply_by"),
        ("Location", "place"), ("Parking", ""), ("", ""), ("Mood", ""),
    ],
)  # fmt: skip
def test_a_header_is_known_in_its_usual_spellings(header: str, field: str) -> None:
    assert field_of(header) == field


def test_the_header_line_is_found_below_a_title() -> None:
    rows = [("My list",), (), ("Hospital", "Type", "Cost"), ("A", "Observership", "1")]
    assert find_header(rows) == 2
    assert find_header([("a", "b"), ("1", "2")]) is None


def test_of_two_columns_the_first_counts_and_contacts_join() -> None:
    columns = columns_of(("Hospital", "Fee", "Cost", "Email", "Phone"))
    assert [one.field for one in columns] == ["institution", "fee_usd", "", "contact", "contact"]
