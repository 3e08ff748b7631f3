"""P(match) down a rank list: where it ends, what it reaches, what one more program adds.

Given the applicant's strength, each ranked program takes the applicant on its own with the
chance per interview that `fit.odds_match` derives from published ranks. So a list misses
with the product of all misses, and reaches its k-th rank with that of those above.

The number of interviews is evidence of strength: strengths are weighed by how often they
bring so many, in the specialty with the most (a Poisson count, as in the derivation).

Weakness: nothing published tells programs of one specialty and track apart once an
interview has taken place, so they count alike; how an interview went is not known to the
model. See `fit.odds_match` for what else its figures leave out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from preround.domain.applicant import Applicant
from preround.domain.program import Program, Track
from preround.domain.ranges import Interval, Support
from preround.fit.odds import ORDER
from preround.fit.odds_kernels import FloatArray, normal_quantile, sigmoid
from preround.fit.odds_match import ALL, load_curves, match_terms
from preround.fit.odds_terms import applicant_type, strength

#: Slices of strength and of the coefficients' error; every figure is a sum over both.
N_SLICES = 31


@dataclass(frozen=True, slots=True)
class RankOdds:
    """Chances down a list of n programs.

    `here[k]` is the chance that the match is rank k itself, `by_here[k]` that it is rank k
    or better. `one_more` is what one more interview of the most frequent specialty would
    add at the end. `each[k]` is the chance that program k takes the applicant, were it
    asked: its mean alone.
    """

    here: tuple[Interval, ...]
    by_here: tuple[Interval, ...]
    one_more: Interval
    each: tuple[float, ...]

    @property
    def p_match(self) -> Interval:
        """The chance that the list as a whole matches."""
        return self.by_here[-1] if self.by_here else Interval(0, 0, 0, 0, Support.GUESS)


def rank_odds(
    applicant: Applicant,
    ranked: Sequence[Program],
    interviewed: Sequence[Program],
    season: int,
    today: dt.date,
) -> RankOdds:
    """Work out the chances of one list.

    Parameters
    ----------
    ranked
        Best first.
    interviewed
        Every program that interviewed the applicant, ranked or not: the evidence.
    """
    model = _Model(applicant, season, today)
    weights = model.weights(interviewed)
    support = Support.ESTIMATED
    miss = np.ones((N_SLICES, N_SLICES))
    here, by_here, each = [], [], []
    for program in ranked:
        takes = model.chance(program)
        support = max(support, model.support(program), key=ORDER.index)
        here.append(_interval(miss * takes, weights, support))
        miss = miss * (1.0 - takes)
        by_here.append(_interval(1.0 - miss, weights, support))
        each.append(float((takes * weights).sum()))
    usual = _usual(interviewed) or _usual(ranked)
    gain = miss * model.chance(usual) if usual else np.zeros_like(miss)
    return RankOdds(tuple(here), tuple(by_here), _interval(gain, weights, support), tuple(each))


class _Model:
    """One applicant's chances per program on the grid of strength and error."""

    def __init__(self, applicant: Applicant, season: int, today: dt.date) -> None:
        self._applicant = applicant
        self._kind = applicant_type(applicant)
        self._strengths = cache(lambda name: strength(applicant, name, season, today))
        self._chances = cache(self._chance)

    def chance(self, program: Program) -> FloatArray:
        """[strength, error] the chance that a program takes the applicant, once asked."""
        return self._chances(program.specialty, program.track)

    def _chance(self, specialty: str, track: Track) -> FloatArray:
        terms, own = match_terms(specialty, self._kind, track), self._strengths(specialty)
        z = _slices()
        level = terms.alpha + terms.beta * (own.shift + own.tau * z)
        return sigmoid(level[:, None] + terms.spread * z[None, :])

    def weights(self, interviewed: Sequence[Program]) -> FloatArray:
        """How much each slice counts, the number of interviews considered; they sum to 1."""
        usual, z = _usual(interviewed), _slices()
        grid = np.ones((N_SLICES, N_SLICES))
        if usual is not None:
            k = sum(one.specialty == usual.specialty for one in interviewed)
            curve = load_curves().get(usual.specialty) or load_curves()[ALL]
            own = self._strengths(usual.specialty)
            log_rate = np.log(curve.ranks_rate) + own.shift + own.tau * z
            likelihood = k * log_rate - np.exp(log_rate)
            grid *= np.exp(likelihood - likelihood.max())[:, None]
        return np.asarray(grid / grid.sum())

    def support(self, program: Program) -> Support:
        """Where the program's chance comes from."""
        return match_terms(program.specialty, self._kind, program.track).support


@cache
def _slices() -> FloatArray:
    """Middles of equally likely slices of a standard normal."""
    return normal_quantile((np.arange(N_SLICES) + 0.5) / N_SLICES)


def _usual(programs: Sequence[Program]) -> Program | None:
    """A program of the most frequent specialty."""
    counts = Counter(one.specialty for one in programs)
    if not counts:
        return None
    name = counts.most_common(1)[0][0]
    return next(one for one in programs if one.specialty == name)


def _interval(values: FloatArray, weights: FloatArray, support: Support) -> Interval:
    """Weighted 10th, 50th, 90th percentile and mean."""
    flat, mass = values.ravel(), weights.ravel()
    order = np.argsort(flat, kind="stable")
    cumulated = np.cumsum(mass[order])
    places = np.searchsorted(cumulated, np.array([0.1, 0.5, 0.9]) * cumulated[-1])
    low, mid, high = flat[order][np.minimum(places, flat.size - 1)]
    return Interval(float(low), float(mid), float(high), float(flat @ mass), support)
