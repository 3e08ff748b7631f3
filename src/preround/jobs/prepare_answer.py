"""A question beside the record: evidence, outline, and what was said aloud held against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from preround.writing.answers import Answer, Theme, answer_question, theme_of, themes
from preround.writing.ledger import LedgerLine, Standing, claims_ledger
from preround.writing.recorded import RecordedFact
from preround.writing.spoken import SpokenLength, spoken_length


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """One question prepared: the answer's bones, and the words said so far."""

    answer: Answer
    length: SpokenLength | None
    ledger: tuple[LedgerLine, ...]

    @property
    def loose(self) -> tuple[LedgerLine, ...]:
        """The claims that nothing recorded bears."""
        return tuple(line for line in self.ledger if line.standing is not Standing.TRACED)


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """A theme of the bank, and how many of its questions were prepared and said aloud."""

    theme: Theme
    n_prepared: int
    n_practised: int


def prepare_answer(
    question: str, facts: Sequence[RecordedFact], said: str, *, today: date
) -> PreparedAnswer:
    """Pick evidence, lay out the answer, and time and trace what was said."""
    answer = answer_question(question, facts, today=today)
    if not said.strip():
        return PreparedAnswer(answer, None, ())
    return PreparedAnswer(answer, spoken_length(said), claims_ledger(said, facts))


def themes_with_progress(
    prepared: Iterable[str], practised: Iterable[str]
) -> tuple[ThemeProgress, ...]:
    """Every theme with how far the person has come, by the questions they worked on."""
    written = Counter(theme_of(question).name for question in prepared)
    spoken = Counter(theme_of(question).name for question in practised)
    return tuple(
        ThemeProgress(theme, written[theme.name], spoken[theme.name]) for theme in themes()
    )
