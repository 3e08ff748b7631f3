"""Fee steps as tables: what n applications cost, and the price the search ranks by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from preround.portfolio.problem import BadPortfolioArrays, FloatArray

if TYPE_CHECKING:
    from preround.portfolio.fees import FeeStep


def cumulative_fees(steps: Sequence[FeeStep], n: int) -> FloatArray:
    """Fees of 0, 1, …, n applications under one schedule, in dollars.

    Raises
    ------
    BadPortfolioArrays
        When the steps leave an application between 1 and n without a price.
    """
    marginal = np.full(n + 1, np.nan)
    marginal[0] = 0.0
    for step in steps:
        last = n if step.to_program is None else min(step.to_program, n)
        if step.from_program > last:
            continue
        flat = step.kind == "flat"
        marginal[step.from_program : last + 1] = 0.0 if flat else step.fee_usd
        if flat:
            marginal[step.from_program] = step.fee_usd
    missing = np.flatnonzero(np.isnan(marginal))
    if missing.size:
        raise BadPortfolioArrays(f"no fee step covers application {int(missing[0])}")
    return np.cumsum(marginal)


def search_prices(cumulative: FloatArray) -> FloatArray:
    """Marginal prices with every falling stretch spread evenly, so that they never fall.

    Why: a flat first block looks dear at its first program and free at the second. Spread
    over the block (the lower convex hull of the fee curve), the price ranks a program of that
    block fairly beside others; what is paid and what fits the budget still follow the real
    fees. For schedules that only rise, prices are the real marginal fees.

    Returns
    -------
    (n,) price of the application that follows 0, 1, …, n-1 others.
    """
    marginal = np.diff(cumulative)
    corners = np.flatnonzero(np.diff(marginal)) + 1  # between corners the fee curve is straight
    hull = [0]
    for i in [*corners.tolist(), len(marginal)]:
        while len(hull) > 1 and _slope(cumulative, hull[-2], hull[-1]) >= _slope(
            cumulative, hull[-1], i
        ):
            hull.pop()
        hull.append(i)
    prices = np.empty(len(marginal))
    for a, b in pairwise(hull):
        prices[a:b] = _slope(cumulative, a, b)
    return prices


def _slope(cumulative: FloatArray, a: int, b: int) -> float:
    return float(cumulative[b] - cumulative[a]) / (b - a)
