"""The guard's lists are whole, folded and sorted, and words are read from them as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.logbook.guard_look import Kind, look, see
from preround.logbook.guard_spelling import spelled_as_name
from preround.logbook.guard_words import DATA, fold, tokens, words

LISTS = (
    "acronyms.txt", "clinical_words.txt", "english_words.txt", "eponyms.txt", "given_names.txt",
    "surnames.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_folded_sorted_and_says_where_it_is_from(name: str) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    listed = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert listed == sorted(set(listed))
    assert [word for word in listed if fold(word) != word] == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("maria", Kind.SURE_GIVEN),
        ("kowalczyk", Kind.SURE_FAMILY),
        ("hope", Kind.EVERYDAY_GIVEN),
        ("young", Kind.EVERYDAY_FAMILY),
        ("foley", Kind.MEDICAL_FAMILY),
        ("dimitrova", Kind.SURE_FAMILY),
        ("castleberry", Kind.SURE_FAMILY),
        ("mei-ling", Kind.SURE_GIVEN),
        ("pneumonia", Kind.TERM),
        ("zqxv", Kind.UNKNOWN),
    ],
)
def test_kinds_of_words(word: str, kind: Kind) -> None:
    assert look(word).kind is kind


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("ANA", False), ("Ana", True), ("HgbA", False), ("DeShawn", True), ("José", True)],
)
def test_a_word_counts_as_it_is_written(text: str, is_name: bool) -> None:
    (token,) = tokens(text)
    assert see(token).may_name is is_name


def test_names_no_list_holds_are_told_from_words_by_their_letters() -> None:
    names = ["nworisah", "obafunwale", "dembinskaya", "shaquandria", "kwabiakor"]
    plain = ["hypertransfusion", "reperfused", "overhydrated", "underdosing", "bronchography"]
    lists = words()
    assert not set(names + plain) & (lists.given | lists.family | lists.english | lists.clinical)
    assert min(map(spelled_as_name, names)) > max(map(spelled_as_name, plain))


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
