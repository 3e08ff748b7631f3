"""A packet's lines without a patient: guard and second look together, measured."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from preround.jobs.guard_packet import packet_cleaner
from tests.logbook.guard_corpus import notes

ROOT = Path(__file__).parents[2]
CORPUS = Path(
    os.environ.get("PREROUND_PHI_CORPUS", ROOT / "../shared/corpus/phi_synthetic_queries.jsonl")
)
CLEAN = packet_cleaner()


@pytest.mark.parametrize(
    "planted",
    [
        "Mr. Lee", "MRN 448812", "March 3rd", "93 yo", "rosa@mailbox.com", "718-555-0142",
        "219-09-9999", "Bed 4 Garcia", "the Smith baby", "rm 412", "maria lopez",
        "www.myfightwithals.net",
    ],
)  # fmt: skip
def test_a_planted_identifier_never_stays(planted: str) -> None:
    text = CLEAN(f"Presented {planted} and answered questions").text
    secret = planted.removeprefix("Mr. ").removeprefix("MRN ").removeprefix("the ").split()[0]
    assert secret not in text


def test_plain_lines_pass_untouched() -> None:
    for line in (
        "Presented two patients on rounds and answered questions on their fluids.",
        "Escalated red-flag symptoms to the nurse by protocol, four times this week.",
        "Took 25 to 30 standard vitals a day in Family Medicine.",
        "Wrote the daily note in Epic; counseled on Ozempic with a Nepali interpreter.",
        "Incomplete messages fell from 31% to 23% in four weeks, 412 of 1,330 calls.",
        "Discussed Hashimoto and Graves disease; examined for the McMurray sign.",
    ):
        assert CLEAN(line).text == line


def test_what_the_guard_found_cannot_be_kept_and_a_doubt_can() -> None:
    keep = packet_cleaner(["Okonkwo", "Zorvex"])
    assert "Okonkwo" not in keep("Saw Mrs. Okonkwo").text
    assert "Zorvex" not in CLEAN("kept the Zorvex sheet").text
    assert "Zorvex" in keep("kept the Zorvex sheet").text


def test_clean_notes_are_seldom_touched() -> None:
    clean = [
        one.text for name in ("", "unseen_", "third_") for one in notes(f"{name}clean_notes.txt")
    ]
    touched = [text for text in clean if CLEAN(text).text != text]
    assert len(touched) / len(clean) < 0.25


@pytest.mark.skipif(not CORPUS.exists(), reason="the synthetic queries are not beside this clone")
def test_nearly_everything_in_the_synthetic_queries_is_taken_out() -> None:
    rows = [json.loads(line) for line in CORPUS.read_text().splitlines()][::9]
    marked = [(CLEAN(row["text"]).text, one) for row in rows for one in row["entities"]]
    left = [one for text, one in marked if one["value"] in text]
    assert len(left) / len(marked) < 0.01
    assert not [one for one in left if one["type"] == "NAME"]
