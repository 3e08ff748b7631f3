"""How much a word that no list holds is spelled like a name, by its triples of letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log

from preround.logbook.guard_words import words

#: Added to every count, so that a triple never seen decides little.
SMOOTHING = 0.5


def _triples(word: str) -> list[str]:
    padded = f"^^{word}$"
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


@cache
def _weights() -> tuple[dict[str, float], float]:
    """The log odds of each triple: names against everyday and clinical words.

    Notes
    -----
    Counted from the lists when a word first needs it: about 0.1 s, once.
    """
    lists = words()
    common = lists.english | lists.clinical
    named = _count((lists.given | lists.family) - common)
    plain = _count(common - lists.given - lists.family)
    both = named.keys() | plain.keys()
    all_named = sum(named.values()) + SMOOTHING * len(both)
    all_plain = sum(plain.values()) + SMOOTHING * len(both)
    base = log(all_plain / all_named)
    return {
        triple: log((named[triple] + SMOOTHING) / (plain[triple] + SMOOTHING)) + base
        for triple in both
    }, base


def _count(listed: Iterable[str]) -> Counter[str]:
    return Counter(triple for word in listed if len(word) > 3 for triple in _triples(word))


@lru_cache(maxsize=20_000)
def spelled_as_name(word: str) -> float:
    """Log odds that a folded word is a name rather than a word, by its letters alone.

    Notes
    -----
    A naive Bayes on letter triples. Of names held out of the lists 77 % score above 2, of other
    words held out 6 %.
    """
    weights, base = _weights()
    return sum(weights.get(triple, base) for triple in _triples(word))
