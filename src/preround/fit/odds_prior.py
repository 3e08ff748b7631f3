"""Program priors: how the rate per application differs between programs.

A specialty's programs are described by a point near zero (programs that as good as never
interview the type) and a logit-normal body with a long tail, fitted to the published
mean, quartiles and share of zeros. `priors.csv` holds the fits; `odds_tables` makes it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from preround.domain.applicant import ApplicantType
from preround.domain.citation import Citation
from preround.domain.program import Track
from preround.domain.ranges import Support
from preround.facts.outcomes import load_outcomes
from preround.fit.odds_coefficients import DATA, Coefficient, load_coefficients
from preround.fit.odds_kernels import FloatArray, logit, normal_cdf, normal_quantile, sigmoid

N_POINTS = 15
#: Log odds of the body's cells, fine enough for a rate known to the percent.
BODY = np.arange(-10.5, 6.0, 0.025)
#: Where the body is cut into points: finer in the tail, which carries the mean.
EDGES = np.array([0.0, 0.05, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.86, 0.92, 0.96, 0.985])
SURGERY = "Surgery-General"
PREPARATORY = "Transitional Year"


@dataclass(frozen=True, slots=True)
class RatePrior:
    """Spread over programs of the rate per application of one type in one specialty.

    With `atom_weight` a program has the atom's rate, else a rate whose log odds are
    normal (`mu`, `s`). `mean`, `q1`, `q3`, `zero_share` are the published figures it was
    fitted to; for U.S. DO they are interpolated.
    """

    specialty: str
    applicant_type: ApplicantType
    atom_weight: float
    mu: float
    s: float
    mean: float
    q1: float
    q3: float
    zero_share: float
    n_programs: int
    support: Support

    def masses(self) -> FloatArray:
        """[1 + cells] probability of the atom and of each cell of the body."""
        z = (BODY - self.mu) / self.s
        body = np.exp(-0.5 * z * z)
        body *= (1.0 - self.atom_weight) / body.sum()
        return np.concatenate(([self.atom_weight], body))


@dataclass(frozen=True, slots=True)
class PriorChoice:
    """The prior used for a specialty and track, and what had to be assumed for it."""

    prior: RatePrior
    shift: float
    spread: float
    support: Support
    assumptions: tuple[Coefficient, ...]
    citation: Citation


def cell_rates() -> FloatArray:
    """[1 + cells] rate at the atom and in each cell of the body."""
    atom = load_coefficients()["prior.atom_rate"].value
    return np.concatenate(([atom], sigmoid(BODY)))


def compress(masses: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Few points that keep the mean: the atom, then bins of the body.

    Parameters
    ----------
    masses
        [U, 1 + cells], each row summing to 1.

    Returns
    -------
    rates, weights
        [U, 15] each. A point is the mean rate of its bin, so the mean of the points is
        the mean of the masses; a bin without mass has weight 0.
    """
    rates = cell_rates()
    body = masses[:, 1:]
    total = np.maximum(body.sum(axis=1, keepdims=True), 1e-300)
    middle = (np.cumsum(body, axis=1) - 0.5 * body) / total
    bins: NDArray[np.intp] = np.searchsorted(EDGES, middle, side="right") - 1
    n_bins = len(EDGES)
    flat = (bins + n_bins * np.arange(len(masses))[:, None]).ravel()
    size = n_bins * len(masses)
    weight = np.bincount(flat, body.ravel(), size).reshape(-1, n_bins)
    sums = np.bincount(flat, (body * rates[1:]).ravel(), size).reshape(-1, n_bins)
    mean = (sums.sum(axis=1) / total[:, 0])[:, None]
    points = np.where(weight > 1e-12, sums / np.maximum(weight, 1e-300), mean)
    weight = np.where(weight > 1e-12, weight, 0.0)
    atom = np.full((len(masses), 1), rates[0])
    return np.hstack((atom, points)), np.hstack((masses[:, :1], weight))


def quantile(prior: RatePrior, level: float) -> float:
    """Rate below which this share of programs lies."""
    cumulated = np.cumsum(prior.masses())
    return float(cell_rates()[int(np.searchsorted(cumulated, level))])


@cache
def load_priors() -> dict[tuple[str, ApplicantType], RatePrior]:
    """The fitted priors by specialty and type."""
    with (DATA / "priors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    priors = {}
    for row in rows:
        kind = ApplicantType(row["applicant_type"])
        priors[row["specialty"], kind] = RatePrior(
            specialty=row["specialty"],
            applicant_type=kind,
            n_programs=int(row["n_programs"]),
            support=Support(row["support"]),
            **{
                name: float(row[name])
                for name in ("atom_weight", "mu", "s", "mean", "q1", "q3", "zero_share")
            },
        )
    return priors


def _kin(specialty: str) -> Coefficient:
    coefficients = load_coefficients()
    named = coefficients.find(f"nearest.{specialty}")
    if named is not None:
        return named
    first = specialty.split("/", maxsplit=1)[0]
    if first != specialty and (first, ApplicantType.NON_US_IMG) in load_priors():
        return coefficients["nearest.combined"]
    return coefficients["nearest.default"]


def _track_assumption(specialty: str, track: Track) -> Coefficient | None:
    coefficients = load_coefficients()
    if track is Track.PRELIMINARY and specialty == PREPARATORY:
        return None
    if track is Track.PRELIMINARY and specialty == SURGERY:
        return coefficients["track.preliminary_surgery"]
    return coefficients.find(f"track.{track.value}")


@cache
def choose_prior(specialty: str, kind: ApplicantType, track: Track) -> PriorChoice:
    """The prior for a specialty and track; the nearest kin where none is published."""
    priors = load_priors()
    assumptions = []
    prior = priors.get((specialty, kind))
    if prior is None:
        kin = _kin(specialty)
        name = specialty.split("/", maxsplit=1)[0] if kin.key == "nearest.combined" else kin.of
        prior = priors[name, kind]
        assumptions.append(kin)
    by_track = _track_assumption(specialty, track)
    if by_track is not None:
        assumptions.append(by_track)
    guessed = any(each.support is Support.GUESS for each in assumptions)
    published_for = ApplicantType.US_IMG if kind is ApplicantType.US_DO else kind
    rate = load_outcomes().interview_rate(prior.specialty, published_for)
    return PriorChoice(
        prior=prior,
        shift=sum(each.value for each in assumptions),
        spread=float(np.sqrt(sum(each.spread**2 for each in assumptions))),
        support=Support.GUESS if guessed else prior.support,
        assumptions=tuple(assumptions),
        citation=rate.citation if rate else load_coefficients()["nearest.default"].citation,
    )


# ------------------------------------------------------------------ fitting


def fit_mixture(mean: float, q1: float, q3: float, zero_share: float) -> tuple[float, float, float]:
    """Atom weight, center and spread of the body that fit four published figures.

    Returns
    -------
    atom_weight, mu, s
        The mean is met exactly. Quartiles count as met anywhere within half a percentage
        point, since programs report whole percents, and the share of zeros within two
        points. The four figures leave the spread loose; it is pulled weakly to 1.

    Notes
    -----
    Search over 30 atom weights and 36 spreads, the center solved by bisection: about
    20 ms.
    """
    atom = load_coefficients()["prior.atom_rate"].value
    spreads = np.arange(0.25, 2.05, 0.05)[:, None]
    shares = np.unique(np.r_[0.0, np.linspace(0.0, min(zero_share, 0.98), 30)])[None, :]
    target = (mean - shares * atom) / (1.0 - shares)
    center = _centers(target, spreads)
    zero = shares + (1.0 - shares) * normal_cdf((logit(np.array(0.005)) - center) / spreads)
    loss = ((zero - zero_share) / 0.02) ** 2 + 1.6 * (spreads - 1.0) ** 2
    for published, level in ((q1, 0.25), (q3, 0.75)):
        reached = _quantiles(shares, center, spreads, level, atom)
        loss = loss + ((reached - published) / 0.005) ** 4 / (1.0 + (published / 0.05) ** 2)
    row, column = np.unravel_index(int(np.argmin(loss)), loss.shape)
    return float(shares[0, column]), float(center[row, column]), float(spreads[row, 0])


def _centers(target: FloatArray, spreads: FloatArray) -> FloatArray:
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    low: FloatArray = np.full(np.broadcast_shapes(target.shape, spreads.shape), -14.0)
    high = np.full_like(low, 8.0)
    for _ in range(40):
        middle = 0.5 * (low + high)
        reached = sigmoid(middle[..., None] + spreads[..., None] * nodes) @ weights
        low = np.where(reached < target, middle, low)
        high = np.where(reached < target, high, middle)
    return 0.5 * (low + high)


def _quantiles(
    shares: FloatArray, center: FloatArray, spreads: FloatArray, level: float, atom: float
) -> FloatArray:
    inside = np.clip((level - shares) / (1.0 - shares), 1e-9, 1.0)
    body = sigmoid(center + spreads * normal_quantile(inside))
    return np.where(level <= shares, atom, body)
