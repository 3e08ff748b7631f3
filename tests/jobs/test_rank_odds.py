"""P(match) down a list: against dice, against a hand sum, and never falling with length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.applicant import ApplicantType
from preround.domain.ranges import Interval, Support
from preround.fit.odds_match import load_curves, match_terms
from preround.fit.odds_terms import strength
from preround.jobs.rank_odds import RankOdds, rank_odds
from tests.jobs.season_cases import (
    FIRST_YEAR,
    MEDICINE,
    RADIOLOGY,
    TODAY,
    applicant,
    programs,
)
from tests.oracles.rank_odds import thrown

POOL = (*MEDICINE, RADIOLOGY, FIRST_YEAR, "1414040C0", "1414120C0")


def odds(codes: list[str] | tuple[str, ...], seen: tuple[str, ...] = ()) -> RankOdds:
    return rank_odds(applicant(), programs(codes), programs(seen or codes), 2027, TODAY)


def not_less(longer: Interval, shorter: Interval) -> bool:
    pairs = ((longer.low, shorter.low), (longer.mid, shorter.mid), (longer.high, shorter.high),
             (longer.mean, shorter.mean))  # fmt: skip
    return all(more >= less - 1e-12 for more, less in pairs)


def test_one_rank_in_internal_medicine_is_the_chance_per_interview() -> None:
    # alpha -1.5048, beta 0: sigmoid(-1.5048) = 0.1817; the spread of 0.25 moves the mean little
    (here,) = odds(MEDICINE[:1]).here
    assert here.mid == pytest.approx(0.1817, abs=0.002)
    assert here.mean == pytest.approx(0.1845, abs=0.002)
    assert here.support is Support.ESTIMATED


def test_chances_of_the_ranks_add_up_to_that_of_the_list() -> None:
    found = odds(POOL)
    assert sum(one.mean for one in found.here) == pytest.approx(found.p_match.mean)
    assert found.p_match == found.by_here[-1]


@given(codes=st.permutations(POOL), n=st.integers(0, len(POOL) - 1))
@settings(max_examples=40)
def test_a_longer_list_and_a_lower_rank_never_have_a_smaller_chance(
    codes: list[str], n: int
) -> None:
    shorter, longer = odds(codes[:n], POOL), odds(codes[: n + 1], POOL)
    assert not_less(longer.p_match, shorter.p_match)
    for above, below in zip(longer.by_here, longer.by_here[1:], strict=False):
        assert not_less(below, above)
    assert longer.by_here[:n] == shorter.by_here


@given(codes=st.permutations(POOL))
@settings(max_examples=20)
def test_the_order_changes_where_one_matches_but_not_whether(codes: list[str]) -> None:
    assert odds(codes, POOL).p_match.mean == pytest.approx(odds(POOL).p_match.mean)


def test_a_chance_that_falls_with_length_would_be_found() -> None:
    long, short = odds(MEDICINE).p_match, odds(MEDICINE[:2]).p_match
    assert not not_less(short, long)


@pytest.mark.parametrize("codes", [MEDICINE, (RADIOLOGY, "1414040C0", *MEDICINE[:1], FIRST_YEAR)])
def test_dice_give_the_same(codes: tuple[str, ...]) -> None:
    person, listed = applicant(), programs(codes)
    kind = ApplicantType.NON_US_IMG
    own = {one.specialty: strength(person, one.specialty, 2027, TODAY) for one in listed}
    terms = [match_terms(one.specialty, kind, one.track) for one in listed]
    usual = listed[0].specialty
    curve = load_curves()[usual]
    n_usual = sum(one.specialty == usual for one in listed)
    found = thrown(
        [(one.alpha, one.beta, one.spread) for one in terms],
        [(own[one.specialty].shift, own[one.specialty].tau) for one in listed],
        (n_usual, curve.ranks_rate, own[usual].shift, own[usual].tau),
        np.random.default_rng(7),
        6000,
    )
    expected = [one.mean for one in odds(codes).here]
    # 6,000 weighted throws: standard error below 0.008
    assert found == pytest.approx(expected, abs=0.025)


def test_nothing_ranked_matches_nobody_and_one_more_interview_helps() -> None:
    found = odds([], MEDICINE)
    assert found.p_match.high == 0
    assert found.one_more.mid == pytest.approx(0.1817, abs=0.002)
    assert odds(MEDICINE).one_more.mean < found.one_more.mean
    assert odds([]).one_more.high == 0
