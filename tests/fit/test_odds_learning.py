"""News of a season moves the forecast as Bayes says, against an oracle that keeps what fits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.ranges import Support
from preround.fit.odds_draws import draw_season
from preround.fit.odds_learning import Heard, SeasonLearned, learn_season, sent_share, weighed
from tests.fit.test_odds_draws import small_season
from tests.oracles.odds import seasons_that_fit

N = 6


def heard(invited: set[int], rejected: set[int], share: float = 0.0) -> Heard:
    return Heard(
        invited=np.array([i in invited for i in range(N)]),
        rejected=np.array([i in rejected for i in range(N)]),
        sent_share=np.full(N, share),
    )


def learned(news: Heard, n_draws: int = 20_000) -> SeasonLearned:
    rng = np.random.default_rng(3)
    return learn_season(
        small_season(), news, n_draws, rng, max_interviews=None, support=Support.ESTIMATED
    )


@pytest.mark.parametrize(
    ("invited", "rejected", "share"),
    [({0}, {1, 5}, 0.6), (set(), set(), 0.9), ({2, 4}, set(), 0.0)],
)
def test_the_update_agrees_with_keeping_the_seasons_that_fit(
    invited: set[int], rejected: set[int], share: float
) -> None:
    news = heard(invited, rejected, share)
    found = learned(news)
    strengths, counts, matched = seasons_that_fit(
        small_season(), news, 120_000, np.random.default_rng(4)
    )
    assert len(counts) > 1000
    assert found.strength.mean == pytest.approx(strengths.mean(), abs=0.06)
    assert found.now.interviews.mean == pytest.approx(counts.mean(), abs=0.05)
    assert found.now.p_match.mean == pytest.approx(matched.mean(), abs=0.03)


def test_without_news_nothing_moves() -> None:
    found = learned(heard(set(), set()))
    assert found.now.p_match == found.before.p_match
    assert found.strength.mean == pytest.approx(0.0, abs=1e-3)
    assert found.effective_draws == pytest.approx(20_000)
    forecast = draw_season(
        small_season(), 20_000, np.random.default_rng(3), max_interviews=None,
        support=Support.ESTIMATED,
    )  # fmt: skip
    assert found.before.p_match.mean == pytest.approx(forecast.p_match.mean, abs=1e-9)


@settings(max_examples=25)
@given(st.integers(0, N - 1), st.floats(0.0, 0.95))
def test_an_invitation_lifts_and_a_rejection_lowers_all_that_is_left(i: int, share: float) -> None:
    quiet = learned(heard(set(), set(), share), 2000)
    good = learned(heard({i}, set(), share), 2000)
    bad = learned(heard(set(), {i}, share), 2000)
    others = np.arange(N) != i
    assert (good.still_to_come[others] >= quiet.still_to_come[others] - 1e-9).all()
    assert (bad.still_to_come[others] <= quiet.still_to_come[others] + 1e-9).all()
    assert good.now.p_match.mean > quiet.now.p_match.mean > bad.now.p_match.mean - 1e-9


def test_longer_silence_never_helps() -> None:
    chances = [learned(heard(set(), set(), share), 4000).now.p_match.mean for share in (0, 0.5, 1)]
    assert chances[0] > chances[1] > chances[2]


def test_shares_of_invitations_rise_with_the_days() -> None:
    shares = [sent_share(day) for day in (-5, 0, 20, 60, 200)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 0.99)


def test_weighed_percentiles_are_those_of_repeated_values() -> None:
    values, weight = np.array([3.0, 1.0, 2.0]), np.array([0.5, 0.3, 0.2])
    found = weighed(values, weight, Support.GUESS)
    assert (found.low, found.mid, found.high) == (1.0, 2.0, 3.0)
    assert found.mean == pytest.approx(2.2)
