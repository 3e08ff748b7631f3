"""Arithmetic of the odds model on plain arrays: intercepts, chances, percentiles.

Letters: `U` rows (programs that look alike), `K` points of a program prior, `T` signal
tiers, `Q` nodes of the applicant's unseen strength.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

N_NODES = 24
_TAIL = 37.0  # beyond, the chance has no double of its own
_REACH = 8.0


def sigmoid(x: FloatArray) -> FloatArray:
    """Probability from log odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def logit(p: FloatArray) -> FloatArray:
    """Log odds from a probability strictly between 0 and 1."""
    p = np.asarray(p, dtype=np.float64)
    return np.asarray(np.log(p) - np.log1p(-p))


@cache
def strength_nodes(n_nodes: int = N_NODES) -> tuple[FloatArray, FloatArray]:
    """Gauss-Hermite nodes of a standard normal and their weights, summing to 1."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(n_nodes)
    return nodes, weights / weights.sum()


@cache
def _normal_table() -> tuple[FloatArray, FloatArray]:
    z = np.linspace(-_REACH, _REACH, 6401)
    cdf = np.array([0.5 * math.erfc(-value / math.sqrt(2.0)) for value in z])
    return z, cdf


def normal_cdf(z: FloatArray) -> FloatArray:
    """Standard normal distribution function; error below 1e-7."""
    nodes, cdf = _normal_table()
    return np.interp(z, nodes, cdf)


@cache
def _tail_table() -> tuple[FloatArray, FloatArray]:
    z = np.linspace(-_TAIL, 0.0, 12_001)
    return z, np.array([math.log(0.5 * math.erfc(-value / math.sqrt(2.0))) for value in z])


def normal_between(low: FloatArray, high: FloatArray) -> FloatArray:
    """Chance that a standard normal falls between; good to 1e-5 of itself far out too.

    Above the mean the upper tails are subtracted: one less nearly all is rounding only.
    """
    flipped = low > 0.0
    left, right = np.where(flipped, -high, low), np.where(flipped, -low, high)
    return np.maximum(_cdf_in_tail(right) - _cdf_in_tail(left), 0.0)


def _cdf_in_tail(z: FloatArray) -> FloatArray:
    nodes, log_cdf = _tail_table()
    lower = np.exp(np.interp(-np.abs(z), nodes, log_cdf, left=-np.inf))
    return np.where(z > 0.0, 1.0 - lower, lower)


def normal_quantile(p: FloatArray) -> FloatArray:
    """Inverse of `normal_cdf`, within 8 standard deviations."""
    nodes, cdf = _normal_table()
    return np.interp(p, cdf, nodes)


def solve_intercepts(
    rates: FloatArray, tau: float, use: FloatArray, effects: FloatArray
) -> FloatArray:
    """Log odds at which the average application succeeds at the given rate.

    Parameters
    ----------
    rates
        Rates over all applications of a type, each in (0, 1).
    tau
        Spread of the applicant's strength, log odds.
    use, effects
        Share of applications sent with each signal tier, and that tier's log odds.

    Returns
    -------
    FloatArray
        `a` with `sum_g use_g E[sigmoid(a + effect_g + tau z)] = rate`, `z` standard
        normal. Interpolated on a table of step 0.1: error below 1e-4.

    Notes
    -----
    The mean of a logistic curve over a spread is not the curve at the mean; solving for
    the intercept is what keeps the published mean a mean.
    """
    nodes, weights = strength_nodes()
    grid = np.arange(-18.0, 14.05, 0.1)
    shifted = grid[:, None, None] + effects[None, :, None] + tau * nodes[None, None, :]
    reached = np.einsum("agq,g,q->a", sigmoid(shifted), use, weights)
    found: FloatArray = np.interp(logit(rates), logit(reached), grid)
    return found


def invite_chances(
    points: FloatArray, weights: FloatArray, shift: FloatArray, effects: FloatArray, tau: float
) -> FloatArray:
    """P(invitation | strength) with the program's own level integrated.

    Parameters
    ----------
    points, weights
        [U, K] log odds and weights of each row's program prior.
    shift
        [U] log odds of the applicant, the pair and the program together.
    effects
        [U, T] log odds of each signal tier.
    tau
        Spread of the applicant's strength, log odds.

    Returns
    -------
    FloatArray
        [U, T, Q].

    Notes
    -----
    `1 / (1 + e^-x)` with the four parts of x as factors: one multiplication and one
    division per element in place of an exponential.
    """
    nodes, _ = strength_nodes()
    row = np.exp(-(points + shift[:, None]))
    tier = np.exp(-effects)
    node = np.exp(-tau * nodes)
    chances = np.empty((len(points), effects.shape[1], len(nodes)))
    for start in range(0, len(points), 256):
        part = slice(start, start + 256)
        odds = row[part, None, None, :] * tier[part, :, None, None] * node[None, None, :, None]
        np.add(odds, 1.0, out=odds)
        np.reciprocal(odds, out=odds)
        chances[part] = np.einsum("utqk,uk->utq", odds, weights[part])
    return chances


def mixture_quantiles(
    points: FloatArray, weights: FloatArray, sd: FloatArray, levels: tuple[float, ...]
) -> FloatArray:
    """Quantiles of log odds: a program's prior points blurred by a normal spread.

    Parameters
    ----------
    points, weights
        [U, K] log odds and weights.
    sd
        [U] standard deviation, above 0, of everything normal together.
    levels
        Probabilities, such as (0.1, 0.5, 0.9).

    Returns
    -------
    FloatArray
        [U, L]. These are the percentiles that infinitely many draws would have: the same
        for every seed, and never out of order.

    Notes
    -----
    The normal distribution function is approximated within 1.5e-4 (Bowling and others,
    2009), the quantile by linear interpolation on 80 places and one secant step.
    """
    span = np.where(weights > 0.0, points, np.nan)
    low = np.nanmin(span, axis=1) - 4.0 * sd
    high = np.nanmax(span, axis=1) + 4.0 * sd
    steps = np.linspace(0.0, 1.0, 80)
    places = low[:, None] + (high - low)[:, None] * steps[None, :]
    below = np.empty_like(places)
    for start in range(0, len(points), 256):
        part = slice(start, start + 256)
        below[part] = _mixture_cdf(points[part], weights[part], sd[part], places[part])
    found = np.empty((len(points), len(levels)))
    for row in range(len(points)):
        found[row] = np.interp(levels, below[row], places[row])
    return _secant(points, weights, sd, np.asarray(levels), found)


def _mixture_cdf(
    points: FloatArray, weights: FloatArray, sd: FloatArray, places: FloatArray
) -> FloatArray:
    z = (places[:, :, None] - points[:, None, :]) / sd[:, None, None]
    np.clip(z, -6.0, 6.0, out=z)
    z *= 1.5976 + 0.07056 * z * z
    return np.asarray(np.einsum("uxk,uk->ux", 1.0 / (1.0 + np.exp(-z)), weights))


def _secant(
    points: FloatArray, weights: FloatArray, sd: FloatArray, levels: FloatArray, at: FloatArray
) -> FloatArray:
    width = 0.02 * sd[:, None]
    here = _mixture_cdf(points, weights, sd, at)
    there = _mixture_cdf(points, weights, sd, at + width)
    slope = np.maximum(there - here, 1e-9)
    step = np.clip((levels[None, :] - here) / slope * width, -0.25, 0.25)
    return np.sort(at + step, axis=1)
