"""Words of names in one spelling: no accents, no case, abbreviations and variants folded."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

_DATA = files("preround.catalogue") / "data"
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc\u0060\u00b4.")
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_PHRASE = 6
SMALL_WORDS = frozenset({"and", "of", "the", "at", "for", "in", "de", "del", "la", "a", "an", "by"})


def rows(name: str) -> list[dict[str, str]]:
    """Read one of the catalogue's tables; no cell of theirs holds a line break."""
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


def plain_words(text: str) -> tuple[str, ...]:
    """Split a text into words without case, accents, apostrophes or dots.

    Examples
    --------
    >>> plain_words("St. Luke's-Roosevelt & Café")
    ('st', 'lukes', 'roosevelt', 'and', 'cafe')
    """
    folded = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES)
    folded = folded.replace("&", " and ").replace("+", " and ")
    ascii_only = folded.encode("ascii", "ignore").decode("ascii").lower()
    return tuple(_WORD.findall(ascii_only))


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        plain_words(row["form"]): plain_words(row["canonical"]) for row in rows("word_forms.csv")
    }


@lru_cache(maxsize=1)
def _first_words() -> dict[str, int]:
    """Longest known phrase by its first word, to look no further than needed."""
    longest: dict[str, int] = {}
    for form in _forms():
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return longest


@lru_cache(maxsize=65536)
def canonical_words(text: str) -> tuple[str, ...]:
    """Give a name's words in the spelling under which names are compared.

    Examples
    --------
    >>> canonical_words("Univ Hosps") == canonical_words("University Hospital")
    True
    >>> canonical_words("UAB") == canonical_words("University of Alabama, Birmingham")
    True
    """
    once = _folded(plain_words(text))
    return _folded(once)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Replace known forms, longest first; twice over, since one may open another."""
    out: list[str] = []
    at = 0
    while at < len(words):
        step = _replace(words, at, out)
        if step == 0:
            if words[at] not in SMALL_WORDS:
                out.append(_stem(words[at]))
            step = 1
        at += step
    return tuple(out)


def _replace(words: tuple[str, ...], at: int, out: list[str]) -> int:
    forms = _forms()
    for length in range(min(_first_words().get(words[at], 0), _LONGEST_PHRASE), 0, -1):
        found = forms.get(words[at : at + length])
        if found is not None:
            out.extend(_stem(word) for word in found)
            return length
    return 0


def _stem(word: str) -> str:
    """Drop a plural or possessive s, which names carry or not at whim."""
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
