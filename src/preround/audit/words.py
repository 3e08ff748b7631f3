"""A task cut into words, and the lists of words and phrases that are looked for in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

WORD = re.compile(r"[a-z][a-z0-9]*(?:[-'&][a-z0-9]+)*|\d+(?:[.,]\d+)*%?(?:-[a-z]+)?|[,;:.()/+&]")
STEM = re.compile(r"(?<=[a-z]{3})(?:ing|ied|ies|ed|es|s)$")
PHRASE_MAX = 4
KEPT = 100_000  # words whose lists are remembered


class Word(NamedTuple):
    """One word as written, its plain form, and where it stands."""

    plain: str
    start: int
    end: int
    possessive: bool


@cache
def _plain_forms() -> tuple[dict[str, str], dict[str, str]]:
    text = resources.files("preround.audit").joinpath("data/words.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    irregular, short = (
        {form: plain for plain, forms in tables[name].items() for form in forms}
        for name in ("irregular", "short")
    )
    return irregular, short


def lemma(word: str) -> str:
    """The plain form of an irregular one ("told", "tell"); other words as they are."""
    return _plain_forms()[0].get(word, word)


def cut(text: str) -> tuple[Word, ...]:
    """Words and marks of a text; a possessive loses its 's and is marked.

    Irregular forms become plain ones and short forms of the wards are spelled out; `start` and
    `end` always point at what was written.

    Examples
    --------
    >>> [w.plain for w in cut("Check patients' charts")]
    ['check', 'patients', 'charts']
    >>> [w.plain for w in cut("told the RN about pt's BP")]
    ['tell', 'the', 'nurse', 'about', 'patient', 'blood-pressure']
    """
    irregular, short = _plain_forms()
    lower = _lower(text).replace("’", "'")
    shouted = text.isupper()
    found = []
    for match in WORD.finditer(lower):
        plain = match.group()
        start, end = match.span()
        possessive = False
        if plain.endswith("'s"):
            plain, possessive = plain[:-2], True
        elif lower[end : end + 1] == "'" and plain.endswith("s"):
            possessive = True
        if not shouted:
            plain = short.get(text[start : start + len(plain)], plain)
        found.append(Word(irregular.get(plain, plain), start, end, possessive))
    return tuple(found)


def _lower(text: str) -> str:
    """Lower case, letter by letter where whole-text lowering would shift places."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its ending; crude on purpose, the same for every reader."""
    if len(word) < 5:
        return word
    cut_off = STEM.sub("", word)
    return cut_off[:-1] if len(cut_off) > 4 and cut_off[-1] in "ey" else cut_off


class Hit(NamedTuple):
    """One phrase of a list found in a text: list, first word, word after the last."""

    name: str
    first: int
    after: int


#: Lists a word is on by itself; longer phrases it may begin, each with its list.
Begun = tuple[tuple[str, ...], tuple[tuple[tuple[int, ...], str], ...]]


class PhraseLists:
    """Named lists of phrases, found in one pass over a text.

    A phrase is one to four words; a word that ends in * stands for every word that begins so.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._phrases: dict[int, list[tuple[tuple[int, ...], str]]] = {}
        self._ids: dict[str, int] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                parts = tuple(self._identify(part) for part in phrase.lower().split())
                self._phrases.setdefault(parts[0], []).append((parts, name))
        self._known: dict[str, frozenset[int]] = {}
        self._begun: dict[str, Begun] = {}

    def _identify(self, part: str) -> int:
        part = part if part.endswith("*") else lemma(part)
        if part not in self._ids:
            self._ids[part] = len(self._ids)
            table = self._stems if part.endswith("*") else self._exact
            table.setdefault(part.rstrip("*"), []).append(self._ids[part])
        return self._ids[part]

    def _parts_of(self, plain: str) -> frozenset[int]:
        known = self._known.get(plain)
        if known is None:
            ids = list(self._exact.get(plain, ()))
            for length in range(1, len(plain) + 1):
                ids += self._stems.get(plain[:length], ())
            known = frozenset(ids)
            if len(self._known) < KEPT:
                self._known[plain] = known
        return known

    def _begun_by(self, plain: str) -> Begun:
        """The lists a word is on by itself, and the longer phrases it may begin."""
        begun = self._begun.get(plain)
        if begun is None:
            some = [one for part in self._parts_of(plain) for one in self._phrases.get(part, ())]
            begun = (
                tuple(name for phrase, name in some if len(phrase) == 1),
                tuple(one for one in some if len(one[0]) > 1),
            )
            if len(self._begun) < KEPT:
                self._begun[plain] = begun
        return begun

    def find(self, words: tuple[Word, ...]) -> list[Hit]:
        """Every phrase found, in order of place; phrases of several lists may overlap."""
        hits: list[Hit] = []
        for first, word in enumerate(words):
            alone, longer = self._begun_by(word.plain)
            hits.extend(Hit(name, first, first + 1) for name in alone)
            for phrase, name in longer:
                after = first + len(phrase)
                if after <= len(words) and all(
                    want in self._parts_of(words[first + k].plain)
                    for k, want in enumerate(phrase[1:], 1)
                ):
                    hits.append(Hit(name, first, after))
        return hits
