"""P(match) and its gains are what writing every term out gives, and behave as they must."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.portfolio.selection import Selection
from preround.portfolio.value import add_gains, losses, p_match, wish_value
from tests.oracles.portfolio import chance
from tests.portfolio.markets import random_selection, small_market

seeds = st.integers(0, 10_000)


@given(seeds, st.integers(0, 8))
def test_p_match_is_the_sum_over_theta_of_one_less_all_misses(seed: int, size: int) -> None:
    market = small_market(seed, n_tiers=3)
    selection = random_selection(market, seed, size)
    assert p_match(selection) == pytest.approx(chance(market, selection.tier.tolist()), abs=1e-12)


@given(seeds)
def test_gains_and_losses_are_differences_of_p_match(seed: int) -> None:
    selection = random_selection(small_market(seed, n_tiers=2), seed, 4)
    before, gains = p_match(selection), add_gains(selection)
    for i in np.flatnonzero(selection.tier < 0).tolist():
        for tier in range(2):
            if selection.can_add(i, tier):
                grown = selection.copy()
                grown.add(i, tier)
                assert gains[i, tier] == pytest.approx(p_match(grown) - before, abs=1e-12)
    for i, loss in zip(selection.chosen.tolist(), losses(selection), strict=True):
        shrunk = selection.copy()
        shrunk.drop(i)
        assert loss == pytest.approx(before - p_match(shrunk), abs=1e-12)


@given(seeds, st.sampled_from([0.0, 0.6, 2.0]))
def test_a_program_adds_less_to_a_longer_list(seed: int, sigma: float) -> None:
    # submodular and monotone whatever theta does: greedy and the certificate rest on it
    market = small_market(seed, n=9, n_tiers=2, sigma=sigma)
    short = random_selection(market, seed, 3)
    longer = short.copy()
    for i in np.flatnonzero(longer.tier < 0).tolist()[:3]:
        longer.add(i, 0)
    assert np.all(add_gains(short) >= add_gains(longer) - 1e-12)
    assert np.all(add_gains(longer) >= 0.0)


def test_expected_wish_by_hand() -> None:
    # Chances 0.5 and 0.4, wishes 0.2 and 1.0. Best first: 1.0 x 0.4 + 0.6 x 0.5 x 0.2 = 0.46.
    market = small_market(0, n=2, n_tiers=1, n_fees=1)
    market.invite[:] = np.array([0.5, 0.4])[:, None, None]
    market.match[:] = 1.0
    market.wish[:] = [0.2, 1.0]
    selection = random_selection(market, 0, 2)
    assert wish_value(selection) == pytest.approx(0.46)


def test_an_empty_list_is_worth_nothing() -> None:
    selection = random_selection(small_market(0), 0, 0)
    assert isinstance(selection, Selection)
    assert p_match(selection) == wish_value(selection) == 0.0
