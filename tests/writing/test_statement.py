"""Moments by theme, what a draft tells of them, and what it repeats."""

from __future__ import annotations

from preround.writing.recorded import RecordedFact
from preround.writing.statement import copied_from, is_told, moments_for, statement_themes

ROUTINE = RecordedFact("a", "Answered calls from patients, 80 calls a day")
MOMENT = RecordedFact("b", "A frightened mother asked twice; listened and found the nurse")


def test_a_moment_is_one_thing_that_happened_not_a_routine() -> None:
    care = next(one for one in statement_themes() if one.name == "care")
    assert moments_for(care, [ROUTINE, MOMENT]) == (MOMENT,)


def test_a_draft_tells_a_moment_where_its_words_stand_in_it() -> None:
    assert is_told(MOMENT.text, "That night a frightened mother asked me twice, and I listened.")
    assert not is_told(MOMENT.text, "I have always wanted to be a doctor.")


def test_a_line_of_an_entry_in_the_draft_is_found_word_for_word() -> None:
    entry = "Coordinated visits of sixty participants in three cardiology trials under supervision"
    (found,) = copied_from(f"I {entry.lower()} and more.", [("Assistant", entry)])
    assert (found.entry, found.n_words) == ("Assistant", 11)
    assert list(copied_from("I saw sixty participants.", [("Assistant", entry)])) == []
