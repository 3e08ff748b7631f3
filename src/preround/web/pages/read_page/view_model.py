"""The proposals of a page as they are drawn, under their sentences, beside what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from preround.catalogue.fact_kinds import FactKind, fact_kind
from preround.domain.program import FactScalar, FactState, Program
from preround.jobs.read_program_page import (
    COUNTED_FACTS,
    PageFact,
    ReadPage,
    Undecided,
    catalogue_value,
)

SOURCE_NAME = "page.txt"
#: A sentence shorter than this may be an answer; it is shown with what stands before it.
SHORT_SENTENCE = 45
MOST_BEFORE = 140
#: What either reading says, of an exception, of a wish, and of what a program grants.
LET_OFF = {"rule": "It holds for me", "open": "I am let off"}
WISHED = {"rule": "Take it as a rule", "open": "As a wish"}
GRANTED = {"rule": "For me", "open": "For me"}
GRANTS = frozenset({"visa_j1", "visa_h1b", "accepts_img"})
_LEAD_IN = re.compile(r"(?:\s|[-*•]|\bA\s?[.:])*$")
_BREAK = re.compile(r"(?<=[.?!])\s+|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal: its value, what stood before, whether it is kept, whether it is next."""

    kind: FactKind
    value: str
    fact: PageFact
    now: str
    kept: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the page, the words before it where it is short, and what it states."""

    text: str
    before: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the two ways to read a rule with a way out; `press` is what its button sends."""

    press: str
    means: str
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """One fact that a sentence leaves to decide."""

    kind: FactKind
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One sentence with a way out, and the facts it leaves to decide."""

    text: str
    doubts: tuple[Doubt, ...]


def to_decide(page: ReadPage, program: Program, left_open: Sequence[str]) -> Sequence[Doubtful]:
    """Give the page's rules with a way out, sentence by sentence.

    Parameters
    ----------
    left_open
        Facts that were read as no limit: nothing is kept of them, so the page is told.
    """
    held = groupby(page.undecided, key=lambda one: one.start)
    return tuple(
        Doubtful(found[0].text, tuple(_doubt(one, program, left_open) for one in found))
        for found in (list(group) for _, group in held)
    )


def _doubt(one: Undecided, program: Program, left_open: Sequence[str]) -> Doubt:
    kind = fact_kind(one.name)
    known = program.fact(one.name)
    note = " ".join(one.text.split())[:200]
    here = known.latest is not None and known.latest.note[:200] == note
    means = GRANTED if one.name in GRANTS else WISHED if one.soft else LET_OFF
    readings = []
    for way in one.ways:
        if way.value is None:
            value, chosen = "no limit", one.name in left_open and known.value is None
        else:
            kept = catalogue_value(one.name, way.value)
            value, chosen = _with_unit(kind, kept), here and known.value == kept
        readings.append(Reading(f"{one.name}={way.name}", means[way.name], value, chosen))
    return Doubt(kind, tuple(readings))


def sentences(page: ReadPage, program: Program, after: str = "") -> Sequence[Said]:
    """Give the page's sentences that state something, in the order they stand on it.

    Parameters
    ----------
    page, program
        What was read, and the program it is of.
    after
        The fact that was just kept: the next one to be kept is looked for below it.
    """
    facts = sorted(page.plain_facts, key=lambda fact: fact.start)
    kept = {fact.name for fact in facts if _is_kept(fact, program)}
    coming = _next(facts, kept, after)
    return tuple(
        Said(
            fact.text,
            _before(page.text, fact),
            tuple(_line(one, program, kept, coming) for one in held),
        )
        for fact, held in (
            (held[0], held)
            for held in (list(group) for _, group in groupby(facts, key=lambda fact: fact.start))
        )
    )


def _next(facts: Sequence[PageFact], kept: set[str], after: str) -> str:
    """The proposal to be decided next: below the one just kept, else the first."""
    names = [fact.name for fact in facts]
    at = names.index(after) + 1 if after in names else 0
    return next((name for name in names[at:] + names[:at] if name not in kept), "")


def _before(text: str, fact: PageFact) -> str:
    """The sentence or question before a short one, without which "Yes." says nothing."""
    if len(fact.text) >= SHORT_SENTENCE:
        return ""
    near = _LEAD_IN.sub("", text[max(0, fact.start - 2 * MOST_BEFORE) : fact.start])
    last = " ".join(_BREAK.split(near)[-1].split())
    return last if len(last) <= MOST_BEFORE else "…" + last[-MOST_BEFORE:].partition(" ")[2]


def _is_kept(fact: PageFact, program: Program) -> bool:
    known = program.fact(fact.name)
    sentence = " ".join(fact.text.split())
    return (
        known.state is FactState.STATED
        and known.value == catalogue_value(fact.name, fact.value)
        and known.latest is not None
        and known.latest.note[:200] == sentence[:200]
    )


def _line(fact: PageFact, program: Program, kept: set[str], coming: str) -> Line:
    known = program.fact(fact.name)
    if known.state is FactState.DISAGREE:
        now = "sources disagree"
    else:
        now = _words(known.value, fact.name) if known.value is not None else ""
    kind = fact_kind(fact.name)
    value = _with_unit(kind, catalogue_value(fact.name, fact.value))
    return Line(kind, value, fact, now, fact.name in kept, is_next=fact.name == coming)


def _with_unit(kind: FactKind, value: FactScalar) -> str:
    words, unit = _words(value, kind.name), kind.unit.split(";")[0]
    return f"{words} {unit}" if unit and unit not in kind.label.lower() else words


def _words(value: FactScalar, name: str) -> str:
    if name in COUNTED_FACTS and isinstance(value, int | float):
        return f"{value:.0%}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")
