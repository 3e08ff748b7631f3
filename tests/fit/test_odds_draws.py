from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.ranges import Support
from preround.fit.odds_draws import (
    SeasonList,
    draw_season,
    match_chances,
    stratified_normals,
    summarize,
)
from tests.oracles.odds import match_by_enumeration, seasons_by_coin_flips

LEVELS = np.array([-6.5, -3.0, -1.5, 0.0])


def small_season(n: int = 6) -> SeasonList:
    """Six applications that differ in everything, two of them to another specialty."""
    ramp = np.linspace(0.0, 1.0, n)
    second = np.arange(n) >= n - 2
    return SeasonList(
        points=np.tile(LEVELS, (n, 1)) + 0.2 * ramp[:, None],
        weights=np.tile([0.2, 0.4, 0.3, 0.1], (n, 1)),
        shift=0.4 - 0.5 * ramp,
        tau=np.where(second, 0.7, 0.9),
        row_sd=0.3 * ramp,
        effect_sd=np.where(np.arange(n) < 2, 0.5, 0.0),
        strength=np.where(second, -0.2, 0.3),
        alpha=np.where(second, -0.8, -1.5),
        beta=np.where(second, 0.0, 0.5),
        match_sd=np.full(n, 0.25),
    )


def repeated(season: SeasonList, times: int) -> SeasonList:
    return SeasonList(
        *(np.repeat(getattr(season, name), times, axis=0) for name in SeasonList.__slots__)
    )


def drawn(season: SeasonList, n: int = 4000, seed: int = 1, cap: int | None = None):
    rng = np.random.default_rng(seed)
    return draw_season(season, n, rng, max_interviews=cap, support=Support.ESTIMATED)


@pytest.mark.parametrize("cap", [None, 2])
def test_seasons_agree_with_coin_flips(cap: int | None) -> None:
    season = small_season()
    found = drawn(season, 20_000, cap=cap)
    counts, matches = seasons_by_coin_flips(season, 15_000, np.random.default_rng(2), cap)
    # standard errors: about 1.3 / sqrt(15000) = 0.011 interviews, 0.0035 of matching
    assert found.interviews.mean == pytest.approx(counts.mean(), abs=0.05)
    assert found.counts.std() == pytest.approx(counts.std(), rel=0.05)
    assert found.p_match.mean == pytest.approx(matches.mean(), abs=0.015)
    levels = [np.percentile(counts, p) for p in (10, 50, 90)]
    assert [found.interviews.low, found.interviews.mid, found.interviews.high] == levels


def test_the_chance_of_a_match_is_one_minus_all_misses_by_hand() -> None:
    # 1 - (1 - 0.5 x 0.2)(1 - 0.1 x 0.4) = 1 - 0.9 x 0.96 = 0.136
    invited, per = np.array([[0.5, 0.1]]), np.array([[0.2, 0.4]])
    assert match_chances(invited, per, None)[0] == pytest.approx(0.136)
    # with one interview the 0.4 is attended first: 0.1 x 0.4 + 0.9 x 0.5 x 0.2 = 0.13
    assert match_chances(invited, per, 1)[0] == pytest.approx(0.13)


@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)), min_size=1, max_size=8),
    cap=st.integers(1, 9),
)
def test_the_cap_agrees_with_every_pattern_of_invitations(
    rows: list[tuple[float, float]], cap: int
) -> None:
    invited, per = zip(*rows, strict=True)
    found = match_chances(np.array([invited]), np.array([per]), cap)[0]
    assert found == pytest.approx(match_by_enumeration(invited, per, cap), abs=1e-9)


def test_a_tighter_cap_never_helps() -> None:
    chances = [drawn(small_season(), cap=cap).p_match.mean for cap in (1, 2, 3, None)]
    assert chances == sorted(chances)


def test_one_seed_one_forecast_another_seed_another() -> None:
    season = small_season()
    assert np.array_equal(drawn(season, seed=3).counts, drawn(season, seed=3).counts)
    assert not np.array_equal(drawn(season, seed=3).counts, drawn(season, seed=4).counts)


def test_strength_is_shared_so_counts_spread_more_than_independent_coins() -> None:
    found = drawn(repeated(small_season(), 8), 4000)
    mean = found.counts.mean()
    assert found.counts.var() > 3.0 * mean * (1.0 - mean / 48.0)


def test_an_empty_list_brings_nothing() -> None:
    empty = SeasonList(np.zeros((0, 4)), np.zeros((0, 4)), *(np.zeros(0),) * 8)
    found = drawn(empty, 50)
    assert (found.interviews.high, found.p_match.high) == (0.0, 0.0)


def test_large_lists_are_drawn_in_parts_without_a_seam() -> None:
    found = drawn(repeated(small_season(), 250), 700)
    assert found.counts.shape == (700,)
    assert found.chances.shape == (700,)


def test_stratified_normals_are_normal_and_shuffled() -> None:
    z = stratified_normals(2000, np.random.default_rng(5))
    assert (z.mean(), z.std()) == pytest.approx((0.0, 1.0), abs=0.01)
    assert not (np.diff(z) > 0).all()


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_percentiles_are_ordered(values: list[float]) -> None:
    found = summarize(np.array(values), Support.GUESS)
    assert found.low <= found.mid <= found.high
