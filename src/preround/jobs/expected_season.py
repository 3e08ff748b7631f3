"""What a set of applications should bring, by what is known today: one job, one number.

The list's totals, what was sent and the season before any answer all ask this, so the
same applications have the same interviews and the same chance to match everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from preround.fit.odds import InterviewOdds, SeasonForecast

#: Expected interviews are then good to about 0.1 of 2.9.
N_DRAWS = 1000


def expected_season(
    odds: InterviewOdds,
    chosen: Sequence[int] | NDArray[np.int64],
    tiers: Sequence[int] | NDArray[np.int64],
    seed: int,
) -> SeasonForecast:
    """Draw seasons for rows of the odds and the signal tier of each, in whatever order."""
    rows = np.asarray(chosen, dtype=np.int64)
    by_row = np.argsort(rows, kind="stable")
    return odds.season_draws(
        rows[by_row],
        np.asarray(tiers, dtype=np.int64)[by_row],
        N_DRAWS,
        np.random.default_rng([seed, 1]),
        max_interviews=odds.applicant.wishes.max_interviews,
    )
