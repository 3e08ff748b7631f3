"""Every move promises exactly what it brings and is the best of its kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.grid import make_grid
from preround.portfolio.moves import apply_move, best_drop, best_rotation, best_swap
from preround.portfolio.polish import EVERY, net_value, polish
from preround.portfolio.selection import OUT, Selection
from preround.portfolio.value import p_match
from tests.portfolio.markets import random_selection, small_market

seeds = st.integers(0, 10_000)


def within_budget(seed: int, **limits: object) -> Selection:
    market = small_market(seed, n=9, n_tiers=3, n_fees=2, has_tracks=True, **limits)
    selection = random_selection(market, seed, 4)
    return selection.copy(selection.grid.relaxed(budget=max(selection.grid.budget, selection.fee)))


@given(seeds, st.sampled_from(EVERY), st.none() | st.floats(1.0, 30.0))
def test_a_move_brings_what_it_promises_and_keeps_the_rules(
    seed: int, kind: object, usd: float | None
) -> None:
    selection = within_budget(seed, stop_usd_per_point=usd)
    move = kind(selection)  # type: ignore[operator]
    if move is None:
        return
    before = net_value(selection)
    apply_move(selection, move)
    assert move.gain > 0.0
    assert net_value(selection) - before == pytest.approx(move.gain, abs=1e-10)
    assert selection.fee <= selection.grid.budget + 1e-6
    assert np.all(selection.used <= selection.grid.slots)


@given(seeds)
def test_the_best_swap_is_the_best_of_all_swaps(seed: int) -> None:
    selection = within_budget(seed)
    grid, before = selection.grid, p_match(selection)
    best = 0.0
    outside = np.flatnonzero(selection.tier == OUT).tolist()
    for out, into, tier in product(selection.chosen.tolist(), outside, range(grid.n_tiers)):
        trial = selection.copy()
        trial.drop(out)
        same = grid.group[out] == grid.group[into]  # its own tracks are swapped by tier changes
        if same or not trial.can_add(into, tier):
            continue
        trial.add(into, tier)
        if trial.fee <= grid.budget + 1e-9:
            best = max(best, p_match(trial) - before)
    move = best_swap(selection)
    found = 0.0 if move is None else move.gain
    assert found >= best - 1e-10


@settings(max_examples=30)
@given(seeds)
def test_polish_never_lowers_the_value_and_leaves_no_move(seed: int) -> None:
    selection = within_budget(seed)
    before = net_value(selection)
    polish(selection)
    assert net_value(selection) >= before - 1e-12
    assert all(kind(selection) is None for kind in EVERY)


def test_a_rotation_reaches_a_program_that_answers_only_to_a_signal() -> None:
    # Signal on A (0.30 with, 0.25 without), B and C plain (0.10 each); D 0.00 without, 0.20 with.
    # Dropping C for D under A's signal: neither step gains alone, both together do.
    hit = np.array([[0.25, 0.30], [0.10, 0.10], [0.10, 0.10], [0.0, 0.20]])
    market = small_market(0, n=4, n_tiers=2, n_fees=1)
    market = replace(
        market,
        invite=np.repeat(hit[:, :, None], 9, axis=2),
        match=np.ones((4, 9)),
        tier_limits=[{1: 1}],
        n_max=3,
        budget_usd=None,
    )
    selection = Selection(make_grid(market))
    for i, tier in ((0, 1), (1, 0), (2, 0)):
        selection.add(i, tier)
    assert best_swap(selection) is None
    move = best_rotation(selection)
    assert move is not None
    apply_move(selection, move)
    assert selection.tier[3] == 1
    assert selection.tier[0] == 0


def test_pinned_programs_are_never_dropped() -> None:
    market = small_market(4, n=6, n_tiers=1, n_fees=1, stop_usd_per_point=0.1)
    market = replace(market, pinned=np.ones(6, dtype=bool), budget_usd=None)
    selection = Selection.of_pins(make_grid(market))
    assert best_drop(selection) is None
    assert best_swap(selection) is None
