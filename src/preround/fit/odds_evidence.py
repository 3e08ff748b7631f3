"""What a program's own reported rates say about its rate next season."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from preround.domain.applicant import ApplicantType
from preround.facts.outcomes import load_outcomes
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_kernels import FloatArray, normal_between, normal_quantile
from preround.fit.odds_prior import RatePrior, cell_rates, load_priors

OTHER_TYPES = (
    ApplicantType.US_IMG,
    ApplicantType.NON_US_IMG,
    ApplicantType.US_MD,
    ApplicantType.US_DO,
)
IMGS = {ApplicantType.US_IMG, ApplicantType.NON_US_IMG}


@dataclass(frozen=True, slots=True, order=True)
class RateEvidence:
    """One program's known rates, as far as they matter for one applicant type.

    `own` is its rate for the type, or -1; `others` are rates for other types, by name.
    """

    own: float = -1.0
    others: tuple[tuple[str, float], ...] = ()


NO_EVIDENCE = RateEvidence()


def half_width(rate: float) -> float:
    """How far the true rate may be from the reported one by rounding alone.

    Programs report whole percents; a finer figure is taken to be rounded where it ends.
    """
    return 0.005 if abs(rate * 100.0 - round(rate * 100.0)) < 1e-9 else 0.0005


def reported_likelihood(
    rates: FloatArray, reported: float, n_applications: float, drift: float
) -> FloatArray:
    """P(a season's reported rate | the program's rate next season).

    Parameters
    ----------
    rates
        Candidate rates, each in (0, 1).
    reported
        Rate as reported, rounded.
    n_applications
        Applications behind it; not reported, so assumed.
    drift
        Spread of log odds between two seasons.

    Returns
    -------
    FloatArray
        Probability that the reported share falls where it rounds to `reported`.

    Notes
    -----
    On Anscombe's scale asin(sqrt((x + 3/8) / (n + 3/4))) a count of n has a variance of
    1 / (4 n) whatever the rate; drift adds r (1 - r) drift^2 / 4. With n large and drift 0
    the result is 1 within the rounding interval and 0 outside: the posterior then is the
    prior cut to half a point around the reported rate.
    """
    half = half_width(reported)
    center = np.arcsin(np.sqrt(rates))
    sd = np.sqrt(1.0 / n_applications + rates * (1.0 - rates) * drift**2) / 2.0
    low, high = np.full_like(rates, -np.inf), np.full_like(rates, np.inf)
    if reported + half < 1.0:
        high = (_anscombe(reported + half, n_applications) - center) / sd
    if reported - half > 0.0:
        low = (_anscombe(reported - half, n_applications) - center) / sd
    return normal_between(low, high)


def _anscombe(share: float, n: float) -> float:
    return math.asin(math.sqrt((share * n + 0.375) / (n + 0.75)))


def _distance(rates: FloatArray, reported: float, drift: float, n: float) -> FloatArray:
    """A likelihood that never vanishes, for a report far out in the prior's tail."""
    spread = rates * (1.0 - rates)
    sd = np.sqrt(spread / n + (spread * drift) ** 2) + half_width(reported)
    z = (rates - reported) / sd
    return np.exp(-0.5 * z * z) + 1e-300


def posterior_masses(
    prior: RatePrior, evidence: Sequence[RateEvidence], n: float, drift: float
) -> FloatArray:
    """[U, 1 + cells] spread of each program's rate, given its evidence.

    A program's own rate for the type decides; only without it do other types' rates move
    the prior, through the correlation of normal scores.
    """
    masses = prior.masses()
    rates = cell_rates()
    rows = np.empty((len(evidence), len(masses)))
    for row, known in enumerate(evidence):
        weight = masses.copy()
        if known.own >= 0.0:
            weight *= reported_likelihood(rates, known.own, n, drift)
            if weight.sum() < 1e-250:
                weight = masses * _distance(rates, known.own, drift, n)
        elif known.others:
            weight *= _copula_weights(prior, masses, known.others)
        rows[row] = weight / weight.sum()
    return rows


def _copula_weights(
    prior: RatePrior, masses: FloatArray, others: tuple[tuple[str, float], ...]
) -> FloatArray:
    """Density ratio of the rate's normal score given other rates' scores.

    With correlations r and scores s, independent given the rate's own score, the score's
    precision is 1 + sum r^2/(1-r^2) and its mean sum r s/(1-r^2) over that.
    """
    precision, pull = 1.0, 0.0
    for name, rate in others:
        score = _score(prior.specialty, name, rate)
        r = correlation(prior.applicant_type, name)
        if score is None or r == 0.0:
            continue
        precision += r * r / (1.0 - r * r)
        pull += r * score / (1.0 - r * r)
    cumulated = np.cumsum(masses)
    z = normal_quantile(np.clip(cumulated - 0.5 * masses, 1e-6, 1.0 - 1e-6))
    mean = pull / precision
    log_ratio = 0.5 * z * z - 0.5 * precision * (z - mean) ** 2
    ratio: FloatArray = np.exp(log_ratio - log_ratio.max())
    return ratio


def correlation(kind: ApplicantType, other: str) -> float:
    """Correlation of normal scores between a type's rates and another kind of rate."""
    by = load_coefficients()["evidence.correlation"].by
    if other == "no_signal":
        return by["no_signal"]
    other_kind = ApplicantType(other)
    n_imgs = (kind in IMGS) + (other_kind in IMGS)
    if n_imgs == 2:
        return by["img_img"]
    if n_imgs == 0:
        return by["us_md_us_do"]
    return by["img_us_do" if ApplicantType.US_DO in (kind, other_kind) else "img_us_md"]


def _score(specialty: str, name: str, rate: float) -> float | None:
    """Mean normal score of programs that would report this rate, within its kind."""
    if name == "no_signal":
        return _score_without_signal(specialty, rate)
    prior = load_priors().get((specialty, ApplicantType(name)))
    if prior is None:
        return None
    half = half_width(rate)
    rates, masses = cell_rates(), prior.masses()
    order = np.argsort(rates, kind="stable")
    cumulated = np.concatenate(([0.0], np.cumsum(masses[order])))
    low = float(np.interp(rate - half, np.concatenate(([0.0], rates[order])), cumulated))
    high = float(np.interp(rate + half, np.concatenate(([0.0], rates[order])), cumulated))
    return _mean_score(low if rate > half else 0.0, high)


def _score_without_signal(specialty: str, rate: float) -> float | None:
    published = load_outcomes().signal_rates(specialty).get("none")
    if published is None or not published.q3:
        return None
    center = max(published.mean, 0.005)
    spread = max((published.q3 - (published.q1 or 0.0)) / 1.349, 0.01)
    return float(np.clip((rate - center) / spread, -2.0, 2.0))


def _mean_score(low: float, high: float) -> float:
    low, high = min(max(low, 0.0), 1.0 - 1e-6), min(max(high, low + 1e-6), 1.0)
    a, b = (float(value) for value in normal_quantile(np.array([low, high])))
    density = np.exp(-0.5 * np.array([a * a, b * b])) / np.sqrt(2.0 * np.pi)
    return float((density[0] - density[1]) / (high - low))
