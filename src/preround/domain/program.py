"""A program, and the three-state facts known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FactScalar = bool | int | float | str


class FactState(StrEnum):
    """Unknown is a value: a fact is stated, not stated, or its sources disagree."""

    STATED = "stated"
    NOT_STATED = "not_stated"
    DISAGREE = "sources_disagree"


@dataclass(frozen=True, slots=True)
class FactReading:
    """One value of one fact as one source gave it."""

    value: FactScalar
    source: str
    read: date
    url: str = ""
    note: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class ProgramFact:
    """All readings of one fact, newest first, and what they amount to."""

    name: str
    readings: tuple[FactReading, ...] = ()

    @property
    def state(self) -> FactState:
        """Stated when all readings agree, `DISAGREE` when they do not."""
        values = {reading.value for reading in self.readings}
        if not values:
            return FactState.NOT_STATED
        return FactState.STATED if len(values) == 1 else FactState.DISAGREE

    @property
    def value(self) -> FactScalar | None:
        """The agreed value, or None when not stated or in disagreement."""
        return self.readings[0].value if self.state is FactState.STATED else None

    @property
    def latest(self) -> FactReading | None:
        """The newest reading, if there is one."""
        return self.readings[0] if self.readings else None


class Track(StrEnum):
    """Which part of training a position covers."""

    CATEGORICAL = "categorical"
    PRELIMINARY = "preliminary"
    ADVANCED = "advanced"
    PRIMARY_CARE = "primary_care"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Sponsor:
    """The institution that sponsors programs."""

    code: str
    name: str
    listed_name: str
    city: str
    state: str
    h1b_approvals: int | None = None
    h1b_employer: str = ""
    ownership: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """One program track as it appears in the Match, with what is known of it."""

    nrmp_code: str
    name: str
    specialty: str
    track: Track
    sponsor: Sponsor
    listed_in: str
    teaching_health_center: bool = False
    added_by_user: bool = False
    facts: Mapping[str, ProgramFact] = field(default_factory=dict)

    @property
    def institution(self) -> str:
        """The sponsor's full name."""
        return self.sponsor.name

    @property
    def state(self) -> str:
        """The sponsor's two-letter state."""
        return self.sponsor.state

    def fact(self, name: str) -> ProgramFact:
        """The named fact; without readings when nobody has stated it."""
        return self.facts.get(name) or ProgramFact(name)
