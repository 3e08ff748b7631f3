"""What looking programs up is worth, said before the work: interviews gained, minutes spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preround.catalogue.fact_kinds import fact_kind
from preround.domain.program_list import ListRow, Tier
from preround.jobs.build_program_list import BuiltList
from preround.jobs.list_reasons import RATE_FACT

STEPS = (5, 10, 20, 50)
N_DRAWS = 600
_HIGHEST = 0.95
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LookUpWorth:
    """The interview rates of the queue's first `n` programs: minutes they take, and worth.

    `before` and `after` are the list's expected interviews, without and with knowing them.
    """

    n: int
    minutes: float
    before: float
    after: float

    @property
    def gain(self) -> float:
        """Interviews more."""
        return self.after - self.before


def look_up_worth(
    built: BuiltList, rng: np.random.Generator, *, steps: Sequence[int] = STEPS
) -> tuple[LookUpWorth, ...]:
    """Say what the first look-ups of the queue would add to the list's expected interviews.

    Parameters
    ----------
    built
        The list with its look-up queue.
    rng
        Drawn from; the same seed gives the same answer.
    steps
        After how many look-ups to say it; those beyond the queue are left out.

    Notes
    -----
    A program whose interview rate for the applicant's type is looked up turns out, in each
    of 600 draws, to have a rate from its specialty's published spread; its chance moves in
    proportion, at most to 95 %. The list then takes as many of the best as it has
    applications now. Fees, signals and interview caps do not steer that choice, so the
    figure is of interviews and not of the chance to match. Stated rules that a look-up may
    find are not counted. Linear in draws times programs.

    Source: the spread of rates is that of `fit.odds_prior`, fitted to published figures.
    """
    kind = built.odds.applicant.applicant.type
    rows = [row for row in built.listing.rows if _open(row)]
    n_kept = sum(row.apply for row in rows)
    if kind is None or not n_kept:
        return ()
    chances = np.array([row.interview.mean for row in rows])
    before = built.listing.summary.interviews.mean
    minutes_each = fact_kind(RATE_FACT[kind]).minutes
    levels, weights = built.odds.level_chances()
    place = {row.program.nrmp_code: index for index, row in enumerate(rows)}
    queue = built.listing.summary.look_ups
    found = []
    minutes = 0.0
    drawn = np.repeat(chances[None, :], N_DRAWS, axis=0)
    baseline = _best(chances[None, :], n_kept)
    for number, one in enumerate(queue, start=1):
        index = place.get(one.nrmp_code)
        if index is not None and RATE_FACT[kind] in one.facts:
            row = rows[index].index
            found_levels = rng.choice(levels[row], size=N_DRAWS, p=weights[row])
            minutes += minutes_each
            drawn[:, index] = np.minimum(
                found_levels * chances[index] / (levels[row] @ weights[row]), _HIGHEST
            )
        if number in steps:
            gain = max(0.0, _best(drawn, n_kept) - baseline)
            found.append(LookUpWorth(number, minutes, before, before + gain))
    return tuple(found)


def _open(row: ListRow) -> bool:
    return row.tier is not Tier.BLOCKED and not row.excluded and not row.part_of


def _best(chances: FloatArray, n_kept: int) -> float:
    """Mean over draws of the sum of the best so many."""
    cut = chances.shape[1] - n_kept
    return float(np.partition(chances, cut, axis=1)[:, cut:].sum(axis=1).mean())
