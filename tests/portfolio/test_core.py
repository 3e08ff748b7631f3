"""Searching the core gives what searching every program gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from preround.portfolio.bound import value_bound
from preround.portfolio.core import core_of, moved
from preround.portfolio.grid import make_grid
from preround.portfolio.polish import net_value
from preround.portfolio.search import first_lists, search
from tests.portfolio.markets import large_market


def test_a_list_from_the_core_is_as_good_as_one_from_everything() -> None:
    for seed, sigma in ((1, 0.6), (3, 2.0)):
        market = large_market(seed, n=1100, sigma=sigma, n_max=40)
        groups = np.random.default_rng(seed).integers(0, 700, 1100)  # tracks share signals
        grid = make_grid(replace(market, signal_group=groups))
        core, kept = core_of(grid)
        assert core.n < 700
        lists = first_lists(core)
        found = moved(search(lists, 1.0), grid, kept)
        everything = search(first_lists(grid), 1.0)
        assert net_value(found) >= net_value(everything) - 1e-5
        assert value_bound(found, grid) >= net_value(everything) - 1e-9


def test_pins_are_always_in_the_core() -> None:
    market = large_market(4, n=1200, n_max=10)
    worst = market.invite[:, 0].mean(axis=1).argsort()[:5]
    pinned = np.isin(np.arange(1200), worst)
    core, kept = core_of(make_grid(replace(market, pinned=pinned)))
    assert core.pinned.sum() == 5
    assert set(worst.tolist()) <= set(kept.tolist())


def test_a_short_catalogue_is_its_own_core() -> None:
    grid = make_grid(large_market(5, n=200, n_max=10))
    core, kept = core_of(grid)
    assert core is grid
    assert kept.tolist() == list(range(200))
