"""Specialty names: the listing's own, the kinder ones to show, and what people write.

The program listing spells some specialties its own way ("Surgery-General"); people,
studies and services write others ("General Surgery", "GS"). `canonical` brings all of
them to the listing's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from preround.domain.citation import Citation
from preround.domain.errors import UnknownChoice, UserError
from preround.facts.errors import BadFact
from preround.facts.nearest import nearest
from preround.facts.sources import DATA, load_sources
from preround.facts.tables import read_rows

COLUMNS = ("name", "display", "listed", "aliases")
SEE_LIST = "The catalogue lists every specialty."


@dataclass(frozen=True, slots=True)
class Specialty:
    """One specialty: the listing's name, a display name, and other spellings.

    `listed` is false for specialties that the shipped listing does not hold because they
    match elsewhere (urology, ophthalmology) or not at all.
    """

    name: str
    display: str
    listed: bool
    aliases: tuple[str, ...]
    citation: Citation


class UnlistedSpecialty(UnknownChoice):
    """A specialty that exists but whose programs are not in the shipped listing."""

    def __init__(self, name: str) -> None:
        UserError.__init__(
            self,
            f"specialty: the shipped listing of NRMP programs has none in {name}; expected one "
            "that matches through NRMP. Add its programs yourself, or choose another.",
        )


def fold(name: str) -> str:
    """A name without what spelling varies in: case, hyphens, ampersands, extra blanks.

    Examples
    --------
    >>> fold("OB/GYN") == fold("ob-gyn") == fold("Ob Gyn")
    True
    """
    words = name.casefold().replace("&", " and ").replace("orthopaedic", "orthopedic")
    return " ".join(re.findall(r"[a-z0-9]+", words.replace("paediatric", "pediatric")))


@cache
def load_specialties(folder: Path = DATA) -> tuple[Specialty, ...]:
    """Every known specialty, the listed ones first.

    Raises
    ------
    BadFact
        When the table is malformed or two specialties share a spelling.
    """
    rows = read_rows(folder / "specialties.csv", COLUMNS, load_sources(folder))
    found = tuple(
        Specialty(
            name=row.text("name"),
            display=row.text("display"),
            listed=row.choice("listed", ("yes", "no")) == "yes",
            aliases=tuple(alias for alias in row.cells["aliases"].split("|") if alias),
            citation=row.citation,
        )
        for row in rows
    )
    _index(found)
    return found


def _index(specialties: tuple[Specialty, ...]) -> dict[str, Specialty]:
    index: dict[str, Specialty] = {}
    for specialty in specialties:
        for spelling in (specialty.name, specialty.display, *specialty.aliases):
            other = index.setdefault(fold(spelling), specialty)
            if other is not specialty:
                raise BadFact(
                    "specialties.csv",
                    f"{spelling!r} for {other.name} and {specialty.name}",
                    "each spelling for one specialty",
                    "Remove one.",
                )
    return index


_BY_SPELLING: Mapping[str, Specialty] = _index(load_specialties())
_BY_NAME: Mapping[str, Specialty] = {item.name: item for item in load_specialties()}
_SPELLINGS: Mapping[str, str] = {
    spelling: item.name
    for item in load_specialties()
    if item.listed
    for spelling in (item.name, item.display, *(a for a in item.aliases if len(a) > 3))
}

#: The listing's specialties, in alphabetical order.
ALL: tuple[str, ...] = tuple(item.name for item in load_specialties() if item.listed)


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The listing's name for a specialty written in any known way.

    Raises
    ------
    UnlistedSpecialty
        When it is a specialty the listing holds no programs of.
    UnknownChoice
        When it is not known; names the nearest.

    Examples
    --------
    >>> canonical("General Surgery"), canonical("OBGYN"), canonical("im")
    ('Surgery-General', 'Obstetrics and Gynecology', 'Internal Medicine')
    """
    found = _BY_SPELLING.get(fold(name))
    if found is None:
        near = dict.fromkeys(_SPELLINGS[word] for word in nearest(name, tuple(_SPELLINGS), 5))
        raise UnknownChoice("specialty", name, tuple(map(display, near))[:2], SEE_LIST)
    if not found.listed:
        raise UnlistedSpecialty(found.name)
    return found.name


def display(name: str) -> str:
    """The name to show for one of the listing's names; other names come back as they are.

    Examples
    --------
    >>> display("Surgery-General")
    'General Surgery'
    """
    found = _BY_NAME.get(name)
    return found.display if found else name
