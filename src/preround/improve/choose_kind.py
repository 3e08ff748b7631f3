"""Which chart a series asks for, with the reason read from the data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from preround.improve.control_chart import D2, LEAST_POINTS, ChartKind
from preround.improve.measurements import BadMeasurement, Measurement, check

#: Spread of neighboring standardized points above which plain limits may be too narrow.
#: A chart of pure chance stays below it in about 98 of 100 series of 20 points.
OVERDISPERSED = 1.5
#: Mean denominator from which a wider spread speaks of a mixed process rather than of a few
#: special causes, which is what the adjustment was made for; our choice (see the decision).
LARGE_SUBGROUP = 300
#: Few events over so large a denominator are taken for events per days, visits or doses, where
#: one item may count twice; both charts give nearly the same limits there.
LARGE_EXPOSURE = 1000
FEW_EVENTS = 0.05
#: A rate this many standard errors above its center, and above 1, is taken for a slip.
SLIP_SIGMAS = 5.0


def choose_kind(measurements: Sequence[Measurement]) -> tuple[ChartKind, str]:
    """The chart that fits, and why in one sentence.

    Raises
    ------
    BadMeasurement
        When a point cannot be, or when counts stand beside single values.

    Source
    ------
    Provost and Murray 2011, selection by type of data; Laney 2002 for over-dispersion.
    """
    check(measurements)
    plotted = [m for m in measurements if not m.is_missing]
    _refuse_mixture(plotted)
    if len(plotted) < LEAST_POINTS:
        return ChartKind.RUN, few_points(len(plotted))
    if any(m.count is None for m in plotted):
        return ChartKind.XMR, "One measured value a time: each is judged by its neighbors (XmR)."
    if any(m.denominator is None for m in plotted):
        return ChartKind.C, "Counts of events with the same chance each time and no denominator: c."
    return _rate_kind(plotted)


def few_points(n: int) -> str:
    """Why a run chart: how many points there are and how many limits still need."""
    noun = "point" if n == 1 else "points"
    return (
        f"{n} {noun}: a run chart with its median. Limits need {LEAST_POINTS} points, "
        f"{LEAST_POINTS - n} more."
    )


def _refuse_mixture(plotted: Sequence[Measurement]) -> None:
    values = [m.place for m in plotted if m.count is None]
    bare = [m.place for m in plotted if m.count is not None and m.denominator is None]
    for odd in (values, bare):
        if odd and len(odd) < len(plotted):
            raise BadMeasurement(
                "measured in another way than the rest",
                odd if len(odd) * 2 <= len(plotted) else _others(plotted, odd),
                "Give every point a value, or every point a count and its denominator.",
            )


def _others(plotted: Sequence[Measurement], places: Sequence[int]) -> list[int]:
    return [m.place for m in plotted if m.place not in set(places)]


def _rate_kind(plotted: Sequence[Measurement]) -> tuple[ChartKind, str]:
    count = np.array([m.count for m in plotted], dtype=float)
    size = np.array([m.denominator for m in plotted], dtype=float)
    _refuse_slips(plotted, count, size)
    proportion = bool((count <= size).all() and (size == np.round(size)).all())
    exposure = size.mean() >= LARGE_EXPOSURE and count.sum() / size.sum() < FEW_EVENTS
    proportion = proportion and not exposure
    spread = spread_of_neighbors(count, size, proportion=proportion)
    if spread > OVERDISPERSED and size.mean() >= LARGE_SUBGROUP:
        kind = ChartKind.LANEY_P if proportion else ChartKind.LANEY_U
        letter = "p" if proportion else "u"
        return kind, (
            f"Neighboring points differ {spread:.1f} times as much as counting alone explains, "
            f"so limits follow their own spread (Laney {letter}')."
        )
    if proportion:
        return ChartKind.P, (
            "So many out of so many: a proportion (p). If one item can count twice, choose u."
        )
    return ChartKind.U, "Events per unit, more than one possible in each: a rate (u)."


def _refuse_slips(
    plotted: Sequence[Measurement], count: NDArray[np.float64], size: NDArray[np.float64]
) -> None:
    center = count.sum() / size.sum()
    slip = (count > size) & (count / size > center + SLIP_SIGMAS * np.sqrt(center / size))
    if slip.any() and not slip.all() and center < 1:
        raise BadMeasurement(
            "the count is above its denominator, far from the other points",
            [m.place for m, is_slip in zip(plotted, slip, strict=True) if is_slip],
            "Correct it; if one item can count more than once, choose a u chart.",
        )


def spread_of_neighbors(
    count: NDArray[np.float64], size: NDArray[np.float64], *, proportion: bool
) -> float:
    """Spread of neighboring standardized points; 1 where counting alone explains it.

    Source
    ------
    Laney 2002, sigma z: mean moving range of the z scores over 1.128.
    """
    center = count.sum() / size.sum()
    variance = center * (1 - center) if proportion else center
    if variance <= 0 or len(count) < 2:
        return 0.0
    z = (count / size - center) / np.sqrt(variance / size)
    return float(np.abs(np.diff(z)).mean() / D2)
