"""Which recorded facts answer a question best, and what each fact is good for."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from preround.writing.recorded import RecordedFact

WORD = re.compile(r"[a-z%]+(?:[-'][a-z]+)*|\d+%?")
TELLING = ("reason", "near", "result", "number")
HALF_LIFE_YEARS = 2.5


@cache
def _lists() -> dict[str, Any]:
    text = resources.files("preround.writing").joinpath("data/evidence.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a text is about."""
    return frozenset(_lists()["stop"])


@cache
def _said_in_asking() -> frozenset[str]:
    return frozenset(stem(word) for word in _lists()["asked"])


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """One sign or kind of `data/evidence.toml`, its ways of saying it in one pattern."""
    return re.compile("|".join(_lists()[section][name]), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question looks for: its words, its theme's words, the kind of fact it wants."""

    question: str
    shows: tuple[str, ...]
    wants: str


def rank_facts(
    sought: Sought, facts: Sequence[RecordedFact], *, today: date
) -> tuple[RecordedFact, ...]:
    """Facts that speak to a question, best first; those that do not are left out.

    Notes
    -----
    Words are weighed by how few facts hold them. A question that wants a story puts one thing that
    happened before what is done every day; a fact of some years ago counts less.
    """
    asked = {stem(word) for word in words(sought.question)} - stop_words() - _said_in_asking()
    texts = [Counter(stem(word) for word in words(fact.text)) for fact in facts]
    held = Counter(word for text in texts for word in text)
    shown = [_starts(word) for word in sought.shows]
    scored = []
    for fact, text in zip(facts, texts, strict=True):
        rare = sum(
            1.2 * math.log(1 + (len(facts) + 1) / (1 + held[word])) for word in asked & text.keys()
        )
        theme = min(3.0, sum(1.0 for pattern in shown if pattern.search(fact.text)))
        if sought.wants == "account" and not any(has_sign(fact.text, sign) for sign in TELLING):
            continue
        score = (rare + theme) * _kind(sought.wants, fact.text) * _age(fact, today)
        if score > 0:
            scored.append((score, fact.id, fact))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(fact for _score, _id, fact in scored)


def _kind(wants: str, text: str) -> float:
    """How well the kind of fact fits: a moment, a change, a routine."""
    moment, result = bool(pattern("kinds", "moment").search(text)), has_sign(text, "result")
    routine = bool(pattern("kinds", "routine").search(text)) and not moment
    if wants == "story":
        return (1.6 if moment else 1.0) * (1.4 if result else 1.0) * (0.5 if routine else 1.0)
    if wants == "account":
        return (1.8 if has_sign(text, "reason") else 1.0) * (1.2 if result else 1.0)
    return 1.3 if result or has_sign(text, "number") else 1.0


def _age(fact: RecordedFact, today: date) -> float:
    if fact.day is None:
        return 0.9
    years = max(0.0, (today - fact.day).days / 365.25)
    return float(0.5 + 0.5 * 0.5 ** (years / HALF_LIFE_YEARS))


def _starts(word: str) -> re.Pattern[str]:
    """A word of a list; one that ends in * stands for every word that begins so."""
    end = r"\w*" if word.endswith("*") else r"\b"
    return re.compile(rf"\b{re.escape(word.rstrip('*'))}{end}", re.IGNORECASE)


def largest_number(text: str) -> float:
    """The largest figure of a text; 0 without one."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return max((float(figure.replace(",", "")) for figure in found), default=0.0)


def has_moved(text: str) -> bool:
    """Whether a text tells of a number that changed, or something passed."""
    return bool(pattern("kinds", "moved").search(text))


def has_slip(text: str) -> bool:
    """Whether a text tells of a mistake of one's own; such a fact answers what asks for one."""
    return bool(pattern("kinds", "slip").search(text))


def is_routine(text: str) -> bool:
    """Whether a text tells what is done day by day."""
    return bool(pattern("kinds", "routine").search(text))


def has_sign(text: str, sign: str) -> bool:
    """Whether a text holds what a step asks for: a result, a reason, a problem."""
    if sign == "story":
        return bool(pattern("kinds", "moment").search(text))
    return bool(pattern("signs", sign).search(text))


def same_matter(one: RecordedFact, facts: Iterable[RecordedFact]) -> tuple[RecordedFact, ...]:
    """The facts that speak of what one speaks of: two content words or more in common."""
    mine = _content(one.text)
    return tuple(fact for fact in facts if fact != one and len(mine & _content(fact.text)) > 1)


def _content(text: str) -> set[str]:
    return (
        {stem(word) for word in words(text) if len(word) > 3}
        - stop_words()
        - frozenset(_lists()["common"])
    )


def words(text: str) -> list[str]:
    """The words and figures of a text, in small letters."""
    return WORD.findall(text.lower())


def stem(word: str) -> str:
    """A word without its ending; crude, the same for question and fact."""
    for end in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word
