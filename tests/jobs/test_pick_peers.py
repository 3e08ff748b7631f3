"""The peers our lists are held beside are what they say they are."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.jobs.pick_peers import (
    believed,
    best_if_independent,
    drawn_seasons,
    highs,
    independent,
    plain_greedy,
    undominated,
    without_rare_nodes,
)
from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.problem import PortfolioProblem
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import large_market, small_market, tiers_of


def by_count(seed: int, n: int = 8, n_max: int = 3, n_tiers: int = 2) -> PortfolioProblem:
    market = small_market(seed, n=n, n_tiers=n_tiers, n_fees=1, budget_usd=None, n_max=n_max)
    return replace(market, wish=np.zeros(n))


def expected_worth(chance: np.ndarray, worth: np.ndarray, chosen: tuple[int, ...]) -> float:
    total, none_better = 0.0, 1.0
    for i in sorted(chosen, key=lambda i: -worth[i]):
        total += none_better * chance[i] * worth[i]
        none_better *= 1.0 - chance[i]
    return total


@given(seed=st.integers(0, 10_000), n=st.integers(1, 5))
def test_the_independent_list_is_the_best_of_all_lists_of_independent_chances(
    seed: int, n: int
) -> None:
    rng = np.random.default_rng(seed)
    chance, worth = rng.uniform(0.01, 0.9, 9), rng.uniform(0.1, 1.0, 9)
    found = best_if_independent(chance, worth, n)
    best = max(expected_worth(chance, worth, each) for each in combinations(range(9), n))
    assert expected_worth(chance, worth, tuple(found)) == pytest.approx(best, rel=1e-9)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_every_peer_keeps_to_the_counts_and_the_signals(seed: int) -> None:
    market = by_count(seed)
    for peer in (plain_greedy, drawn_seasons, independent):
        found = peer(market)
        assert oracle.broken_rules(market, tiers_of(market, found.chosen, found.tier)) == []
        assert len(found.chosen) == 3


def test_independence_believes_more_than_its_list_gets_and_gets_less_than_ours() -> None:
    market = large_market(5, n=300, sigma=1.0, n_max=40)
    theirs = independent(market)
    gets = evaluate(market, theirs.chosen, theirs.tier).p_match
    assert believed(market, theirs) > gets + 0.05
    assert gets < choose(market).best_p_match


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_leaving_out_dominated_programs_and_rare_nodes_keeps_the_best_list(
    seed: int, n_tiers: int
) -> None:
    market = by_count(seed, n=7, n_max=2, n_tiers=n_tiers)
    best = oracle.best_value(market)
    out = np.ones(7, dtype=bool)
    out[undominated(market)] = False
    kept = replace(market, invite=np.where(out[:, None, None], 0.0, market.invite))
    assert oracle.best_value(kept) == pytest.approx(best, abs=1e-12)
    common = without_rare_nodes(market)
    assert best - 1e-5 <= oracle.best_value(common) + 1e-12 <= best + 1e-12


@pytest.mark.skipif(find_spec("scipy") is None, reason="SciPy, a peer of the audit, is not there")
def test_the_integer_program_brackets_the_best_list() -> None:
    for seed in range(6):
        market = by_count(seed)
        found, best = highs(market), oracle.best_value(market)
        assert found.bound is not None
        assert best - 1e-9 <= found.bound <= best + 5e-4
        assert evaluate(market, found.chosen, found.tier).p_match >= best - 5e-4
