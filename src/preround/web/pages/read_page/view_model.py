"""The proposals of a page as they are drawn, beside what is known of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.catalogue.fact_kinds import FactKind, fact_kind
from preround.domain.program import FactScalar, FactState, Program
from preround.jobs.read_program_page import COUNTED_FACTS, PageFact, ReadPage, catalogue_value

SOURCE_NAME = "page.txt"


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal: what the page says, what stood before, whether it is kept already."""

    kind: FactKind
    value: str
    fact: PageFact
    now: str
    kept: bool


def lines(page: ReadPage, program: Program) -> Sequence[Line]:
    """Give a line for each proposal, in the order of the facts."""
    return tuple(_line(fact, program) for fact in page.facts)


def _line(fact: PageFact, program: Program) -> Line:
    value = catalogue_value(fact)
    known = program.fact(fact.name)
    if known.state is FactState.DISAGREE:
        now = "sources disagree"
    else:
        now = _words(known.value, fact.name) if known.value is not None else "not stated"
    sentence = " ".join(fact.text.split())
    latest = known.latest
    kept = (
        known.state is FactState.STATED
        and known.value == value
        and latest is not None
        and latest.note[:200] == sentence[:200]
    )
    return Line(fact_kind(fact.name), _words(value, fact.name), fact, now, kept)


def _words(value: FactScalar, name: str) -> str:
    if name in COUNTED_FACTS and isinstance(value, int | float):
        return f"{value:.0%}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")
