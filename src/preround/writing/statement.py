"""Notes for a personal statement: real moments by theme; a draft's length and agreement."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

from preround.writing.evidence import has_sign, is_routine, stem, stop_words, words
from preround.writing.recorded import RecordedFact

COPIED_WORDS = 9
TOLD_SHARE = 0.4
WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class StatementTheme:
    """One thing a moment can show, and what to ask of it."""

    name: str
    title: str
    asks: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """Words in a row that a statement shares with an entry."""

    entry: str
    start: int
    end: int
    n_words: int


@cache
def statement_themes() -> tuple[StatementTheme, ...]:
    """Every theme, as `data/statement.toml` lists them."""
    text = resources.files("preround.writing").joinpath("data/statement.toml").read_text("utf-8")
    return tuple(
        StatementTheme(name, entry["title"], entry["asks"], tuple(entry["signs"]))
        for name, entry in tomllib.loads(text).items()
    )


def moments_for(
    theme: StatementTheme, facts: Sequence[RecordedFact], wanted: int = 4
) -> tuple[RecordedFact, ...]:
    """Recorded facts that could be a moment of a theme: one thing that happened first."""
    scored = []
    for fact in facts:
        lower = fact.text.lower()
        n = sum(bool(re.search(rf"\b{re.escape(sign)}", lower)) for sign in theme.signs)
        if n and not is_routine(fact.text):
            scored.append((n + 2 * has_sign(fact.text, "story"), fact.id, fact))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return tuple(fact for _n, _id, fact in scored[:wanted])


def is_told(moment: str, draft: str) -> bool:
    """Whether a draft tells a moment: a good share of its content words stand in it."""
    mine = {stem(word) for word in words(moment)} - stop_words()
    theirs = {stem(word) for word in words(draft)}
    return bool(mine) and len(mine & theirs) / len(mine) >= TOLD_SHARE


def copied_from(draft: str, entries: Sequence[tuple[str, str]]) -> Iterator[Copied]:
    """Where a draft repeats an entry word for word; the reader has both before them."""
    mine = list(WORD.finditer(draft))
    said = [match.group().lower() for match in mine]
    for title, text in entries:
        theirs = [word.lower() for word in WORD.findall(text)]
        matcher = SequenceMatcher(None, said, theirs, autojunk=False)
        for block in matcher.get_matching_blocks():
            if block.size >= COPIED_WORDS:
                first, last = mine[block.a], mine[block.a + block.size - 1]
                yield Copied(title, first.start(), last.end(), block.size)
