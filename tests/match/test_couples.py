from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.match.couples import end_of_lists
from preround.match.errors import BadSetting
from preround.match.exact import solve_exact
from preround.match.solve import MatchResult, solve_match
from preround.match.stability import blocking_pairs, faults
from tests.match.markets import arrays, couples, lists, markets, named, random_market
from tests.oracles.matching import Market, all_stable, blocking, fewest_blocking

# the smallest market without a stable matching: the couple wants both seats, each program
# prefers the single at one of them and the couple's member at the other
NO_STABLE = Market([[0, 1], [], []], [[1, 0], [0, 2]], [1, 1], [(1, 2, [(0, 1)])])


def solved(market: Market, **settings: int) -> MatchResult:
    return solve_match(*lists(market), couples(market), **settings)  # type: ignore[arg-type]


@given(markets(n_couples=2))
def test_a_stable_matching_is_found_wherever_one_exists(market: Market) -> None:
    result = solved(market)
    stable = all_stable(market)
    assert result.stable == bool(stable)
    assert result.converged == result.stable
    if stable:
        assert named(result.match) in stable
        assert result.exists


@given(markets(n_couples=2))
def test_the_result_is_a_matching_and_its_blocking_pairs_are_all_named(market: Market) -> None:
    result = solved(market)
    assert faults(arrays(market), result.match) == ()
    assert {tuple(pair) for pair in result.blocking} == blocking(market, named(result.match))
    assert result.n_blocking == len(result.blocking)


def test_four_hundred_markets_full_of_couples_agree_with_the_exact_solver() -> None:
    for seed in range(400):
        market = random_market([4, seed], seed % 9, 2 + seed % 7, 1 + seed % 12)
        result, exact = solved(market), solve_exact(arrays(market))
        assert result.stable == exact.exists, seed
        assert len(blocking_pairs(arrays(market), result.match)) == result.n_blocking, seed
        assert result.n_blocking >= exact.n_blocking


def test_where_nothing_is_stable_one_pair_blocks_and_is_named() -> None:
    result = solved(NO_STABLE)
    assert not all_stable(NO_STABLE)
    assert (result.stable, result.converged, result.exists) == (False, False, None)
    assert result.n_blocking == len(result.blocking) == fewest_blocking(NO_STABLE) == 1
    assert {tuple(pair) for pair in result.blocking} == blocking(NO_STABLE, named(result.match))


def test_no_restart_is_allowed_and_still_there_is_an_answer() -> None:
    result = solved(NO_STABLE, max_restarts=0)
    assert result.n_restarts == 0
    assert result.n_blocking == 1


@given(st.integers(0, 500))
@settings(max_examples=20)
def test_the_same_seed_gives_the_same_answer_and_the_order_is_recorded(seed: int) -> None:
    market = random_market([9, seed], 10, 5, 8)
    first, second = solved(market, seed=3), solved(market, seed=3)
    assert first.match.tolist() == second.match.tolist()
    assert sorted(first.couple_order.tolist()) == list(range(8))
    assert first.couple_order.tolist() == second.couple_order.tolist()


def test_own_lists_of_members_are_ignored() -> None:
    with_lists = Market([[0], [0], [0, 1]], [[1, 0, 2], [2]], [1, 1], [(1, 2, [(None, 1)])])
    assert named(solved(with_lists).match) == [0, None, 1]


def test_both_unmatched_ends_a_joint_list() -> None:
    market = Market([[], []], [[0, 1]], [2], [(0, 1, [(None, None), (0, 0)])])
    assert named(solved(market).match) == [None, None]
    read = arrays(market).couples
    assert read is not None
    assert end_of_lists(read).tolist() == [0]


def test_programs_cannot_propose_to_couples() -> None:
    with pytest.raises(BadSetting, match="couples"):
        solve_match(*lists(NO_STABLE), couples(NO_STABLE), proposing="programs")


def test_the_arguments_are_left_as_they_were() -> None:
    market = arrays(NO_STABLE)
    assert market.couples is not None
    kept = [x.copy() for x in (*market[:5], *market.couples)]
    solve_match(*market[:5], market.couples)
    assert all(
        np.array_equal(x, y) for x, y in zip((*market[:5], *market.couples), kept, strict=True)
    )
