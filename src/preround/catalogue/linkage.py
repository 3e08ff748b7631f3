"""Rows of a table that name programs -> listed programs, with a confidence, or a question."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from preround.catalogue.link_names import (
    Candidate,
    WordWeights,
    institution_words,
    place_key,
    settings,
)
from preround.catalogue.link_scores import Field, NamedRow, Score
from preround.catalogue.program_groups import ProgramGroup, group_programs
from preround.domain.program import Program, Sponsor

__all__ = ["Choice", "Doubtful", "Linked", "Linker", "NamedRow", "Outcome", "Unmatched"]

_DECIDE = settings()["decide"]
_SPREAD: float = settings()["evidence"]["spread"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A listed program a row may mean, and how likely it is to mean it."""

    group: ProgramGroup
    confidence: float


@dataclass(frozen=True, slots=True)
class Linked:
    """A row that surely means one program."""

    row: NamedRow
    group: ProgramGroup
    confidence: float


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row that may mean one of several programs, or none: to be asked, never guessed."""

    row: NamedRow
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that fits no listed program."""

    row: NamedRow
    choices: tuple[Choice, ...] = ()


Outcome = Linked | Doubtful | Unmatched


class Linker:
    """Links rows to the programs of a catalogue; build once, use for many tables."""

    def __init__(self, programs: Iterable[Program]) -> None:
        kept = tuple(programs)
        sponsors: dict[int, Sponsor] = {id(one.sponsor): one.sponsor for one in kept}
        self._weights = WordWeights(institution_words(sponsors.values()))
        self._groups: dict[str, list[ProgramGroup]] = {}
        for group in group_programs(kept):
            self._groups.setdefault(group.specialty, []).append(group)
        self._fields: dict[str, Field] = {}
        self._of_code = {
            code: group
            for groups in self._groups.values()
            for group in groups
            for code in group.codes
        }

    def group_of(self, code: str) -> ProgramGroup:
        """Give the program that a track's code belongs to."""
        return self._of_code[code]

    def link(self, rows: Sequence[NamedRow]) -> list[Outcome]:
        """Link the rows of one table; different names never share a program.

        Rows that repeat a name, city and state mean the same and are linked together. A
        name that says so ("… (Primary Care) Program") means those tracks of its program.

        Returns
        -------
        list of Linked, Doubtful or Unmatched
            In the order of the rows.
        """
        by_field: dict[tuple[str, str], dict[tuple[str, str, str], list[NamedRow]]] = {}
        for row in rows:
            name, aspect = split_aspect(row.name)
            key = (name.casefold(), place_key(row.city), row.state)
            by_field.setdefault((row.specialty, aspect), {}).setdefault(key, []).append(row)
        outcomes: dict[int, Outcome] = {}
        for (specialty, aspect), repeats in by_field.items():
            field = self._field(specialty)
            firsts = [
                replace(same[0], name=split_aspect(same[0].name)[0]) for same in repeats.values()
            ]
            assigned = _assign(firsts, field)
            for same, outcome in zip(repeats.values(), assigned, strict=True):
                narrowed = _narrowed(outcome, aspect)
                outcomes.update({id(row): replace(narrowed, row=row) for row in same})
        return [outcomes[id(row)] for row in rows]

    def _field(self, specialty: str) -> Field:
        if specialty not in self._fields:
            groups = self._groups.get(specialty, [])
            self._fields[specialty] = Field(specialty, groups, self._weights)
        return self._fields[specialty]


def split_aspect(name: str) -> tuple[str, str]:
    """Take off a name what only says which of a program's tracks it means.

    Examples
    --------
    >>> split_aspect("Yale-New Haven Medical Center (Primary Care) Program")
    ('Yale-New Haven Medical Center Program', 'primary_care')
    """
    for aspect, pattern in _ASPECTS.items():
        rest = " ".join(pattern.sub(" ", name).split())
        if rest != " ".join(name.split()):
            return rest, aspect
    return name, ""


_ASPECTS = {
    "primary_care": re.compile(r"[(\[/-]?\s*\bprimary care\b( track)?\s*[)\]]?", re.IGNORECASE),
    "preliminary": re.compile(r"[(\[/-]?\s*\bprelim(inary)?\b( track)?\s*[)\]]?", re.IGNORECASE),
    "rural": re.compile(r"[(\[/-]?\s*\brural\b( track)?\s*[)\]]?", re.IGNORECASE),
}


def _narrowed(outcome: Outcome, aspect: str) -> Outcome:
    """Keep the tracks a name means; ask where the listing knows none of them."""
    if not aspect or not isinstance(outcome, Linked):
        return outcome
    meant = tuple(
        track
        for track in outcome.group.tracks
        if track.track == aspect or (aspect == "rural" and "rural" in track.name.lower())
    )
    if not meant:
        return Doubtful(outcome.row, (Choice(outcome.group, outcome.confidence),))
    return Linked(outcome.row, outcome.group.narrowed(meant), outcome.confidence)


def _choices(scores: Sequence[Score], candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    """Turn scores into shares of certainty, the rest being "not in the listing"."""
    shown = scores[: _DECIDE["candidates"]]
    weights = [math.exp(min(score.excess, 60.0) / _SPREAD) for score in scores]
    total = 1.0 + sum(weights)
    return tuple(
        Choice(candidates[score.candidate].group, weight / total)
        for score, weight in zip(shown, weights, strict=False)
    )


def _assign(rows: Sequence[NamedRow], field: Field) -> Iterator[Outcome]:
    """Give each program to one name at most; a row beaten to its program is asked."""
    scored = [field.scores(row) for row in rows]
    held = _holders(rows, scored, field)
    for place, (row, scores) in enumerate(zip(rows, scored, strict=True)):
        mine = [score for score in scores if place in held.get(score.candidate, (place,))]
        beaten = bool(scores) and (not mine or mine[0] is not scores[0])
        yield _outcome(row, _choices(scores if beaten else mine, field.candidates), beaten)


def _outcome(row: NamedRow, choices: tuple[Choice, ...], beaten: bool) -> Outcome:
    if choices and choices[0].confidence >= _DECIDE["link"] and not beaten:
        return Linked(row, choices[0].group, choices[0].confidence)
    if choices and choices[0].confidence >= _DECIDE["ask"]:
        return Doubtful(row, choices)
    return Unmatched(row, choices)


def _holders(
    rows: Sequence[NamedRow], scored: Sequence[list[Score]], field: Field
) -> dict[int, tuple[int, ...]]:
    """Which rows hold which candidate: the clearly best name of those sure of it.

    One name in several spellings ("University of Rochester", "University of Rochester
    Medical Center") is one name. Where two names are about as good, neither holds the
    candidate and all are asked.
    """
    claims: dict[int, list[tuple[float, int]]] = {}
    for place, scores in enumerate(scored):
        choices = _choices(scores, field.candidates)
        if choices and choices[0].confidence >= _DECIDE["link"]:
            claims.setdefault(scores[0].candidate, []).append((scores[0].excess, place))
    held = {}
    for candidate, rivals in claims.items():
        rivals.sort(reverse=True)
        best, first = rivals[0]
        same = [place for _, place in rivals if _one_name(rows[first], rows[place], field)]
        others = [excess for excess, place in rivals if place not in same]
        clear = not others or best - others[0] >= _DECIDE["clear"]
        held[candidate] = tuple(same) if clear else ()
    return held


def _one_name(one: NamedRow, other: NamedRow, field: Field) -> bool:
    """Whether two rows say the same telling words of the same place."""
    cities = {place_key(one.city), place_key(other.city)} - {""}
    return field.core(one) == field.core(other) and len(cities) < 2
