"""What a task teaches that a resident needs, and which of it a specialty would miss."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from preround.audit.skills import skill_of
from preround.audit.words import PhraseLists, cut
from preround.domain.citation import Citation, Confidence

GENERAL, CITED = "general", "cited"


@dataclass(frozen=True, slots=True)
class Area:
    """One kind of thing a job can teach."""

    id: str
    title: str
    competency: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One area a specialty asks for, the name it has there, and the tasks that show it."""

    area: Area
    named: str
    shown_by: tuple[str, ...]

    @property
    def is_missing(self) -> bool:
        """Whether no task shows it."""
        return not self.shown_by


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a specialty asks for, held against a list of tasks."""

    specialty: str
    has_own_list: bool
    wanted: tuple[Wanted, ...]
    citation: Citation

    @property
    def missing(self) -> tuple[Wanted, ...]:
        """What no task shows."""
        return tuple(one for one in self.wanted if one.is_missing)


@cache
def _table(name: str) -> dict[str, Any]:
    text = resources.files("preround.audit").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def areas() -> dict[str, Area]:
    """Every area by its id, in the order of the file."""
    rows: list[dict[str, Any]] = _table("areas")["area"]
    return {row["id"]: Area(row["id"], row["title"], row["competency"]) for row in rows}


@cache
def _cues() -> PhraseLists:
    rows: list[dict[str, Any]] = _table("areas")["area"]
    return PhraseLists({str(row["id"]): row["cues"] for row in rows})


@lru_cache(maxsize=4096)
def areas_of(task: str) -> tuple[Area, ...]:
    """The areas a task shows: that of its skill first, then the one with most words; often none.

    Examples
    --------
    >>> [area.id for area in areas_of("Alert the triage nurse to high-risk complaints")]
    ['escalation']
    >>> areas_of("Order snacks for the break room")
    ()
    """
    hits = _cues().find(cut(task))
    length: Counter[str] = Counter()
    for hit in hits:
        length[hit.name] += hit.after - hit.first
    order = list(areas())
    skill = skill_of(task)
    borne = skill.area if skill else ""
    names = {*length, borne} - {""}
    found = sorted(names, key=lambda name: (name != borne, -length[name], order.index(name)))
    return tuple(areas()[name] for name in found)


def specialties_with_lists() -> tuple[str, ...]:
    """Specialties that have a list of their own, by the listing's names."""
    return tuple(name for name in _table("wanted") if name not in (GENERAL, CITED))


def listed_specialty(specialty: str) -> str:
    """The specialty whose list is read for one asked for; empty where the general one is.

    Examples
    --------
    >>> listed_specialty("Internal Medicine/Pediatrics")
    'Internal Medicine'
    """
    parts = (specialty, *specialty.split("/"))
    return next((one for one in parts if one in specialties_with_lists()), "")


def find_gaps(tasks: Iterable[str], specialty: str = "") -> Gaps:
    """Hold tasks against what a specialty asks for; one without a list gets the general one.

    Notes
    -----
    A combined specialty is read by the list of its first part that has one.
    """
    table: dict[str, dict[str, Any]] = _table("wanted")
    own = listed_specialty(specialty)
    names: dict[str, str] = dict(table[own or GENERAL])
    edition, cited = names.pop("version"), table[CITED][names.pop("cited")]
    shown: dict[str, list[str]] = {}
    for task in tasks:
        for area in areas_of(task):
            shown.setdefault(area.id, []).append(task)
    wanted = tuple(
        Wanted(areas()[name], named, tuple(dict.fromkeys(shown.get(name, ()))))
        for name, named in names.items()
    )
    citation = Citation(
        cited["source"],
        f"{own}, {edition}" if own else edition,
        cited["read"],
        Confidence(cited["confidence"]),
    )
    return Gaps(specialty, bool(own), wanted, citation)
