"""What a list is worth: P(match) over theta, and the gain of every possible addition."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from preround.portfolio.problem import FloatArray
from preround.portfolio.selection import Selection

Value = Callable[[Selection], float]
Gains = Callable[[Selection], FloatArray]


def p_match(selection: Selection) -> float:
    """P(match) when every interview is attended: 1 - sum_q w_q prod_i (1 - hit_iq)."""
    return float(selection.grid.weights @ (1.0 - selection.survival))


def add_gains(selection: Selection) -> FloatArray:
    """(n, T) P(match) gained by adding each element, in one pass of n T Q multiplications.

    Given theta programs act independently, so adding one multiplies the chance of no match
    by 1 - hit: its gain is the mean of hit over the theta still unmatched.
    """
    if selection.gains is None:
        grid = selection.grid
        gains = grid.flat_hit @ (grid.weights * selection.survival)
        selection.gains = gains.reshape(grid.n, grid.n_tiers)
    return selection.gains


def losses(selection: Selection) -> FloatArray:
    """(k,) P(match) lost by dropping each chosen program alone, by index."""
    hits = selection.hits()
    loss: FloatArray = (hits / (1.0 - hits)) @ (selection.grid.weights * selection.survival)
    return loss


def wish_value(selection: Selection) -> float:
    """Expected wish of the place matched to, every interview attended."""
    grid = selection.grid
    return mean_wish(selection.hits(), grid.wish[selection.chosen], grid.weights)


def mean_wish(hits: FloatArray, wish: FloatArray, weights: FloatArray) -> float:
    """Expected wish of the best place won, by programs' chances (k, Q); 0 for no match."""
    order = np.argsort(-wish, kind="stable")
    hits = hits[order]
    before = np.vstack((np.ones((1, hits.shape[1])), np.cumprod(1.0 - hits, axis=0)[:-1]))
    return float(wish[order] @ ((before[: len(hits)] * hits) @ weights))
