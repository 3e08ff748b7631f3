"""Charts by plain loops over lists: slow, obvious, and sharing nothing with the product."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from statistics import mean, median
from typing import Any

from preround.improve.measurements import Measurement


def _moving(values: Sequence[float]) -> float:
    return mean(abs(b - a) for a, b in itertools.pairwise(values))


def _individuals(values: Sequence[float]) -> tuple[float, float, float]:
    center, spread = mean(values), _moving(values) / 1.128
    return center, center - 3 * spread, center + 3 * spread


def _rate(kind: str, points: Sequence[Measurement]) -> tuple[float, list[float], list[float]]:
    pairs = [(p.count or 0, p.denominator or 1) for p in points]
    center = sum(c for c, _ in pairs) / sum(n for _, n in pairs)
    variance = center * (1 - center) if kind.endswith("p") else center
    spreads = [math.sqrt(variance / n) for _, n in pairs]
    if kind.startswith("laney") and variance > 0:
        z = [(c / n - center) / s for (c, n), s in zip(pairs, spreads, strict=True)]
        spreads = [s * _moving(z) / 1.128 for s in spreads]
    top = 1.0 if kind.endswith("p") else math.inf
    low = [max(0.0, center - 3 * s) for s in spreads]
    return center, low, [min(top, center + 3 * s) for s in spreads]


def _limits(
    kind: str, points: Sequence[Measurement], values: list[float]
) -> tuple[float, list[float], list[float]]:
    n = len(values)
    if kind in ("p", "u", "laney_p", "laney_u"):
        return _rate(kind, points)
    if kind == "c":
        middle = mean(values)
        half = 3 * math.sqrt(middle)
        return middle, [max(0.0, middle - half)] * n, [middle + half] * n
    if kind == "g":
        average = mean(values)
        half = 3 * math.sqrt(average * (average + 1))
        return median(values), [max(0.0, average - half)] * n, [average + half] * n
    if kind == "t":
        center, low, high = _individuals([v ** (1 / 3.6) for v in values])
        return center**3.6, [max(0.0, low) ** 3.6] * n, [high**3.6] * n
    center, low, high = _individuals(values)
    return center, [low] * n, [high] * n


def _runs(values: Sequence[float], center: float) -> tuple[int | None, int | None]:
    useful = [v > center for v in values if abs(v - center) > 1e-12 * max(1, abs(center))]
    if not useful:
        return None, None
    longest = current = 1
    crossings = 0
    for a, b in itertools.pairwise(useful):
        current = current + 1 if a == b else 1
        crossings += a != b
        longest = max(longest, current)
    return longest, crossings


def _signals(
    values: Sequence[float], center: float, low: Sequence[float], high: Sequence[float]
) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    side = length = 0
    for i, value in enumerate(values):
        slack = 1e-12 * max(1.0, abs(high[i]))
        if value > high[i] + slack or value < low[i] - slack:
            found.add(("beyond_limits", i + 1))
        away = value - center
        here = 0 if abs(away) <= 1e-12 * max(1, abs(center)) else (1 if away > 0 else -1)
        length = length + 1 if here and here == side else (1 if here else 0)
        side = here
        if length == 8:
            found.add(("shift_8", i + 1))
    return found


def chart(kind: str, points: Sequence[Measurement]) -> dict[str, Any]:
    """Center, limits, runs and signals of a whole series of ten points or more."""
    with_denominator = kind in ("p", "u", "laney_p", "laney_u")
    values = [
        (p.count or 0) / (p.denominator or 1)
        if with_denominator
        else float(p.value if p.value is not None else p.count or 0)
        for p in points
    ]
    center, low, high = _limits(kind, points, values)
    longest, crossings = _runs(values, center)
    return {
        "center": center,
        "lcl": low,
        "ucl": high,
        "longest_run": longest,
        "crossings": crossings,
        "signals": _signals(values, center, low, high),
    }
