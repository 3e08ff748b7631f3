"""The budget bar: nested lists, real fees with the knee at program 31, falling gains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from preround.facts.schedules import FeeStep
from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.frontier import capped_lengths
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import large_market


def test_the_knee_at_program_31_shows_and_the_bar_runs_past_the_list() -> None:
    found = choose(large_market(1, n=300, budget_usd=660.0))
    bar = found.frontier
    assert len(bar.fee_usd) == 150
    assert bar.marginal_fee_usd[:30].tolist() == [11.0] * 30
    assert bar.marginal_fee_usd[30:].tolist() == [30.0] * 120
    assert bar.fee_usd[29] == 330.0
    assert bar.fee_usd[99] == 2430.0  # 30 x 11 + 70 x 30
    assert np.array_equal(bar.program[: len(found.chosen)], found.chosen)
    assert len(set(bar.program.tolist())) == 150


def test_gains_fall_along_the_bar_of_one_specialty() -> None:
    bar = choose(large_market(2, n=200, n_tiers=1, n_max=50)).frontier
    assert np.all(np.diff(bar.marginal_gain[:50]) <= 1e-12)
    assert np.all(np.diff(bar.marginal_gain[50:]) <= 1e-12)
    assert np.all(np.diff(bar.p_match) >= 0.0)
    assert np.all(np.diff(bar.expected_interviews) > 0.0)


@pytest.mark.parametrize("cap", [None, 6])
def test_every_step_is_the_worth_of_the_list_so_far(cap: int | None) -> None:
    market = large_market(3, n=60, n_max=25, max_interviews=cap)
    bar = choose(market).frontier
    tier = np.zeros(60, dtype=np.int64)
    tier[bar.program] = bar.tier
    for n in (1, 7, 25, 40, 60):
        worth = evaluate(market, bar.program[:n], tier)
        assert bar.p_match[n - 1] == pytest.approx(worth.p_match, abs=1e-10)
        assert bar.fee_usd[n - 1] == pytest.approx(worth.fee_usd)
        assert bar.expected_interviews[n - 1] == pytest.approx(worth.expected_interviews)


def test_the_bar_ends_with_the_programs() -> None:
    bar = choose(large_market(4, n=40, n_max=5)).frontier
    assert len(bar.program) == 40


def test_two_specialties_have_a_knee_each_and_a_flat_block_is_paid_at_its_first() -> None:
    market = large_market(5, n=200, n_tiers=1)
    group = np.arange(200) % 2
    block = (FeeStep(1, 18, 99.0, "flat"), FeeStep(19, 30, 18.0), FeeStep(31, None, 23.0))
    market = replace(
        market,
        fee_group=group,
        fee_steps=[market.fee_steps[0], block],
        limit_group=group,
        tier_limits=[{}, {}],
        budget_usd=900.0,
    )
    found = choose(market)
    in_block = group[found.chosen] == 1
    assert found.marginal_fee_usd[in_block][:18].tolist() == [99.0] + [0.0] * 17
    assert found.marginal_fee_usd[~in_block][:30].tolist() == [11.0] * 30
    assert found.frontier.fee_usd[-1] == pytest.approx(
        oracle.fee(market, [0 if i in found.frontier.program else -1 for i in range(200)])
    )


def test_lengths_reckoned_with_a_cap_are_all_to_400_and_then_some_to_the_end() -> None:
    assert capped_lengths(3).tolist() == [1, 2, 3]
    far = capped_lengths(2000)
    assert far[:400].tolist() == list(range(1, 401))
    assert far[-1] == 2000
    assert np.diff(far).max() <= 9
