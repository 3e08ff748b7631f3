"""A proven ceiling on P(match): what any list under the same limits could reach at most.

With c = -log(1 - hit) and z_q the sum of c over the list, P(match) = 1 - sum_q w_q exp(-z_q)
is concave in z, and z is a plain sum over the list. So at any z0 the tangent lies above the
curve, and the ceiling is the best sum of tangent values v = c @ (w exp(-z0)) a list can have:

    P(T) <= 1 - sum_q w_q exp(-z0_q) (1 + z0_q) + max_T sum_{i in T} v_i.

At the z of a good list the best sum is nearly that list's own, which makes this far tighter
than adding the largest gains to P (the usual submodular bound, whose sum counts every place
of the list a second time).

Source: supergradient bound of a concave function; the bound it replaces is that of Nemhauser,
Wolsey and Fisher (1978).
"""

from __future__ import annotations

import numpy as np

from preround.portfolio.cap import (
    capped_p_match,
    exact_gains,
    has_common_order,
    invitation_worth,
)
from preround.portfolio.ceiling import SumCeiling
from preround.portfolio.grid import Grid
from preround.portfolio.problem import FloatArray
from preround.portfolio.selection import Selection

ROUNDS = 8
ENOUGH = 1e-4  # a gap of a hundredth of a percent is small enough to stop
STALLED = 1e-5


def value_bound(selection: Selection, grid: Grid) -> float:
    """Least ceiling found on the value of any list under the limits of `grid`.

    The value is P(match), less what the fees are worth where the grid has a stop rule.
    `selection` is a good list, on this grid or a part of it.
    """
    curve = -np.log1p(-grid.flat_hit)
    miss = selection.survival
    reached = float(grid.weights @ (1.0 - miss))
    spent = grid.per_dollar * selection.fee
    z: FloatArray = -np.log(np.maximum(miss, 1e-300))
    sums = SumCeiling(grid)
    least = np.inf
    for turn in range(ROUNDS):
        slope = grid.weights * np.exp(-z)
        constant = float(grid.weights.sum() - slope.sum() - slope @ z)
        value = (curve @ slope).reshape(grid.n, grid.n_tiers)
        before, least = least, min(least, constant + sums.over(value))
        if least + spent <= reached * (1.0 + ENOUGH) or (turn and before - least < STALLED):
            break
        rows, tiers = sums.attained
        toward = curve[rows * grid.n_tiers + tiers].sum(axis=0)
        z = z + (toward - z) / (turn + 3.0)
    return float(max(least, reached - spent))


def capped_bound(selection: Selection, grid: Grid) -> float:
    """Ceiling where attendance is capped: P of the list and the best sum of gains beside it.

    Valid while P(match) is submodular, that is when programs rank alike by chance to match at
    every theta; otherwise 1. `selection` must be on `grid` but for limits. A program of the
    list gains nothing by being in another one too, save by a better signal.
    """
    if not has_common_order(grid):
        return 1.0
    value = np.maximum(exact_gains(selection), 0.0)
    chosen, worth = invitation_worth(selection)
    has = grid.invite[chosen, selection.tier[chosen]]
    more = np.maximum(grid.invite[chosen] - has[:, None, :], 0.0)
    value[chosen] = np.einsum("ktq,kq->kt", more, worth)
    sums = SumCeiling(grid)
    return capped_p_match(selection) + min(sums.over(value) for _ in range(ROUNDS))
