"""Every way to split the money between fee groups is listed once, none is missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from preround.portfolio.counts import affordable_splits, best_splits
from preround.portfolio.grid import make_grid
from preround.portfolio.polish import net_value
from preround.portfolio.search import first_lists
from tests.portfolio.markets import small_market


@given(st.integers(0, 10_000), st.integers(1, 3), st.none() | st.integers(0, 9))
def test_every_affordable_count_lies_under_a_listed_split(
    seed: int, n_fees: int, n_max: int | None
) -> None:
    grid = make_grid(small_market(seed, n=9, n_tiers=1, n_fees=n_fees, n_max=n_max))
    splits = affordable_splits(grid)
    assert splits is not None
    sizes = np.bincount(grid.fee_group, minlength=len(grid.fees)).tolist()
    fits = [
        counts
        for counts in product(*(range(size + 1) for size in sizes))
        if sum(table[n] for table, n in zip(grid.fees, counts, strict=True)) <= grid.budget
        and sum(counts) <= grid.n_max
    ]
    assert {tuple(row) for row in splits.tolist()} <= set(fits)
    assert all((splits >= counts).all(axis=1).any() for counts in fits)


def test_too_many_fee_groups_are_left_to_greedy() -> None:
    market = small_market(0, n=8, n_tiers=1, n_fees=1)
    market = replace(market, fee_group=np.arange(8) % 4, fee_steps=list(market.fee_steps) * 4)
    grid = make_grid(market)
    assert affordable_splits(grid) is None
    assert list(best_splits(first_lists(grid)[0], 5)) == []


def test_lists_built_from_splits_keep_to_the_budget() -> None:
    for seed in range(15):
        grid = make_grid(small_market(seed, n=9, n_tiers=2, n_fees=3, has_tracks=True))
        best = first_lists(grid)[0]
        for built in best_splits(best, 4):
            assert built.fee <= grid.budget + 1e-6
            assert np.all(built.used <= grid.slots)
            assert net_value(built) >= 0.0
