"""What is read on a page, and what is better left unread."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.importers.program_page import COUNTED_FACTS, READ_FACTS, read_program_page

CASES = tomllib.loads((Path(__file__).parent / "program_page_cases.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["page"][:60] for case in CASES])
def test_a_page_in_small_states_these_facts_and_no_other(case: dict[str, Any]) -> None:
    read = {fact.name: fact.value for fact in read_program_page(case["page"])}
    assert read == case["facts"]


def test_every_fact_has_a_case() -> None:
    assert {name for case in CASES for name in case["facts"]} == {*READ_FACTS, *COUNTED_FACTS}


@given(st.lists(st.sampled_from([case["page"] for case in CASES]), max_size=8), st.text())
def test_a_fact_stands_where_it_says_it_stands(pages: list[str], rest: str) -> None:
    page = "\n\n".join([*pages, rest])
    for fact in read_program_page(page):
        assert page[fact.start : fact.end] == fact.text
        assert fact.text.strip()


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read_program_page(text)


def test_two_statements_that_contradict_each_other_propose_nothing() -> None:
    page = "Graduation within the last 5 years is required.\n\nGraduation within the last 3 years."
    assert read_program_page(page) == ()


def test_a_word_cut_by_a_column_is_whole_again_and_a_joined_one_stays() -> None:
    text = "Candidates with more than two at-\ntempts will not be consid-\nered."
    assert [(fact.name, fact.value) for fact in read_program_page(text)] == [("attempts_max", 2)]
    text = "At least three months of hands-\non U.S. clinical experience are required."
    facts = {fact.name: fact.value for fact in read_program_page(text)}
    assert facts["usce_hands_on_required"] is True


def test_a_tick_or_a_cross_before_a_visa_is_a_verdict() -> None:
    facts = read_program_page("Visas\n\u2713 J-1 visa\n\u2717 H-1B visa")
    assert {fact.name: fact.value for fact in facts} == {"visa_j1": "yes", "visa_h1b": "no"}
