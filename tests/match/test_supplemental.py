from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.match.errors import BadSetting, ReversionCycle, UnknownId, UnsupportedMarket
from preround.match.solve import solve_match
from preround.match.supplemental import Reversion, SeasonResult, solve_season
from tests.match.markets import arrays, lists, markets, named, random_market
from tests.match.test_couples import NO_STABLE
from tests.oracles.matching import Linked, Market, every_linked, linked_blocking

Lists = dict[tuple[int, int], list[int]]


@st.composite
def linked_markets(draw: st.DrawFn) -> tuple[Market, Lists]:
    market = draw(markets())
    market.applicants = market.applicants[:4]
    market.programs = [[i for i in row if i < 4] for row in market.programs]
    found: Lists = {}
    for i, wishes in enumerate(market.applicants):
        for p in wishes[:2]:
            others = [s for s in range(len(market.programs)) if s != p]
            if others and draw(st.booleans()):
                found[i, p] = draw(st.lists(st.sampled_from(others), unique=True, max_size=2))
    return market, found


def held(result: SeasonResult) -> Linked:
    return list(zip(named(result.match), named(result.first_year), strict=True))


@given(linked_markets())
@settings(max_examples=60)
def test_linked_years_are_stable_wherever_that_is_possible(given_: tuple[Market, Lists]) -> None:
    market, found = given_
    result = solve_season(arrays(market), found)
    possible = any(
        not linked_blocking(market, found, other) for other in every_linked(market, found)
    )
    assert result.result.stable == possible
    assert linked_blocking(market, found, held(result)) == result.result.n_blocking
    assert held(result) in list(every_linked(market, found))


def test_a_first_year_counts_only_with_the_advanced_position_it_hangs_on() -> None:
    # programs: 0 and 1 advanced, 2 and 3 first years; each has one position
    market = Market([[0, 1], [0]], [[1, 0], [0], [0, 1], [0]], [1, 1, 1, 1])
    result = solve_season(arrays(market), {(0, 0): [2], (0, 1): [3], (1, 0): [2]})
    # applicant 1 wins program 0 and its first year; applicant 0 gets program 1 with 3
    assert held(result) == [(1, 3), (0, 2)]
    assert result.result.stable


def test_an_advanced_position_is_kept_without_a_first_year() -> None:
    market = Market([[0], [1]], [[0], [1, 0]], [1, 1])
    assert held(solve_season(arrays(market), {(0, 0): [1]})) == [(0, None), (1, None)]


def test_a_person_may_move_from_a_first_year_of_one_role_to_the_other() -> None:
    # program 1 is both a first choice below program 0 and the first year of program 0
    market = Market([[0, 1]], [[0], [0]], [1, 1])
    assert held(solve_season(arrays(market), {(0, 0): [1]})) == [(0, 1)]
    market.quota = [0, 1]
    assert held(solve_season(arrays(market), {(0, 0): [1]})) == [(1, None)]


def test_without_lists_or_reversions_it_is_the_plain_match() -> None:
    for seed in range(50):
        market = random_market(seed, 12, 4)
        plain = solve_match(*lists(market)).match
        assert solve_season(arrays(market)).match.tolist() == plain.tolist()


def test_unfilled_positions_revert_and_are_filled_elsewhere() -> None:
    # two positions at program 0, wanted by nobody; program 1 has one and three who want it
    market = Market([[1], [1], [1]], [[], [0, 1, 2]], [2, 1])
    assert named(solve_season(arrays(market)).match) == [1, None, None]
    all_of_them = solve_season(arrays(market), reversions=[Reversion(0, 1)])
    assert named(all_of_them.match) == [1, 1, 1]
    assert all_of_them.quota.tolist() == [0, 3]
    assert all_of_them.moved == (2,)
    one = solve_season(arrays(market), reversions=[Reversion(0, 1, most=1)])
    assert named(one.match) == [1, 1, None]
    assert (one.quota.tolist(), one.moved) == ([1, 2], (1,))


def test_reversions_run_along_a_chain() -> None:
    market = Market([[2], [2]], [[], [], [0, 1]], [1, 0, 1])
    result = solve_season(arrays(market), reversions=[Reversion(1, 2), Reversion(0, 1)])
    assert named(result.match) == [2, 2]
    assert (result.quota.tolist(), result.moved) == ([0, 0, 2], (1, 1))


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_reversion_loses_no_position_and_helps_applicants_only(seed: int) -> None:
    market = random_market(seed, 20, 6)
    rng = np.random.default_rng(seed)
    steps = [
        Reversion(int(a), int(b), int(most))
        for a, b, most in zip(
            rng.integers(0, 3, 3), rng.integers(3, 6, 3), rng.integers(-1, 3, 3), strict=True
        )
    ]
    before, after = solve_season(arrays(market)), solve_season(arrays(market), reversions=steps)
    assert after.quota.sum() == sum(market.quota)
    assert (after.quota >= 0).all()
    for i, wishes in enumerate(market.applicants):
        place = {p: k for k, p in enumerate(wishes)} | {-1: len(wishes)}
        assert place[int(after.match[i])] <= place[int(before.match[i])]


@pytest.mark.parametrize(
    ("supplemental", "reversions", "error"),
    [
        ({(9, 0): []}, [], UnknownId),
        ({(0, 9): []}, [], UnknownId),
        ({(0, 0): [9]}, [], UnknownId),
        ({(0, 0): [0]}, [], BadSetting),
        ({}, [Reversion(0, 9)], UnknownId),
        ({}, [Reversion(0, 1, -2)], BadSetting),
        ({}, [Reversion(0, 1), Reversion(1, 0)], ReversionCycle),
        ({}, [Reversion(1, 1)], ReversionCycle),
    ],
)
def test_what_was_asked_wrongly_is_named(
    supplemental: Any, reversions: list[Reversion], error: type[Exception]
) -> None:
    with pytest.raises(error):
        solve_season(arrays(NO_STABLE), supplemental, reversions)


def test_a_couple_cannot_have_supplemental_lists() -> None:
    with pytest.raises(UnsupportedMarket, match="couple"):
        solve_season(arrays(NO_STABLE), {(1, 0): [1]})


def test_couples_and_linked_years_live_in_one_market() -> None:
    market = Market([[0], [], []], [[0, 1], [1, 2], [2, 0]], [1, 1, 2], [(1, 2, [(1, 2)])])
    result = solve_season(arrays(market), {(0, 0): [2]})
    assert named(result.match) == [0, 1, 2]
    assert named(result.first_year) == [2, None, None]
    assert result.result.stable
