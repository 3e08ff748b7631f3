"""The second look: what could still be a name goes, plain words stay, a person may put one back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.letters.redaction import WordLook, look_again

NAMES = {"garcia", "smith", "joe"}
PLAIN = {"discussed", "presented", "smith", "team", "wells"}


def look(word: str) -> WordLook:
    low = word.lower()
    return WordLook(low in PLAIN, low in NAMES)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Presented Garcia on rounds", "Presented [name] on rounds"),
        ("Garcia crashed in bed 4", "[name] crashed in [number]"),
        ("the Smith baby, rm 412", "the [name] baby, [number]"),
        ("used the Smith and Wells score", "used the Smith and Wells score"),
        ("seen last Friday, #A4471", "seen [date], [number]"),
        ("told Okonkwo's wife", "told [name] wife"),
        ("entered REDCap, NYHA class II", "entered REDCap, NYHA class II"),
        ("called [name] again", "called [name] again"),
    ],
)
def test_what_could_be_a_name_or_a_bed_is_taken_out(text: str, left: str) -> None:
    assert look_again(text, look).text == left


def test_a_word_the_person_keeps_stays() -> None:
    assert look_again("wrote in Epic", look).doubtful == (("NAME", "Epic"),)
    assert look_again("wrote in Epic", look, ["epic"]).text == "wrote in Epic"


@given(st.text(max_size=300))
def test_taking_out_never_breaks_and_never_adds_digits(text: str) -> None:
    clean = look_again(text, look)
    assert sum(c.isdigit() for c in clean.text) <= sum(c.isdigit() for c in text)
    assert clean.removed == ()
