"""Run and control charts: center line, limits from the data's own variation, special causes.

Sources
-------
Shewhart limits at three standard deviations: Montgomery, Introduction to Statistical
Quality Control; individuals chart with d2 = 1.128 for ranges of two: Wheeler,
Understanding Variation (1993); Laney, Quality Engineering 2002;14(4):531-537 for p' and
u'; t chart by the power 1/3.6: Nelson, J Qual Technol 1994;26(3):239-240; g chart:
Benneyan, Health Care Manag Sci 2001;4:305-318. Ten points before limits: usual in
health care (Provost and Murray 2011).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from preround.improve import special_causes
from preround.improve.measurements import Measurement, check, in_time_order
from preround.improve.special_causes import RunsFigures, SpecialCause

FloatArray = NDArray[np.float64]

LEAST_POINTS = 10
SIGMAS = 3.0
D2 = 1.128
MOVING_RANGE_LIMIT = 3.267
T_POWER = 3.6


class ChartKind(StrEnum):
    """Kinds of chart by what is measured."""

    RUN = "run"
    P = "p"
    U = "u"
    C = "c"
    XMR = "xmr"
    LANEY_P = "laney_p"
    LANEY_U = "laney_u"
    G = "g"
    T = "t"


PROPORTIONS = frozenset({ChartKind.P, ChartKind.LANEY_P})
RATES = frozenset({ChartKind.U, ChartKind.LANEY_U})
BETWEEN = frozenset({ChartKind.G, ChartKind.T})


@dataclass(frozen=True, slots=True)
class Limits:
    """Center line and, where there are enough points, one lower and upper limit a point."""

    center: float
    lcl: FloatArray | None = None
    ucl: FloatArray | None = None
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch computed for itself; `first` and `last` count plotted points from 1."""

    first: int
    last: int
    limits: Limits
    runs: RunsFigures
    signals: tuple[SpecialCause, ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A chart in time order.

    `measurements` are those plotted, `values` their plotted values, `missing` the places
    (in the file) of points shown as a gap and
    `missing_when` their time. `enough` says whether limits could be given.
    """

    kind: ChartKind
    measurements: tuple[Measurement, ...]
    values: FloatArray
    missing: tuple[int, ...]
    phases: tuple[Phase, ...]
    enough: bool
    missing_when: tuple[date | int, ...] = ()


def control_chart(
    measurements: Sequence[Measurement],
    kind: ChartKind,
    *,
    baseline: int | None = None,
    exclude: Sequence[int] = (),
    phases_after: Sequence[int] = (),
) -> ControlChart:
    """Center, limits and special causes of a series.

    Parameters
    ----------
    measurements
        In any order; sorted by time here.
    kind
        Which chart; fewer than ten points give a run chart's median whatever the kind.
    baseline
        Center and limits come from the first so many points and are applied to all.
    exclude
        Places (from 1, in time order) kept out of center, limits and runs, but plotted and
        judged against the limits.
    phases_after
        Places after which everything is computed anew.

    Raises
    ------
    BadMeasurement
        For counts below zero, counts out of nothing, proportions above one.
    """
    check_for(measurements, kind)
    ordered = in_time_order(measurements)
    plotted = tuple(m for m in ordered if not m.is_missing)
    values = np.array([_plotted_value(m, kind) for m in plotted], dtype=float)
    bounds = _phase_bounds(len(plotted), phases_after)
    phases = tuple(
        _phase(plotted[a:b], values[a:b], kind, a, baseline, [e - a for e in exclude])
        for a, b in bounds
    )
    enough = bool(phases) and all(phase.limits.ucl is not None for phase in phases)
    missing = tuple(m.place for m in ordered if m.is_missing)
    gaps = tuple(m.when for m in ordered if m.is_missing)
    return ControlChart(kind, plotted, values, missing, phases, enough, gaps)


def check_for(measurements: Sequence[Measurement], kind: ChartKind) -> None:
    """Refuse points that cannot stand on this kind of chart.

    Raises
    ------
    BadMeasurement
        With the places at fault, counted from 1 in the file.
    """
    out_of = kind in PROPORTIONS or kind in RATES
    check(
        measurements,
        proportion=kind in PROPORTIONS,
        needs_denominator=out_of,
        needs_value_above_zero=kind in BETWEEN,
        needs_whole_counts=out_of or kind is ChartKind.C,
    )


def _plotted_value(m: Measurement, kind: ChartKind) -> float:
    if m.count is not None and m.denominator and kind is not ChartKind.C:
        return m.count / m.denominator
    return float(m.value if m.value is not None else m.count or 0.0)


def _phase_bounds(n: int, phases_after: Sequence[int]) -> list[tuple[int, int]]:
    cuts = [0, *sorted({c for c in phases_after if 0 < c < n}), n]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


def _phase(
    points: Sequence[Measurement],
    values: FloatArray,
    kind: ChartKind,
    offset: int,
    baseline: int | None,
    exclude: Sequence[int],
) -> Phase:
    kept = np.ones(len(values), dtype=bool)
    kept[[e - 1 for e in exclude if 1 <= e <= len(values)]] = False
    base = kept.copy()
    if baseline is not None:
        base[baseline:] = False
    limits = _limits(points, values, kind, base)
    runs = special_causes.runs_figures(values[kept], limits.center)
    return Phase(
        offset + 1, offset + len(values), limits, runs, _signals(values, kind, limits, runs, kept)
    )


def _signals(
    values: FloatArray,
    kind: ChartKind,
    limits: Limits,
    runs: RunsFigures,
    kept: NDArray[np.bool_],
) -> tuple[SpecialCause, ...]:
    if kind is ChartKind.RUN:
        return runs.signals if len(values) >= LEAST_POINTS else ()
    if limits.ucl is None or limits.lcl is None:
        return ()
    outside = special_causes.beyond_limits(values, limits.lcl, limits.ucl)
    judged = np.where(kept, values, limits.center)
    return outside + special_causes.shifts(judged, limits.center)


def _limits(
    points: Sequence[Measurement], values: FloatArray, kind: ChartKind, base: NDArray[np.bool_]
) -> Limits:
    if kind is ChartKind.RUN or base.sum() < LEAST_POINTS:
        return Limits(float(np.median(values[base])) if base.any() else float("nan"))
    return RECIPES[kind](points, values, base)


def _counts(points: Sequence[Measurement]) -> tuple[FloatArray, FloatArray]:
    count = np.array([m.count or 0.0 for m in points], dtype=float)
    return count, np.array([m.denominator or 1.0 for m in points], dtype=float)


def _ratio_center(points: Sequence[Measurement], base: NDArray[np.bool_]) -> float:
    count, denominator = _counts(points)
    return float(count[base].sum() / denominator[base].sum())


def _p_spread(points: Sequence[Measurement], center: float) -> FloatArray:
    return np.asarray(np.sqrt(center * (1 - center) / _counts(points)[1]))


def _u_spread(points: Sequence[Measurement], center: float) -> FloatArray:
    return np.asarray(np.sqrt(center / _counts(points)[1]))


def _around(center: float, half: FloatArray, low: float, high: float, **figures: float) -> Limits:
    lcl, ucl = np.maximum(center - half, low), np.minimum(center + half, high)
    return Limits(center, lcl, ucl, figures)


def _p(points: Sequence[Measurement], _values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center = _ratio_center(points, base)
    return _around(center, SIGMAS * _p_spread(points, center), 0.0, 1.0)


def _u(points: Sequence[Measurement], _values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center = _ratio_center(points, base)
    return _around(center, SIGMAS * _u_spread(points, center), 0.0, np.inf)


def _c(_points: Sequence[Measurement], values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center = float(values[base].mean())
    half = np.full(len(values), SIGMAS * np.sqrt(center))
    return _around(center, half, 0.0, np.inf)


def _laney_p(points: Sequence[Measurement], values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center = _ratio_center(points, base)
    return _laney(values, base, center, _p_spread(points, center), 1.0)


def _laney_u(points: Sequence[Measurement], values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center = _ratio_center(points, base)
    return _laney(values, base, center, _u_spread(points, center), np.inf)


def _laney(
    values: FloatArray, base: NDArray[np.bool_], center: float, spread: FloatArray, high: float
) -> Limits:
    sigma_z = 1.0
    if center > 0 and (spread > 0).all():
        sigma_z = _mean_moving_range(((values - center) / spread)[base]) / D2
    return _around(center, SIGMAS * spread * sigma_z, 0.0, high, sigma_z=sigma_z)


def _mean_moving_range(values: FloatArray) -> float:
    return float(np.abs(np.diff(values)).mean())


def _individuals(values: FloatArray, base: NDArray[np.bool_]) -> tuple[float, float]:
    return float(values[base].mean()), _mean_moving_range(values[base])


def _xmr(_points: Sequence[Measurement], values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center, mr = _individuals(values, base)
    half = np.full(len(values), SIGMAS * mr / D2)
    figures = {"sigma": mr / D2, "mr_center": mr, "mr_ucl": MOVING_RANGE_LIMIT * mr}
    return _around(center, half, -np.inf, np.inf, **figures, **_screened(values[base], center))


def _screened(values: FloatArray, center: float) -> dict[str, float]:
    """Limits without unusual moving ranges; nothing where there are none.

    Source
    ------
    Nelson, J Qual Technol 1982;14(3):172-173: moving ranges at or above their own upper
    limit are left out once.
    """
    moving = np.abs(np.diff(values))
    kept = moving[moving < MOVING_RANGE_LIMIT * moving.mean()]
    if len(kept) in (0, len(moving)):
        return {}
    mr = float(kept.mean())
    half = SIGMAS * mr / D2
    return {"mr_screened": mr, "ucl_screened": center + half, "lcl_screened": center - half}


def _g(_points: Sequence[Measurement], values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    mean = float(values[base].mean())
    half = np.full(len(values), SIGMAS * np.sqrt(mean * (mean + 1)))
    around = _around(mean, half, 0.0, np.inf, mean=mean)
    return Limits(float(np.median(values[base])), around.lcl, around.ucl, around.figures)


def _t(_points: Sequence[Measurement], values: FloatArray, base: NDArray[np.bool_]) -> Limits:
    center, mr = _individuals(values ** (1 / T_POWER), base)
    half = SIGMAS * mr / D2
    lower, upper = max(center - half, 0.0) ** T_POWER, (center + half) ** T_POWER
    return Limits(center**T_POWER, np.full(len(values), lower), np.full(len(values), upper))


RECIPES: dict[
    ChartKind, Callable[[Sequence[Measurement], FloatArray, NDArray[np.bool_]], Limits]
] = {
    ChartKind.P: _p,
    ChartKind.U: _u,
    ChartKind.C: _c,
    ChartKind.XMR: _xmr,
    ChartKind.LANEY_P: _laney_p,
    ChartKind.LANEY_U: _laney_u,
    ChartKind.G: _g,
    ChartKind.T: _t,
}
