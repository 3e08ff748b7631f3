"""A strong verb held against the log: what the log bears out, and what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from preround.writing.rules.kit.acts import Act, lexicon
from preround.writing.rules.kit.claims import OWN_STRETCH, acts_of, goes_on_otherwise
from preround.writing.rules.kit.line import Line

WORD = re.compile(r"[a-z]{3,}")
SHORT_LOG = 16
STEM = 5


def acts_above(line: Line) -> Iterator[tuple[int, Act]]:
    """Acts of authority that nothing in the log bears out, with where their part begins.

    Notes
    -----
    A short log is about this line. A long one need not be, so that there the act must be on
    something the log speaks of too.
    """
    if not line.duty.strip():
        return
    bases, words = _log(line.duty)
    table = lexicon()["above_log"]
    short = len(line.duty.split()) <= SHORT_LOG
    for part in line.parts:
        for act in acts_of(part.text):
            if act.base not in table["strong"] or goes_on_otherwise(act):
                continue
            if not (act.base in table["leading"] or _is_health(act)):
                continue
            if not short and not _shared(act, words):
                continue
            if not _borne(act.base, bases, words):
                yield part.start, act


@lru_cache(maxsize=128)
def _log(duty: str) -> tuple[frozenset[str], frozenset[str]]:
    """The verbs of the log that are the writer's, and the stems of its words."""
    own = OWN_STRETCH.sub("", duty)
    bases = frozenset(
        act.base for part in Line(own).parts for act in acts_of(part.text)
    )
    return bases, frozenset(word[:STEM] for word in WORD.findall(own.lower()))


def _borne(base: str, bases: frozenset[str], words: frozenset[str]) -> bool:
    first = base.split()[-1] if base.startswith(("be ", "take ")) else base.split()[0]
    if base in bases or first[:STEM] in words:
        return True
    if not bases:
        return base in lexicon()["above_log"]["make"]
    table = lexicon()["above_log"]
    return any(
        base in group and bases & set(group)
        for name, group in table.items()
        if name not in ("strong", "leading", "health")
    )


def _words_of(act: Act) -> set[str]:
    return {word for thing in act.things for word in (thing.head, *thing.modifiers)}


def _is_health(act: Act) -> bool:
    health = tuple(lexicon()["above_log"]["health"])
    return any(word.startswith(health) for word in _words_of(act))


def _shared(act: Act, words: frozenset[str]) -> bool:
    return any(word[:STEM] in words for word in _words_of(act) if len(word) > 3)
