"""The list is near the best there is, keeps every rule, and does not depend on labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.problem import Portfolio, PortfolioProblem
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import ERAS, SCHEDULES, large_market, small_market, tiers_of

SIGMAS = (0.0, 0.6, 1.2, 2.0)
WITHIN = 0.002  # the search may miss two thousandths of the best


def value(problem: PortfolioProblem, portfolio: Portfolio) -> float:
    """What the search maximizes, before anything is given for wishes."""
    worth = 0.0 if problem.stop_usd_per_point is None else 0.01 / problem.stop_usd_per_point
    return portfolio.best_p_match - worth * portfolio.fee_usd


def assert_near_best(problem: PortfolioProblem) -> None:
    # equal wishes: then nothing is given away for them and the value is the search's own
    problem = replace(problem, wish=np.zeros(problem.n_programs))
    best, found = oracle.best_value(problem), choose(problem)
    assert value(problem, found) <= best + 1e-9
    assert value(problem, found) >= best * (1.0 - WITHIN) - 1e-9
    assert problem.stop_usd_per_point or found.p_match_bound >= best - 1e-9


@pytest.mark.parametrize("sigma", SIGMAS)
@pytest.mark.parametrize("n_fees", [1, 2, 3])
def test_lists_without_signals_are_the_best_of_all_lists(sigma: float, n_fees: int) -> None:
    for seed in range(10):
        assert_near_best(small_market(seed, n=11, n_tiers=1, n_fees=n_fees, sigma=sigma))


@pytest.mark.parametrize("sigma", SIGMAS)
@pytest.mark.parametrize(("n", "n_tiers", "n_fees"), [(8, 2, 2), (7, 3, 1), (7, 3, 2)])
def test_lists_with_signals_are_the_best_of_all_lists(
    sigma: float, n: int, n_tiers: int, n_fees: int
) -> None:
    for seed in range(8):
        market = small_market(seed, n=n, n_tiers=n_tiers, n_fees=n_fees, sigma=sigma)
        assert_near_best(market)
        assert_near_best(replace(market, budget_usd=None, n_max=4))


@pytest.mark.parametrize("n_fees", [1, 2, 3])
def test_tracks_that_share_a_signal_are_chosen_as_well_as_any_list(n_fees: int) -> None:
    for seed in range(12):
        market = small_market(seed, n=7, n_tiers=3, n_fees=n_fees, has_tracks=True)
        assert_near_best(market)


@pytest.mark.parametrize("n_tiers", [1, 2])
def test_the_stop_rule_weighs_points_against_dollars_as_well_as_any_list(n_tiers: int) -> None:
    for seed in range(15):
        usd = 2.0 + seed * 2.0
        assert_near_best(small_market(seed, n_tiers=n_tiers, n_fees=3, stop_usd_per_point=usd))


def test_nearly_every_small_list_equals_the_best_of_all_lists() -> None:
    equal, n = 0, 0
    for seed in range(100, 160):
        for n_tiers, size in ((1, 11), (2, 8), (3, 6)):
            market = small_market(
                *(seed, size, n_tiers, 1 + seed % 3, SIGMAS[seed % 4]), has_tracks=seed % 2 == 0
            )
            market = replace(market, wish=np.zeros(size))
            best = oracle.best_value(market)
            equal += choose(market).best_p_match >= best * (1.0 - 1e-9)
            n += 1
    assert equal >= 0.95 * n


def test_independent_programs_with_unequal_fees_match_the_knapsack() -> None:
    for seed in range(25):
        rng = np.random.default_rng(seed)
        n, budget = 20, int(rng.integers(60, 300))
        hit, fees = rng.beta(1, 8, n), rng.integers(5, 60, n).tolist()
        problem = PortfolioProblem(
            invite=hit[:, None, None],
            match=np.ones((n, 1)),
            theta_weights=np.ones(1),
            wish=np.zeros(n),
            fee_group=np.arange(n),
            fee_steps=oracle.flat_steps(fees),
            signal_group=np.arange(n),
            limit_group=np.zeros(n, dtype=np.int64),
            tier_limits=[{}],
            budget_usd=float(budget),
        )
        exact = oracle.knapsack_p_match(hit, fees, budget)
        found = choose(problem)
        assert exact * (1 - WITHIN) <= found.p_match <= exact + 1e-9
        assert found.p_match_bound >= exact - 1e-9


def test_the_oracle_that_lists_all_at_once_agrees_with_the_one_that_writes_each_out() -> None:
    for seed in range(4):
        market = small_market(seed, n=5, n_tiers=2, n_fees=2, has_tracks=True)
        slow = max(oracle.chance(market, tiers) for tiers in oracle.every_list(market))
        assert oracle.best_value(market) == pytest.approx(slow, abs=1e-12)


@st.composite
def constrained(draw: st.DrawFn) -> PortfolioProblem:
    """A market with every kind of limit, that does not contradict itself."""
    n, n_tiers = draw(st.integers(1, 12)), draw(st.integers(1, 3))
    n_fees = draw(st.integers(1, 3))
    market = small_market(
        draw(st.integers(0, 10_000)),
        n=n,
        n_tiers=n_tiers,
        n_fees=n_fees,
        sigma=draw(st.sampled_from(SIGMAS)),
        has_tracks=draw(st.booleans()),
    )
    mark = st.lists(st.sampled_from(["", "", "", "pin", "exclude", "no signal", "signal"]))
    marks = draw(mark.filter(lambda m: len(m) <= n))
    marks += [""] * (n - len(marks))
    placed = np.full(n, -1)
    for i, text in enumerate(marks):  # at most one signal by hand, one mark per institution
        first = int(np.flatnonzero(market.signal_group == market.signal_group[i])[0])
        if first != i:
            marks[i] = ""
        elif text == "no signal":
            placed[i] = 0
        elif text == "signal" and n_tiers > 1 and placed.max() < 1:
            placed[i] = 1
    pinned = np.array([text == "pin" for text in marks])
    return replace(
        market,
        pinned=pinned,
        excluded=np.array([text == "exclude" for text in marks]),
        pinned_tier=placed,
        budget_usd=draw(st.none() | st.floats(35.0 * (pinned.sum() + 3), 400.0)),
        n_max=draw(st.none() | st.integers(int(pinned.sum()) + 1, 14)),
        n_min=draw(st.integers(0, 1)),
        max_interviews=draw(st.none() | st.integers(1, 8)),
        stop_usd_per_point=draw(st.none() | st.floats(0.5, 50.0)),
        rng=draw(st.none() | st.integers(0, 9).map(np.random.default_rng)),
    )


@settings(max_examples=80)
@given(constrained())
def test_no_list_breaks_a_limit_a_pin_or_an_exclusion(problem: PortfolioProblem) -> None:
    found = choose(problem)
    tiers = tiers_of(problem, found.chosen, found.tier)
    assert oracle.broken_rules(problem, tiers) == []
    assert len(set(found.chosen.tolist())) == len(found.chosen)
    assert found.fee_usd == pytest.approx(oracle.fee(problem, tiers))
    assert found.marginal_fee_usd.sum() == pytest.approx(found.fee_usd)
    assert found.marginal_gain.sum() == pytest.approx(found.p_match)
    if problem.max_interviews is None:
        assert found.p_match == pytest.approx(oracle.chance(problem, tiers), abs=1e-9)
    assert 0.0 <= found.optimality_gap < 1.0
    assert found.p_match <= found.best_p_match + 1e-12 <= found.p_match_bound + 1e-9
    assert found.best_p_match - found.p_match <= 0.003 + 1e-9


def test_a_planted_list_over_its_limits_is_seen_by_the_guard() -> None:
    market = small_market(3, n=6, n_tiers=2, n_fees=1, budget_usd=20.0)
    market = replace(market, tier_limits=[{1: 1}], n_max=1, excluded=np.eye(6, dtype=bool)[0])
    broken = oracle.broken_rules(market, [1, 1, 0, -1, -1, -1])
    assert {"budget", "n_max", "excluded", "tier limit"} <= set(broken)
    shared = replace(market, signal_group=np.zeros(6, dtype=np.int64))
    assert "one tier per signal group" in oracle.broken_rules(shared, [0, 1, -1, -1, -1, -1])


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (choose(large_market(5, n_max=40)) for _ in range(2))
    for one, other in zip(first[:5], second[:5], strict=True):
        assert np.array_equal(one, other)


def test_the_arguments_are_left_as_they_were() -> None:
    market = small_market(1, n_tiers=3, n_fees=2, has_tracks=True)
    before = [np.copy(x) for x in (market.invite, market.match, market.wish, market.fee_group)]
    choose(market)
    after = (market.invite, market.match, market.wish, market.fee_group)
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_the_order_in_which_programs_stand_does_not_matter(seed: int) -> None:
    market = small_market(seed, n=10, n_tiers=2, n_fees=2, has_tracks=True)
    order = np.random.default_rng(seed).permutation(10)
    shuffled = replace(
        market,
        **{
            name: getattr(market, name)[order]
            for name in ("invite", "match", "wish", "fee_group", "signal_group", "limit_group")
        },
    )
    one, other = choose(market), choose(shuffled)
    assert one.p_match == pytest.approx(other.p_match, abs=1e-9)
    assert set(one.chosen.tolist()) == set(order[other.chosen].tolist())


def test_a_useless_program_changes_nothing() -> None:
    market = large_market(2, n=120, n_max=20)
    grown = replace(
        market,
        invite=np.concatenate((market.invite, np.zeros((1, 3, 24)))),
        match=np.concatenate((market.match, np.ones((1, 24)))),
        wish=np.append(market.wish, 1.0),
        fee_group=np.append(market.fee_group, 0),
        signal_group=np.append(market.signal_group, 120),
        limit_group=np.append(market.limit_group, 0),
    )
    one, other = choose(market), choose(grown)
    assert np.array_equal(one.chosen, other.chosen)
    assert np.array_equal(one.tier, other.tier[:-1])
    assert one.p_match == other.p_match


def test_more_money_never_lowers_the_chance() -> None:
    market = large_market(4, n=200)
    reached = [choose(replace(market, budget_usd=usd)).best_p_match for usd in (0, 100, 330, 900)]
    assert reached[0] == 0.0
    assert reached == sorted(reached)


def test_taking_invitations_for_independent_overestimates_and_chooses_worse() -> None:
    for sigma in (0.6, 1.0):
        market = large_market(7, n_tiers=1, sigma=sigma, n_max=60)
        chosen, believed = oracle.independent_greedy(market, 60)
        tiers = np.full(market.n_programs, -1)
        tiers[chosen] = 0
        true = oracle.chance(market, tiers.tolist())
        assert believed > true + 0.02
        assert choose(market).best_p_match >= true - 1e-9


def test_equal_chances_go_to_the_higher_wish_then_to_the_lower_index() -> None:
    n = 6
    market = PortfolioProblem(
        invite=np.full((n, 1, 1), 0.2),
        match=np.full((n, 1), 0.5),
        theta_weights=np.ones(1),
        wish=np.array([0.1, 0.5, 0.9, 0.5, 0.1, 0.1]),
        fee_group=np.zeros(n, dtype=np.int64),
        fee_steps=[ERAS],
        signal_group=np.arange(n),
        limit_group=np.zeros(n, dtype=np.int64),
        tier_limits=[{}],
        n_max=4,
    )
    assert choose(market).chosen.tolist() == [2, 1, 3, 0]


def test_a_pin_stays_and_an_excluded_program_never_comes() -> None:
    market = large_market(3, n=100, n_max=15)
    free = choose(market)
    worst = int(np.setdiff1d(np.arange(100), free.chosen)[-1])
    best = int(free.chosen[0])
    eye = np.eye(100, dtype=bool)
    held = choose(replace(market, pinned=eye[worst], excluded=eye[best]))
    assert worst in held.chosen
    assert best not in held.chosen


def test_a_signal_placed_by_hand_brings_its_program_and_uses_up_the_limit() -> None:
    market = large_market(3, n=100, n_max=20)
    tier = np.full(100, -1)
    last = int(np.setdiff1d(np.arange(100), choose(market).chosen)[-1])
    tier[last] = 2
    found = choose(replace(market, pinned_tier=tier))
    assert found.tier[last] == 2
    assert last in found.chosen
    assert (found.tier == 2).sum() == 3


def test_fewest_programs_holds_against_the_stop_rule_but_not_against_the_budget() -> None:
    market = large_market(6, n=100, stop_usd_per_point=0.5)
    assert len(choose(market).chosen) == 0
    assert len(choose(replace(market, n_min=7)).chosen) == 7
    assert len(choose(replace(market, n_min=7, budget_usd=35.0)).chosen) == 3


def test_the_stop_is_where_the_next_point_costs_more_than_it_is_worth() -> None:
    market = large_market(6, n=400, n_tiers=1, stop_usd_per_point=100.0)
    market = replace(market, wish=np.zeros(400))
    found = choose(market)
    k = len(found.chosen)
    points_per_dollar = 100.0 * found.frontier.marginal_gain / found.frontier.marginal_fee_usd
    assert 5 < k < 150
    assert points_per_dollar[k] < 1 / 100.0


def test_a_flat_first_block_is_bought_only_as_a_whole() -> None:
    # ResidencyCAS in short: $33 for the first three, so one program there is worth nothing at
    # $33 but three are worth it; ERAS at $11 each.
    hit = np.array([0.30, 0.29, 0.28, 0.27, 0.26, 0.25])
    market = PortfolioProblem(
        invite=hit[:, None, None],
        match=np.ones((6, 1)),
        theta_weights=np.ones(1),
        wish=np.zeros(6),
        fee_group=np.array([0, 0, 0, 1, 1, 1]),
        fee_steps=[SCHEDULES[1], ERAS],
        signal_group=np.arange(6),
        limit_group=np.zeros(6, dtype=np.int64),
        tier_limits=[{}],
        budget_usd=33.0,
    )
    found = choose(market)
    assert sorted(found.chosen.tolist()) == [0, 1, 2]
    assert found.marginal_fee_usd.tolist() == [33.0, 0.0, 0.0]


def test_an_interview_cap_that_cannot_bind_changes_nothing() -> None:
    market = large_market(8, n=150, n_max=20)
    one, other = choose(market), choose(replace(market, max_interviews=60))
    assert np.array_equal(one.chosen, other.chosen)
    assert np.array_equal(one.tier, other.tier)


def test_with_a_cap_the_list_is_no_worse_than_the_uncapped_one_under_that_cap() -> None:
    market = large_market(9, n=200, n_max=60)
    market = replace(market, invite=np.minimum(1.0, market.invite * 2.0), max_interviews=8)
    blind = choose(replace(market, max_interviews=None))
    aware = choose(market)
    assert aware.expected_invitations > 8
    assert aware.expected_interviews <= 8
    assert aware.best_p_match >= evaluate(market, blind.chosen, blind.tier).p_match - 1e-9
    assert aware.p_match < blind.p_match


def test_small_capped_lists_are_near_the_best_of_all_capped_lists() -> None:
    for seed in range(6):
        market = small_market(seed, n=5, n_tiers=2, n_fees=1, budget_usd=44.0, max_interviews=1)
        market = replace(market, wish=np.zeros(5))
        best = max(oracle.chance_with_cap(market, t, 1) for t in oracle.every_list(market))
        found = choose(market)
        assert best * (1 - WITHIN) <= found.p_match <= best + 1e-9
        assert found.p_match_bound >= best - 1e-9


def test_nothing_to_choose_from_is_an_empty_list() -> None:
    market = small_market(1)
    for problem in (
        replace(market, excluded=np.ones(8, dtype=bool)),
        replace(market, budget_usd=0.0),
        replace(market, n_max=0),
        replace(market, invite=np.zeros_like(market.invite)),
    ):
        found = choose(problem)
        assert found.chosen.size == 0
        assert found.p_match == found.fee_usd == found.optimality_gap == 0.0


def test_at_the_size_of_a_specialty_the_list_is_proven_near_the_best() -> None:
    found = choose(large_market(11, n=600, budget_usd=1230.0))
    assert len(found.chosen) == 60  # 30 x 11 + 30 x 30 = 1,230
    assert 1.0 - found.best_p_match / found.p_match_bound < 0.001
