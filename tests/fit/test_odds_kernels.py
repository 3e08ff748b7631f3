from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.fit.odds_kernels import (
    invite_chances,
    logit,
    mixture_quantiles,
    normal_between,
    normal_cdf,
    normal_quantile,
    sigmoid,
    solve_intercepts,
    strength_nodes,
)
from tests.oracles.odds import intercept_by_bisection, invited_by_coin, log_odds_drawn

USE = np.array([0.8, 0.1, 0.05, 0.05])
EFFECTS = np.array([0.0, 1.1, 0.8, 1.5])
POINTS = np.array([[-7.0, -5.0, -4.0, -3.0, -1.0]])
WEIGHTS = np.array([[0.3, 0.2, 0.2, 0.2, 0.1]])


def test_log_odds_by_hand() -> None:
    # 0.2 is odds of 1 to 4: ln 0.25 = -1.3863
    assert logit(np.array([0.2]))[0] == pytest.approx(-1.3863, abs=1e-4)
    assert sigmoid(np.array([-1.3863]))[0] == pytest.approx(0.2, abs=1e-5)


def test_the_normal_table_by_known_values() -> None:
    assert normal_cdf(np.array([1.959964]))[0] == pytest.approx(0.975, abs=1e-6)
    assert normal_quantile(np.array([0.9]))[0] == pytest.approx(1.281552, abs=1e-5)


def test_nodes_have_the_moments_of_a_standard_normal() -> None:
    nodes, weights = strength_nodes()
    assert len(nodes) == 24
    moments = [float(weights @ nodes**k) for k in range(5)]
    assert moments == pytest.approx([1.0, 0.0, 1.0, 0.0, 3.0], abs=1e-9)


def test_without_spread_and_signals_the_intercept_is_the_plain_log_odds() -> None:
    one, none = np.array([1.0, 0, 0, 0]), np.zeros(4)
    found = solve_intercepts(np.array([0.02, 0.5]), 0.0, one, none)
    assert found == pytest.approx([-3.8918, 0.0], abs=1e-4)  # ln(0.02 / 0.98) = -3.8918


@settings(max_examples=25)
@given(rate=st.floats(0.0005, 0.97), tau=st.floats(0.0, 1.6))
def test_intercepts_agree_with_bisection(rate: float, tau: float) -> None:
    found = solve_intercepts(np.array([rate]), tau, USE, EFFECTS)[0]
    assert found == pytest.approx(intercept_by_bisection(rate, tau, USE, EFFECTS), abs=2e-3)


def test_chances_agree_with_coin_flips() -> None:
    rng = np.random.default_rng(5)
    shift, tau = np.array([0.7]), 0.9
    found = invite_chances(POINTS, WEIGHTS, shift, EFFECTS[None, :], tau)
    nodes, _ = strength_nodes()
    assert found.shape == (1, 4, 24)
    for tier in (0, 3):
        for q in (6, 12, 17):
            log_odds = shift[0] + EFFECTS[tier] + tau * nodes[q]
            flips = invited_by_coin(POINTS[0], WEIGHTS[0], log_odds, 200_000, rng)
            assert found[0, tier, q] == pytest.approx(flips, abs=0.004)  # 4 standard errors


def test_quantiles_agree_with_draws() -> None:
    rng = np.random.default_rng(6)
    levels = (0.1, 0.5, 0.9)
    found = mixture_quantiles(POINTS, WEIGHTS, np.array([0.9]), levels)[0]
    drawn = log_odds_drawn(POINTS[0], WEIGHTS[0], 0.9, 400_000, rng)
    assert found == pytest.approx(np.quantile(drawn, levels), abs=0.02)


@settings(max_examples=30)
@given(
    points=st.lists(st.floats(-9.0, 3.0), min_size=2, max_size=8),
    sd=st.floats(0.3, 2.0),
    seed=st.integers(0, 2**16),
)
def test_quantiles_are_ordered_and_have_their_share_below(
    points: list[float], sd: float, seed: int
) -> None:
    place = np.sort(np.array([points]))
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(points)))[None, :]
    levels = (0.1, 0.5, 0.9)
    found = mixture_quantiles(place, weights, np.array([sd]), levels)[0]
    assert (np.diff(found) >= 0).all()
    below = normal_cdf((found[:, None] - place) / sd) @ weights[0]
    assert below == pytest.approx(levels, abs=0.002)


def test_the_arguments_stay_as_they_were() -> None:
    before = (POINTS.copy(), WEIGHTS.copy())
    invite_chances(POINTS, WEIGHTS, np.zeros(1), EFFECTS[None, :], 0.5)
    mixture_quantiles(POINTS, WEIGHTS, np.ones(1), (0.5,))
    assert np.array_equal(before[0], POINTS)
    assert np.array_equal(before[1], WEIGHTS)


def test_a_chance_far_out_in_a_tail_is_no_rounding() -> None:
    ends = np.array([0.0, 9.0, -30.0, 20.0, -np.inf, 1.0])
    tops = np.array([1.0, np.inf, -29.0, 21.0, np.inf, 1.0])
    tail = [0.5 * math.erfc(x / math.sqrt(2.0)) for x in (9.0, 20.0, 21.0, 29.0, 30.0)]
    by_hand = [0.3413447461, tail[0], tail[3] - tail[4], tail[1] - tail[2], 1.0, 0.0]
    assert normal_between(ends, tops) == pytest.approx(by_hand, rel=2e-5)
