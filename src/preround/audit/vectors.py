"""What a task is about as a small vector: sums of word vectors learnt from sentence vectors.

Words that mean much the same ("phoned", "called") lie near each other, so that a task is known by
its likeness to tasks read before, in other words. No network runs: a word is a row of a table.

Source: `docs/decisions/0051-reading-tasks.md`; `benchmarks/word_vectors.py` writes the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from preround.audit.features import MARKS
from preround.audit.words import Word, stem

Array = NDArray[np.floating]
Span = tuple[int, int]


class Meanings(NamedTuple):
    """Vectors of stems, already weighted by how little common they are, and their usual mean."""

    row: dict[str, int]
    vectors: Array
    mean: Array


@cache
def meanings() -> Meanings:
    """The shipped word vectors: whole numbers, and for each word what one of them stands for."""
    path = resources.files("preround.audit").joinpath("data/vectors.npz")
    with path.open("rb") as file, np.load(file) as kept:
        stems = kept["words"].tobytes().decode().split("\n")
        vectors = kept["vectors"] * kept["scale"][:, None]
        return Meanings({one: n for n, one in enumerate(stems)}, vectors, kept["mean"])


def rows_of(word: str, known: Meanings) -> list[int]:
    """The row of a word's stem; those of its parts where only they are known ("walk-in-visit").

    Examples
    --------
    >>> few = Meanings({"walk": 0, "visit": 1}, np.zeros((2, 1)), np.zeros(1))
    >>> rows_of("visits", few), rows_of("walk-in-visit", few), rows_of("tree", few)
    ([1], [0, 1], [])
    """
    row = known.row.get(stem(word))
    if row is not None:
        return [row]
    return [known.row[one] for part in word.split("-") if (one := stem(part)) in known.row]


def meaning(words: Sequence[Word], known: Meanings) -> tuple[Array, Array, list[Span]]:
    """The vector of a task, away from the usual one and of length one; each word's part of it.

    Notes
    -----
    The vector is the sum of the parts less the same multiple of the usual task, without which all
    tasks look alike: they are all about care. It is zero where no word is known.
    """
    found = [
        (row, n)
        for n, word in enumerate(words)
        if word.plain not in MARKS
        for row in rows_of(word.plain, known)
    ]
    parts = known.vectors[[row for row, _ in found]]
    whole = parts.sum(axis=0)
    parts = parts / max(float(np.linalg.norm(whole)), 1e-9)
    away = parts.sum(axis=0) - known.mean if found else np.zeros_like(known.mean)
    length = max(float(np.linalg.norm(away)), 1e-9)
    return away / length, parts / length, [(n, n + 1) for _, n in found]
