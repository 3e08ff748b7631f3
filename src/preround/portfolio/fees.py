"""What applications cost: the real steps of each service, and a season's fixed costs beside.

Fees are counted within a specialty and start again with the next. Sources stand with the
figures in the season facts; nothing is priced from memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from preround.domain.citation import Citation
from preround.domain.errors import UserError
from preround.facts.fact import Fact
from preround.facts.reader import SeasonFacts
from preround.facts.schedules import FeeSchedule, FeeStep
from preround.facts.specialties import canonical, display

__all__ = [
    "BadProgramCount",
    "FeeLine",
    "FeeQuote",
    "FeeStep",
    "FixedCost",
    "fee_usd",
    "fixed_costs",
    "marginal_fee_usd",
    "quote",
]

#: More applications than there are programs in any specialty are a slip of the pen.
MOST_PROGRAMS = 5000


class BadProgramCount(UserError):
    """A number of programs nobody could apply to."""

    def __init__(self, specialty: str, got: int) -> None:
        super().__init__(
            f"{specialty}: {got} programs; expected a number from 0 to {MOST_PROGRAMS}. "
            "Give the number of programs you apply to in this specialty."
        )


def fee_usd(steps: Sequence[FeeStep], n: int) -> float:
    """What n applications in one specialty cost together [USD].

    Notes
    -----
    A flat step is paid whole as soon as one of its programs is applied to.

    Examples
    --------
    >>> eras = (FeeStep(1, 30, 11.0), FeeStep(31, None, 30.0))
    >>> fee_usd(eras, 100)  # 30 x 11 + 70 x 30
    2430.0
    """
    total = 0.0
    for step in steps:
        last = n if step.to_program is None else min(n, step.to_program)
        inside = max(0, last - step.from_program + 1)
        total += step.fee_usd * (min(inside, 1) if step.kind == "flat" else inside)
    return total


def marginal_fee_usd(steps: Sequence[FeeStep], n_already: int) -> float:
    """What the next application costs after `n_already` in the same specialty [USD].

    Examples
    --------
    >>> eras = (FeeStep(1, 30, 11.0), FeeStep(31, None, 30.0))
    >>> marginal_fee_usd(eras, 29), marginal_fee_usd(eras, 30)
    (11.0, 30.0)
    """
    return fee_usd(steps, n_already + 1) - fee_usd(steps, n_already)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Applications in one specialty and their fee; `season` is that of the figures."""

    specialty: str
    n_programs: int
    fee_usd: float
    platform: str
    season: int
    unconfirmed: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class FixedCost:
    """A cost that does not depend on the number of applications.

    `others_usd` holds what other sources say; `season` is that of the figure.
    """

    key: str
    label: str
    meaning: str
    usd: float
    season: int | None
    unconfirmed: bool
    citation: Citation
    others_usd: tuple[float, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """The fees of one season's applications, line by line, with what to know about them.

    `total_usd` is the sum of application fees; the season's fixed costs stand apart.
    """

    season: int
    lines: tuple[FeeLine, ...]
    fixed: tuple[FixedCost, ...]
    notes: tuple[str, ...]

    @property
    def total_usd(self) -> float:
        """Application fees of all specialties together."""
        return sum(line.fee_usd for line in self.lines)

    @property
    def fixed_usd(self) -> float:
        """Fixed costs of the season together."""
        return sum(cost.usd for cost in self.fixed)

    @property
    def by_specialty(self) -> dict[str, float]:
        """Application fee of each specialty."""
        return {line.specialty: line.fee_usd for line in self.lines}

    @property
    def unconfirmed(self) -> bool:
        """Whether any line rests on less than this season's official page."""
        return any(line.unconfirmed for line in self.lines)

    def as_json(self) -> dict[str, object]:
        """The quote as plain values for a JSON document."""
        return {
            "season": self.season,
            "total_usd": self.total_usd,
            "by_specialty": self.by_specialty,
            "unconfirmed": self.unconfirmed,
            "lines": [
                {
                    "specialty": line.specialty,
                    "n_programs": line.n_programs,
                    "fee_usd": line.fee_usd,
                    "platform": line.platform,
                    "season_of_figures": line.season,
                    "unconfirmed": line.unconfirmed,
                    "sources": [str(citation) for citation in line.citations],
                }
                for line in self.lines
            ],
            "fixed": [
                {
                    "key": cost.key,
                    "label": cost.label,
                    "meaning": cost.meaning,
                    "usd": cost.usd,
                    "season_of_figure": cost.season,
                    "unconfirmed": cost.unconfirmed,
                    "others_usd": list(cost.others_usd),
                    "source": str(cost.citation),
                }
                for cost in self.fixed
            ],
            "fixed_usd": self.fixed_usd,
            "notes": list(self.notes),
        }


def _fixed(fact: Fact, season: int) -> FixedCost:
    return FixedCost(
        key=fact.key,
        label=fact.label,
        meaning=fact.meaning,
        usd=fact.number,
        season=fact.season,
        unconfirmed=fact.unconfirmed or fact.season != season,
        citation=fact.citations[0],
        others_usd=tuple(
            float(other.value) for other in fact.disagree if isinstance(other.value, (int, float))
        ),
        note=fact.note,
    )


def fixed_costs(
    facts: SeasonFacts, group: str = "application", *, last_known: bool = False
) -> tuple[FixedCost, ...]:
    """A season's costs besides applications, each as a line of its own.

    Groups are *application* (ECFMG token, transcript, NRMP registration),
    *certification*, *exam* and *visa*. A cost nobody has published is left out; with
    `last_known` an earlier season's figure stands in, and its `season` says so.
    """
    return tuple(_fixed(fact, facts.season) for fact in facts.costs(group, last_known=last_known))


def _notes_on(schedule: FeeSchedule, season: int) -> list[str]:
    notes = []
    if schedule.season_of_figures != season:
        notes.append(
            f"{schedule.platform} fees of season {season} are not published: these are season "
            f"{schedule.season_of_figures}'s, the last known."
        )
    elif schedule.unconfirmed and not schedule.estimated_from:
        notes.append(
            f"{schedule.platform} fees of season {season} are unconfirmed: check the official "
            "page before you pay."
        )
    if schedule.estimated_from:
        notes.append(
            f"{display(schedule.specialty)}: no fee schedule of its own was found; estimated "
            f"from {display(schedule.estimated_from)}'s on {schedule.platform}."
        )
    return notes


def _counted(counts: Mapping[str, int] | Iterable[tuple[str, int]]) -> dict[str, int]:
    """Programs per specialty of the listing; two spellings of one specialty add up."""
    pairs = counts.items() if isinstance(counts, Mapping) else counts
    total: dict[str, int] = {}
    for name, n in pairs:
        specialty = canonical(name)
        total[specialty] = total.get(specialty, 0) + n
        if n < 0 or total[specialty] > MOST_PROGRAMS:
            raise BadProgramCount(specialty, n)
    return total


def quote(
    facts: SeasonFacts,
    counts: Mapping[str, int] | Iterable[tuple[str, int]],
    *,
    last_known: bool = False,
) -> FeeQuote:
    """What applications in one or more specialties cost in a season.

    Parameters
    ----------
    facts : SeasonFacts
        The season asked about.
    counts : mapping or pairs of specialty and number of programs
        Specialties in any known spelling.
    last_known : bool
        Price with the last known figures, labelled, where this season's are not published.

    Raises
    ------
    UnpublishedFact
        When fees are not published and `last_known` is false.
    UnknownChoice
        When a specialty is not known.
    BadProgramCount
        When a number of programs is negative or beyond any specialty.
    """
    lines, notes = [], []
    for specialty, n in _counted(counts).items():
        schedule = facts.fee_schedule(specialty, last_known=last_known)
        lines.append(
            FeeLine(
                specialty=specialty,
                n_programs=n,
                fee_usd=fee_usd(schedule.steps, n),
                platform=schedule.platform,
                season=schedule.season_of_figures,
                unconfirmed=schedule.unconfirmed,
                citations=schedule.citations,
            )
        )
        notes += _notes_on(schedule, facts.season)
    return FeeQuote(
        season=facts.season,
        lines=tuple(lines),
        fixed=fixed_costs(facts, last_known=last_known),
        notes=tuple(dict.fromkeys(notes)),
    )
