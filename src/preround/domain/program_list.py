"""The program list: what a person gets for their answers, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from preround.domain.citation import Citation
from preround.domain.finding import Finding
from preround.domain.program import Program
from preround.domain.ranges import Interval
from preround.domain.verdict import RuleResult


class Tier(StrEnum):
    """Where a program stands for this applicant, best first.

    Strong is at least three times, realistic at or above, and reach below the
    published average rate for the applicant's type in the specialty. A look-up hangs
    on a stated rule nobody has read yet; blocked breaks one that was read.
    """

    STRONG = "strong"
    REALISTIC = "realistic"
    REACH = "reach"
    LOOK_UP = "look_up"
    BLOCKED = "blocked"


class ReasonKind(StrEnum):
    """What a reason speaks of; the web app draws a mark for each."""

    BLOCKED = "blocked"
    MET = "met"
    UNKNOWN = "unknown"
    LOWERS = "lowers"
    ODDS = "odds"
    PLACE = "place"
    SIGNAL = "signal"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Reason:
    """One short sentence why a row stands where it stands, with its source."""

    text: str
    kind: ReasonKind
    citation: Citation | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decided by hand, keyed by NRMP code.

    `signals` maps a code to a tier name, or to "none" for deliberately no signal.
    """

    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    signals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One program track in the list.

    `interview` holds probabilities with the row's signal; `reference` is the published
    average rate the tier is measured against; `order` is the place in which the
    optimiser took it, from 1, or 0 when it is not applied to; `marginal_gain` is in
    probability of matching. `part_of` names the track that stands for the same program:
    one application covers all its tracks.
    """

    program: Program
    tier: Tier
    interview: Interval
    interview_plain: Interval
    reference: float
    verdicts: tuple[RuleResult, ...]
    reasons: tuple[Reason, ...]
    apply: bool = False
    order: int = 0
    signal: str | None = None
    marginal_fee_usd: float = 0.0
    marginal_gain: float = 0.0
    pinned: bool = False
    excluded: bool = False
    part_of: str = ""
    index: int = 0

    @property
    def blocked_by(self) -> tuple[RuleResult, ...]:
        """The stated rules that are not met."""
        return tuple(result for result in self.verdicts if result.blocks)


@dataclass(frozen=True, slots=True)
class FrontierStep:
    """The list's totals after its n-th application."""

    n: int
    fee_usd: float
    marginal_fee_usd: float
    p_match: float
    interviews: float


@dataclass(frozen=True, slots=True)
class SignalCount:
    """Signals of one tier in one specialty: how many are used of how many."""

    specialty: str
    tier: str
    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class LookUp:
    """One program whose missing facts could change the list, and where to look.

    `why` says what would move where, and if what turns out; `place` why its state is favored.
    """

    nrmp_code: str
    institution: str
    specialty: str
    facts: tuple[str, ...]
    where: tuple[str, ...]
    minutes: float
    worth: float
    why: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ListSummary:
    """Totals of the list, each uncertain one as an interval."""

    n_applications: int
    fee_usd: float
    fee_by_specialty: Mapping[str, float]
    interviews: Interval
    p_match: Interval
    optimality_gap: float
    budget_usd: float | None
    frontier: tuple[FrontierStep, ...]
    signals: tuple[SignalCount, ...]
    look_ups: tuple[LookUp, ...]


@dataclass(frozen=True, slots=True)
class ProgramList:
    """The whole answer: rows best first, totals, and what to know about them."""

    season: int
    specialties: tuple[str, ...]
    rows: tuple[ListRow, ...]
    summary: ListSummary
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
