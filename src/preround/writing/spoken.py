"""How long a text takes aloud, at two cited paces, and how long an answer may take."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from preround.domain.citation import Citation, Confidence


@dataclass(frozen=True, slots=True)
class SpeechFigure:
    """One cited figure on speech."""

    value: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class SpokenLength:
    """A text's words, and its seconds at the usual pace and at a slow one."""

    n_words: int
    seconds: int
    seconds_slow: int

    @property
    def verdict(self) -> str:
        """Whether it fits an answer: short, fits, long, too_long."""
        middle = (self.seconds + self.seconds_slow) / 2
        if middle < speech("answer_seconds_short").value:
            return "short"
        if middle <= speech("answer_seconds_long").value:
            return "fits"
        return "long" if middle <= speech("answer_seconds_most").value else "too_long"


@cache
def _figures() -> dict[str, SpeechFigure]:
    path = resources.files("preround.writing").joinpath("data/speech.csv")
    with path.open("r", encoding="utf-8") as file:
        return {
            row["name"]: SpeechFigure(
                int(row["value"]),
                Citation(
                    row["source"],
                    row["locator"],
                    date.fromisoformat(row["read"]),
                    Confidence(row["confidence"]),
                    row["url"],
                ),
            )
            for row in csv.DictReader(file)
        }


def speech(name: str) -> SpeechFigure:
    """One figure by its name in `data/speech.csv`."""
    return _figures()[name]


def spoken_length(text: str) -> SpokenLength:
    """Words and seconds of a text aloud.

    Source: the paces of `data/speech.csv`.

    Examples
    --------
    >>> spoken_length("word " * 150).seconds
    60
    """
    n = len(text.split())
    return SpokenLength(
        n,
        round(n * 60 / speech("words_per_minute").value),
        round(n * 60 / speech("words_per_minute_slow").value),
    )
