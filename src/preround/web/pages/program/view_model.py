"""A program as its page draws it: facts by group, verdicts, odds, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Any

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.fact_kinds import (
    FACT_KINDS,
    FactKind,
    Freshness,
    ValueType,
    fact_kind,
    freshness,
)
from preround.catalogue.overlay import Batch, FactEntry
from preround.domain.errors import UserError
from preround.domain.program import FactScalar, Program, ProgramFact
from preround.domain.program_list import ListRow, SignalCount
from preround.domain.verdict import RuleResult, Verdict
from preround.web import clock, lists, marks, notes
from preround.web.design.interval_picture import AXES, axis_for
from preround.web.design.words import share
from preround.web.errors import NotInList
from preround.web.record import Dossier

if TYPE_CHECKING:
    from preround.fit.odds_explain import OddsTerm

GROUPS: Mapping[str, str] = {
    "visa": "Visa",
    "img": "Who is considered",
    "score_floor": "Scores",
    "attempts": "Attempts",
    "step_3": "Step 3",
    "graduation_year": "Graduation",
    "us_experience": "U.S. experience",
    "certification": "Certification and timing",
    "letters": "Letters",
    "odds": "Who was interviewed, who trains there",
}
#: Standard deviations either side within which eight of ten draws lie.
EIGHTY_PERCENT = 1.2816
SPREAD_SHOWN_FROM = 0.005
ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of the program as a row."""

    kind: FactKind
    fact: ProgramFact
    values: Sequence[str]
    stale: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One entry of a fact's history, and whether it still counts."""

    batch: Batch
    entry: FactEntry
    value: str
    counts: bool


def program_page(dossier: Dossier, code: str) -> dict[str, Any]:
    """Give everything the program page draws."""
    catalogue = lists.catalogue()
    program = catalogue.get(code)
    row, why_not, signals = _row(dossier, program)
    chosen = marks.choices(dossier.record)
    note = notes.read(dossier.record, program.nrmp_code)
    return {
        "dossier": dossier,
        "program": program,
        "row": row,
        "why_not": why_not,
        "signals": signals,
        "pinned": program.nrmp_code in chosen.pinned,
        "excluded": program.nrmp_code in chosen.excluded,
        "signal_by_hand": chosen.signals.get(program.nrmp_code, ""),
        "verdicts": _sorted_verdicts(row.verdicts if row else _judge(dossier, program)),
        "axis": axis_for([row.interview, row.interview_plain]) if row else AXES[1],
        "groups": _groups(program),
        "siblings": _siblings(catalogue, program),
        "note": note,
        "note_history": list(note.history.all()) if note.pk else [],
        "nav_here": "programs",
    }


def _row(dossier: Dossier, program: Program) -> tuple[ListRow | None, str, Sequence[SignalCount]]:
    """Give the program's row, or why it has none, and the signals of its specialty."""
    try:
        listing = lists.built_list(dossier).listing
    except UserError as problem:
        return None, str(problem), ()
    signals = [one for one in listing.summary.signals if one.specialty == program.specialty]
    for row in listing.rows:
        if row.program.nrmp_code == program.nrmp_code:
            return row, "", signals
    named = ", ".join(listing.specialties)
    return None, f"It is not among the specialties and tracks of this list ({named}).", ()


def _judge(dossier: Dossier, program: Program) -> tuple[RuleResult, ...]:
    from preround.facts.reader import load_season
    from preround.fit.verdicts import RuleContext, judge

    context = RuleContext(season_facts=load_season(clock.season()), today=clock.today())
    return judge(dossier.applicant, program, context)


def _sorted_verdicts(results: Sequence[RuleResult]) -> list[RuleResult]:
    shown = [one for one in results if one.verdict is not Verdict.NOT_APPLICABLE]
    return sorted(shown, key=lambda one: (not one.blocks, ORDER.index(one.verdict)))


def _groups(program: Program) -> list[tuple[str, list[FactLine]]]:
    by_year = [name for name in program.facts if name not in FACT_KINDS]
    names = [name for name, kind in FACT_KINDS.items() if not kind.by_year]
    groups: dict[str, list[FactLine]] = {}
    for name in (*names, *sorted(by_year, reverse=True)):
        line = _line(program, name)
        heading = GROUPS.get(line.kind.applies_to_rule, line.kind.applies_to_rule)
        groups.setdefault(heading, []).append(line)
    return list(groups.items())


def _line(program: Program, name: str) -> FactLine:
    kind, fact = fact_kind(name), program.fact(name)
    values = dict.fromkeys(in_words(kind, reading.value) for reading in fact.readings)
    latest = fact.latest
    stale = latest is not None and freshness(latest, clock.today(), kind) is Freshness.STALE
    return FactLine(kind, fact, list(values), stale)


def in_words(kind: FactKind, value: FactScalar | None) -> str:
    """Write a fact's value as people say it."""
    if value is None:
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind.type is ValueType.RATE:
        return f"{share(float(value))}%"
    if kind.type is ValueType.CHOICE:
        return str(value).replace("_", " ")
    unit = kind.unit.split(";")[0]
    return f"{value} {unit}".strip() if kind.type is ValueType.INT else str(value)


def _siblings(catalogue: Catalogue, program: Program) -> list[Program]:
    return [
        other
        for other in catalogue.programs
        if other.sponsor.code == program.sponsor.code
        and other.specialty == program.specialty
        and other.nrmp_code != program.nrmp_code
    ]


def fact_page(code: str, name: str) -> dict[str, Any]:
    """Give one fact with everything ever said about it."""
    program = lists.catalogue().get(code)
    overlay = lists.workspace().read_overlay()
    line = _line(program, name)
    past = [
        Past(batch, entry, in_words(line.kind, entry.value), batch.id in overlay.standing)
        for batch in reversed(overlay.batches)
        for entry in batch.entries
        if entry.nrmp_code == program.nrmp_code and entry.fact == name
    ]
    return {
        "program": program,
        "line": line,
        "kind": line.kind,
        "past": past,
        "version": overlay.version,
        "nav_here": "programs",
    }


@dataclass(frozen=True, slots=True)
class TermLine:
    """One part of an odds figure, and where the chance stands after it."""

    term: OddsTerm
    is_start: bool
    factor: str
    spread: str
    after: float


def _terms(terms: Sequence[OddsTerm]) -> list[TermLine]:
    lines: list[TermLine] = []
    total = 0.0
    for term in terms:
        total += term.logit
        low, high = (exp(term.logit + sign * EIGHTY_PERCENT * term.spread) for sign in (-1, 1))
        spread = f"{low:.2f} to {high:.2f}" if term.spread > SPREAD_SHOWN_FROM else ""
        lines.append(
            TermLine(term, not lines, f"{exp(term.logit):.2f}", spread, 1 / (1 + exp(-total)))
        )
    return lines


def how_page(dossier: Dossier, code: str, signal: str) -> dict[str, Any]:
    """Give the terms of an odds figure.

    Raises
    ------
    NotInList
        When the program has no figure, not being in this list.
    """
    built = lists.built_list(dossier)
    program = lists.catalogue().get(code)
    row = next(
        (one for one in built.listing.rows if one.program.nrmp_code == program.nrmp_code), None
    )
    if row is None:
        raise NotInList(program.institution)
    tiers = built.odds.tiers
    signals = built.listing.summary.signals
    offered = {one.tier for one in signals if one.specialty == program.specialty}
    tier = tiers.index(signal) if signal in tiers else 0
    return {
        "dossier": dossier,
        "program": program,
        "row": row,
        "tier": tiers[tier],
        "tiers": ["none", *(name for name in tiers if name in offered)],
        "terms": _terms(built.odds.explain(row.index, tier)),
        "interview": built.odds.interval(row.index, tier),
        "axis": axis_for([row.interview, row.interview_plain]),
        "nav_here": "list",
    }
