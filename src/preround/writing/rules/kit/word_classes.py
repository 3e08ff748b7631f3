"""What a word stands for: a drug, a condition, a decision; deciding, changing, advising.

A list of words is never whole; a list of how words begin comes near. What is weighed by class is
weighed in words that no example held: whoever "weaned sedatives" changed a drug.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

SHORTEST = 2
ALONE = "$"


@cache
def _table(name: str) -> Mapping[str, tuple[str, ...]]:
    """Classes by the beginning of a word; whole words end in a dollar sign."""
    text = resources.files("preround.writing").joinpath("data/word_classes.toml").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for kind, words in tomllib.loads(text)[name].items():
        for word in words:
            found.setdefault(word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    text = resources.files("preround.writing").joinpath("data/word_classes.toml").read_text("utf-8")
    found: dict[str, frozenset[str]] = {}
    for group in tomllib.loads(text)["alike"]["groups"]:
        for word in group:
            found[word] = found.get(word, frozenset()).union(group)
    return found


def alike(word: str) -> frozenset[str]:
    """Other ways to write or say the same word; a log is written in haste.

    Examples
    --------
    >>> "patients" in alike("pts"), alike("folder")
    (True, frozenset())
    """
    return _groups().get(word, frozenset())


def _fitting(name: str, word: str) -> list[tuple[str, ...]]:
    """Classes of every entry that fits, the longest entry first."""
    table = _table(name)
    tries = (word + ALONE, *(word[:end] for end in range(len(word), SHORTEST - 1, -1)))
    return [table[start] for start in tries if start in table]


@lru_cache(maxsize=8192)
def thing_classes(word: str) -> tuple[str, ...]:
    """What a thing is, by the longest entry that fits.

    Examples
    --------
    >>> thing_classes("sedatives"), thing_classes("pneumonia"), thing_classes("desk")
    (('drug',), ('condition',), ('admin',))
    """
    return next(iter(_fitting("things", word)), ())


@lru_cache(maxsize=8192)
def deed_classes(word: str) -> tuple[str, ...]:
    """Every kind of deed a word may be, in order of name.

    Examples
    --------
    >>> deed_classes("weaned"), deed_classes("faxed")
    (('change',), ('modest',))
    """
    return tuple(sorted({kind for kinds in _fitting("deeds", word) for kind in kinds}))
