"""Any list made by hand is valued by the same rule as the chosen one."""

from __future__ import annotations

import numpy as np
import pytest

from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.problem import BadPortfolioArrays
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import large_market, small_market, tiers_of


@pytest.mark.parametrize("cap", [None, 2])
def test_the_value_is_what_writing_it_out_gives(cap: int | None) -> None:
    market = small_market(2, n=7, n_tiers=2, n_fees=2, max_interviews=cap)
    tier = np.array([1, 0, 0, 1, 0, 0, 0])
    worth = evaluate(market, np.array([4, 0, 3, 5]), tier)
    tiers = [1, -1, -1, 1, 0, 0, -1]
    slow = oracle.chance(market, tiers) if cap is None else oracle.chance_with_cap(market, tiers, 2)
    assert worth.p_match == pytest.approx(slow, abs=1e-12)
    assert worth.fee_usd == oracle.fee(market, tiers)


@pytest.mark.parametrize("cap", [None, 2])
def test_leaving_one_out_costs_what_the_list_without_it_lacks(cap: int | None) -> None:
    market = small_market(3, n=7, n_tiers=2, n_fees=2, max_interviews=cap)
    chosen, tier = np.array([6, 2, 1, 4]), np.array([0, 1, 0, 0, 1, 0, 0])
    whole = evaluate(market, chosen, tier)
    for at in range(4):
        rest = evaluate(market, np.delete(chosen, at), tier)
        assert whole.leave_one_out[at] == pytest.approx(whole.p_match - rest.p_match, abs=1e-12)


def test_the_chosen_list_has_the_value_the_optimiser_says() -> None:
    market = large_market(4, n=150, n_max=30)
    found = choose(market)
    worth = evaluate(market, found.chosen, found.tier)
    assert worth.p_match == found.p_match
    assert np.array_equal(worth.leave_one_out, found.leave_one_out)
    tiers = tiers_of(market, found.chosen, found.tier)
    assert worth.p_match == pytest.approx(oracle.chance(market, tiers), abs=1e-9)


def test_an_empty_list_is_worth_nothing_and_a_doubled_one_is_refused() -> None:
    market = small_market(1)
    tier = np.zeros(8, dtype=np.int64)
    worth = evaluate(market, np.empty(0, dtype=np.int64), tier)
    assert worth.p_match == worth.fee_usd == worth.expected_wish == 0.0
    with pytest.raises(BadPortfolioArrays):
        evaluate(market, np.array([1, 1]), tier)
