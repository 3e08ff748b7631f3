from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.match.alternatives import SolvedSeason
from preround.match.errors import BadSetting, DuplicateRank, UnknownId, UnsupportedMarket
from preround.match.solve import solve_match
from tests.match.markets import arrays, lists, named, random_market
from tests.match.test_couples import NO_STABLE
from tests.oracles.matching import Market

SMALL = Market([[0, 1], [0], [1]], [[0, 1, 2], [0, 2]], [1, 1])


@given(st.integers(0, 100_000), st.integers(2, 40), st.integers(1, 9))
def test_each_list_ends_where_a_full_new_run_ends(seed: int, n: int, m: int) -> None:
    market = random_market(seed, n, m)
    rng = np.random.default_rng(seed)
    applicant = int(rng.integers(n))
    tried = [[int(p) for p in rng.permutation(m)[: rng.integers(0, m + 1)]] for _ in range(12)]
    outcomes = SolvedSeason(arrays(market), applicant).outcomes(tried)
    for row, found in zip(tried, outcomes.match, strict=True):
        market.applicants[applicant] = row
        assert solve_match(*lists(market)).match[applicant] == found


@given(st.integers(0, 100_000))
def test_the_season_is_put_back_after_every_list(seed: int) -> None:
    season = SolvedSeason(arrays(random_market(seed, 30, 6)), 0)
    before = season.match_without.tolist()
    first = season.outcomes([[0, 1, 2], [3], [5, 4]])
    again = season.outcomes([[0, 1, 2], [3], [5, 4]])
    assert season.match_without.tolist() == before
    assert first.match.tolist() == again.match.tolist()
    assert first.n_moves.tolist() == again.n_moves.tolist()


def test_the_chain_is_counted() -> None:
    # 0 takes program 0 from 1, who has nowhere else: one seat moves. With program 1: from 2.
    season = SolvedSeason(arrays(SMALL), 0)
    assert named(season.match_without) == [None, 0, 1]
    outcomes = season.outcomes([[0], [1], []])
    assert named(outcomes.match) == [0, 1, None]
    assert outcomes.n_moves.tolist() == [1, 1, 0]


def test_what_was_asked_wrongly_is_named() -> None:
    with pytest.raises(UnsupportedMarket, match="couples"):
        SolvedSeason(arrays(NO_STABLE), 0)
    with pytest.raises(BadSetting, match="applicant: got 3"):
        SolvedSeason(arrays(SMALL), 3)
    season = SolvedSeason(arrays(SMALL), 0)
    with pytest.raises(UnknownId, match="names 2"):
        season.outcomes([[2]])
    with pytest.raises(DuplicateRank, match="ranks 1"):
        season.outcomes([[0], [1, 1]])
