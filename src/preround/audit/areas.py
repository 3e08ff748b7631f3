"""What a task teaches that a resident needs, and which of it a specialty would miss."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from preround.audit.words import PhraseLists, cut
from preround.domain.citation import Citation, Confidence

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Area:
    """One thing a job can teach: the skill, and the situation in residency that uses it."""

    id: str
    title: str
    competency: str
    skill: str
    situation: str


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


def _table(name: str) -> dict[str, object]:
    text = resources.files("preround.audit").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def areas() -> dict[str, Area]:
    """Every area by its id, in the order of the file."""
    rows: list[dict[str, str]] = _table("areas")["area"]  # type: ignore[assignment]
    return {
        row["id"]: Area(row["id"], row["title"], row["competency"], row["skill"], row["situation"])
        for row in rows
    }


@cache
def _cues() -> PhraseLists:
    rows: list[dict[str, list[str]]] = _table("areas")["area"]  # type: ignore[assignment]
    return PhraseLists({str(row["id"]): row["cues"] for row in rows})


@lru_cache(maxsize=4096)
def areas_of(task: str) -> tuple[Area, ...]:
    """The areas a task shows, the one with most words for it first; often none.

    Examples
    --------
    >>> [area.id for area in areas_of("Alert the triage nurse to high-risk complaints")]
    ['escalation', 'calm']
    >>> areas_of("Order snacks for the break room")
    ()
    """
    hits = _cues().find(cut(task))
    length: Counter[str] = Counter()
    for hit in hits:
        length[hit.name] += hit.after - hit.first
    order = list(areas())
    found = sorted(length, key=lambda name: (-length[name], order.index(name)))
    return tuple(areas()[name] for name in found)


def specialties_with_lists() -> tuple[str, ...]:
    """Specialties that have a list of their own."""
    return tuple(k for k, v in _table("wanted").items() if isinstance(v, dict) and k != GENERAL)


def find_gaps(tasks: Iterable[str], specialty: str = "") -> Gaps:
    """Hold tasks against what a specialty asks for; one without a list gets the general one."""
    table = _table("wanted")
    own = specialty in specialties_with_lists()
    names: dict[str, str] = dict(table[specialty if own else GENERAL])  # type: ignore[call-overload]
    edition = names.pop("version")
    shown: dict[str, list[str]] = {}
    for task in tasks:
        for area in areas_of(task):
            shown.setdefault(area.id, []).append(task)
    wanted = tuple(
        Wanted(areas()[name], named, tuple(dict.fromkeys(shown.get(name, ()))))
        for name, named in names.items()
    )
    read = table["read"]
    citation = Citation(
        str(table["source"]),
        f"{specialty}, {edition}" if own else edition,
        read if isinstance(read, date) else date.min,
        Confidence(str(table["confidence"])),
    )
    return Gaps(specialty, own, wanted, citation)
