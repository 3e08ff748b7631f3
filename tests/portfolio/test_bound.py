"""The ceiling is never below what some list reaches, and seldom far above."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.bound import capped_bound, value_bound
from preround.portfolio.ceiling import SumCeiling, clearing_prices
from preround.portfolio.grid import make_grid
from preround.portfolio.polish import net_value
from preround.portfolio.search import first_lists
from preround.portfolio.value import add_gains, p_match
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import large_market, random_selection, small_market

seeds = st.integers(0, 10_000)


@given(seeds, st.integers(1, 3), st.integers(0, 5))
def test_no_list_is_above_the_ceiling_wherever_it_is_taken(
    seed: int, n_fees: int, size: int
) -> None:
    market = small_market(seed, n=6, n_tiers=2, n_fees=n_fees, has_tracks=True)
    selection = random_selection(market, seed, size)
    grid = selection.grid.relaxed(budget=max(selection.grid.budget, selection.fee))
    assert value_bound(selection, grid) >= oracle.best_value(market) - 1e-9


@given(seeds, st.floats(1.0, 40.0))
def test_with_a_stop_rule_no_list_is_worth_more_than_the_ceiling(seed: int, usd: float) -> None:
    market = small_market(seed, n=6, n_tiers=2, n_fees=3, stop_usd_per_point=usd)
    best = first_lists(make_grid(market))[0]
    bound = value_bound(best, best.grid)
    assert bound >= oracle.best_value(market) - 1e-9 >= net_value(best) - 2e-9


@settings(max_examples=30)
@given(seeds)
def test_more_fee_groups_than_splits_can_list_still_have_a_ceiling(seed: int) -> None:
    rng = np.random.default_rng(seed)
    market = small_market(
        seed,
        n=7,
        n_tiers=1,
        n_fees=1,
        fee_group=np.arange(7),
        fee_steps=oracle.flat_steps(rng.integers(5, 60, 7).tolist()),
        n_max=int(rng.integers(1, 7)),
    )
    best = first_lists(make_grid(market))[0]
    assert value_bound(best, best.grid) >= oracle.best_value(market) - 1e-9


def test_a_planted_ceiling_below_a_list_would_be_seen() -> None:
    market = small_market(3, n=6, n_tiers=1, n_fees=1)
    best = first_lists(make_grid(market))[0]
    assert p_match(best) * 0.99 < oracle.best_value(market) - 1e-9


def test_at_size_the_ceiling_is_far_tighter_than_adding_the_largest_gains() -> None:
    market = large_market(1, n_max=60)
    best = first_lists(make_grid(market))[0]
    here = p_match(best)
    largest = np.sort(add_gains(best).max(axis=1))[::-1][:60].sum()
    ours = value_bound(best, best.grid) - here
    assert 0.0 <= ours < 0.05 * largest


@pytest.mark.parametrize("n_tiers", [2, 3])
def test_a_sum_under_signal_limits_is_below_its_ceiling(n_tiers: int) -> None:
    for seed in range(20):
        market = small_market(seed, n=6, n_tiers=n_tiers, n_fees=2, has_tracks=True)
        grid = make_grid(market)
        value = np.random.default_rng(seed).exponential(1.0, (6, n_tiers)).cumsum(axis=1)
        lists = oracle.every_list(market)
        best = max(
            sum(value[i, t] for i, t in enumerate(tiers) if t != oracle.OUT) for tiers in lists
        )
        sums = SumCeiling(grid)
        assert min(sums.over(value) for _ in range(4)) >= best - 1e-9


def test_clearing_prices_by_hand() -> None:
    # Gold 1, silver 1. Worth (gold, silver): A 10, 6; B 8, 7; C 3, 2. Best: A gold, B silver
    # = 17, C without. Cleared at gold 5 (A pays 4 more than silver at 2 gains), silver 2:
    # A gold 5 = silver 4 < 5, B gold 3 < silver 5, C gold -2, silver 0. Dual: 5 + 5 + 0 + 7 = 17.
    worth = np.array([[10.0, 6.0], [8.0, 7.0], [3.0, 2.0]])
    slots = np.array([1, 1])
    price = clearing_prices(worth, slots)
    dual = np.maximum(0.0, (worth - price).max(axis=1)).sum() + price @ slots
    assert dual == pytest.approx(17.0)


@given(seeds)
def test_clearing_prices_reach_the_best_way_to_hand_out_signals(seed: int) -> None:
    rng = np.random.default_rng(seed)
    worth = rng.exponential(1.0, (5, 2))
    slots = np.array([1, 2])
    price = clearing_prices(worth, slots)
    dual = np.maximum(0.0, (worth - price).max(axis=1)).sum() + price @ slots
    best = 0.0
    for gold in range(6):  # row 5 = nobody
        rest = np.sort(np.delete(np.append(worth[:, 1], 0.0), min(5, gold)))[::-1]
        best = max(best, (worth[gold, 0] if gold < 5 else 0.0) + rest[:2].sum())
    assert dual == pytest.approx(best, abs=1e-9)


@settings(max_examples=30)
@given(seeds, st.integers(1, 2))
def test_the_capped_ceiling_is_above_every_capped_list(seed: int, cap: int) -> None:
    market = small_market(seed, n=4, n_tiers=2, n_fees=1, max_interviews=cap)
    best = first_lists(make_grid(market))[0]
    exact = max(oracle.chance_with_cap(market, t, cap) for t in oracle.every_list(market))
    assert capped_bound(best, best.grid) >= exact - 1e-9
