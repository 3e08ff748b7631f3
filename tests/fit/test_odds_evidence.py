from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import ApplicantType
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_evidence import (
    RateEvidence,
    correlation,
    half_width,
    posterior_masses,
    reported_likelihood,
)
from preround.fit.odds_prior import cell_rates, load_priors
from tests.oracles.odds import rate_given_report

IM = load_priors()["Internal Medicine", ApplicantType.NON_US_IMG]
RATES = cell_rates()


def mean_rate(evidence: RateEvidence, n: float = 300.0, drift: float = 0.35) -> float:
    return float(posterior_masses(IM, [evidence], n, drift)[0] @ RATES)


def test_without_evidence_the_prior_stays() -> None:
    assert mean_rate(RateEvidence()) == pytest.approx(IM.mean, rel=2e-3)


@pytest.mark.parametrize("reported", [0.0, 0.01, 0.02, 0.05, 0.12, 0.4])
def test_with_growing_evidence_the_rate_becomes_the_reported_one(reported: float) -> None:
    far = [
        abs(mean_rate(RateEvidence(reported), n, drift) - reported)
        for n, drift in ((30, 0.5), (300, 0.2), (1e7, 0.0))
    ]
    assert far[2] <= 0.005  # as near as whole percents let it be
    assert far[2] <= far[1] + 0.001
    assert far[1] <= far[0] + 0.001


def test_a_report_is_pulled_to_the_usual_rate_but_keeps_its_order() -> None:
    reported = [0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.5]
    means = [mean_rate(RateEvidence(rate)) for rate in reported]
    assert means == sorted(means)
    assert IM.mean < means[5] < 0.08
    assert 0.0 < means[0] < 0.005


def test_the_posterior_agrees_with_simulated_reports() -> None:
    # 400,000 programs of the prior, each with a season's drift and 300 coins
    rng = np.random.default_rng(7)
    rates = rng.choice(RATES, size=400_000, p=IM.masses())
    for reported in (0.0, 0.02, 0.05, 0.08):
        simulated, n_kept = rate_given_report(rates, reported, 300, 0.35, rng)
        assert n_kept > 800
        assert mean_rate(RateEvidence(reported)) == pytest.approx(simulated, rel=0.08, abs=0.0006)


def test_a_likelihood_by_hand() -> None:
    # rate 0.05, n = 400; 0.045 and 0.055 are 18 and 22 invitations:
    # asin sqrt(22.375 / 400.75) = 0.238542, asin sqrt(18.375 / 400.75) = 0.215826,
    # asin sqrt 0.05 = 0.225513; sd 1 / (2 x 20) = 0.025: z 0.5212 and -0.3875
    # P = 0.6989 - 0.3492 = 0.3497
    found = reported_likelihood(np.array([0.05]), 0.05, 400, 0.0)[0]
    assert found == pytest.approx(0.3497, abs=5e-4)


def test_a_rate_far_from_all_others_is_still_believed() -> None:
    assert mean_rate(RateEvidence(0.95), 1e6, 0.0) == pytest.approx(0.95, abs=0.02)


def test_whole_percents_are_taken_as_rounded_and_finer_figures_as_finer() -> None:
    assert half_width(0.07) == 0.005
    assert half_width(0.073) == 0.0005


def test_the_rate_for_another_type_moves_it_less_than_its_own_would() -> None:
    none = mean_rate(RateEvidence())
    other_high = mean_rate(RateEvidence(others=(("us_img", 0.12),)))
    other_low = mean_rate(RateEvidence(others=(("us_img", 0.0),)))
    assert other_low < none < other_high < mean_rate(RateEvidence(0.12))


def test_two_other_rates_say_more_than_one_and_weak_ones_less() -> None:
    imgs = mean_rate(RateEvidence(others=(("us_img", 0.10),)))
    doctors = mean_rate(RateEvidence(others=(("us_md", 0.60),)))
    both = mean_rate(RateEvidence(others=(("us_img", 0.10), ("no_signal", 0.4))))
    none = mean_rate(RateEvidence())
    assert none < doctors < imgs
    assert both >= imgs - 1e-9


def test_an_own_rate_makes_other_rates_moot() -> None:
    alone = mean_rate(RateEvidence(0.03))
    assert mean_rate(RateEvidence(0.03, others=(("us_img", 0.5),))) == alone


def test_ranks_keep_the_measured_correlation() -> None:
    # Spearman of a normal pair with r = 0.5 is (6 / pi) asin(0.25) = 0.483, inside the
    # measured 0.42 to 0.55
    r = correlation(ApplicantType.NON_US_IMG, "us_img")
    assert 0.42 <= 6.0 / np.pi * np.arcsin(r / 2.0) <= 0.55


@given(
    own=st.sampled_from([-1.0, 0.0, 0.01, 0.07, 0.33, 1.0]),
    others=st.lists(
        st.tuples(st.sampled_from(["us_img", "us_md", "us_do", "no_signal"]), st.floats(0.0, 1.0)),
        max_size=3,
    ),
)
def test_any_evidence_leaves_a_distribution(own: float, others: list[tuple[str, float]]) -> None:
    masses = posterior_masses(IM, [RateEvidence(own, tuple(others))], 300.0, 0.35)[0]
    assert masses.sum() == pytest.approx(1.0)
    assert (masses >= 0.0).all()
    assert np.isfinite(masses).all()


@pytest.mark.parametrize("n", [100.0, 300.0])
def test_a_higher_report_always_means_a_higher_rate_up_to_all_who_applied(n: float) -> None:
    drift = load_coefficients()["evidence.drift"].value
    reports = [RateEvidence(percent / 100) for percent in range(101)]
    for prior in list(load_priors().values())[::6]:
        masses = posterior_masses(prior, reports, n, drift)
        assert np.all(np.diff(masses @ RATES) > -1e-9)
        assert np.all(np.diff(np.cumsum(masses, axis=1), axis=0) < 1e-6)  # at every level
