"""Tracks gathered into programs as an application service lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from preround.catalogue.words import rows
from preround.domain.program import Program, Track

_SPLIT = re.compile(r"[\s/\-,&()]+")
_MAIN_FIRST = (
    Track.CATEGORICAL,
    Track.ADVANCED,
    Track.PRIMARY_CARE,
    Track.PRELIMINARY,
    Track.RESERVED,
)
_FIRST_YEAR = "Transitional Year"


@dataclass(frozen=True, slots=True)
class ProgramGroup:
    """One program as ERAS lists it: one institution, one specialty, one site.

    `site` is how the listing sets a site apart ("Kendall"), or "" where it does not.
    `main` is the track that stands for the program; `tracks` holds all of them, or, where
    `is_part` is true, those that are meant of them.
    """

    institution: str
    specialty: str
    site: str
    main: Program
    tracks: tuple[Program, ...]
    is_part: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """NRMP codes of all its tracks, the main one first."""
        return tuple(program.nrmp_code for program in self.tracks)

    def narrowed(self, tracks: tuple[Program, ...]) -> ProgramGroup:
        """Give the group with only some of its tracks."""
        is_part = self.is_part or len(tracks) < len(self.tracks)
        return replace(self, main=tracks[0], tracks=tracks, is_part=is_part)

    def only(self, track: Program) -> ProgramGroup:
        """Give the group with one of its tracks alone."""
        return self.narrowed((track,))


@lru_cache(maxsize=1)
def _pathway_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("pathway_words.csv"))


def qualifier_of(program_name: str) -> str:
    """Give what sets a track's name apart: "Kendall" of "General Surgery/Kendall"."""
    return program_name.partition("/")[2]


def site_of(program_name: str, listed_sponsor: str = "") -> str:
    """Give the site a track's name tells of, without words that name a pathway.

    A short name of the sponsor itself ("NYU" of NYU) is no part of the site.

    Examples
    --------
    >>> site_of("Surg-Prelim/Anesthesiology-Kendall"), site_of("Internal Medicine/Research")
    ('Kendall', '')
    >>> site_of("Neurology/NYU Man", "NYU Grossman School Of Medicine")
    'Man'
    """
    words = _SPLIT.split(qualifier_of(program_name).replace(".", ""))
    own = listed_sponsor.partition(" ")[0]
    silent = _pathway_words() | ({own.lower()} if own.isupper() else frozenset())
    return " ".join(word for word in words if word and word.lower() not in silent)


def group_programs(programs: Iterable[Program]) -> tuple[ProgramGroup, ...]:
    """Gather tracks into programs, in the order of their first tracks.

    Notes
    -----
    A site counts when a track that can be applied to for its own sake names it. What a
    preliminary track is named after otherwise is the advanced program it leads to
    ("Med-Prelim/Neurology-JHU"), and the track belongs to the main program.
    """
    kept = tuple(programs)
    sites = _real_sites(kept)
    groups: dict[tuple[str, str, str], list[Program]] = {}
    for program in kept:
        institution = program.sponsor.code
        site = site_of(program.name, program.sponsor.listed_name)
        if site.lower() not in sites.get(institution, frozenset()):
            site = ""
        groups.setdefault((institution, program.specialty, site.lower()), []).append(program)
    return tuple(_group(key, tracks) for key, tracks in groups.items())


def _real_sites(programs: Sequence[Program]) -> dict[str, frozenset[str]]:
    sites: dict[str, set[str]] = {}
    for program in programs:
        leads_on = program.track in (Track.PRELIMINARY, Track.RESERVED)
        site = site_of(program.name, program.sponsor.listed_name).lower()
        if site and (not leads_on or program.specialty == _FIRST_YEAR):
            sites.setdefault(program.sponsor.code, set()).add(site)
    return {institution: frozenset(names) for institution, names in sites.items()}


def _group(key: tuple[str, str, str], tracks: list[Program]) -> ProgramGroup:
    ordered = tuple(sorted(tracks, key=_standing))
    first = ordered[0]
    site = site_of(first.name, first.sponsor.listed_name) if key[2] else ""
    return ProgramGroup(key[0], key[1], site, ordered[0], ordered)


def _standing(program: Program) -> tuple[int, bool, str]:
    """Categorical before the others, the plain track before its pathways, then by code."""
    pathway = bool(qualifier_of(program.name)) and not site_of(program.name)
    return (_MAIN_FIRST.index(program.track), pathway, program.nrmp_code)
