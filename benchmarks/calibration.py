"""Do the ranges hold? Worlds drawn one by one, against the ranges forecast for them.

Run `python -m benchmarks.calibration [worlds]`. For each specialty and applicant type one
list of 60 applications is forecast; then worlds are drawn the plain way, a strength, each
coefficient, each program's level, each invitation and each interview's outcome one by one,
sharing no code with the forecast beyond the coefficients. Held: how often the number of
interviews and the world's chance of a match fall within the 80 % range. Interviews are
whole numbers, so a count on the range's edge is split at random (the randomized place in
the distribution), else a range can only hold too much. Matched: forecast mean beside the
share of worlds with a match.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from benchmarks.worlds import SEASON, TODAY, FloatArray, IntArray, samples
from preround.domain.applicant import Applicant
from preround.domain.program import Track
from preround.fit.odds import InterviewOdds, odds_of_views
from preround.fit.odds_pair import ProgramView
from preround.fit.odds_prior import load_priors

WHO = {"non_us_img": "sample", "us_img": "us_citizen_caribbean"}
STATES = ("NY", "NJ", "TX", "OH", "")
N, SEED, N_DRAWS = 60, 20261124, 20_000
BoolArray = NDArray[np.bool_]


def main() -> None:
    """Print a line for each specialty and type, and the totals."""
    n_worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"{N} applications, {n_worlds} worlds each; 80 % ranges hold, %")
    print(
        f"{'specialty':<38}{'type':<12}{'interviews':>11}{'match':>7}{'forecast':>10}{'drawn':>7}"
    )
    totals = []
    for specialty, kind in sorted(load_priors()):
        if kind.value in WHO:
            held = check(samples()[WHO[kind.value]], specialty, n_worlds)
            totals.append(held)
            cells = f"{held[0]:11.1f}{held[1]:7.1f}{held[2]:10.1f}{held[3]:7.1f}"
            print(f"{specialty:<38}{kind.value:<12}{cells}", flush=True)
    worst = np.abs(np.array(totals)[:, :2] - 80.0).max(axis=0)
    mean = np.array(totals)[:, :2].mean(axis=0)
    print(f"mean {mean[0]:.1f} and {mean[1]:.1f}; furthest from 80: {worst[0]:.1f}, {worst[1]:.1f}")


def check(applicant: Applicant, specialty: str, n_worlds: int) -> tuple[float, float, float, float]:
    """Share held of interviews and of match chances, forecast and drawn match, in %."""
    programs = [
        ProgramView(specialty, Track.CATEGORICAL, STATES[i % len(STATES)]) for i in range(N)
    ]
    odds = odds_of_views(applicant, programs, SEASON, TODAY)
    tiers = np.array([1] * 3 + [0] * (N - 3))
    season = odds.season_draws(np.arange(N), tiers, N_DRAWS, np.random.default_rng(SEED))
    rng = np.random.default_rng([SEED, n_worlds])
    interviews, chances, matched = slow_worlds(odds, tiers, n_worlds, rng)
    places = randomized_places(season.counts, interviews, rng)
    low, high = np.percentile(season.chances, (10.0, 90.0))
    inside = (chances >= low) & (chances <= high)
    return (
        100 * float(((places >= 0.1) & (places <= 0.9)).mean()),
        100 * float(inside.mean()),
        100 * season.p_match.mean,
        100 * float(np.mean(matched)),
    )


def slow_worlds(
    odds: InterviewOdds, tiers: IntArray, n: int, rng: np.random.Generator
) -> tuple[IntArray, FloatArray, BoolArray]:
    """Worlds: interviews, the chance of a match given all but luck, and the outcome."""
    rows = odds.rows
    z, signal, pair, match = rng.standard_normal((4, n))
    interviews = np.zeros(n, dtype=np.int64)
    matched, unmatched = np.zeros(n, dtype=np.bool_), np.ones(n)
    for i, tier in enumerate(tiers):
        group = rows.group_of(i)
        known = rows.shift[i] + rows.effects[i, tier] + rows.tau[i] * z
        known += pair * rows.row_sd[i] + signal * rows.effect_sd[i, tier]
        invited = 1.0 / (1.0 + np.exp(-(rows.points[i] + known[:, None])))
        own = group.match.alpha + match * group.match.spread
        own += group.match.beta * (group.strength.shift + rows.tau[i] * z)
        success = 1.0 / (1.0 + np.exp(-own))
        unmatched *= 1.0 - success * (invited @ rows.weights[i])
        level = rng.choice(len(rows.weights[i]), n, p=rows.weights[i] / rows.weights[i].sum())
        comes = rng.random(n) < invited[np.arange(n), level]
        interviews += comes
        matched |= comes & (rng.random(n) < success)
    return interviews, 1.0 - unmatched, matched


def randomized_places(forecast: IntArray, drawn: IntArray, rng: np.random.Generator) -> FloatArray:
    """Place of each drawn count in the forecast's distribution, uniform where they tie."""
    ordered = np.sort(forecast)
    below = np.searchsorted(ordered, drawn, side="left") / len(ordered)
    tied = np.searchsorted(ordered, drawn, side="right") / len(ordered) - below
    return np.asarray(below + tied * rng.random(len(drawn)))


if __name__ == "__main__":
    main()
