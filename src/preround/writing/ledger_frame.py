"""Claims of time, and of the other entries: what dates and hours bear, and what they contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from preround.writing.evidence import stop_words
from preround.writing.rules.kit.line import ONE_TO_TWELVE

WORDS_TO_NUMBER = {word: n for n, word in enumerate(ONE_TO_TWELVE, start=1)}
COUNT = rf"(\d+(?:\.\d+)?|{'|'.join(WORDS_TO_NUMBER)})"
SPAN = re.compile(
    rf"\b(?:for|over|during|in|past|of) (?:more than |over |about |the (?:last|past) )?{COUNT}[ -]"
    r"(years?|months?|weeks?)\b",
    re.IGNORECASE,
)
WEEKLY = re.compile(
    rf"\b{COUNT} ?(?:hours?|hrs?) (?:a|per|each|every) week\b|\b{COUNT}-hour weeks?\b",
    re.IGNORECASE,
)
SINCE = re.compile(r"\bsince (?:[A-Z][a-z]+ )?((?:19|20)\d\d)\b")
DAYS = {"year": 365.25, "month": 30.44, "week": 7.0}
SLACK = 1.15
LEAST_SHARED = 4
WORD = re.compile(r"[a-z]{4,}")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?\s?%?")
SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*")


@dataclass(frozen=True, slots=True)
class EntryFrame:
    """What stands around an entry's text: its dates, its hours, the other entries."""

    start: date | None = None
    end: date | None = None
    hours_per_week: float | None = None
    today: date | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TimeClaim:
    """One claim of time: where it stands, and what the dates say of it ("" where they agree)."""

    start: int
    end: int
    why: str
    known: bool


def time_claims(text: str, frame: EntryFrame) -> Iterator[TimeClaim]:
    """Spans, weekly hours and beginnings, each held against the entry's own dates.

    Notes
    -----
    A span inside the entry's own, such as a result "in three months", is no claim to its length,
    so that only one that is longer than the entry is in conflict.
    """
    begun, ended = frame.start, frame.end or frame.today
    for match in SPAN.finditer(text):
        claimed = _number(match.group(1)) * DAYS[match.group(2).lower().rstrip("s")]
        if begun and ended and claimed > (ended - begun).days * SLACK + 7:
            why = f"the dates say {begun.isoformat()} to {ended.isoformat()}"
            yield TimeClaim(match.start(), match.end(), why, known=True)
    for match in WEEKLY.finditer(text):
        said = _number(match.group(1) or match.group(2))
        held = frame.hours_per_week
        why = f"the entry says {held:g} hours a week" if held and said > held * SLACK else ""
        yield TimeClaim(match.start(), match.end(), why, known=held is not None)
    for match in SINCE.finditer(text):
        early = begun is not None and int(match.group(1)) < begun.year
        why = f"the entry begins in {begun.year}" if begun and early else ""
        yield TimeClaim(match.start(), match.end(), why, known=begun is not None)


def contradictions(text: str, frame: EntryFrame) -> Iterator[tuple[int, int, str]]:
    """Figures that another entry gives otherwise for the same thing."""
    for sentence in SENTENCE.finditer(text):
        mine = set(WORD.findall(sentence.group().lower())) - stop_words()
        figures = {one.group().strip() for one in FIGURE.finditer(sentence.group())}
        for title, other in frame.others:
            for theirs in SENTENCE.finditer(other):
                shared = mine & set(WORD.findall(theirs.group().lower()))
                told = {one.group().strip() for one in FIGURE.finditer(theirs.group())}
                alike = len(shared) >= max(LEAST_SHARED, 0.6 * len(mine))
                if alike and figures and told and not figures <= told:
                    odd = next(
                        one
                        for one in FIGURE.finditer(sentence.group())
                        if one.group().strip() not in told
                    )
                    at = sentence.start() + odd.start()
                    why = f"{title} says: {theirs.group().strip()}"
                    yield at, at + len(odd.group().rstrip()), why


def _number(text: str) -> float:
    return float(WORDS_TO_NUMBER.get(text.lower(), 0) or text)
