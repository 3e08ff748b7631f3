"""Reading real pages' facts: no more wrong, and no more missed, than was measured."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from preround.importers.program_page import READ_FACTS, read_program_page

SHARED = Path(os.environ.get("PREROUND_SHARED", Path(__file__).parents[3] / "shared"))
CORPUS = SHARED / "corpus" / "program_pages.jsonl"
DUE_AT_RANKING = {"before rank order list", "rank order list deadline", "before ranking"}


def _alike(name: str, one: object, other: object) -> bool:
    if name == "step2_required_by" and {one, other} <= DUE_AT_RANKING:
        return True
    return one == other and type(one) is type(other)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of program pages is not at hand")
def test_precision_and_recall_on_the_pages_the_rules_were_written_with() -> None:
    right = wrong = stated = 0
    for line in CORPUS.read_text("utf-8").splitlines():
        page = json.loads(line)
        gold = {
            name: page["facts"][name]
            for name in READ_FACTS
            if page["facts"].get(name) not in {None, "not_stated"}
        }
        read = {fact.name: fact.value for fact in read_program_page(page["text"])}
        hits = sum(name in read and _alike(name, read[name], gold[name]) for name in gold)
        right, wrong, stated = right + hits, wrong + len(read) - hits, stated + len(gold)
    assert right / (right + wrong) >= 0.97
    assert right / stated >= 0.90
