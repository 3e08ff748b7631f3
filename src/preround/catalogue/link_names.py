"""Names of programs as bags of weighed words, ready to be compared."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from preround.catalogue.known_names import NOTHING_KNOWN, Known, known_names
from preround.catalogue.program_groups import ProgramGroup
from preround.catalogue.words import canonical_words, rows
from preround.domain.program import Sponsor, Track

_PARTS = re.compile(r"\s*(?:[/()\[\]:;,]|\s-+\s|--+|\bat\b|@)\s*", re.IGNORECASE)
Words = frozenset[str]


@lru_cache(maxsize=1)
def settings() -> Mapping[str, Any]:
    """Read the weights of the linkage."""
    source = files("preround.catalogue") / "data" / "linkage.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Variant:
    """One name a program goes by: its words, and those that need not be repeated."""

    words: Words
    optional: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One listed program as linkage sees it: its names, cities and states."""

    group: ProgramGroup
    variants: tuple[Variant, ...]
    cities: frozenset[str]
    place_words: Words
    states: frozenset[str]
    is_site: bool


def place_key(city: str) -> str:
    """Give a city's name in one spelling ("Saint Louis" and "St. Louis" are one)."""
    return " ".join(canonical_words(city))


def name_parts(name: str) -> tuple[str, ...]:
    """Split a name where a sponsor, a school or a campus is set off from the rest."""
    return tuple(part for part in _PARTS.split(name) if part and part.strip())


@lru_cache(maxsize=64)
def specialty_words(specialty: str) -> Words:
    """Words that only say the specialty, which names of its programs may carry or not.

    Why not "general" of general surgery: it tells hospitals of a town apart.
    """
    words = set(canonical_words(specialty))
    for row in rows("search_words.csv"):
        if set(canonical_words(row["means"])) <= words:
            words.add(row["word"])
    words -= set(settings()["words"]["kind"])
    return frozenset(words) | frozenset(settings()["words"]["silent"])


@lru_cache(maxsize=65536)
def name_words(name: str, silent: Words) -> Words:
    """Give the words of a name that can tell which institution is meant.

    Words of the specialty go, unless nothing would be left.
    """
    words = frozenset(word for word in canonical_words(name) if len(word) > 1)
    return words - silent or words


class WordWeights:
    """How much it says that two names share a word: the log of its rarity."""

    def __init__(self, documents: Sequence[Words]) -> None:
        counts: dict[str, int] = {}
        for words in documents:
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        table = settings()["words"]
        shares = dict.fromkeys(table["filler"], table["filler_share"])
        shares |= dict.fromkeys(table["kind"], table["kind_share"])
        total = len(documents) + 1
        self._counts = counts
        self._shares: Mapping[str, float] = shares
        self.filler: Words = frozenset(table["filler"])
        self._weights = {
            word: math.log(total / n) * shares.get(word, 1.0) for word, n in counts.items()
        }
        self._unknown = math.log(total)
        self._unknown_short: float = math.log(total) * table["short_share"]
        self._rare_in: int = table["rare_in"]
        self._few: int = table["few"]

    def __getitem__(self, word: str) -> float:
        """Weight of a word; one that no institution has weighs the most."""
        known: float | None = self._weights.get(word)
        if known is not None:
            return known
        return self._unknown if len(word) > 3 else self._unknown_short

    def tells(self, word: str) -> bool:
        """Whether a word belongs to so few institutions that it tells which one."""
        return 0 < self._counts.get(word, 0) <= self._rare_in and word not in self._shares

    def is_sole(self, word: str) -> bool:
        """Whether a word belongs to one institution alone."""
        return self._counts.get(word, 0) == 1 and word not in self._shares

    def narrows(self, word: str) -> bool:
        """Whether a word belongs to few institutions, or to none that is known."""
        return self._counts.get(word, 0) <= self._few and word not in self._shares

    def is_generic(self, word: str) -> bool:
        """Whether a word says what an institution is rather than which."""
        return word in self._shares

    @property
    def generic(self) -> Iterable[str]:
        """All words that say what an institution is."""
        return self._shares.keys()


def institution_words(sponsors: Iterable[Sponsor]) -> list[Words]:
    """All words of each institution's names, its sites included."""
    by_institution: dict[str, list[str]] = {}
    for (institution, site), known in known_names().items():
        by_institution.setdefault(institution, []).extend([site, *known.names])
    return [
        frozenset(
            word
            for name in [sponsor.name, sponsor.listed_name, *by_institution.get(sponsor.code, [])]
            for word in canonical_words(name)
        )
        for sponsor in sponsors
    ]


def candidates_of(groups: Sequence[ProgramGroup], weights: WordWeights) -> list[Candidate]:
    """Build the candidates of one specialty, leaving out what a name cannot mean.

    Why: a group of preliminary tracks beside categorical ones is no program of its own,
    and a name would reach it only by mistake.
    """
    siblings: dict[str, list[ProgramGroup]] = {}
    for group in groups:
        siblings.setdefault(group.institution, []).append(group)
    return [
        _candidate(group, len(siblings[group.institution]) == 1, weights)
        for group in groups
        if not _leads_on(group) or all(_leads_on(other) for other in siblings[group.institution])
    ]


def _leads_on(group: ProgramGroup) -> bool:
    return group.main.track in (Track.PRELIMINARY, Track.RESERVED)


def _candidate(group: ProgramGroup, alone: bool, weights: WordWeights) -> Candidate:
    sponsor = group.main.sponsor
    silent = specialty_words(group.specialty)
    whole = known_names().get((sponsor.code, ""), NOTHING_KNOWN)
    here = known_names().get((sponsor.code, group.site), NOTHING_KNOWN) if group.site else whole
    variants: list[Variant] = []
    own = [sponsor.name, sponsor.listed_name, *whole.names]
    if not group.site or alone:
        variants += [one for name in own for one in _variants(name, silent, weights)]
    if group.site:
        variants += [one for name in here.names for one in _variants(name, silent, weights)]
        site = name_words(group.site, silent)
        for name in own[:4]:
            sponsor_words = name_words(name, silent)
            variants.append(Variant(sponsor_words | site, sponsor_words - site))
    cities = _cities(sponsor, whole, here, bool(group.site))
    return Candidate(
        group,
        tuple(dict.fromkeys(variants)),
        frozenset(place_key(city) for city, _ in cities),
        frozenset(word for city, _ in cities for word in canonical_words(city)),
        frozenset({sponsor.state, *(state for _, state in cities if state)}),
        bool(group.site) and not alone,
    )


def _variants(name: str, silent: Words, weights: WordWeights) -> list[Variant]:
    """A name whole, and once for each part of it that would do alone."""
    words = name_words(name, silent)
    found = [Variant(words)]
    parts = name_parts(name.replace(" - ", "/"))
    if len(parts) > 1:
        for part in parts:
            alone = name_words(part, silent) & words
            if alone and any(weights.is_sole(word) for word in alone):
                found.append(Variant(words, words - alone))
    return found


def _cities(sponsor: Sponsor, whole: Known, here: Known, has_site: bool) -> list[tuple[str, str]]:
    if has_site and here.places:
        return list(here.places)
    listed = [(sponsor.city, "")] if sponsor.city else []
    return [*listed, *whole.places]
