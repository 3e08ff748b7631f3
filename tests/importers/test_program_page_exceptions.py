"""A rule with a way out is shown with both readings, and never dropped in silence."""

from __future__ import annotations

import pytest

from preround.importers.program_page import read_program_page, read_undecided

RULES = (
    ("Applicants must have graduated within 5 years", "years_since_graduation_max", 5),
    ("A Step 2 CK score of 230 is required", "step2_min", 230),
    ("At least 3 months of U.S. clinical experience are required", "usce_months", 3),
    ("Three letters of recommendation are required", "letters_min", 3),
    ("We accept no more than two attempts on any Step", "attempts_max", 2),
)
WAYS_OUT = (
    " unless you are in active practice.",
    ", except in extraordinary circumstances.",
    "; this may be waived by the program director.",
    " (waived for graduates of our affiliates).",
    ". Exceptions may be made for candidates in active practice.",
    ", with rare exceptions.",
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[1])
@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_each_rule_is_left_to_decide_by_each_way_out(
    rule: tuple[str, str, int], way_out: str
) -> None:
    words, name, value = rule
    page = f"Requirements\n\n{words}{way_out}\n\nWe look forward to your application."
    found = {one.name: one for one in read_undecided(page)}
    assert found[name].ways[0].value == value
    assert page[found[name].start : found[name].end] == found[name].text
    assert words in found[name].text
    assert found[name].because


@pytest.mark.parametrize(
    ("text", "name", "ways"),
    [
        ("Graduation within 3 years preferably.", "years_since_graduation_max", (3, None)),
        (
            "Three letters are required, preferably two from U.S. physicians.",
            "letters_us_min",
            (2, None),
        ),
        (
            "Unless you are in residency now, you must have graduated within 5 years.",
            "years_since_graduation_max",
            (5, None),
        ),
        ("H-1B visas are considered case by case.", "visa_h1b", ("yes", "no")),
        (
            "U.S. clinical experience is required, except for graduates of U.S. schools.",
            "usce_required",
            ("yes", "no"),
        ),
        (
            "Maximum years since graduation: 5\n\nThis requirement may be waived by the director.",
            "years_since_graduation_max",
            (5, None),
        ),
    ],
)
def test_both_readings_are_given(text: str, name: str, ways: tuple[object, object]) -> None:
    (one,) = read_undecided(text)
    assert (one.name, tuple(way.value for way in one.ways)) == (name, ways)


@pytest.mark.parametrize(
    "text",
    [
        "Applicants must waive their right to view letters. Three letters are required.",
        "J-1 visas only. No exceptions are made.",
        "There is no visa sponsorship except the J-1.",
        "H-1B visas are not sponsored, except for fellows.",
        "We welcome exceptional applicants. Three letters are required.",
        "Do you make exceptions to the five-year limit?",
        "Graduation within 5 years is required.",
    ],
)
def test_what_lets_nobody_out_is_left_alone(text: str) -> None:
    assert read_undecided(text) == ()


def test_what_only_the_way_out_names_is_no_rule() -> None:
    text = "A Step 2 CK score of 230 is required unless you have U.S. clinical experience."
    assert [(fact.name, fact.value) for fact in read_program_page(text)] == [("step2_min", 230)]


def test_a_page_of_nothing_but_ways_out_takes_no_longer_than_its_length() -> None:
    text = "Graduation within 5 years is required unless, except, waived, preferably so. " * 400
    assert len(read_undecided(text)) == 1
