"""What a running season teaches: invitations, rejections and silence update the unknowns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.domain.ranges import Interval, Support
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_draws import (
    SeasonList,
    chances_given,
    match_chances,
    stratified_normals,
)
from preround.fit.odds_kernels import FloatArray

BoolArray = NDArray[np.bool_]
STAGES = ("before", "invitations", "rejections", "silence")
_LEVELS = (0.1, 0.5, 0.9)
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Heard:
    """What has come of `n` applications by a day.

    `invited`, `rejected` [n], never both; `sent_share` [n] the share of a program's
    invitations that are usually out by the day, which is what silence is weighed by.
    `given_up` [n] marks invitations that were declined, withdrawn or cancelled: they tell
    what an invitation tells and bring no interview. None where there are none.
    """

    invited: BoolArray
    rejected: BoolArray
    sent_share: FloatArray
    given_up: BoolArray | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Interviews and the chance of a match, as they stood after one kind of news."""

    stage: str
    interviews: Interval
    p_match: Interval


@dataclass(frozen=True, slots=True)
class SeasonLearned:
    """The forecast before any news and after each kind of it, in the order of `STAGES`.

    `still_to_come` [n] is the chance of an invitation yet to come, 0 where one came or
    was refused; `strength` the applicant's unseen strength now, in standard deviations of
    what was unknown before (mean 0, interval of a standard normal); `effective_draws` how
    many draws the news left standing.
    """

    outlooks: tuple[Outlook, ...]
    still_to_come: FloatArray
    strength: Interval
    effective_draws: float

    @property
    def before(self) -> Outlook:
        """The forecast without the news."""
        return self.outlooks[0]

    @property
    def now(self) -> Outlook:
        """The forecast with all of it."""
        return self.outlooks[-1]


def sent_share(days_since_review: float) -> float:
    """Share of a season's invitations usually out, by days since programs may review.

    Source: the coefficient `season.invited_by_day`, a guess; linear between its days.
    """
    by = load_coefficients()["season.invited_by_day"].by
    days = sorted((float(day), share) for day, share in by.items())
    known, shares = zip(*days, strict=True)
    return float(np.interp(days_since_review, known, shares))


def learn_season(
    season: SeasonList,
    heard: Heard,
    n_draws: int,
    rng: np.random.Generator,
    *,
    max_interviews: int | None,
    support: Support,
) -> SeasonLearned:
    """Weigh drawn worlds by how well they foresaw the news.

    Parameters
    ----------
    season
        The applications, as for a forecast.
    heard
        What came of each.
    n_draws
        Worlds to draw: a strength and shifts of the signal, pair and match coefficients.
    rng
        The same seed gives the forecast before and after on the same worlds.
    max_interviews
        Most interviews attended.
    support
        Support of the forecast; news does not better it.

    Notes
    -----
    Given a world, programs act independently, each with its own level integrated out. So
    an invitation weighs a world by its chance p, a rejection by 1 - p, and silence when a
    share s is out by 1 - s p; what may still come of a silent program is then
    p (1 - s) / (1 - s p). Memory and time O(draws times applications).
    """
    z = stratified_normals(n_draws, rng)
    normals = tuple(stratified_normals(n_draws, rng) for _ in range(3))
    chance, per_interview = chances_given(season, z, normals)
    silent = ~(heard.invited | heard.rejected)
    share = np.where(silent, heard.sent_share, 0.0)
    luck = rng.random(chance.shape)
    log_weight = np.zeros(n_draws)
    outlooks = []
    for stage in STAGES:
        log_weight, chance = _hear(stage, log_weight, chance, heard, share)
        weight = np.exp(log_weight - log_weight.max())
        weight /= weight.sum()
        counts = (luck < chance).sum(axis=1).astype(np.float64)
        if max_interviews is not None:
            counts = np.minimum(counts, max_interviews)
        p_match = match_chances(chance, per_interview, max_interviews)
        match_support = Support.GUESS if support is Support.GUESS else Support.ESTIMATED
        outlooks.append(
            Outlook(
                stage, weighed(counts, weight, support), weighed(p_match, weight, match_support)
            )
        )
    coming = np.where(silent, weight @ chance, 0.0)
    return SeasonLearned(
        outlooks=tuple(outlooks),
        still_to_come=coming,
        strength=weighed(z, weight, support),
        effective_draws=float(1.0 / (weight**2).sum()),
    )


def _hear(
    stage: str, log_weight: FloatArray, chance: FloatArray, heard: Heard, share: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Weigh the worlds by one kind of news, and put what it settled into the chances."""
    if stage == "invitations":
        told = np.log(np.maximum(chance[:, heard.invited], _TINY)).sum(axis=1)
        kept = 1.0 if heard.given_up is None else np.where(heard.given_up, 0.0, 1.0)
        return log_weight + told, np.where(heard.invited, kept, chance)
    if stage == "rejections":
        told = np.log1p(-np.minimum(chance[:, heard.rejected], 1.0 - _TINY)).sum(axis=1)
        return log_weight + told, np.where(heard.rejected, 0.0, chance)
    if stage == "silence":
        missed = np.minimum(share * chance, 1.0 - _TINY)
        return log_weight + np.log1p(-missed).sum(axis=1), chance * (1.0 - share) / (1.0 - missed)
    return log_weight, chance


def weighed(values: FloatArray, weight: FloatArray, support: Support) -> Interval:
    """10th, 50th, 90th percentile and mean of weighted draws; weights sum to 1."""
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weight[order])
    places = np.minimum(np.searchsorted(cumulated, _LEVELS), len(values) - 1)
    low, mid, high = (float(values[order[place]]) for place in places)
    return Interval(low, mid, high, float(values @ weight), support)
