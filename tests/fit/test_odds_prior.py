from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.domain.applicant import ApplicantType
from preround.domain.program import Track
from preround.domain.ranges import Support
from preround.facts import specialties
from preround.facts.outcomes import load_outcomes
from preround.fit.odds_prior import (
    BODY,
    N_POINTS,
    RatePrior,
    cell_rates,
    choose_prior,
    compress,
    load_priors,
    quantile,
)

IMG = ApplicantType.NON_US_IMG
PUBLISHED = [prior for (_, kind), prior in load_priors().items() if kind is not ApplicantType.US_DO]


@pytest.mark.parametrize("prior", PUBLISHED, ids=lambda p: f"{p.specialty}-{p.applicant_type}")
def test_a_fitted_prior_reproduces_the_published_figures(prior: RatePrior) -> None:
    masses = prior.masses()
    assert masses.sum() == pytest.approx(1.0)
    assert float(masses @ cell_rates()) == pytest.approx(prior.mean, rel=2e-3)
    # whole percents: a quartile of 3 % is anywhere from 2.5 to 3.5; large ones of few
    # programs jump by more than that
    for level, published in ((0.25, prior.q1), (0.75, prior.q3)):
        assert quantile(prior, level) == pytest.approx(published, abs=0.011 + 0.06 * published)
    zero = float(masses[cell_rates() < 0.005].sum())
    assert zero == pytest.approx(prior.zero_share, abs=0.03)


def test_priors_carry_the_published_figures_unchanged() -> None:
    for prior in PUBLISHED:
        rate = load_outcomes().interview_rate(prior.specialty, prior.applicant_type)
        assert rate is not None
        assert (prior.mean, prior.q1, prior.q3) == pytest.approx((rate.mean, rate.q1, rate.q3))
        assert prior.zero_share == pytest.approx(rate.zero_share)


def test_a_figure_not_used_in_the_fit_comes_out() -> None:
    # measured on the reports themselves: 100 internal medicine applications to the programs
    # with the highest rates of 576 expect 6.1 interviews; picked blindly 2.2
    prior = load_priors()["Internal Medicine", IMG]
    masses, rates = prior.masses(), cell_rates()
    best = np.minimum(
        masses[::-1], np.maximum(100 / 576 - np.cumsum(masses[::-1]) + masses[::-1], 0)
    )
    assert 100 * float(best @ rates[::-1]) / (100 / 576) == pytest.approx(6.1, rel=0.1)


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32 - 1), atom=st.floats(0.0, 0.95), narrow=st.booleans())
def test_few_points_keep_mass_and_mean(seed: int, atom: float, narrow: bool) -> None:
    rng = np.random.default_rng(seed)
    body = rng.dirichlet(np.full(len(BODY), 0.02 if narrow else 1.0)) * (1.0 - atom)
    masses = np.concatenate(([atom], body))[None, :]
    rates, weights = compress(masses)
    assert rates.shape == weights.shape == (1, N_POINTS)
    assert weights.sum() == pytest.approx(1.0, abs=1e-9)
    assert float((rates * weights).sum()) == pytest.approx(float(masses[0] @ cell_rates()))
    assert ((rates > 0.0) & (rates < 1.0)).all()


def test_every_listed_specialty_type_and_track_has_a_prior() -> None:
    for name in specialties.ALL:
        for kind in ApplicantType:
            for track in Track:
                choice = choose_prior(name, kind, track)
                assert np.isfinite(choice.shift)
                assert choice.spread >= 0.0


def test_kin_stand_in_where_no_rate_is_published_and_say_guess() -> None:
    choice = choose_prior("Plastic Surgery (Integrated)", IMG, Track.CATEGORICAL)
    assert choice.prior.specialty == "Otolaryngology"
    assert choice.support is Support.GUESS
    assert choice.spread >= 0.5
    first_parent = choose_prior("Pediatrics/Medical Genetics", IMG, Track.CATEGORICAL)
    assert first_parent.prior.specialty == "Pediatrics"
    unheard_of = choose_prior("Space Medicine", IMG, Track.CATEGORICAL)
    assert unheard_of.spread >= 1.0


def test_tracks_are_handled_apart() -> None:
    plain = choose_prior("Surgery-General", IMG, Track.CATEGORICAL)
    preliminary = choose_prior("Surgery-General", IMG, Track.PRELIMINARY)
    primary = choose_prior("Internal Medicine", IMG, Track.PRIMARY_CARE)
    assert (plain.shift, plain.spread, plain.support) == (0.0, 0.0, Support.ESTIMATED)
    assert preliminary.shift > 0.0
    assert preliminary.support is Support.GUESS
    assert primary.support is Support.ESTIMATED


def test_us_do_lies_between_us_md_and_us_img() -> None:
    for name in load_outcomes().rated_specialties:
        image, between, doctor = (
            load_priors()[name, kind].mean
            for kind in (ApplicantType.US_IMG, ApplicantType.US_DO, ApplicantType.US_MD)
        )
        assert image < between < doctor
    assert load_priors()["Internal Medicine", ApplicantType.US_DO].support is Support.GUESS
