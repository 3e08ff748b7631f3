"""Greedy takes the best next program, judged as slowly as one likes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from preround.portfolio.greedy import best_element, fill
from preround.portfolio.grid import make_grid
from preround.portfolio.selection import OUT, Selection
from preround.portfolio.value import p_match
from tests.oracles.portfolio import flat_steps
from tests.portfolio.markets import small_market


def slow_greedy(selection: Selection) -> list[int]:
    """Tries every program with every tier at each step; one fee group, rising fees."""
    order = []
    while True:
        best, best_gain = None, 0.0
        for i in np.flatnonzero(selection.tier == OUT).tolist():
            for tier in range(selection.grid.n_tiers):
                if selection.can_add(i, tier):
                    trial = selection.copy()
                    trial.add(i, tier)
                    gain = p_match(trial) - p_match(selection)
                    if trial.fee <= selection.grid.budget + 1e-9 and gain > best_gain:
                        best, best_gain = (i, tier), gain
        if best is None:
            return order
        selection.add(*best)
        order.append(best[0])


@given(st.integers(0, 10_000), st.booleans())
def test_the_order_is_that_of_trying_everything_at_each_step(seed: int, tracks: bool) -> None:
    grid = make_grid(small_market(seed, n=8, n_tiers=3, n_fees=1, has_tracks=tracks))
    assert fill(Selection(grid)).order == slow_greedy(Selection(grid))


def test_by_dollar_prefers_two_cheap_programs_to_one_dear() -> None:
    market = small_market(0, n=3, n_tiers=1, n_fees=1)
    market.invite[:] = np.array([0.30, 0.20, 0.20])[:, None, None]
    market.match[:] = 1.0
    market.wish[:] = [0.0, 0.5, 1.0]
    market = replace(
        market, fee_group=np.arange(3), fee_steps=flat_steps([40, 20, 20]), budget_usd=40.0
    )
    grid = make_grid(market)
    assert fill(Selection(grid)).order == [2, 1]  # .20 / 20 > .30 / 40; wanted more
    assert fill(Selection(grid), by_dollar=False).order == [0]


def test_ties_go_to_the_higher_wish_then_the_lower_index_then_the_lesser_signal() -> None:
    score = np.array([[0.0, 1.0], [1.0, 1.0], [0.5, 1.0 - 1e-14]])
    assert best_element(score, np.array([0.2, 0.7, 0.7])) == (1, 0)
    assert best_element(score, np.array([0.2, 0.1, 0.7])) == (2, 1)
    assert best_element(np.zeros((2, 2)), np.zeros(2)) == (-1, 0)
