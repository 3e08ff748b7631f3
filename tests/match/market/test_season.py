from __future__ import annotations

import numpy as np
import pytest

from preround.match.arrays import Market, check_market
from preround.match.errors import BadSetting
from preround.match.market.after import run_soap
from preround.match.market.draw import SOAP, draw, generators, size_of
from preround.match.market.measure import contiguous_ranks, matched_to_first_year, measure
from preround.match.market.parameters import load_parameters
from preround.match.market.season import Season, simulate_season
from preround.match.market.setting import ADVANCED, KINDS, Setting, load_setting
from preround.match.stability import blocking_pairs, faults

P = load_parameters()


@pytest.fixture(scope="module")
def setting() -> Setting:
    return load_setting(P)


@pytest.fixture(scope="module")
def season(setting: Setting) -> Season:
    return simulate_season(setting, P, size_of(setting, 2500), seed=5)


def market_of(season: Season) -> Market:
    iv = season.interviews
    return Market(iv.a_ptr, iv.a_idx, iv.p_ptr, iv.p_idx, season.drawn.quota, season.couples)


def test_the_lists_are_a_market_and_the_match_is_stable(season: Season) -> None:
    market = market_of(season)
    check_market(market)
    assert season.result.stable
    assert blocking_pairs(market, season.result.match) == ()
    assert faults(market, season.result.match) == ()


def test_everybody_ranks_only_where_they_interviewed_and_applied(season: Season) -> None:
    iv = season.interviews
    for i in range(0, season.drawn.people.kind.size, 25):
        applied = set(iv.programs[iv.ptr[i] : iv.ptr[i + 1]].tolist())
        attended = set(iv.at[i, : iv.n_at[i]].tolist())
        ranked = set(iv.a_idx[iv.a_ptr[i] : iv.a_ptr[i + 1]].tolist())
        assert ranked <= attended <= applied
        assert len(attended) == iv.n_at[i] <= season.drawn.people.cap[i]
        assert iv.active[i] == bool(ranked)


def test_programs_invite_no_more_than_they_have_slots(season: Season) -> None:
    iv = season.interviews
    seats = np.arange(iv.at.shape[1])[None, :] < iv.n_at[:, None]
    held = np.bincount(iv.at[seats], minlength=season.drawn.quota.size)
    assert (held <= season.drawn.programs.slots).all()


def test_second_specialties_come_after_the_first(season: Season) -> None:
    iv, d = season.interviews, season.drawn
    ranks = contiguous_ranks(season)
    for i in np.flatnonzero(d.people.backup >= 0)[:60]:
        row = iv.a_idx[iv.a_ptr[i] : iv.a_ptr[i + 1]]
        own = d.programs.specialty[row] == d.people.specialty[i]
        assert own[: ranks[i]].all()
        assert not own[ranks[i] :].any()


def test_a_first_year_is_counted_by_hand(season: Season) -> None:
    match, years, d = season.result.match, season.first_years.match, season.drawn
    started = matched_to_first_year(season)
    for i in range(match.size):
        categorical = match[i] >= 0 and d.track[match[i]] != ADVANCED
        assert started[i] == (categorical or years[i] >= 0)
        assert not (categorical and years[i] >= 0)
    held = np.bincount(years[years >= 0], minlength=season.first_years.quota.size)
    assert (held <= season.first_years.quota).all()


def test_couples_are_seniors_with_joint_lists(season: Season) -> None:
    couples = season.couples
    assert couples is not None
    kinds = season.drawn.people.kind
    assert set(kinds[couples.first]) | set(kinds[couples.second]) <= {0, 1}
    assert couples.first.size == round(1258 * season.drawn.scale)


def test_the_same_seed_gives_the_same_season_and_another_does_not(setting: Setting) -> None:
    size = size_of(setting, 400)
    first, again, other = (simulate_season(setting, P, size, seed) for seed in (1, 1, 2))
    assert first.result.match.tolist() == again.result.match.tolist()
    assert first.first_years.match.tolist() == again.first_years.match.tolist()
    assert first.result.match.tolist() != other.result.match.tolist()
    assert (
        simulate_season(setting, P, size, 1, 1).result.match.tolist() != first.result.match.tolist()
    )


def test_a_stage_draws_from_its_own_stream(setting: Setting) -> None:
    size = size_of(setting, 400)
    plain = simulate_season(setting, P, size, 1)
    changed = simulate_season(
        setting, P.changed({"couples_together": 0, "fallback_us_md": 1}), size, 1
    )
    assert plain.interviews.a_idx.tolist() == changed.interviews.a_idx.tolist()
    fewer = simulate_season(setting, P, size._replace(n_couples=0), 1)
    assert fewer.couples is None
    assert fewer.interviews.p_idx.tolist() == plain.interviews.p_idx.tolist()


def test_positions_are_those_of_the_nation_in_proportion(setting: Setting) -> None:
    d = draw(setting, P, size_of(setting, 10_000), generators(1, 0))
    scale = 10_000 / setting.n_registered
    assert d.quota.sum() + d.n_reserved == pytest.approx(setting.positions.sum() * scale, rel=0.01)
    counts = np.bincount(d.people.kind, minlength=len(KINDS))
    assert counts == pytest.approx(setting.registered * scale, abs=1)


@pytest.mark.parametrize(
    ("asked", "words"),
    [((10, None, None), "applicants"), ((400, 5, None), "programs"), ((400, 100, -1), "couples")],
)
def test_a_market_too_small_to_be_one_is_refused(
    setting: Setting, asked: tuple[int, int | None, int | None], words: str
) -> None:
    with pytest.raises(BadSetting, match=words):
        size_of(setting, *asked)


def test_soap_fills_no_more_than_is_open_and_seats_nobody_twice(season: Season) -> None:
    soap = season.soap
    assert 0 < soap.filled.sum() <= soap.n_open
    assert soap.filled.size == P["soap_rounds"]
    rng = generators(5, 0)[SOAP]
    again = run_soap(P, season.drawn, season.result.match, season.first_years, rng)
    assert again.filled.tolist() == soap.filled.tolist()


def test_match_rates_are_those_counted_by_hand(season: Season, setting: Setting) -> None:
    figures = measure(season, setting, P)
    started, active = matched_to_first_year(season), season.interviews.active
    for k, kind in enumerate(KINDS):
        people = [i for i in range(active.size) if season.drawn.people.kind[i] == k and active[i]]
        share = sum(bool(started[i]) for i in people) / len(people)
        assert figures[f"match_rate.{kind}"] == pytest.approx(share)


def test_the_share_matched_to_the_top_three_is_that_counted_by_hand(
    season: Season, setting: Setting
) -> None:
    iv, match = season.interviews, season.result.match
    assert season.couples is not None
    in_couple = set(season.couples.first) | set(season.couples.second)
    places = [
        iv.a_idx[iv.a_ptr[i] : iv.a_ptr[i + 1]].tolist().index(match[i])
        for i in range(match.size)
        if match[i] >= 0 and season.drawn.people.kind[i] == 0 and i not in in_couple
    ]
    figures = measure(season, setting, P)
    assert figures["top3.us_md"] == pytest.approx(np.mean([place < 3 for place in places]))
