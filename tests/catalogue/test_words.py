"""Words of names in one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.catalogue.words import canonical_words, plain_words

SAME = [
    ("St. Luke's Hospital", "Saint Lukes Hosp"),
    ("U Alabama Med Ctr", "University of Alabama Medical Center"),
    ("Mount Sinai", "Mt Sinai"),
    ("Hôpital Santé", "hopital sante"),
    ("Emory Univ SOM", "Emory University School of Medicine"),
    ("Dignity Health System", "Dignity Healthcare Sys"),
    ("NYC Health+Hospitals", "NYC Health & Hospitals"),
    ("UAB", "University of Alabama at Birmingham"),
    ("SUNY Upstate", "State University of New York Upstate"),
    ("Ft Wayne Med Ed", "Fort Wayne Graduate Medical Education"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert canonical_words(one) == canonical_words(other)


def test_different_campuses_stay_different() -> None:
    assert canonical_words("UC San Francisco-Fresno") != canonical_words("UC San Francisco")


@given(st.text(max_size=60))
def test_any_text_gives_lower_case_words(text: str) -> None:
    assert all(word.isascii() and word == word.lower() for word in plain_words(text))
    assert all(word.isalnum() for word in canonical_words(text))


@given(st.lists(st.sampled_from(["Mercy", "Medical", "Center", "of", "St", "Ctr"]), max_size=6))
def test_case_and_stops_never_matter(words: list[str]) -> None:
    name = " ".join(words)
    assert canonical_words(name) == canonical_words(name.upper().replace(" ", ". "))
