from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching.games import HospitalResident

from preround.match.errors import BadSetting, DuplicateRank
from preround.match.solve import solve_match
from preround.match.stability import blocking_pairs, faults
from tests.match.markets import arrays, lists, markets, named, random_market
from tests.oracles.matching import Market, Matching, all_stable, blocking, deferred_acceptance


def by_the_matching_package(market: Market, optimal: str) -> Matching:
    """Solve with `matching`, which knows neither non-mutual entries nor empty lists."""
    wishes = {i: market.mutual(i) for i in range(len(market.applicants)) if market.mutual(i)}
    ranks = {
        p: [i for i in row if i in wishes and p in wishes[i]]
        for p, row in enumerate(market.programs)
        if market.quota[p]
    }
    wishes = {i: [p for p in row if p in ranks] for i, row in wishes.items()}
    wishes = {i: row for i, row in wishes.items() if row}
    ranks = {p: row for p, row in ranks.items() if row}
    match: Matching = [None] * len(market.applicants)
    if not wishes:
        return match
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        game = HospitalResident.create_from_dictionaries(
            wishes, ranks, {p: market.quota[p] for p in ranks}
        )
        for program, people in game.solve(optimal=optimal).items():
            for person in people:
                match[person.name] = program.name
    return match


@given(markets())
def test_applicants_get_what_the_textbook_procedure_gives(market: Market) -> None:
    assert named(solve_match(*lists(market)).match) == deferred_acceptance(market)


@given(markets())
def test_each_side_gets_its_best_of_all_stable_matchings(market: Market) -> None:
    stable = all_stable(market)
    best = named(solve_match(*lists(market)).match)
    worst = named(solve_match(*lists(market), proposing="programs").match)
    assert best in stable
    assert worst in stable
    for other in stable:
        for i, p in enumerate(other):
            if p is not None and best[i] is not None and worst[i] is not None:
                place = market.applicants[i].index
                assert place(best[i]) <= place(p) <= place(worst[i])


def test_two_thousand_random_markets_equal_the_matching_package() -> None:
    rng = np.random.default_rng(20)
    for seed in range(2000):
        n, m = int(rng.integers(1, 14)), int(rng.integers(1, 7))
        market = random_market([20, seed], n, m)
        assert named(solve_match(*lists(market)).match) == by_the_matching_package(
            market, "resident"
        )
        assert named(
            solve_match(*lists(market), proposing="programs").match
        ) == by_the_matching_package(market, "hospital")


@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 12))
def test_larger_markets_are_stable_and_fill_the_same_seats_from_either_side(
    seed: int, n: int, m: int
) -> None:
    market = random_market(seed, n, m)
    ours, theirs = (
        solve_match(*lists(market), proposing=side).match for side in ("applicants", "programs")
    )
    for match in (ours, theirs):
        assert not blocking_pairs(arrays(market), match)
        assert not faults(arrays(market), match)
        assert not blocking(market, named(match))
    # rural hospitals: who is matched, and how full programs are, does not depend on the side
    assert ((ours >= 0) == (theirs >= 0)).all()
    assert sorted(ours) == sorted(theirs)


@given(markets(), st.randoms(use_true_random=False))
def test_the_order_in_which_applicants_are_numbered_changes_nothing(
    market: Market, random: Any
) -> None:
    new = list(range(len(market.applicants)))
    random.shuffle(new)
    shuffled = Market(
        [[] for _ in new], [[new[i] for i in row] for row in market.programs], market.quota
    )
    for i, j in enumerate(new):
        shuffled.applicants[j] = market.applicants[i]
    before = named(solve_match(*lists(market)).match)
    after = named(solve_match(*lists(shuffled)).match)
    assert [after[j] for j in new] == before


@given(markets())
def test_the_arguments_are_left_as_they_were(market: Market) -> None:
    given_arrays = [np.array(x, np.int64) for x in lists(market)]
    kept = [x.copy() for x in given_arrays]
    solve_match(*given_arrays)
    assert all((x == y).all() for x, y in zip(given_arrays, kept, strict=True))


def test_nobody_and_nothing_can_be_matched() -> None:
    result = solve_match([0], [], [0], [], [])
    assert result.match.tolist() == []
    assert result.stable
    assert solve_match([0, 0, 0], [], [0, 1], [1], [3]).match.tolist() == [-1, -1]


def test_the_answer_says_how_it_was_found() -> None:
    # applicant 1 asks program 0 and is displaced by nobody; applicant 0 asks both: 3 proposals
    result = solve_match([0, 2, 3], [0, 1, 0], [0, 2, 3], [1, 0, 0], [1, 1])
    assert result.match.tolist() == [1, 0]
    assert result.match.dtype == np.int32
    assert (result.stable, result.converged, result.exists) == (True, True, True)
    assert (result.n_blocking, result.blocking, result.n_restarts) == (0, (), 0)
    assert result.n_proposals == 3


def test_a_side_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadSetting, match="'applicants' or 'programs'"):
        solve_match([0], [], [0], [], [], proposing="residents")
    with pytest.raises(BadSetting, match="max_restarts"):
        solve_match([0], [], [0], [], [], max_restarts=-1)


def test_faults_are_found_before_anything_is_solved() -> None:
    with pytest.raises(DuplicateRank):
        solve_match([0, 2], [0, 0], [0, 1], [0], [1])
