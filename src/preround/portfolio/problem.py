"""What the optimiser is asked and what it answers, as arrays that know nothing of programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from preround.domain.errors import InternalError, UserError

if TYPE_CHECKING:
    from preround.portfolio.fees import FeeStep

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

ANY_TIER = -1  # `pinned_tier` of a program whose signal is left to the optimiser


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioProblem:
    """One applicant's choice: N programs, T signal tiers (0 = none), Q nodes of theta.

    Parameters
    ----------
    invite : (N, T, Q) chance of an interview given theta; whole, also where a tier is not used.
    match : (N, Q) chance to match through the program given an interview there and theta.
    theta_weights : (Q,) weights of the nodes, summing to 1.
    wish : (N,) how much the place is wanted, 0 to 1; decides only near-ties.
    fee_group : (N,) the schedule each application is billed under, an index of `fee_steps`.
    fee_steps : the fee steps of each fee group.
    signal_group : (N,) one number per institution and specialty: its tracks share one signal.
    limit_group : (N,) the pool of signals a program draws on (its specialty).
    tier_limits : for each limit group, how many signals of each tier there are; a tier that
        is not named there cannot be used.
    budget_usd, n_max, n_min : limits on the list; None = none. `n_min` yields to the others,
        and to there being no further program with any chance.
    pinned, excluded : (N,) always, and never, on the list.
    pinned_tier : (N,) -1 leaves the signal free, 0 forbids one, t places tier t there (and so
        pins the application: a signal travels with one).
    max_interviews : how many interviews the applicant can attend.
    stop_usd_per_point : what one percentage point of P(match) is worth to the applicant.
    rng : when given, lists not proven near the best are shaken and searched again.
    """

    invite: FloatArray
    match: FloatArray
    theta_weights: FloatArray
    wish: FloatArray
    fee_group: IntArray
    fee_steps: Sequence[Sequence[FeeStep]] | Mapping[int, Sequence[FeeStep]]
    signal_group: IntArray
    limit_group: IntArray
    tier_limits: Mapping[int, Mapping[int, int]] | Sequence[Mapping[int, int]]
    budget_usd: float | None = None
    n_max: int | None = None
    n_min: int = 0
    pinned: BoolArray | None = None
    excluded: BoolArray | None = None
    pinned_tier: IntArray | None = None
    max_interviews: int | None = None
    stop_usd_per_point: float | None = None
    rng: np.random.Generator | None = None

    @property
    def n_programs(self) -> int:
        """Number of programs offered."""
        return int(self.invite.shape[0])


class Frontier(NamedTuple):
    """The list's totals after its first n applications, n = 1, 2, …: the budget bar.

    The first k entries are the chosen list in order of choice; what follows is what would
    come next if there were no budget and no stop. All arrays have one entry per n.
    """

    program: IntArray
    tier: IntArray
    fee_usd: FloatArray
    p_match: FloatArray
    expected_interviews: FloatArray
    marginal_fee_usd: FloatArray
    marginal_gain: FloatArray


class Portfolio(NamedTuple):
    """The chosen list with the proof of how good it is.

    `chosen` (k,) holds program indices in order of choice: by gain per dollar within the final
    list. `tier` (N,) is the signal tier of each program, 0 where none. `marginal_gain` and
    `marginal_fee_usd` (k,) are what each added when it was taken, `leave_one_out` (k,) what
    P(match) loses if only that one is dropped. `p_match` integrates over theta;
    `best_p_match` is the best found before up to 0.3 points were given for better wishes;
    `p_match_bound` is a proven ceiling for the same money, count and signals, and
    `optimality_gap` = 1 - p_match / p_match_bound, the share that may still be missing.
    `expected_invitations` counts what comes, `expected_interviews` what can be attended.
    `expected_wish` is the mean wish value of the place matched to, zero for no match.
    """

    chosen: IntArray
    tier: IntArray
    marginal_gain: FloatArray
    marginal_fee_usd: FloatArray
    leave_one_out: FloatArray
    fee_usd: float
    p_match: float
    best_p_match: float
    p_match_bound: float
    optimality_gap: float
    expected_invitations: float
    expected_interviews: float
    expected_wish: float
    frontier: Frontier


class BadPortfolioArrays(InternalError):
    """The arrays handed over do not fit together."""

    def __init__(self, what: str) -> None:
        super().__init__(f"portfolio problem: {what}")


class BadListLimit(UserError):
    """A limit on the list is not a number one can spend or count by."""

    def __init__(self, name: str, got: object, expected: str) -> None:
        super().__init__(
            f"{name}: got {got}; expected {expected}. Give such a value or leave it out."
        )


class PinnedAndExcluded(UserError):
    """A program is asked for and ruled out at once; `programs` names them by index."""

    def __init__(self, programs: tuple[int, ...]) -> None:
        self.programs = programs
        super().__init__(
            f"{len(programs)} program(s) are both pinned (or signaled) and excluded; a program "
            "can be one of the two. Unpin it, take its signal back, or include it again."
        )


class PinsOverBudget(UserError):
    """The pinned programs alone cost more than the budget."""

    def __init__(self, n_pinned: int, fee_usd: float, budget_usd: float) -> None:
        self.fee_usd = fee_usd
        super().__init__(
            f"budget: the {n_pinned} pinned program(s) cost ${fee_usd:,.0f}, more than the budget "
            f"of ${budget_usd:,.0f}. Raise the budget to at least ${fee_usd:,.0f} or unpin some."
        )


class PinsOverCount(UserError):
    """More programs are pinned than the list may hold."""

    def __init__(self, n_pinned: int, n_max: int) -> None:
        super().__init__(
            f"number of programs: {n_pinned} are pinned but the list may hold {n_max}. "
            f"Allow at least {n_pinned} or unpin some."
        )


class PinsOverSignals(UserError):
    """More signals are placed by hand than there are; `programs` names them by index."""

    def __init__(self, tier: int, got: int, limit: int, programs: tuple[int, ...]) -> None:
        self.tier, self.limit, self.programs = tier, limit, programs
        super().__init__(
            f"signals: {got} of tier {tier} are placed by hand in one specialty, which has "
            f"{limit}. Take back at least {got - limit}."
        )


class SignalPinsDiffer(UserError):
    """Tracks of one institution and specialty are given different signals."""

    def __init__(self, programs: tuple[int, ...], tiers: tuple[int, ...]) -> None:
        self.programs = programs
        super().__init__(
            f"signals: tiers {', '.join(map(str, tiers))} are placed on tracks of one "
            "institution and specialty, whose tracks share one signal. Keep one of them."
        )
