"""Which chart a series asks for, with the reason read from the data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from preround.improve.control_chart import D2, LEAST_POINTS, ChartKind
from preround.improve.measurements import Measurement

#: Moving-range spread of standardized points above which plain limits are too narrow.
#: A chart of pure chance stays below it in about 98 of 100 series of 20 points.
OVERDISPERSED = 1.5


def choose_kind(measurements: Sequence[Measurement]) -> tuple[ChartKind, str]:
    """The chart that fits, and why in one sentence.

    Source
    ------
    Provost and Murray 2011, selection by type of data; Laney 2002 for over-dispersion.
    """
    plotted = [m for m in measurements if not m.is_missing]
    if len(plotted) < LEAST_POINTS:
        return ChartKind.RUN, _few(len(plotted))
    if any(m.count is None for m in plotted):
        return ChartKind.XMR, "One measured value a time: each is judged by its neighbors (XmR)."
    if any(m.denominator is None for m in plotted):
        return ChartKind.C, "Counts of events with the same chance each time and no denominator: c."
    return _rate_kind(plotted)


def _few(n: int) -> str:
    noun = "point" if n == 1 else "points"
    return (
        f"{n} {noun}: a run chart with its median. Limits need {LEAST_POINTS} points, "
        f"{LEAST_POINTS - n} more."
    )


def _rate_kind(plotted: Sequence[Measurement]) -> tuple[ChartKind, str]:
    count = np.array([m.count for m in plotted], dtype=float)
    size = np.array([m.denominator for m in plotted], dtype=float)
    proportion = bool((count <= size).all() and (size == np.round(size)).all())
    sigma_z = _spread_of_z(count, size, proportion=proportion)
    if sigma_z > OVERDISPERSED:
        kind = ChartKind.LANEY_P if proportion else ChartKind.LANEY_U
        return kind, (
            f"The points differ {sigma_z:.1f} times as much as counting alone explains, so limits "
            f"follow their own spread (Laney {'p' if proportion else 'u'}′)."
        )
    if proportion:
        return ChartKind.P, "So many out of so many, each counted once: a proportion (p)."
    return ChartKind.U, "Events per unit, more than one possible in each: a rate (u)."


def _spread_of_z(
    count: np.ndarray, size: np.ndarray, *, proportion: bool
) -> float:
    center = count.sum() / size.sum()
    variance = center * (1 - center) if proportion else center
    if variance <= 0:
        return 0.0
    z = (count / size - center) / np.sqrt(variance / size)
    return float(np.abs(np.diff(z)).mean() / D2)
