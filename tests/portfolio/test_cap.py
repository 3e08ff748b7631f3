"""The interview cap is reckoned exactly: against every toss of every invitation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.cap import (
    capped_losses,
    capped_p_match,
    capped_prefixes,
    exact_gains,
    has_common_order,
    is_near_cap,
)
from preround.portfolio.grid import make_grid
from preround.portfolio.value import p_match
from tests.oracles.portfolio import chance_with_cap
from tests.portfolio.markets import random_selection, small_market

seeds = st.integers(0, 10_000)


@settings(max_examples=20)
@given(seeds, st.integers(1, 6), st.integers(0, 5))
def test_p_match_with_a_cap_is_the_mean_over_every_toss(seed: int, cap: int, size: int) -> None:
    market = small_market(seed, n=6, n_tiers=2, max_interviews=cap)
    selection = random_selection(market, seed, size)
    expected = chance_with_cap(market, selection.tier.tolist(), cap)
    assert capped_p_match(selection) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=40)
@given(seeds, st.integers(1, 5))
def test_gains_and_losses_are_differences_of_the_capped_p_match(seed: int, cap: int) -> None:
    selection = random_selection(small_market(seed, n_tiers=2, max_interviews=cap), seed, 5)
    before, gains = capped_p_match(selection), exact_gains(selection)
    for i in np.flatnonzero(selection.tier < 0).tolist():
        for tier in range(2):
            if selection.can_add(i, tier):
                grown = selection.copy()
                grown.add(i, tier)
                assert gains[i, tier] == pytest.approx(capped_p_match(grown) - before, abs=1e-12)
    for i, loss in zip(selection.chosen.tolist(), capped_losses(selection), strict=True):
        shrunk = selection.copy()
        shrunk.drop(i)
        assert loss == pytest.approx(before - capped_p_match(shrunk), abs=1e-12)


@given(seeds)
def test_a_cap_never_helps_and_a_wide_one_never_hurts(seed: int) -> None:
    selection = random_selection(small_market(seed, max_interviews=2), seed, 6)
    wide = selection.copy(selection.grid.relaxed(cap=6))
    assert capped_p_match(selection) <= p_match(selection) + 1e-12
    assert capped_p_match(wide) == pytest.approx(p_match(selection), abs=1e-12)


@given(seeds, st.integers(1, 4))
def test_with_one_order_of_chances_a_program_adds_less_to_a_longer_list(
    seed: int, cap: int
) -> None:
    # The stated condition of the capped certificate. With crossing orders it can fail.
    market = small_market(seed, n=9, n_tiers=1, max_interviews=cap)
    assert has_common_order(make_grid(market))
    short = random_selection(market, seed, 4)
    longer = short.copy()
    for i in np.flatnonzero(longer.tier < 0).tolist()[:3]:
        longer.add(i, 0)
    assert np.all(exact_gains(short) >= exact_gains(longer) - 1e-12)
    assert np.all(exact_gains(longer) >= -1e-12)


def test_orders_that_cross_between_nodes_are_noticed() -> None:
    market = small_market(0, n=4, n_tiers=1, max_interviews=2)
    match = market.match.copy()
    match[0] = np.linspace(0.9, 0.1, match.shape[1])
    match[1] = np.linspace(0.1, 0.9, match.shape[1])
    assert not has_common_order(make_grid(replace(market, match=match)))


@settings(max_examples=30)
@given(seeds)
def test_prefixes_are_the_lists_they_stand_for(seed: int) -> None:
    selection = random_selection(small_market(seed, n_tiers=1, max_interviews=3), seed, 6)
    grid, order = selection.grid, np.array(selection.order)
    sizes = np.arange(1, 7)
    reached, went = capped_prefixes(
        grid.invite[order, 0], grid.match[order], grid.attend_rank[order], grid.weights, 3, sizes
    )
    for n in sizes.tolist():
        part = random_selection(small_market(seed, n_tiers=1, max_interviews=3), seed, n)
        assert reached[n - 1] == pytest.approx(capped_p_match(part), abs=1e-12)
        assert went[n - 1] <= min(3.0, part.expected_invitations) + 1e-12
    assert went[0] == pytest.approx(float(grid.invite[order[0], 0] @ grid.weights))


def test_the_cap_matters_from_three_invitations_below_it() -> None:
    market = small_market(0, n=10, n_tiers=1, max_interviews=5)
    market.invite[:] = 0.2
    assert not is_near_cap(random_selection(market, 0, 10))  # 10 x 0.2 = 2.0 = 5 - 3
    market.invite[:] = 0.21
    assert is_near_cap(random_selection(market, 0, 10))
