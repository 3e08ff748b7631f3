"""Wishes decide among lists that match about as often, and only among those."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.cap import capped_p_match
from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.grid import make_grid
from preround.portfolio.search import first_lists
from preround.portfolio.value import p_match, wish_value
from preround.portfolio.wishes import SLACK, prefer_wishes
from tests.portfolio.markets import large_market, small_market


@settings(max_examples=50)
@given(st.integers(0, 10_000))
def test_wishes_cost_at_most_three_tenths_of_a_point_and_no_dollar(seed: int) -> None:
    market = small_market(seed, n=9, n_tiers=2, n_fees=2, has_tracks=True)
    best = first_lists(make_grid(market))[0]
    final = prefer_wishes(best, capped_p_match)
    assert p_match(final) >= p_match(best) - SLACK - 1e-12
    assert final.fee <= best.fee + 1e-6
    assert final.size == best.size
    assert wish_value(final) >= wish_value(best) - 1e-12
    assert np.all(final.used <= final.grid.slots)


def test_wanted_places_come_in_where_they_cost_little() -> None:
    market = large_market(3, n=300, n_max=40)
    indifferent = choose(replace(market, wish=np.full(300, 0.5)))
    keen = choose(market)
    assert keen.best_p_match == pytest.approx(indifferent.p_match)
    assert keen.p_match >= indifferent.p_match - SLACK
    before = evaluate(market, indifferent.chosen, indifferent.tier)
    assert keen.expected_wish / keen.p_match > before.expected_wish / before.p_match + 0.01


def test_a_place_that_costs_more_than_three_tenths_of_a_point_stays_out() -> None:
    # 0.30 wanted little, 0.29 wanted much: one swap costs a point of P(match)
    market = small_market(0, n=2, n_tiers=1, n_fees=1)
    market.invite[:] = np.array([0.30, 0.29])[:, None, None]
    market.match[:] = 1.0
    market.wish[:] = [0.0, 1.0]
    assert choose(replace(market, n_max=1)).chosen.tolist() == [0]
    market.invite[1] = 0.2980  # two tenths of a point
    assert choose(replace(market, n_max=1)).chosen.tolist() == [1]


def test_a_signal_goes_to_the_place_wanted_where_it_does_as_much() -> None:
    market = small_market(0, n=3, n_tiers=2, n_fees=1)
    market.invite[:, 0] = 0.10
    market.invite[:, 1] = np.array([0.200, 0.199, 0.199])[:, None]
    market.match[:] = 1.0
    market.wish[:] = [0.0, 1.0, 0.0]
    found = choose(replace(market, budget_usd=None, tier_limits=[{1: 1}]))
    assert found.tier.tolist() == [0, 1, 0]
