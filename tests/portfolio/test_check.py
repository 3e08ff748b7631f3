"""A problem that contradicts itself is refused in words a person can act on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from preround.domain.errors import InternalError, UserError
from preround.portfolio.check import check
from preround.portfolio.problem import (
    BadListLimit,
    BadPortfolioArrays,
    PinnedAndExcluded,
    PinsOverBudget,
    PinsOverCount,
    PinsOverSignals,
    PortfolioProblem,
    SignalPinsDiffer,
)
from tests.portfolio.markets import large_market, small_market


def market() -> PortfolioProblem:
    return small_market(0, n=8, n_tiers=2, n_fees=1, budget_usd=200.0)


def test_a_sound_problem_passes() -> None:
    check(market())
    check(large_market(0))


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("budget_usd", -1.0),
        ("budget_usd", float("nan")),
        ("stop_usd_per_point", 0.0),
        ("n_max", -1),
        ("n_min", -2),
        ("max_interviews", 0),
    ],
)
def test_a_limit_that_is_no_amount_is_refused(limit: str, value: float) -> None:
    with pytest.raises(BadListLimit, match="expected"):
        check(replace(market(), **{limit: value}))


def test_fewest_above_most_is_refused() -> None:
    with pytest.raises(BadListLimit, match="from 0 to 3"):
        check(replace(market(), n_max=3, n_min=4))


def test_a_program_pinned_and_excluded_is_refused_by_index() -> None:
    mark = np.arange(8) == 2
    with pytest.raises(PinnedAndExcluded) as caught:
        check(replace(market(), pinned=mark, excluded=mark))
    assert caught.value.programs == (2,)
    with pytest.raises(PinnedAndExcluded):
        check(replace(market(), pinned_tier=np.where(mark, 1, -1), excluded=mark))


def test_pins_dearer_than_the_budget_say_what_they_cost() -> None:
    # 4 x $11 + 4 x $30 = $164
    with pytest.raises(PinsOverBudget, match=r"\$164"):
        check(replace(market(), pinned=np.ones(8, dtype=bool), budget_usd=163.0))


def test_more_pins_than_places_are_refused() -> None:
    with pytest.raises(PinsOverCount, match="8 are pinned"):
        check(replace(market(), pinned=np.ones(8, dtype=bool), n_max=7))


def test_more_signals_by_hand_than_there_are_say_how_many_to_take_back() -> None:
    placed = np.array([1, 1, 1, -1, -1, -1, -1, -1])
    with pytest.raises(PinsOverSignals, match="Take back at least 1") as caught:
        check(replace(market(), tier_limits=[{1: 2}], pinned_tier=placed))
    assert caught.value.programs == (0, 1, 2)


def test_a_signal_on_two_tracks_of_one_institution_counts_once_but_must_be_the_same() -> None:
    groups = np.array([0, 0, 1, 2, 3, 4, 5, 6])
    shared = replace(market(), signal_group=groups, tier_limits=[{1: 1}])
    check(replace(shared, pinned_tier=np.array([1, 1, -1, -1, -1, -1, -1, -1])))
    with pytest.raises(SignalPinsDiffer) as caught:
        check(replace(shared, pinned_tier=np.array([1, 0, -1, -1, -1, -1, -1, -1])))
    assert caught.value.programs == (0, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"invite": np.zeros((8, 2))},
        {"match": np.zeros((7, 9))},
        {"wish": np.full(8, 1.5)},
        {"match": np.full((8, 9), np.nan)},
        {"theta_weights": np.full(9, 0.5)},
        {"pinned": np.zeros(3, dtype=bool)},
        {"fee_group": np.full(8, 4)},
        {"fee_steps": {}},
        {"tier_limits": [{5: 1}]},
        {"tier_limits": [{1: -1}]},
        {"pinned_tier": np.full(8, 7)},
        {"signal_group": np.zeros(8, dtype=np.int64), "limit_group": np.arange(8) % 2},
    ],
)
def test_arrays_that_do_not_fit_are_our_own_fault(change: dict[str, object]) -> None:
    problem = replace(market(), tier_limits={0: {1: 1}})
    with pytest.raises(BadPortfolioArrays) as caught:
        check(replace(problem, **change))
    assert isinstance(caught.value, InternalError)
    assert not isinstance(caught.value, UserError)
