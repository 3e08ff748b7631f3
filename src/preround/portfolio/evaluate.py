"""What any list is worth, chosen by the optimiser or by hand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from preround.portfolio.cap import capped_prefixes, worth_of_invitations
from preround.portfolio.check import check_arrays
from preround.portfolio.fee_table import cumulative_fees
from preround.portfolio.grid import CERTAIN, attend_ranks
from preround.portfolio.problem import BadPortfolioArrays, FloatArray, IntArray, PortfolioProblem
from preround.portfolio.value import mean_wish


class ListValue(NamedTuple):
    """Totals of one list; `leave_one_out` (k,) stands in the order the list was given in."""

    p_match: float
    fee_usd: float
    expected_invitations: float
    expected_interviews: float
    expected_wish: float
    leave_one_out: FloatArray


def evaluate(problem: PortfolioProblem, chosen: IntArray, tier: IntArray) -> ListValue:
    """Value a list of program indices under signal tiers (N,), whatever the limits say.

    Why: a list changed by hand (the weakest dropped, five moved to a second specialty) is
    compared with another on the same theta, so that a difference is no noise. `leave_one_out`
    is what P(match) loses when only that program is dropped.
    """
    check_arrays(problem)
    chosen = np.asarray(chosen, dtype=np.int64)
    if len(np.unique(chosen)) != len(chosen) or np.shape(tier) != (problem.n_programs,):
        raise BadPortfolioArrays("a list names each program once and has a tier for all N")
    weights = np.asarray(problem.theta_weights, dtype=np.float64)
    invite = np.asarray(problem.invite, dtype=np.float64)[chosen, np.asarray(tier)[chosen]]
    match = np.asarray(problem.match, dtype=np.float64)[chosen]
    wish = np.asarray(problem.wish, dtype=np.float64)[chosen]
    cap = problem.max_interviews
    invitations = float(invite.sum(axis=0) @ weights)
    if cap is None or cap >= len(chosen):
        hit = np.minimum(invite * match, CERTAIN)
        survival = (1.0 - hit).prod(axis=0)
        reached, attended = float(weights @ (1.0 - survival)), invitations
        loss: FloatArray = (hit / (1.0 - hit)) @ (weights * survival)
    else:
        reached, attended, loss = _capped(invite, match, weights, cap)
    return ListValue(
        p_match=reached,
        fee_usd=_fee(problem, chosen),
        expected_invitations=invitations,
        expected_interviews=attended,
        expected_wish=mean_wish(invite * match, wish, weights),
        leave_one_out=loss,
    )


def _capped(
    invite: FloatArray, match: FloatArray, weights: FloatArray, cap: int
) -> tuple[float, float, FloatArray]:
    rank = attend_ranks(match, weights)
    size = np.array([len(invite)])
    reached, attended = capped_prefixes(invite, match, rank, weights, cap, size)
    best_first = np.argsort(rank)
    worth = worth_of_invitations(invite[best_first], match[best_first], cap)
    loss = ((worth * invite[best_first]) @ weights)[rank]
    return float(reached[0]), float(attended[0]), loss


def _fee(problem: PortfolioProblem, chosen: IntArray) -> float:
    groups, counts = np.unique(np.asarray(problem.fee_group)[chosen], return_counts=True)
    return sum(
        float(cumulative_fees(problem.fee_steps[g], n)[n])
        for g, n in zip(groups.tolist(), counts.tolist(), strict=True)
    )
