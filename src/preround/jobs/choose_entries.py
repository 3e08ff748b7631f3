"""Kept entries: a draft from the log, the best ten and three, hours, versions compared."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from preround.audit.audit import audit
from preround.audit.translate import translate
from preround.audit.work_log import LineKind, WorkLine
from preround.writing.entries import (
    Entry,
    EntryFact,
    Experience,
    choose_experiences,
    compose_entry,
    has_count,
    overlaps_and_gaps,
    place_of,
    total_hours,
)
from preround.writing.form_limits import form_limit
from preround.writing.recorded import RecordedFact

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """What of a stored entry the choice needs."""

    id: str
    title: str
    text: str
    start: dt.date | None
    end: dt.date | None
    hours_per_week: float | None
    meaningful: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """One entry in the order chosen, why, and its hours."""

    id: str
    title: str
    rank: int
    competencies: tuple[str, ...]
    hours: float | None
    in_form: bool
    among_best: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The order of all entries, how many the form takes, and what the dates say."""

    entries: tuple[Chosen, ...]
    n_form: int
    n_best: int
    said: tuple[str, ...]
    undated: tuple[str, ...]


def draft_entry(place: str, lines: Sequence[WorkLine], *, season: int) -> Entry:
    """Put logged lines in order within the season's limit; no word is invented.

    Notes
    -----
    The box is small: of tasks that teach the same, one comes in, those with a number and those
    done in most weeks first; a task whose words bear no skill stays out unless it has a number.
    """
    told, rest = translate(lines)
    tasks = [one.line for one in told]
    tasks += [one.line for one in rest if one.asked and has_count(one.line.said)]
    results = [line for line in lines if line.kind is LineKind.RESULT]
    read = audit((line.job, line.text) for line in [*tasks, *results])
    placed = [
        EntryFact(
            RecordedFact(f"line {n:03}", line.said), place_of(line.said, task.letters), task.letters
        )
        for n, (line, task) in enumerate(zip([*tasks, *results], read.tasks, strict=True), 1)
    ]
    return compose_entry(place, placed, season=season)


def also_logged(lines: Sequence[WorkLine], text: str) -> list[str]:
    """What a log holds and a text does not, the latest first, each once: to put in or leave out.

    Examples
    --------
    >>> line = WorkLine(dt.date(2026, 11, 16), "clerk", LineKind.TASK, "answered phones")
    >>> also_logged([line], "Checked in 60 patients."), also_logged([line], "Answered phones.")
    (['answered phones'], [])
    """
    there = " ".join(text.lower().split())
    said = (one.said.rstrip(".") for one in sorted(lines, key=lambda one: one.week, reverse=True))
    return [one for one in dict.fromkeys(said) if " ".join(one.lower().split()) not in there]


def competencies_of(title: str, text: str) -> frozenset[str]:
    """The core competencies that an entry's sentences serve."""
    parts = [part for part in SENTENCE.split(text) if part.strip()]
    return frozenset(
        task.competency for task in audit((title, part) for part in parts).tasks if task.relevant
    )


def choose_entries(kept: Sequence[KeptEntry], *, season: int, today: dt.date) -> Choice:
    """Order entries by what each adds: competencies not yet covered, recency, depth.

    Notes
    -----
    An entry without a first day cannot be ordered by recency and is named apart.
    """
    dated = [
        Experience(x.id, x.title, x.start, x.end, x.hours_per_week or 0.0,
                   competencies_of(x.title, x.text), x.meaningful)
        for x in kept
        if x.start is not None
    ]  # fmt: skip
    n_form = form_limit("experiences_max", season).limit
    n_best = form_limit("most_meaningful_max", season).limit
    ordered = choose_experiences(dated, season=season, today=today, wanted=len(dated))
    best = {
        one.id for one in choose_experiences(ordered[:n_form], season=season, today=today,
                                             wanted=n_best)
    }  # fmt: skip
    return Choice(
        tuple(
            Chosen(
                one.id,
                one.title,
                n,
                tuple(sorted(one.competencies)),
                total_hours(one, today) if one.hours_per_week else None,
                n <= n_form,
                one.id in best,
            )
            for n, one in enumerate(ordered, 1)
        ),
        n_form,
        n_best,
        overlaps_and_gaps(dated, today=today),
        tuple(one.title for one in kept if one.start is None),
    )


def hours_between(
    start: dt.date, end: dt.date | None, hours_per_week: float, today: dt.date
) -> tuple[float, float]:
    """Weeks from the first day to the last, or today, and the hours in them.

    Examples
    --------
    >>> hours_between(dt.date(2026, 1, 5), dt.date(2026, 1, 18), 20, dt.date(2026, 11, 22))
    (2.0, 40.0)
    """
    one = Experience("", "", start, end, hours_per_week, frozenset())
    hours = total_hours(one, today)
    return hours / hours_per_week, hours


def compare_texts(before: str, after: str) -> list[tuple[str, str]]:
    """The way from one text to another: (same | gone | new, words), in order.

    Examples
    --------
    >>> compare_texts("Roomed 20 patients", "Roomed 25 patients")
    [('same', 'Roomed '), ('gone', '20'), ('new', '25'), ('same', ' patients')]
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(("gone", "".join(old[a:b])))
        if c < d:
            found.append(("new", "".join(new[c:d])))
    return found
