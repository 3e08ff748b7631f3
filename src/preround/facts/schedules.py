"""What an application service charges, step by step, and which service a specialty uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact
from preround.facts.sources import Source
from preround.facts.tables import Row, read_rows

STEP_COLUMNS = (
    *("season", "schedule", "from_program", "to_program"),
    *("fee_usd", "kind", "note", "stands"),
)
PLATFORM_COLUMNS = (
    *("specialty", "platform", "schedule", "since", "until", "estimated_from", "note"),
)
KINDS = ("per_program", "flat")
PLATFORMS: Mapping[str, str] = {
    "eras": "ERAS",
    "residency_cas": "ResidencyCAS",
    "sf_match": "SF Match",
}


@dataclass(frozen=True, slots=True)
class FeeStep:
    """Fee of the programs from one number to another, counted within a specialty.

    A `flat` step is paid once as soon as its first program is applied to; a
    `per_program` step for every program in it. `to_program` None means no end.
    """

    from_program: int
    to_program: int | None
    fee_usd: float
    kind: str = "per_program"


@dataclass(frozen=True, slots=True)
class Platform:
    """The service a specialty's applications go through in some seasons."""

    specialty: str
    name: str
    schedule: str
    since: int
    until: int | None
    estimated_from: str
    note: str
    citation: Citation

    def serves(self, season: int) -> bool:
        """Whether applications of that season went through it."""
        return self.since <= season and (self.until is None or season <= self.until)


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """The fee steps that hold for one specialty in one season.

    `season_of_figures` differs from the season asked for when the last known figures
    are used. `estimated_from` names another specialty on the same service when the
    specialty's own schedule was not found.
    """

    specialty: str
    platform: str
    steps: tuple[FeeStep, ...]
    season_of_figures: int
    unconfirmed: bool
    citations: tuple[Citation, ...]
    per_specialty: bool = True
    estimated_from: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeasonSteps:
    """One schedule's steps in one season, with their citations."""

    steps: tuple[FeeStep, ...]
    citations: tuple[Citation, ...]

    @property
    def unconfirmed(self) -> bool:
        """Whether a step rests on less than an official page."""
        return any(citation.confidence is not Confidence.HIGH for citation in self.citations)


def _step(row: Row) -> FeeStep:
    return FeeStep(
        from_program=row.count("from_program"),
        to_program=row.maybe_count("to_program"),
        fee_usd=row.number("fee_usd"),
        kind=row.choice("kind", KINDS),
    )


def _refuse_gaps(place: str, steps: tuple[FeeStep, ...]) -> None:
    """Every program number must have exactly one price."""
    expected: int | None = 1
    for step in steps:
        if step.from_program != expected:
            raise BadFact(
                place,
                f"a step from program {step.from_program}",
                f"steps without gap or overlap, here from {expected}",
                "Mend the steps.",
            )
        expected = None if step.to_program is None else step.to_program + 1
    if expected is not None:
        raise BadFact(
            place, f"no step from {expected} on", "a last step without end", "Add the last step."
        )


def read_fee_steps(
    folder: Path, sources: Mapping[str, Source]
) -> dict[tuple[int, str], SeasonSteps]:
    """All fee schedules, by season and schedule name.

    Raises
    ------
    BadFact
        When a row is malformed, or steps overlap or leave a gap.
    """
    path = folder / "fee_steps.csv"
    grouped: dict[tuple[int, str], list[tuple[FeeStep, Citation]]] = {}
    for row in read_rows(path, STEP_COLUMNS, sources):
        row.choice("stands", ("main",))
        key = (row.count("season"), row.text("schedule"))
        grouped.setdefault(key, []).append((_step(row), row.citation))
    schedules: dict[tuple[int, str], SeasonSteps] = {}
    for key, found in grouped.items():
        steps = tuple(step for step, _ in found)
        _refuse_gaps(f"{path.name}, {key[1]} of season {key[0]}", steps)
        cited = tuple(dict.fromkeys(citation for _, citation in found))
        schedules[key] = SeasonSteps(steps, cited)
    return schedules


def read_platforms(folder: Path, sources: Mapping[str, Source]) -> dict[str, Platform]:
    """The platform of each specialty named; the empty name stands for all others.

    Raises
    ------
    BadFact
        When a row is malformed or a specialty stands twice.
    """
    path = folder / "platforms.csv"
    platforms: dict[str, Platform] = {}
    for row in read_rows(path, PLATFORM_COLUMNS, sources):
        specialty = row.cells["specialty"]
        if specialty in platforms:
            raise BadFact(row.place, f"{specialty!r} twice", "each once", "Remove one row.")
        platforms[specialty] = Platform(
            specialty=specialty,
            name=PLATFORMS[row.choice("platform", tuple(PLATFORMS))],
            schedule=row.cells["schedule"],
            since=row.count("since"),
            until=row.maybe_count("until"),
            estimated_from=row.cells["estimated_from"],
            note=row.cells["note"],
            citation=row.citation,
        )
    return platforms
