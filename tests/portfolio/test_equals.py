"""Programs alike in everything hold their places by index, whatever the search came by."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.choose import choose
from preround.portfolio.equals import settle_equals
from preround.portfolio.grid import make_grid
from preround.portfolio.polish import net_value
from preround.portfolio.problem import Portfolio, PortfolioProblem
from preround.portfolio.selection import Selection
from tests.portfolio.markets import ERAS, large_market, small_market

N_KINDS, COPIES = 5, 6


def alike_market(seed: int, **limits: object) -> PortfolioProblem:
    """Five kinds of program, six of each, which nothing tells apart."""
    kinds = small_market(seed, n=N_KINDS, n_tiers=3, n_fees=1)
    at = np.random.default_rng(seed).permutation(np.repeat(np.arange(N_KINDS), COPIES))
    values = {
        name: getattr(kinds, name)[at] for name in ("invite", "match", "wish", "fee_group")
    } | {
        "signal_group": np.arange(at.size),
        "limit_group": np.zeros(at.size, dtype=np.int64),
        "fee_steps": (ERAS,),
        "tier_limits": {0: {1: 3, 2: 2}},
        "budget_usd": None,
        "n_max": 13,
    }
    return replace(kinds, **{**values, **limits})


def kind_of(problem: PortfolioProblem) -> np.ndarray:
    return np.unique(problem.invite[:, 0, 0], return_inverse=True)[1]


def places(found: Portfolio) -> dict[int, int]:
    return {int(i): int(found.tier[i]) for i in found.chosen}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_of_equal_programs_the_earlier_hold_the_places_and_the_stronger_signals(seed: int) -> None:
    problem = alike_market(seed)
    found = places(choose(problem))
    worth = problem.invite @ problem.theta_weights
    for kind in range(N_KINDS):
        rows = np.flatnonzero(kind_of(problem) == kind)
        held = [worth[i, found[i]] if i in found else -1.0 for i in rows.tolist()]
        assert held == sorted(held, reverse=True)


def held_by_kind(problem: PortfolioProblem, found: dict[int, int]) -> Counter[tuple[int, int]]:
    kind = kind_of(problem)
    return Counter((int(kind[i]), tier) for i, tier in found.items())


def others_moved(problem: PortfolioProblem, pin: int) -> bool | None:
    """Whether a pin moved others that are alike; None where the search came by another list.

    The search states how far from the best it may be; within that, a pin may end it elsewhere.
    """
    before = places(choose(problem))
    pinned = np.arange(problem.n_programs) == pin
    after = places(choose(replace(problem, pinned=pinned)))
    if held_by_kind(problem, before) != held_by_kind(problem, after):
        return None
    stayed = set(before) & set(after)
    same = {i: before[i] for i in stayed} == {i: after[i] for i in stayed}
    return pin not in after or len(stayed) < len(before) - (pin not in before) or not same


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, N_KINDS * COPIES - 1))
def test_a_pin_moves_nothing_between_others_that_are_alike(seed: int, pin: int) -> None:
    assert not others_moved(alike_market(seed), pin)


def test_a_pin_of_a_listed_program_hardly_ever_ends_the_search_elsewhere() -> None:
    moved = []
    for seed in range(20):
        problem = alike_market(seed)
        moved += [others_moved(problem, pin) for pin in list(places(choose(problem)))[:2]]
    assert moved.count(False) >= 0.9 * len(moved)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_settling_changes_neither_worth_nor_fee_nor_signals(seed: int) -> None:
    rng = np.random.default_rng(seed)
    selection = Selection(make_grid(alike_market(seed)))
    for i in rng.permutation(selection.grid.n)[:13].tolist():
        selection.add(i, next(t for t in (2, 1, 0) if selection.can_add(i, t)))
    settled = settle_equals(selection)
    assert np.isclose(net_value(settled), net_value(selection), atol=1e-12)
    assert settled.fee == selection.fee
    assert settled.used.tolist() == selection.used.tolist()
    assert settle_equals(settled) is settled


def test_programs_that_differ_stay_as_they_are() -> None:
    grid = make_grid(large_market(3, n=60))
    selection = Selection(grid)
    for i in range(20, 40):
        selection.add(i, 0)
    assert settle_equals(selection) is selection


def test_a_signal_placed_by_hand_stays_where_it_is() -> None:
    problem = alike_market(4)
    last = int(np.flatnonzero(kind_of(problem) == 0)[-1])
    by_hand = np.full(problem.n_programs, -1)
    by_hand[last] = 2
    assert places(choose(replace(problem, pinned_tier=by_hand)))[last] == 2
