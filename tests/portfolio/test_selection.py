"""The working list keeps its accounts right through every change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import InternalError
from preround.portfolio.selection import OUT
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import random_selection, small_market


@given(st.integers(0, 10_000))
def test_fees_signals_and_chances_follow_any_run_of_changes(seed: int) -> None:
    market = small_market(seed, n=9, n_tiers=3, n_fees=3, has_tracks=True)
    selection = random_selection(market, seed, 6)
    grid, rng = selection.grid, np.random.default_rng(seed)
    for i in rng.permutation(selection.chosen).tolist()[:3]:
        selection.drop(i)
    for group in np.flatnonzero(selection.group_n).tolist():
        selection.set_tier(group, int(rng.integers(0, grid.n_tiers)))
    tiers = np.full(market.n_programs, OUT)
    tiers[grid.ids] = np.where(selection.tier == OUT, OUT, grid.tiers[selection.tier])
    assert selection.fee == pytest.approx(oracle.fee(market, tiers.tolist()))
    assert selection.size == (tiers != OUT).sum() == len(selection.order)
    held = {(int(g), int(selection.group_tier[g])) for g in np.flatnonzero(selection.group_n)}
    for limit in range(len(grid.slots)):
        for tier in range(grid.n_tiers):
            mine = [g for g, t in held if t == tier and grid.group_limit[g] == limit]
            assert selection.used[limit, tier] == len(mine)
    product = np.prod(1.0 - selection.hits(), axis=0)
    assert np.allclose(selection.survival, product, rtol=0, atol=1e-12)


def test_a_copy_is_independent() -> None:
    selection = random_selection(small_market(1), 1, 4)
    twin = selection.copy()
    twin.drop(int(twin.chosen[0]))
    assert selection.size == 4
    assert twin.size == 3


def test_adding_twice_or_a_second_tier_in_a_signal_group_is_our_own_fault() -> None:
    market = small_market(0, n=4, n_tiers=2, n_fees=1)
    market.signal_group[:] = 0
    selection = random_selection(market, 0, 0)
    selection.add(0, 1)
    with pytest.raises(InternalError):
        selection.add(0, 1)
    with pytest.raises(InternalError):
        selection.add(1, 0)


def test_swap_fees_are_the_change_of_the_whole_fee() -> None:
    market = small_market(5, n=9, n_tiers=1, n_fees=3)
    selection = random_selection(market, 5, 5)
    change, group = selection.swap_fees(), selection.grid.fee_group
    for out in selection.chosen.tolist():
        for into in np.flatnonzero(selection.tier == OUT).tolist():
            swapped = selection.copy()
            swapped.drop(out)
            swapped.add(into, 0)
            expected = swapped.fee - selection.fee
            assert change[group[out], group[into]] == pytest.approx(expected)
