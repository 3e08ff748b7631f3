"""Institution names written out: the listing says "U Alabama Med Ctr", people do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from preround.catalogue.words import rows

_BREAK = re.compile(r"\s*([/,()]|-)\s*")
_HELD = "\u2011"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One abbreviation: its words, what they stand for, and where in a part they may stand."""

    words: tuple[str, ...]
    long: str
    where: str


@dataclass(frozen=True, slots=True)
class _Tables:
    """The abbreviations by first word, longest first; compounds that keep their hyphen."""

    phrases: dict[str, tuple[_Phrase, ...]]
    compounds: tuple[tuple[str, str], ...]
    names: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    by_first: dict[str, list[_Phrase]] = {}
    compounds = []
    for row in rows("abbreviations.csv"):
        if row["where"] == "compound":
            compounds.append((row["short"], row["long"].replace("-", _HELD)))
            continue
        if row["where"] == "synonym":
            continue
        words = tuple(row["short"].split())
        by_first.setdefault(words[0], []).append(_Phrase(words, row["long"], row["where"]))
    phrases = {
        first: tuple(sorted(entries, key=lambda entry: (-len(entry.words), entry.where == "any")))
        for first, entries in by_first.items()
    }
    names = {row["listed_name"]: row["name"] for row in rows("display_names.csv")}
    return _Tables(phrases, tuple(sorted(compounds, key=lambda pair: -len(pair[0]))), names)


@lru_cache(maxsize=4096)
def expand_institution(listed_name: str) -> str:
    """Write a listed name out as people say it; real short names (UAB, UPMC) stay.

    Notes
    -----
    Only abbreviations of the table are written out. A hyphen that sets off a campus gets
    spaces, one that is part of a name does not.

    Examples
    --------
    >>> expand_institution("U Alabama Med Ctr-Birmingham")
    'University of Alabama Medical Center - Birmingham'
    >>> expand_institution("Cedars-Sinai Med Ctr")
    'Cedars-Sinai Medical Center'
    """
    tables = _tables()
    if listed_name in tables.names:
        return tables.names[listed_name]
    held = listed_name
    for short, long in tables.compounds:
        held = held.replace(short, long)
    pieces = _BREAK.split(held)
    out = []
    for position, piece in enumerate(pieces):
        if position % 2:
            out.append(_SPACED.get(piece, piece))
        else:
            out.append(_expand_part(piece.split(), tables))
    return "".join(out).replace(_HELD, "-").strip()


_SPACED = {"-": " - ", ",": ", ", "(": " (", ")": ") "}


def _expand_part(words: list[str], tables: _Tables) -> str:
    out: list[str] = []
    at = 0
    while at < len(words):
        phrase = _longest(words, at, tables)
        if phrase is None:
            out.append(words[at])
            at += 1
        else:
            out.append(phrase.long)
            at += len(phrase.words)
    return " ".join(out)


def _longest(words: list[str], at: int, tables: _Tables) -> _Phrase | None:
    for phrase in tables.phrases.get(words[at], ()):
        end = at + len(phrase.words)
        if tuple(words[at:end]) != phrase.words:
            continue
        before_of = end < len(words) and words[end] == "of"
        if phrase.where == "start" and (at > 0 or before_of):
            continue
        if phrase.where == "end" and end < len(words):
            continue
        return phrase
    return None
