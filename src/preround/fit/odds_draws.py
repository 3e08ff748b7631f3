"""Whole seasons drawn for a chosen list: interviews counted, the chance of a match."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.domain.ranges import Interval, Support
from preround.fit.odds_kernels import FloatArray, normal_quantile, sigmoid

IntArray = NDArray[np.int64]
#: Elements of the largest temporary array; more draws are worked through in parts.
_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class SeasonList:
    """The chosen applications as arrays; `n` applications, `K` points of a program's level.

    `points`, `weights` [n, K]; `shift` [n] everything known, signal included; `tau`,
    `row_sd`, `effect_sd` [n] the spreads of strength, of pair and program terms, and of
    the signal; `strength` [n] the applicant's known part, `alpha`, `beta`, `match_sd` [n]
    the chance per interview.
    """

    points: FloatArray
    weights: FloatArray
    shift: FloatArray
    tau: FloatArray
    row_sd: FloatArray
    effect_sd: FloatArray
    strength: FloatArray
    alpha: FloatArray
    beta: FloatArray
    match_sd: FloatArray


@dataclass(frozen=True, slots=True)
class SeasonForecast:
    """What a season may bring.

    `interviews` is the count attended: percentiles over drawn seasons, each with its own
    strength, coefficients, program levels and invitations. `p_match` is the chance of a
    match: percentiles over drawn strengths and coefficients, program levels and
    invitations integrated exactly, so its width is what is not known of the applicant
    and the coefficients, and its mean the forecast. `counts` holds the drawn counts.
    """

    interviews: Interval
    p_match: Interval
    counts: IntArray
    chances: FloatArray


def stratified_normals(n_draws: int, rng: np.random.Generator) -> FloatArray:
    """Standard normal draws, one from each of `n_draws` equally likely slices, shuffled."""
    slices = (rng.permutation(n_draws) + rng.random(n_draws)) / n_draws
    return normal_quantile(slices)


def draw_season(
    season: SeasonList,
    n_draws: int,
    rng: np.random.Generator,
    *,
    max_interviews: int | None,
    support: Support,
) -> SeasonForecast:
    """Draw seasons and sum them up.

    Parameters
    ----------
    season
        The chosen applications.
    n_draws
        Seasons to draw.
    rng
        Stream of its own: not the one the list was chosen with.
    max_interviews
        Attendance stops here; the best chances are attended first.
    support
        Support of the interview count; that of the match is never better than estimated.
    """
    strength = stratified_normals(n_draws, rng)
    shared = tuple(stratified_normals(n_draws, rng) for _ in range(3))
    n, n_points = season.points.shape
    part = max(1, _AT_ONCE // max(n * n_points, 1))
    counts, matched = [], []
    for start in range(0, n_draws, part):
        z = strength[start : start + part]
        normals = tuple(each[start : start + part] for each in shared)
        base, per_interview = _drawn_terms(season, z, normals)
        levels = season.points[None, :, :] + base[:, :, None]
        invited = sigmoid(levels)
        chance = np.einsum("dnk,nk->dn", invited, season.weights)
        matched.append(match_chances(chance, per_interview, max_interviews))
        counts.append(_count_interviews(invited, season.weights, rng))
    count = np.concatenate(counts)
    if max_interviews is not None:
        count = np.minimum(count, max_interviews)
    p_match = np.concatenate(matched)
    match_support = Support.GUESS if support is Support.GUESS else Support.ESTIMATED
    return SeasonForecast(
        interviews=summarize(count.astype(np.float64), support),
        p_match=summarize(p_match, match_support),
        counts=count,
        chances=p_match,
    )


def _drawn_terms(
    season: SeasonList, z: FloatArray, normals: tuple[FloatArray, ...]
) -> tuple[FloatArray, FloatArray]:
    """[D, n] log odds of an invitation apart from the program's level, and match chances.

    A draw shifts all signals together, all pair terms together and all chances per
    interview together: their coefficients are wrong in the same direction everywhere.
    """
    signal, pair, match = normals
    own = z[:, None] * season.tau
    base = season.shift + own + signal[:, None] * season.effect_sd + pair[:, None] * season.row_sd
    offset = season.alpha + match[:, None] * season.match_sd
    per_interview = sigmoid(offset + season.beta * (season.strength + own))
    return base, per_interview


def chances_given(
    season: SeasonList, z: FloatArray, normals: tuple[FloatArray, ...]
) -> tuple[FloatArray, FloatArray]:
    """[D, n] chance of an invitation and of a match by an interview, in each drawn world.

    A world is a strength and a shift of the signal, pair and match coefficients (standard
    normals, [D] each); what is unknown of a program's level is integrated.
    """
    n, n_points = season.points.shape
    part = max(1, _AT_ONCE // max(n * n_points, 1))
    chances, per_interviews = [], []
    for start in range(0, len(z), part):
        shared = tuple(each[start : start + part] for each in normals)
        base, per_interview = _drawn_terms(season, z[start : start + part], shared)
        invited = sigmoid(season.points[None, :, :] + base[:, :, None])
        chances.append(np.einsum("dnk,nk->dn", invited, season.weights))
        per_interviews.append(per_interview)
    return np.concatenate(chances), np.concatenate(per_interviews)


def _count_interviews(
    invited: FloatArray, weights: FloatArray, rng: np.random.Generator
) -> IntArray:
    """Invitations of each drawn season: a level drawn for every program, then a coin."""
    n_draws, n, _ = invited.shape
    cumulated = np.cumsum(weights, axis=1)
    cumulated /= cumulated[:, -1:]
    level = (rng.random((n_draws, n))[:, :, None] > cumulated[None, :, :]).sum(axis=2)
    level = np.minimum(level, weights.shape[1] - 1)
    chance = np.take_along_axis(invited, level[:, :, None], axis=2)[:, :, 0]
    return np.asarray((rng.random((n_draws, n)) < chance).sum(axis=1), dtype=np.int64)


def match_chances(
    invited: FloatArray, per_interview: FloatArray, max_interviews: int | None
) -> FloatArray:
    """P(match) of each drawn season's strength, invitations integrated exactly.

    Parameters
    ----------
    invited, per_interview
        [D, n] chance of an invitation, and of a match by an interview attended.
    max_interviews
        At most so many are attended, those with the best chance first; None for all.

    Notes
    -----
    Without a cap: 1 - prod(1 - invited * per_interview). With one, a pass over the
    applications keeps, for each number attended so far, the chance of being there
    unmatched: O(D n cap).
    """
    if max_interviews is None or max_interviews >= invited.shape[1]:
        return np.asarray(1.0 - np.prod(1.0 - invited * per_interview, axis=1))
    order = np.argsort(-per_interview.mean(axis=0), kind="stable")
    unmatched = np.zeros((len(invited), max_interviews + 1))
    unmatched[:, 0] = 1.0
    for place in order:
        goes = invited[:, place, None] * unmatched[:, :-1]
        unmatched[:, :-1] -= goes
        unmatched[:, 1:] += goes * (1.0 - per_interview[:, place, None])
    return np.asarray(1.0 - unmatched.sum(axis=1))


def summarize(values: FloatArray, support: Support) -> Interval:
    """10th, 50th, 90th percentile and mean of drawn values."""
    if len(values) == 0:
        return Interval(0.0, 0.0, 0.0, 0.0, support)
    low, mid, high = np.percentile(values, (10.0, 50.0, 90.0))
    return Interval(float(low), float(mid), float(high), float(values.mean()), support)
