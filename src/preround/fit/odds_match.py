"""From interviews to a match: the chance that one interview ends in a match.

Derivation
----------
NRMP publishes, for non-U.S. IMGs by first-choice specialty, how many matched, and mean
and standard deviation of contiguous ranks of matched and unmatched. From these:

1. P(k | matched) and P(k | unmatched) are taken as 1 + negative binomial with the
   published mean and variance; Bayes with the match rate gives B(k) = P(match | k ranks).
2. Ranks of all who ranked have the mixture's mean and variance. A Poisson count, cut at
   one, whose log rate is normal with spread `tau` reproduces both: that is the strength
   of applicants as the market sees it, with mean rate `ranks_rate` at its middle.
3. One interview matches with chance m(x) = sigmoid(alpha + beta x), x the strength, each
   on its own: P(match | k, x) = 1 - (1 - m(x))^k. `alpha` makes the average over the
   pool the match rate; `beta` (not below 0) comes nearest to B(k).

Figures of small specialties are first pulled to those of all. `odds_tables` writes the
fits to `match_curves.csv`.

Weakness
--------
Two moments are not a distribution. Ranks are not interviews (one rank per interview is
assumed; about a quarter of independent applicants do not rank all). Only those who ranked
are seen. Matching is to the first choice only. The list-length curve is selection, not
cause: it enters through the strength x, but not all selection is caught. For other
applicant types only the overall match rates were at hand.

Source: NRMP Charting Outcomes, Non-U.S. IMGs, 2026 Main Residency Match.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from preround.domain.applicant import ApplicantType
from preround.domain.program import Track
from preround.domain.ranges import Support
from preround.facts.outcomes import MatchOutcome, load_outcomes
from preround.fit.odds_coefficients import DATA, load_coefficients
from preround.fit.odds_kernels import FloatArray, sigmoid, strength_nodes

ALL = "all"
RANKS = np.arange(1.0, 61.0)
_LOG_FACTORIAL = np.array([math.lgamma(k + 1.0) for k in RANKS])


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Match rate, and mean and SD of ranks of matched and unmatched."""

    rate: float
    matched: tuple[float, float]
    unmatched: tuple[float, float]

    @property
    def pool(self) -> tuple[float, float]:
        """Mean and variance of ranks of both together."""
        (m1, s1), (m0, s0) = self.matched, self.unmatched
        mean = self.rate * m1 + (1.0 - self.rate) * m0
        square = self.rate * (s1 * s1 + m1 * m1) + (1.0 - self.rate) * (s0 * s0 + m0 * m0)
        return mean, square - mean * mean


@dataclass(frozen=True, slots=True)
class MatchCurve:
    """A specialty's fitted chance per interview; letters as in the module's text."""

    specialty: str
    n: int
    match_rate: float
    fitted_rate: float
    ranks_rate: float
    tau: float
    alpha: float
    beta: float
    alpha_se: float
    support: Support


@dataclass(frozen=True, slots=True)
class MatchTerms:
    """What a program's row needs: center, slope on strength, spread, support."""

    alpha: float
    beta: float
    spread: float
    support: Support


def rank_weights(ranks_rate: float, tau: float) -> FloatArray:
    """[Q, k] weight of strength node and number of ranks among those who ranked."""
    nodes, weights = strength_nodes()
    log_rate = (math.log(ranks_rate) + tau * nodes)[:, None]
    counts = np.exp(RANKS * log_rate - np.exp(log_rate) - _LOG_FACTORIAL)
    joint = weights[:, None] * counts
    return np.asarray(joint / joint.sum())


def chance_by_ranks(ranks_rate: float, tau: float, alpha: float, beta: float) -> FloatArray:
    """P(match | k ranks) of the fitted curve for k = 1, 2, ... 60."""
    joint = rank_weights(ranks_rate, tau)
    nodes, _ = strength_nodes()
    miss = 1.0 - sigmoid(alpha + beta * tau * nodes)[:, None]
    return np.asarray((joint * (1.0 - miss**RANKS)).sum(axis=0) / joint.sum(axis=0))


def bayes_by_ranks(figures: RankFigures) -> FloatArray:
    """B(k), the chance of a match with k ranks by Bayes, for k = 1, 2, ... 60."""
    matched = figures.rate * _rank_density(*figures.matched)
    unmatched = (1.0 - figures.rate) * _rank_density(*figures.unmatched)
    return matched / np.maximum(matched + unmatched, 1e-300)


def _rank_density(mean: float, sd: float) -> FloatArray:
    beyond = max(mean - 1.0, 0.05)
    variance = max(sd * sd, 1.05 * beyond)
    size = beyond * beyond / (variance - beyond)
    p = size / (size + beyond)
    log_density = [
        math.lgamma(k - 1.0 + size) - math.lgamma(size) - math.lgamma(k)
        + size * math.log(p) + (k - 1.0) * math.log1p(-p)
        for k in RANKS
    ]  # fmt: skip
    density: FloatArray = np.exp(np.array(log_density))
    return density


def fit_pool(mean: float, variance: float) -> tuple[float, float]:
    """Middle rate and spread `tau` of strength behind a mean and variance of ranks."""
    best = (math.inf, 1.0, 0.0)
    for tau in np.arange(0.05, 1.61, 0.05):
        low, high = -6.0, 4.0
        for _ in range(30):
            middle = 0.5 * (low + high)
            joint = rank_weights(math.exp(middle), tau).sum(axis=0)
            low, high = (middle, high) if joint @ RANKS < mean else (low, middle)
        rate = math.exp(0.5 * (low + high))
        density = rank_weights(rate, tau).sum(axis=0)
        spread = float(density @ RANKS**2 - (density @ RANKS) ** 2)
        gap = abs(math.log(spread / variance))
        if gap < best[0]:
            best = (gap, rate, float(tau))
    return best[1], best[2]


def solve_alpha(rate: float, ranks_rate: float, tau: float, beta: float) -> float:
    """`alpha` with which the pool matches at the given rate."""
    joint = rank_weights(ranks_rate, tau)
    nodes, _ = strength_nodes()
    low, high = -9.0, 9.0
    for _ in range(45):
        middle = 0.5 * (low + high)
        miss = 1.0 - sigmoid(middle + beta * tau * nodes)[:, None]
        reached = float((joint * (1.0 - miss**RANKS)).sum())
        low, high = (middle, high) if reached < rate else (low, middle)
    return 0.5 * (low + high)


def fit_curve(figures: RankFigures) -> tuple[float, float, float, float]:
    """`ranks_rate`, `tau`, `alpha`, `beta` for one specialty's figures."""
    ranks_rate, tau = fit_pool(*figures.pool)
    density = rank_weights(ranks_rate, tau).sum(axis=0)
    bayes = bayes_by_ranks(figures)
    best = (math.inf, 0.0, 0.0)
    for beta in np.arange(0.0, 1.55, 0.1):
        alpha = solve_alpha(figures.rate, ranks_rate, tau, beta)
        gap = density @ (chance_by_ranks(ranks_rate, tau, alpha, beta) - bayes) ** 2
        if gap < best[0]:
            best = (float(gap), alpha, float(beta))
    return ranks_rate, tau, best[1], best[2]


def figures_of(outcome: MatchOutcome) -> RankFigures | None:
    """An outcome's figures, or None where ranks are withheld."""
    if outcome.ranks_matched is None or outcome.ranks_not_matched is None:
        return None
    matched, unmatched = outcome.ranks_matched, outcome.ranks_not_matched
    return RankFigures(
        outcome.match_rate, (matched.mean, matched.sd), (unmatched.mean, unmatched.sd)
    )


def pool_figures(outcomes: tuple[MatchOutcome, ...]) -> RankFigures:
    """Figures of all specialties: an average in which none counts for more than 300."""
    rows, counts = [], []
    for outcome in outcomes:
        figures = figures_of(outcome)
        if figures is not None:
            rows.append((figures.rate, *figures.matched, *figures.unmatched))
            counts.append(min(outcome.n_matched + outcome.n_not_matched, 300))
    rate, m1, s1, m0, s0 = np.average(np.array(rows), axis=0, weights=counts)
    return RankFigures(float(rate), (float(m1), float(s1)), (float(m0), float(s0)))


def pulled(outcome: MatchOutcome, pool: RankFigures, pseudo: float) -> RankFigures:
    """An outcome's figures pulled to all specialties' by so many pseudo-applicants."""
    own = figures_of(outcome)

    def mix(mine: float, everyones: float, n: float) -> float:
        return (n * mine + pseudo * everyones) / (n + pseudo)

    rate = mix(outcome.match_rate, pool.rate, outcome.n_matched + outcome.n_not_matched)
    if own is None:
        return RankFigures(rate, pool.matched, pool.unmatched)
    n1, n0 = outcome.n_matched, outcome.n_not_matched
    return RankFigures(
        rate,
        (mix(own.matched[0], pool.matched[0], n1), mix(own.matched[1], pool.matched[1], n1)),
        (
            mix(own.unmatched[0], pool.unmatched[0], n0),
            mix(own.unmatched[1], pool.unmatched[1], n0),
        ),
    )


@cache
def load_curves() -> dict[str, MatchCurve]:
    """The fitted curves by specialty; `all` for those without figures."""
    with (DATA / "match_curves.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = ("match_rate", "fitted_rate", "ranks_rate", "tau", "alpha", "beta", "alpha_se")
    return {
        row["specialty"]: MatchCurve(
            specialty=row["specialty"],
            n=int(row["n"]),
            support=Support(row["support"]),
            **{name: float(row[name]) for name in numbers},
        )
        for row in rows
    }


@cache
def match_terms(specialty: str, kind: ApplicantType, track: Track) -> MatchTerms:
    """The chance per interview for one kind of row: center, slope, spread, support."""
    coefficients = load_coefficients()
    curve = load_curves().get(specialty) or load_curves()[ALL]
    model = coefficients["match.model"].spread
    variance = curve.alpha_se**2 + model**2
    support = curve.support
    by_type = coefficients["match.type"]
    offset = by_type.by[kind.value]
    if kind is not ApplicantType.NON_US_IMG:
        variance += by_type.spread**2
        support = Support.GUESS
    if track is Track.PRELIMINARY:
        preliminary = coefficients["match.preliminary"]
        offset += preliminary.value
        variance += preliminary.spread**2
        support = Support.GUESS
    return MatchTerms(curve.alpha + offset, curve.beta, math.sqrt(variance), support)


def published_outcomes() -> tuple[MatchOutcome, ...]:
    """The newest outcome of each specialty for non-U.S. IMGs."""
    outcomes = load_outcomes()
    names = sorted({outcome.specialty for outcome in outcomes.match_outcomes})
    found = (outcomes.match_outcome(name) for name in names)
    return tuple(outcome for outcome in found if outcome is not None)
