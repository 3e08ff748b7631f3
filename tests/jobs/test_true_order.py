"""No swap and no other order ever beats the true one; another mechanism would be caught."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.rank_sheet import RankSheet
from preround.jobs.rank_list import build_rank_list
from preround.jobs.true_order import (
    NothingToSwap,
    _Markets,
    known_quota,
    swap_on_list,
    try_swap,
)
from tests.jobs.season_cases import (
    MEDICINE,
    TODAY,
    applicant,
    catalogue,
    facts,
    interviewed,
)
from tests.oracles.matching import Market, deferred_acceptance, immediate_acceptance

chances = st.lists(st.floats(0, 1), min_size=2, max_size=9)
RUNS = 12


def oracle_market(markets: _Markets, r: int, own: list[int]) -> Market:
    """One run as plain lists, the person first."""
    wishes = [
        [int(p) for p in markets._wishes[r, i][markets._wanted[r, i]]]
        for i in range(markets.n_people)
    ]
    score = markets.score[r]
    ranks = [
        [int(i) for i in np.argsort(-score[:, p], kind="stable") if np.isfinite(score[i, p])]
        for p in range(markets.n)
    ]
    return Market([own, *wishes[1:]], ranks, markets.quota.tolist())


def place(match: int | None, n: int) -> int:
    return n if match is None or match < 0 else match


@given(chances=chances, seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=25)
def test_no_swap_and_no_other_order_beats_the_true_one(
    chances: list[float], seed: int, data: st.DataObject
) -> None:
    first, second = data.draw(st.permutations(range(1, len(chances) + 1)))[:2]
    quotas = [data.draw(st.none() | st.integers(1, 12)) for _ in chances]
    found = try_swap(chances, quotas, first, second, seed=seed, n_runs=RUNS)
    assert (found.n_better, found.orders_better) == (0, 0)
    assert found.n_same + found.n_worse == RUNS


@given(chances=chances, seed=st.integers(0, 10**6))
@settings(max_examples=12)
def test_the_runs_are_those_of_the_slow_procedure(chances: list[float], seed: int) -> None:
    n = len(chances)
    markets = _Markets(np.array(chances), [None] * n, 3, np.random.default_rng(seed))
    orders = [list(range(n)), list(range(n))[::-1]]
    for own in orders:
        solved = markets.solve(np.array(own))
        for r in range(3):
            slow = deferred_acceptance(oracle_market(markets, r, own))
            assert [-1 if p is None else p for p in slow] == solved.match[r].tolist()


def test_a_mechanism_that_rewards_lying_would_be_caught_in_these_runs() -> None:
    """Where seats are given for good at once, some swap helps in some run."""
    markets = _Markets(np.full(4, 0.4), [None] * 4, 40, np.random.default_rng(5))
    helped = 0
    for r in range(40):
        ends = [
            place(immediate_acceptance(oracle_market(markets, r, own))[0], 4)
            for own in ([0, 1, 2, 3], [1, 0, 2, 3])
        ]
        helped += ends[1] < ends[0]
    assert helped > 0


def test_the_chance_of_each_program_is_the_one_given() -> None:
    found = try_swap([0.3, 0.5], [None, None], 1, 2, seed=1, n_runs=800)
    # rank 1 takes the person 3 times in 10, and rank 2 half of the rest; 4 standard errors
    n_first = sum(at == 0 for at in found.true_at) / 800
    n_second = sum(at == 1 for at in found.true_at) / 800
    assert n_first == pytest.approx(0.3, abs=0.065)
    assert n_second == pytest.approx(0.35, abs=0.07)


def test_the_same_seed_gives_the_same_runs_and_another_gives_others() -> None:
    one, again, other = (try_swap([0.4] * 4, [None] * 4, 1, 4, seed=s) for s in (1, 1, 2))
    assert one == again
    assert one.true_at != other.true_at


def test_the_run_told_is_one_the_swap_made_worse_and_says_why() -> None:
    found = try_swap([0.5] * 3, [None, 4, 4], 1, 3, seed=3)
    assert found.worse_runs[0] == found.run.number
    assert found.run.true_at < found.run.swapped_at or found.run.swapped_at < 0
    *refusals, last = found.run.true_way
    assert last.held
    assert last.standing <= last.last_taken
    for asked in refusals:
        assert not asked.held
        assert asked.standing == 0 or asked.standing > asked.last_taken
        assert asked.standing == 0 or asked.n_taken == asked.quota
    asked_for = try_swap([0.5] * 3, [None] * 3, 1, 3, seed=3, run=7)
    assert asked_for.run.number == 7


@pytest.mark.parametrize("swap", [(1, 1), (0, 1), (1, 3)])
def test_a_swap_of_what_is_not_there_is_refused(swap: tuple[int, int]) -> None:
    with pytest.raises(NothingToSwap, match="expected two different ranks from 1 to 2"):
        try_swap([0.5, 0.5], [None, None], *swap, seed=1)


def test_a_person_s_own_list_is_run_with_the_quotas_anybody_recorded() -> None:
    stated = {MEDICINE[0]: {"quota_2025": 9, "quota_2026": 11}}
    book = catalogue(stated)
    assert known_quota(book.get(MEDICINE[0])) == 11
    assert known_quota(book.get(MEDICINE[1])) is None
    sheet = RankSheet(order=MEDICINE[:3])
    invitations = [interviewed(code) for code in MEDICINE]
    bench = build_rank_list(applicant(), invitations, sheet, book, facts(), TODAY)
    told = swap_on_list(bench, 1, 3, seed=2027)
    assert [one.nrmp_code for one in told.ranked] == list(MEDICINE[:3])
    assert told.answer.n_better == 0
    assert told.answer.run.true_way[0].quota == 11
