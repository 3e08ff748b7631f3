"""Sets of pages in the manner of programs' own: read no worse than when the rules were made."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.read_page import SETS, marks, pages
from preround.importers.program_page import read_program_page

NAMES = sorted(path.name for path in SETS.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_read_with_few_wrong_and_few_missed(name: str) -> None:
    count: Counter[str] = Counter()
    for key, text, facts in pages(SETS / name):
        count += marks(key, text, facts)
    assert count["right"] / (count["right"] + count["wrong"]) >= 0.97
    assert count["right"] / (count["right"] + count["missed"]) >= 0.90


@pytest.mark.parametrize("name", NAMES)
def test_no_score_is_of_another_exam_and_every_proposal_stands_where_it_says(name: str) -> None:
    for key, text, facts in pages(SETS / name):
        for fact in read_program_page(text):
            assert text[fact.start : fact.end] == fact.text
            if fact.name in {"step1_min", "step2_min"}:
                assert fact.value == facts.get(fact.name), key
