"""Runs figures and the rules that call a point or a stretch a special cause.

One rule set, stated: a point strictly outside its three-sigma limits, and eight or more
in a row strictly on one side of the center line, for control charts; for run charts the
longest run and the number of crossings against their limits for that many points.

Sources
-------
Western Electric, Statistical Quality Control Handbook (1956), rules 1 and 4;
Provost and Murray, The Health Care Data Guide (2011): eight points on control charts;
Anhøj and Olesen 2014, doi 10.1371/journal.pone.0113825: limits of run and crossings.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

SHIFT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class SpecialCause:
    """A break from the process: the point (from 1) where the rule is first met.

    `index` is None where the rule speaks of the whole series; `first` and `last` mark the
    stretch.
    """

    rule: str
    index: int | None = None
    side: str = ""
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class RunsFigures:
    """Longest run and crossings about the center, with their limits for `n_useful` points."""

    n_useful: int
    longest_run: int | None = None
    crossings: int | None = None
    longest_run_limit: int | None = None
    crossings_limit: int | None = None

    @property
    def signals(self) -> tuple[SpecialCause, ...]:
        """Long run and few crossings, where the series breaks them."""
        if self.longest_run is None or self.longest_run_limit is None:
            return ()
        found = []
        if self.longest_run > self.longest_run_limit:
            found.append(SpecialCause("long_run"))
        if (self.crossings or 0) < (self.crossings_limit or 0):
            found.append(SpecialCause("few_crossings"))
        return tuple(found)


def runs_figures(values: NDArray[np.float64], center: float) -> RunsFigures:
    """Runs of the points not on the center line.

    Parameters
    ----------
    values : shape (n,)
        Plotted values in time order, without missing points.
    center
        The center line.
    """
    sides = [] if math.isnan(center) else _useful_sides(values, center)
    n = len(sides)
    if n == 0 or len(values) < 2:
        return RunsFigures(n)
    runs = [len(list(group)) for _, group in groupby(sides)]
    return RunsFigures(n, max(runs), len(runs) - 1, longest_run_limit(n), crossings_limit(n))


def longest_run_limit(n_useful: int) -> int:
    """The longest run that chance still explains: round(log2 n) + 3."""
    return round(math.log2(n_useful)) + 3


def crossings_limit(n_useful: int) -> int:
    """The fewest crossings that chance still explains: 5 % quantile of binomial(n - 1, 1/2)."""
    total, below = 2 ** (n_useful - 1), 0
    for k in range(n_useful):
        below += math.comb(n_useful - 1, k)
        if 20 * below >= total:
            return k
    return 0


def beyond_limits(
    values: NDArray[np.float64], lcl: NDArray[np.float64], ucl: NDArray[np.float64]
) -> tuple[SpecialCause, ...]:
    """Points strictly outside their limits."""
    slack = 1e-12 * np.maximum(1.0, np.abs(ucl))
    return tuple(
        SpecialCause("beyond_limits", int(i) + 1, "above" if values[i] > ucl[i] else "below")
        for i in np.flatnonzero((values > ucl + slack) | (values < lcl - slack))
    )


def shifts(
    values: NDArray[np.float64], center: float, length: int = SHIFT_LENGTH
) -> tuple[SpecialCause, ...]:
    """Stretches of `length` or more strictly on one side; a point on the center ends one."""
    found, start = [], 0
    for side, group in groupby(_sides(values, center)):
        n = len(list(group))
        if side and n >= length:
            found.append(
                SpecialCause(
                    f"shift_{length}",
                    start + length,
                    "above" if side > 0 else "below",
                    start + 1,
                    start + n,
                )
            )
        start += n
    return tuple(found)


def _sides(values: NDArray[np.float64], center: float) -> list[int]:
    away = values - center
    near = np.abs(away) <= 1e-12 * max(1.0, abs(center))
    return [int(side) for side in np.where(near, 0, np.sign(away))]


def _useful_sides(values: NDArray[np.float64], center: float) -> list[int]:
    return [side for side in _sides(values, center) if side]
