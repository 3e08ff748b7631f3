"""Larger steps never lose, keep every rule, and repeat under the same seed."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.grid import make_grid
from preround.portfolio.polish import net_value
from preround.portfolio.rebuild import rebuilt, shaken, with_shared_signals
from preround.portfolio.search import first_lists, search, starts
from tests.portfolio.markets import small_market


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.none() | st.floats(1.0, 30.0))
def test_larger_steps_never_lower_the_value_and_keep_the_rules(
    seed: int, usd: float | None
) -> None:
    grid = make_grid(
        small_market(seed, n=9, n_tiers=3, n_fees=3, has_tracks=True, stop_usd_per_point=usd)
    )
    list_so_far = first_lists(grid)[0]
    for step in (rebuilt, with_shared_signals, lambda s: shaken(s, np.random.default_rng(seed))):
        before = net_value(list_so_far)
        list_so_far = step(list_so_far)
        assert net_value(list_so_far) >= before - 1e-12
        assert list_so_far.fee <= grid.budget + 1e-6
        assert np.all(list_so_far.used <= grid.slots)


def test_shaking_repeats_under_the_same_seed() -> None:
    grid = make_grid(small_market(7, n=10, n_tiers=2, n_fees=2))
    best = first_lists(grid)[0]
    one, other = (shaken(best, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one.tier, other.tier)


def test_the_search_stops_at_once_when_nothing_better_can_exist() -> None:
    lists = first_lists(make_grid(small_market(7, n=10, n_tiers=2, n_fees=2)))
    assert search(lists, net_value(lists[0])) is lists[0]


def test_several_greedy_lists_are_begun_from_where_fees_and_signals_mix() -> None:
    assert len(starts(make_grid(small_market(1, n_tiers=1, n_fees=1)))) == 1
    # by dollar, by gain, signals later, and each of two fee groups first
    assert len(starts(make_grid(small_market(1, n_tiers=2, n_fees=2)))) == 5
