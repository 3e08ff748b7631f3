"""How well each listed program explains the name of a row: weighed words, place, "none"."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from preround.catalogue.link_names import (
    Candidate,
    Variant,
    Words,
    WordWeights,
    candidates_of,
    name_parts,
    name_words,
    place_key,
    settings,
    specialty_words,
)
from preround.catalogue.program_groups import ProgramGroup
from preround.catalogue.words import SMALL_WORDS, canonical_words


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that names a program: its number in the table, and what it says.

    `state` is a two-letter code or ""; `specialty` a name of the listing.
    """

    number: int
    name: str
    city: str
    state: str
    specialty: str


@dataclass(frozen=True, slots=True)
class Score:
    """How much better one candidate explains a row than no listed program does."""

    candidate: int
    excess: float


@dataclass(frozen=True, slots=True)
class _Core:
    """A part of a row's name taken as its core.

    `against` is what each word costs where the candidate lacks it, `none` what "not in
    the listing" scores.
    """

    against: Mapping[str, float]
    none: float


@dataclass(frozen=True, slots=True)
class _RowWords:
    """A row's words; `met` maps each to the known words it may be, with a share."""

    met: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]
    cores: tuple[_Core, ...]
    city: str
    city_words: Words


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The weights of linkage.toml that scoring uses, under their names there."""

    unmet_name: float
    unmet_aside: float
    unmet_elsewhere: float
    unmet_candidate: float
    unmet_optional: float
    same_name: float
    same_core: float
    same_city: float
    other_city: float
    is_site: float
    none_share: float
    none_aside: float
    none_least: float
    spread: float


_EVIDENCE = _Evidence(**settings()["evidence"])
_WORDS = settings()["words"]
_SHORTEST_SLIP: int = _WORDS["shortest_slip"]
_LONGEST_ONE_SLIP: int = _WORDS["longest_one_slip"]
_NEAR_SHARE: float = _WORDS["near_share"]
_PLACE_SHARE: float = _WORDS["place_share"]
_CITY_SHARE: float = _WORDS["city_share"]


def _none(weights: Mapping[str, float], core: Words) -> float:
    """What it scores to say that no listed program is meant: more, the more a name says."""
    total = sum(
        weight if word in core else weight * _EVIDENCE.none_aside
        for word, weight in weights.items()
    )
    return max(_EVIDENCE.none_share * total, _EVIDENCE.none_least)


def _city_evidence(row: _RowWords, candidate: Candidate) -> float:
    if not row.city or not candidate.cities:
        return 0.0
    if row.city in candidate.cities:
        return _EVIDENCE.same_city
    if any(_one_slip_apart(row.city, city) for city in candidate.cities):
        return _EVIDENCE.same_city
    return -_EVIDENCE.other_city


def _one_slip_apart(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5:
        return False
    return int(OSA.distance(one, other, score_cutoff=1)) <= 1


class Field:
    """The candidates of one specialty, found by their words."""

    def __init__(
        self, specialty: str, groups: Sequence[ProgramGroup], weights: WordWeights
    ) -> None:
        self.candidates = candidates_of(groups, weights)
        self._weights = weights
        self._silent = specialty_words(specialty)
        self._having: dict[str, list[int]] = {}
        self._named: dict[Words, list[int]] = {}
        self._in_city: dict[str, list[int]] = {}
        for i, candidate in enumerate(self.candidates):
            for words in {one.words for one in candidate.variants}:
                self._named.setdefault(words, []).append(i)
            for word in frozenset().union(*(one.words for one in candidate.variants)):
                self._having.setdefault(word, []).append(i)
            for city in candidate.cities:
                self._in_city.setdefault(city, []).append(i)
        self._long_words = [word for word in self._having if len(word) >= _SHORTEST_SLIP]
        self._common = sorted({*weights.generic, *self._silent})
        self._near: dict[str, dict[str, float]] = {}
        self._mends: dict[str, str] = {}

    def scores(self, row: NamedRow) -> list[Score]:
        """Score every candidate that shares a telling word or the city, best first."""
        words = self._row_words(row)
        found = [
            Score(i, self._excess(words, self.candidates[i]))
            for i in self._worth_scoring(words)
            if not row.state or row.state in self.candidates[i].states
        ]
        found.sort(key=lambda score: -score.excess)
        return found

    def core(self, row: NamedRow) -> Words:
        """The words of a row's name without fillers and slips."""
        words = frozenset(self._mended(word) for word in name_words(row.name, self._silent))
        words -= self._silent | SMALL_WORDS
        return words - self._weights.filler or words

    def _worth_scoring(self, row: _RowWords) -> set[int]:
        telling = {
            known
            for word, nears in row.met.items()
            for known in nears
            if not self._weights.is_generic(known)
        }
        found = {i for known in telling for i in self._having.get(known, ())}
        found.update(self._in_city.get(row.city, ()))
        found.update(self._named.get(frozenset(row.met), ()))
        return found

    def _row_words(self, row: NamedRow) -> _RowWords:
        words = frozenset(self._mended(word) for word in name_words(row.name, self._silent))
        words = words - self._silent - SMALL_WORDS or words
        weights = {word: self._weights[word] for word in words}
        return _RowWords(
            met=self._met(row.name, words),
            weights=weights,
            cores=tuple(self._core(weights, core) for core in self._cores(row, words)),
            city=place_key(row.city),
            city_words=frozenset(canonical_words(row.city)),
        )

    def _core(self, weights: Mapping[str, float], core: Words) -> _Core:
        against = {}
        for word, weight in weights.items():
            if self._weights.tells(word):
                share = _EVIDENCE.unmet_elsewhere
            else:
                share = _EVIDENCE.unmet_name if word in core else _EVIDENCE.unmet_aside
            against[word] = weight * share
        return _Core(against, _none(weights, core))

    def _cores(self, row: NamedRow, words: Words) -> tuple[Words, ...]:
        """The whole name, and each part of it that could name an institution alone.

        Why not every part: the rest counts little beside a core, and a mere brand ("HCA
        Florida") must not make the hospital's own name count little.
        """
        parts = [
            frozenset(map(self._mended, name_words(text, self._silent))) & words
            for text in name_parts(row.name)
        ]
        parts = [part for part in parts if part]
        if len(parts) < 2:
            return (words,)
        return (words, *(part for part in parts if any(map(self._weights.narrows, part))))

    def _met(self, name: str, words: Words) -> dict[str, dict[str, float]]:
        """For each word of a row, the known words it is, nearly is, or is half of."""
        met = {word: self._known_near(word) for word in words}
        in_order = [word for word in map(self._mended, canonical_words(name)) if word in words]
        for first, second in pairwise(in_order):
            joined = first + second
            if joined in self._having:
                met[first] = {**met[first], joined: 1.0}
                met[second] = {**met[second], joined: 1.0}
        return met

    def _mended(self, word: str) -> str:
        """Undo a slip in a word that says nothing ("Progarm", "Hopsital", "oof")."""
        if word in self._having or len(word) == 4 or word in self._mends:
            return self._mends.get(word, word)
        most = 1 if len(word) <= _LONGEST_ONE_SLIP else 2
        common = self._common if len(word) > 4 else sorted(SMALL_WORDS)
        near = process.extractOne(word, common, scorer=OSA.distance, score_cutoff=most)
        self._mends[word] = near[0] if near else word
        return self._mends[word]

    def _known_near(self, word: str) -> dict[str, float]:
        if word in self._having:
            return {word: 1.0}
        if word not in self._near:
            self._near[word] = self._slips(word)
        return self._near[word]

    def _slips(self, word: str) -> dict[str, float]:
        for cut in range(3, len(word) - 2):
            if word[:cut] in self._having and word[cut:] in self._having:
                return {word[:cut]: 1.0, word[cut:]: 1.0}
        if len(word) < _SHORTEST_SLIP or word.isdigit():
            return {}
        most = 1 if len(word) <= _LONGEST_ONE_SLIP else 2
        near = process.extract(
            word, self._long_words, scorer=OSA.distance, score_cutoff=most, limit=5
        )
        return {known: _NEAR_SHARE for known, _, _ in near}

    def _excess(self, row: _RowWords, candidate: Candidate) -> float:
        """Weigh a row against a candidate, less what "not in the listing" would score."""
        known = {one for nears in row.met.values() for one in nears}
        best = max(
            (
                self._gained(row, variant, candidate)
                for variant in candidate.variants
                if not variant.words.isdisjoint(known)
            ),
            default=-math.inf,
        )
        site = _EVIDENCE.is_site if candidate.is_site else 0.0
        return best - site + _city_evidence(row, candidate)

    def _gained(self, row: _RowWords, variant: Variant, candidate: Candidate) -> float:
        gained = 0.0
        met: set[str] = set()
        unmet: list[str] = []
        for word, nears in row.met.items():
            found = [known for known in nears if known in variant.words]
            if found:
                met.update(found)
                share = _CITY_SHARE if word in row.city_words else 1.0
                gained += share * max(self._weights[known] * nears[known] for known in found)
            elif word not in candidate.place_words:
                unmet.append(word)
            elif word not in row.city_words:
                gained += row.weights[word] * _PLACE_SHARE
        gained -= self._unmet_candidate(row, variant, met)
        gained += self._sameness(row, variant, met)
        return gained - min(
            sum(core.against[word] for word in unmet) + core.none for core in row.cores
        )

    def _unmet_candidate(self, row: _RowWords, variant: Variant, met: set[str]) -> float:
        total = 0.0
        for word in variant.words:
            if word not in met and word not in row.city_words:
                optional = word in variant.optional
                share = _EVIDENCE.unmet_optional if optional else _EVIDENCE.unmet_candidate
                total += self._weights[word] * share
        return total

    def _sameness(self, row: _RowWords, variant: Variant, met: set[str]) -> float:
        """For two names of the very same words, the city's aside where its column has it."""
        own = met | (variant.words - row.city_words)
        if len(met) == len(own) == len(row.met):
            return _EVIDENCE.same_name
        core, own_core = row.met.keys() - self._weights.filler, own - self._weights.filler
        if core and len(core) == len(own_core) and own_core <= met:
            return _EVIDENCE.same_core
        return 0.0
