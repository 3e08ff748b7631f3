"""Word vectors: what means the same lies near, and each word's part of a task is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from preround.audit.vectors import Meanings, meaning, meanings
from preround.audit.words import cut


def vector(text: str) -> NDArray[np.floating]:
    return meaning(cut(text), meanings())[0]


@pytest.mark.parametrize(
    ("task", "near", "far"),
    [
        ("took calls from callers", "answered the telephone", "sterilized instruments"),
        ("weighed babies", "measured height of children", "billed insurers"),
        ("showed new hires the ropes", "trained staff", "cleaned beds"),
        ("drew blood", "performed venipuncture", "wrote newsletters"),
        ("sent claims to the payer", "billed insurance companies", "walked residents to meals"),
    ],
)
def test_the_same_in_other_words_is_nearer_than_another_task(
    task: str, near: str, far: str
) -> None:
    assert vector(task) @ vector(near) > vector(task) @ vector(far) + 0.1


@given(st.text(max_size=80) | st.lists(st.sampled_from(sorted(meanings().row)[:200])).map(" ".join))
def test_a_vector_is_of_length_one_or_nothing_and_the_sum_of_its_words(text: str) -> None:
    known = meanings()
    words = cut(text)
    whole, parts, spans = meaning(words, known)
    assert len(parts) == len(spans)
    assert all(after == first + 1 <= len(words) for first, after in spans)
    if not spans:
        assert not whole.any()
        return
    assert np.linalg.norm(whole) == pytest.approx(1, abs=1e-4)
    rest = parts.sum(axis=0) - whole
    along = rest @ known.mean / (known.mean @ known.mean)
    assert np.allclose(rest, along * known.mean, atol=1e-4)


def test_order_and_punctuation_do_not_matter() -> None:
    assert np.allclose(vector("Clean rooms, beds."), vector("beds clean rooms"), atol=1e-5)


def test_a_hyphened_word_not_in_the_table_is_known_by_its_parts() -> None:
    known = Meanings({"walk": 0, "visit": 1}, np.eye(2), np.zeros(2))
    _, parts, spans = meaning(cut("walk-in-visit"), known)
    assert spans == [(0, 1), (0, 1)]
    assert parts.shape == (2, 2)


def test_the_table_is_small_and_each_stem_stands_once() -> None:
    known = meanings()
    assert len(known.row) == len(known.vectors) > 5_000
    assert known.vectors.nbytes < 2_000_000
