from __future__ import annotations

import numpy as np
import pytest

from preround.domain.applicant import ApplicantType
from preround.domain.program import Track
from preround.domain.ranges import Support
from preround.fit.odds_kernels import sigmoid
from preround.fit.odds_match import (
    ALL,
    RANKS,
    MatchCurve,
    RankFigures,
    bayes_by_ranks,
    chance_by_ranks,
    figures_of,
    load_curves,
    match_terms,
    published_outcomes,
    rank_weights,
)
from tests.oracles.odds import pool_by_simulation

CURVES = sorted(load_curves().values(), key=lambda curve: curve.specialty)
IMG = ApplicantType.NON_US_IMG


def pool_rate(curve: MatchCurve) -> float:
    density = rank_weights(curve.ranks_rate, curve.tau).sum(axis=0)
    by_ranks = chance_by_ranks(curve.ranks_rate, curve.tau, curve.alpha, curve.beta)
    return float(density @ by_ranks)


@pytest.mark.parametrize("curve", CURVES, ids=lambda c: c.specialty)
def test_the_pool_matches_at_the_rate_it_was_fitted_to(curve: MatchCurve) -> None:
    assert pool_rate(curve) == pytest.approx(curve.fitted_rate, abs=2e-3)
    if curve.n >= 200:
        assert curve.fitted_rate == pytest.approx(curve.match_rate, abs=0.02)


def test_ranks_of_the_matched_come_out_as_published() -> None:
    # their mean was used only through the shape of B(k); 5.9 against 6.1 in internal medicine
    for outcome in published_outcomes():
        curve = load_curves()[outcome.specialty]
        if curve.n < 300 or outcome.ranks_matched is None:
            continue
        # in general surgery the unmatched have long lists too; that would need stronger
        # applicants to be liked less, which is not allowed
        slack = 0.2 if outcome.specialty == "Surgery-General" else 0.06
        weight = rank_weights(curve.ranks_rate, curve.tau).sum(axis=0) * chance_by_ranks(
            curve.ranks_rate, curve.tau, curve.alpha, curve.beta
        )
        mean = float(weight @ RANKS / weight.sum())
        assert mean == pytest.approx(outcome.ranks_matched.mean, rel=slack)


def test_the_pool_agrees_with_a_simulated_one() -> None:
    rng = np.random.default_rng(8)
    curve = load_curves()["Pediatrics"]
    ranks, matched = pool_by_simulation(
        curve.ranks_rate, curve.tau, curve.alpha, curve.beta, 200_000, rng
    )
    assert matched.mean() == pytest.approx(curve.fitted_rate, abs=0.005)
    by_ranks = chance_by_ranks(curve.ranks_rate, curve.tau, curve.alpha, curve.beta)
    for k in (1, 3, 8):
        assert matched[ranks == k].mean() == pytest.approx(by_ranks[k - 1], abs=0.015)


def test_bayes_by_hand() -> None:
    # 1 + negative binomial with mean 3 - 1 = 2, variance 4: size 2*2/(4-2) = 2, p = 1/2:
    # P(1 rank | matched) = 0.25; mean 1.5 - 1 = 0.5, variance 1: size 0.5, p = 0.5:
    # P(1 | unmatched) = sqrt(0.5) = 0.7071. B(1) = 0.4 x 0.25 / (0.1 + 0.6 x 0.7071) = 0.1907
    figures = RankFigures(0.4, (3.0, 2.0), (1.5, 1.0))
    assert bayes_by_ranks(figures)[0] == pytest.approx(0.1907, abs=1e-4)
    # pool: mean 0.4 x 3 + 0.6 x 1.5 = 2.1; square 0.4 x 13 + 0.6 x 3.25 = 7.15; 7.15 - 4.41
    assert figures.pool == pytest.approx((2.1, 2.74))


@pytest.mark.parametrize("name", ["Internal Medicine", "Neurology", "Psychiatry"])
def test_the_fitted_curve_follows_bayes_where_figures_are_many(name: str) -> None:
    curve = load_curves()[name]
    outcome = next(x for x in published_outcomes() if x.specialty == name)
    figures = figures_of(outcome)
    assert figures is not None
    fitted = chance_by_ranks(curve.ranks_rate, curve.tau, curve.alpha, curve.beta)
    assert fitted[:10] == pytest.approx(bayes_by_ranks(figures)[:10], abs=0.06)


@pytest.mark.parametrize("curve", CURVES, ids=lambda c: c.specialty)
def test_one_more_rank_and_more_strength_never_hurt(curve: MatchCurve) -> None:
    by_ranks = chance_by_ranks(curve.ranks_rate, curve.tau, curve.alpha, curve.beta)
    assert (np.diff(by_ranks[:20]) > 0.0).all()
    assert curve.beta >= 0.0


def test_specialties_with_few_applicants_or_none_are_guesses() -> None:
    assert load_curves()["Internal Medicine"].support is Support.ESTIMATED
    assert load_curves()["Dermatology"].support is Support.GUESS  # 30 applicants
    unknown = match_terms("Nuclear Medicine", IMG, Track.CATEGORICAL)
    assert unknown.alpha == load_curves()[ALL].alpha
    assert unknown.support is Support.GUESS


def test_other_types_and_preliminary_tracks_are_wider_guesses() -> None:
    own = match_terms("Internal Medicine", IMG, Track.CATEGORICAL)
    doctor = match_terms("Internal Medicine", ApplicantType.US_MD, Track.CATEGORICAL)
    preliminary = match_terms("Internal Medicine", IMG, Track.PRELIMINARY)
    assert doctor.alpha > own.alpha
    assert doctor.spread > own.spread
    assert preliminary.spread > own.spread
    assert doctor.support is preliminary.support is Support.GUESS


def test_twelve_ranks_give_an_md_senior_about_the_published_match_rate() -> None:
    # 93.5 % in 2026; ranks of 12 on average with a log-normal spread of 0.5
    terms = match_terms(ALL, ApplicantType.US_MD, Track.CATEGORICAL)
    density = rank_weights(11.0, 0.5).sum(axis=0)
    miss = (1.0 - sigmoid(np.array(terms.alpha))) ** RANKS
    assert float(density @ (1.0 - miss)) == pytest.approx(0.935, abs=0.03)
