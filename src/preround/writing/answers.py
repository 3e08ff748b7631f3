"""Interview questions by theme, and the person's own facts that answer them best."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

WORD = re.compile(r"[a-z%]+(?:[-'][a-z]+)*|\d+%?")
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "with",
        "on",
        "by",
        "as",
        "is",
        "are",
        "be",
        "was",
        "were",
        "did",
        "do",
        "does",
        "you",
        "your",
        "i",
        "me",
        "my",
        "we",
        "our",
        "it",
        "that",
        "this",
        "what",
        "when",
        "how",
        "why",
        "who",
        "which",
        "tell",
        "about",
        "time",
        "describe",
        "have",
        "has",
        "had",
        "at",
        "from",
        "would",
        "will",
        "can",
        "not",
        "there",
        "here",
        "if",
        "so",
        "than",
        "then",
        "they",
        "them",
        "one",
        "some",
        "any",
    ]
)
STAR = ("teamwork", "feedback", "leadership", "improvement", "patient", "stress", "ethics")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of interviews: how it is asked, which facts answer it, how an answer goes."""

    name: str
    title: str
    cues: tuple[str, ...]
    shows: tuple[str, ...]
    outline: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """One thing the person recorded: an id, a text, perhaps a day."""

    id: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class OutlineStep:
    """One step of an answer, with the facts that carry it."""

    step: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Evidence and outline for one question; nothing in it was written for the person."""

    question: str
    theme: Theme
    evidence: tuple[RecordedFact, ...]
    outline: tuple[OutlineStep, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme of the bank."""
    text = resources.files("preround.writing").joinpath("data/questions.toml").read_text("utf-8")
    return tuple(
        Theme(
            name,
            entry["title"],
            tuple(entry["cues"]),
            tuple(entry["shows"]),
            tuple(entry["outline"]),
            tuple(entry["questions"]),
        )
        for name, entry in tomllib.loads(text).items()
    )


def theme_of(question: str) -> Theme:
    """The theme a question asks for: a question of the bank, else the most and longest cues."""
    asked = question.lower().strip()
    best, best_score = themes()[4], 0.0
    for theme in themes():
        score = sum(len(cue.split()) + 0.1 * len(cue) for cue in theme.cues if cue in asked)
        if any(asked == known.lower() for known in theme.questions):
            score += 100
        if score > best_score:
            best, best_score = theme, score
    return best


def find_evidence(
    question: str, facts: Sequence[RecordedFact], *, today: date, wanted: int = 5
) -> tuple[RecordedFact, ...]:
    """The facts that answer a question best: shared words, the theme's words, numbers, recency.

    Notes
    -----
    Words are weighed by how few facts hold them; a fact of five years ago counts half.
    """
    theme = theme_of(question)
    asked = {_stem(word) for word in _words(question)} - STOP
    texts = [Counter(_stem(word) for word in _words(fact.text)) for fact in facts]
    seen = Counter(word for text in texts for word in text)
    scored = []
    for fact, text in zip(facts, texts, strict=True):
        score = sum(
            math.log(1 + (len(facts) + 1) / (1 + seen[word])) * 1.5 for word in asked & text.keys()
        )
        lower = fact.text.lower()
        score += sum(1.0 for shown in theme.shows if shown in lower)
        if score <= 0:
            continue
        score += 0.6 if re.search(r"\d", fact.text) else 0.0
        if fact.day is not None:
            years = max(0.0, (today - fact.day).days / 365.25)
            score *= 0.5 + 0.5 * 0.5 ** (years / 2.5)
        scored.append((score, fact.id, fact))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(fact for _score, _id, fact in scored[:wanted])


def answer_question(
    question: str, facts: Sequence[RecordedFact], *, today: date, wanted: int = 5
) -> Answer:
    """Best facts and an outline whose steps name the facts that could carry them."""
    theme = theme_of(question)
    evidence = find_evidence(question, facts, today=today, wanted=wanted)
    return Answer(question, theme, evidence, tuple(_outline(theme, evidence)))


RESULT = re.compile(
    r"\d+\s?%|\bfrom \d|\breduc|\bimprov|\braised|\bfell|\brose|\bpassed|\bmatched|\bturnaround",
    re.IGNORECASE,
)


REASON = re.compile(
    r"\b(?:visa|family|moved|money|exam|child|ill\w*|permit|support|war|fees)\b", re.IGNORECASE
)
OWN_REASON = ("Constraint", "The cause", "A plain reason", "What you think decided")


def _outline(theme: Theme, evidence: Sequence[RecordedFact]) -> list[OutlineStep]:
    results = [fact.id for fact in evidence if RESULT.search(fact.text)]
    others = [fact.id for fact in evidence if fact.id not in results]
    reasons = [fact.id for fact in evidence if REASON.search(fact.text)]
    steps = []
    for place, step in enumerate(theme.outline):
        if step.startswith(OWN_REASON):
            steps.append(OutlineStep(step, tuple(reasons[:1])))
            continue
        last = place == len(theme.outline) - 1
        if last or step.startswith(("Result", "Proof")):
            steps.append(OutlineStep(step, tuple(results[:1])))
        elif place == 0:
            steps.append(OutlineStep(step, tuple((others or results)[:1])))
        else:
            steps.append(OutlineStep(step, tuple(others[place : place + 1] or others[:1])))
    return steps


def spoken_seconds(text: str, words_per_minute: int = 130) -> int:
    """How long a text takes aloud, at the pace of careful speech."""
    return round(len(text.split()) * 60 / words_per_minute)


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _stem(word: str) -> str:
    for end in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word
