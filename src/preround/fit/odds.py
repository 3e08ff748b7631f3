"""Interview odds: how likely each program is to invite this applicant, as ranges.

The model, its sources and its failures are written up in `docs/method.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.domain.applicant import Applicant
from preround.domain.errors import UserError
from preround.domain.program import Program, Track
from preround.domain.ranges import Interval, Support
from preround.fit.odds_draws import SeasonForecast, SeasonList, draw_season
from preround.fit.odds_explain import OddsTerm, explain_row
from preround.fit.odds_kernels import FloatArray, sigmoid, strength_nodes
from preround.fit.odds_pair import ProgramView, view_applicant, view_program
from preround.fit.odds_rows import (
    OddsRows,
    build_rows,
    chances_of,
    level_chances_of,
    quantiles_of,
    row_supports,
)
from preround.fit.odds_signals import TIERS, signal_effects
from preround.fit.odds_terms import applicant_type

__all__ = [
    "TIERS",
    "InterviewOdds",
    "OddsTerm",
    "SeasonForecast",
    "TooManySignals",
    "forecast",
    "interview_odds",
]

IntArray = NDArray[np.int64]
#: Seasons behind a forecast: a mean of 2 interviews is then good to about 0.05.
N_FORECAST_DRAWS = 2000
ORDER = (Support.PUBLISHED, Support.ESTIMATED, Support.GUESS)


class TooManySignals(UserError):
    """More signals than applications, or a negative number of either."""

    def __init__(self, n_signals: int, n_applications: int) -> None:
        super().__init__(
            f"{n_signals} signals with {n_applications} applications; expected at least one "
            "application and at most one signal for each. Lower the signals."
        )


@dataclass(frozen=True, slots=True)
class InterviewOdds:
    """Chances of an invitation for N programs and T signal tiers.

    `low`, `mid`, `high` [N, T] are 10th, 50th and 90th percentile over everything that is
    not known: coefficients, the applicant's strength, the program's level. `mean` [N, T]
    is the chance itself, and equals `invite` averaged over the nodes. `average_use` [N]
    is the chance with signals used as by the average applicant; `reference_mean` [N] the
    published average for the type and specialty, which an average applicant's
    `average_use` meets on average over programs.

    `invite` [N, T, Q] and `match_given_interview` [N, Q] are at the strength nodes
    (standard normal `theta_nodes` with `theta_weights`), coefficients of program, pair and
    signal at their center, program levels integrated. Given the strength, programs act
    independently.
    """

    tiers: tuple[str, ...]
    low: FloatArray
    mid: FloatArray
    high: FloatArray
    mean: FloatArray
    average_use: FloatArray
    reference_mean: FloatArray
    support: tuple[Support, ...]
    theta_nodes: FloatArray
    theta_weights: FloatArray
    invite: FloatArray
    match_given_interview: FloatArray
    programs: tuple[ProgramView, ...]
    applicant: Applicant
    rows: OddsRows

    def support_at(self, i: int, tier: int) -> Support:
        """Support of one program with one tier: no better than its signal's."""
        if tier == 0:
            return self.support[i]
        return max(self.support[i], self.rows.group_of(i).signals.support, key=ORDER.index)

    def interval(self, i: int, tier: int) -> Interval:
        """One program's chance with one tier as an interval."""
        return Interval(
            low=float(self.low[i, tier]),
            mid=float(self.mid[i, tier]),
            high=float(self.high[i, tier]),
            mean=float(self.mean[i, tier]),
            support=self.support_at(i, tier),
        )

    def level_chances(self) -> tuple[FloatArray, FloatArray]:
        """[N, K] chances without a signal at each level a program may have, and [N, K] weights.

        A program whose own rate is looked up turns out to have one of these; weighted they
        average to `mean[:, 0]`.
        """
        return level_chances_of(self.rows), self.rows.weights

    def explain(self, i: int, tier: int = 0) -> tuple[OddsTerm, ...]:
        """Every part of one program's odds in words, adding up to the log odds of the mean."""
        return explain_row(
            self.rows,
            i,
            self.programs[i],
            view_applicant(self.applicant),
            tier,
            float(self.mean[i, tier]),
        )

    def season_draws(
        self,
        chosen: Sequence[int] | IntArray,
        tiers: Sequence[int] | IntArray,
        n_draws: int,
        rng: np.random.Generator,
        *,
        max_interviews: int | None = None,
    ) -> SeasonForecast:
        """Draw seasons for the chosen programs with their signal tiers.

        Parameters
        ----------
        chosen, tiers
            Rows applied to, and an index into `self.tiers` for each.
        n_draws
            Seasons to draw.
        rng
            A stream of its own, so that the forecast is not the one the list was chosen
            to please.
        max_interviews
            Most interviews attended, the best chances first.
        """
        season = self.season_list(chosen, tiers)
        return draw_season(
            season,
            n_draws,
            rng,
            max_interviews=max_interviews,
            support=self.usual_support(chosen, tiers),
        )

    def season_list(
        self, chosen: Sequence[int] | IntArray, tiers: Sequence[int] | IntArray
    ) -> SeasonList:
        """The applications as the arrays that seasons are drawn from."""
        which = np.asarray(chosen, dtype=np.int64)
        tier = np.asarray(tiers, dtype=np.int64)
        rows = self.rows
        groups = [rows.group_of(int(row)) for row in which]
        return SeasonList(
            points=rows.points[which],
            weights=rows.weights[which],
            shift=rows.shift[which] + rows.effects[which, tier],
            tau=rows.tau[which],
            row_sd=rows.row_sd[which],
            effect_sd=rows.effect_sd[which, tier],
            strength=np.array([group.strength.shift for group in groups]),
            alpha=np.array([group.match.alpha for group in groups]),
            beta=np.array([group.match.beta for group in groups]),
            match_sd=np.array([group.match.spread for group in groups]),
        )

    def usual_support(
        self, chosen: Sequence[int] | IntArray, tiers: Sequence[int] | IntArray
    ) -> Support:
        """The support most of the applications have."""
        supports = [self.support_at(int(i), int(t)) for i, t in zip(chosen, tiers, strict=True)]
        return max(ORDER, key=supports.count) if supports else Support.GUESS


def interview_odds(
    applicant: Applicant,
    programs: Sequence[Program],
    season: int,
    today: dt.date,
    *,
    seed: int = 0,
) -> InterviewOdds:
    """Chances of an invitation from each program, with and without each kind of signal.

    Parameters
    ----------
    applicant
        Answers as far as given; what is not answered widens the ranges.
    programs
        Programs with the facts known of them.
    season
        Match year, for years since graduation.
    today
        Experience is counted up to this day.
    seed
        Kept for callers that draw: nothing in these figures is random.

    Notes
    -----
    For 6,263 programs 0.1 s and 15 MB, 0.3 s where each has four rates of its own.
    """
    del seed
    return odds_of_views(applicant, [view_program(each) for each in programs], season, today)


def odds_of_views(
    applicant: Applicant, programs: Sequence[ProgramView], season: int, today: dt.date
) -> InterviewOdds:
    """As `interview_odds`, for what the odds look at in a program."""
    rows = build_rows(applicant, programs, season, today)
    return odds_of_rows(applicant, programs, rows)


def odds_of_rows(
    applicant: Applicant, programs: Sequence[ProgramView], rows: OddsRows
) -> InterviewOdds:
    """The odds that rows of numbers give; other rows than one's own ask *what if*."""
    nodes, weights = strength_nodes()
    invite = chances_of(rows)
    mean = invite @ weights
    quantiles = quantiles_of(rows)
    use = np.array([rows.group_of(i).signals.use for i in range(len(programs))])
    use = use.reshape(len(programs), len(TIERS))
    return InterviewOdds(
        tiers=TIERS,
        low=quantiles[:, :, 0],
        mid=quantiles[:, :, 1],
        high=quantiles[:, :, 2],
        mean=mean,
        average_use=np.einsum("nt,nt->n", mean, use),
        reference_mean=np.array([rows.group_of(i).reference for i in range(len(programs))]),
        support=row_supports(rows),
        theta_nodes=nodes,
        theta_weights=weights,
        invite=invite,
        match_given_interview=_match_chances(rows, nodes),
        programs=tuple(programs),
        applicant=applicant,
        rows=rows,
    )


def _match_chances(rows: OddsRows, nodes: FloatArray) -> FloatArray:
    by_group = np.array(
        [
            sigmoid(
                group.match.alpha
                + group.match.beta * (group.strength.shift + group.strength.tau * nodes)
            )
            for group in rows.groups
        ]
    ).reshape(-1, len(nodes))
    return by_group[rows.group]


def forecast(
    applicant: Applicant,
    specialty: str,
    season: int,
    today: dt.date,
    *,
    n_applications: int,
    signals: Mapping[str, int] | int | None = None,
    max_interviews: int | None = None,
    seed: int = 0,
) -> SeasonForecast:
    """What so many average applications in a specialty would bring this applicant.

    Parameters
    ----------
    applicant
        Answers as far as given.
    specialty
        The listing's name.
    season, today
        As in `interview_odds`.
    n_applications
        To programs picked blindly: each with a level drawn from the specialty's spread,
        place and ties left out.
    signals
        Number by tier ("gold", "silver", "signal"), or one number of plain signals, or
        None for what the average applicant sends, scaled to the list.
    max_interviews
        Most interviews attended.
    seed
        Seed of the draws.

    Raises
    ------
    TooManySignals
        When there are more signals than applications.
    """
    tiers = _forecast_tiers(applicant, specialty, n_applications, signals)
    program = ProgramView(specialty, Track.CATEGORICAL)
    odds = odds_of_views(applicant, [program], season, today)
    chosen = np.zeros(n_applications, dtype=np.int64)
    rng = np.random.default_rng([seed, n_applications])
    return odds.season_draws(chosen, tiers, N_FORECAST_DRAWS, rng, max_interviews=max_interviews)


def _forecast_tiers(
    applicant: Applicant, specialty: str, n: int, signals: Mapping[str, int] | int | None
) -> IntArray:
    if signals is None:
        use = signal_effects(specialty, applicant_type(applicant)).use
        sent = {tier: round(float(share) * n) for tier, share in zip(TIERS, use, strict=True)}
    else:
        sent = {"signal": signals} if isinstance(signals, int) else dict(signals)
    sent.pop("none", None)
    total = sum(sent.values())
    if n < 1 or total > n or min(sent.values(), default=0) < 0:
        raise TooManySignals(total, n)
    tiers = np.zeros(n, dtype=np.int64)
    place = 0
    for tier, count in sent.items():
        tiers[place : place + count] = TIERS.index(tier)
        place += count
    return tiers
