"""Before and after a change: the difference with its 95 % interval.

Sources
-------
Proportions: Newcombe, Stat Med 1998;17:873-890, method 10 (score intervals combined).
Rates: the same combination of score intervals for a Poisson mean. Means of single values:
Welch, Biometrika 1947;34:28-35, with Student's quantile by bisection of the
incomplete beta function (Abramowitz and Stegun 26.7.1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance

from preround.improve.control_chart import PROPORTIONS, ChartKind
from preround.improve.measurements import Measurement

Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Two levels and their difference; `low` and `high` are None where too few points."""

    before: float
    after: float
    low: float | None
    high: float | None
    n_before: int
    n_after: int
    method: str

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def before_after(
    before: Sequence[Measurement],
    after: Sequence[Measurement],
    kind: ChartKind,
    *,
    overdispersed: bool = False,
) -> BeforeAfter | None:
    """Compare two stretches; None when one of them is empty.

    Over-dispersed counts are compared as single values, point by point, because counting
    alone would make the interval too short.
    """
    before = [m for m in before if not m.is_missing]
    after = [m for m in after if not m.is_missing]
    if not before or not after:
        return None
    counted = all(m.count is not None and m.denominator for m in (*before, *after))
    if counted and kind is not ChartKind.C and not overdispersed:
        return _ratios(before, after, proportion=kind in PROPORTIONS or _is_whole(before, after))
    return _means([_level(m) for m in before], [_level(m) for m in after])


def _is_whole(before: Sequence[Measurement], after: Sequence[Measurement]) -> bool:
    return all((m.count or 0) <= (m.denominator or 0) for m in (*before, *after))


def _level(m: Measurement) -> float:
    if m.count is not None and m.denominator:
        return m.count / m.denominator
    return float(m.value if m.value is not None else m.count or 0.0)


def _ratios(
    before: Sequence[Measurement], after: Sequence[Measurement], *, proportion: bool
) -> BeforeAfter:
    sides = []
    for points in (before, after):
        count = sum(m.count or 0.0 for m in points)
        size = sum(m.denominator or 0.0 for m in points)
        score = _wilson if proportion else _poisson_score
        sides.append((count / size, *score(count, size)))
    (b, b_low, b_high), (a, a_low, a_high) = sides
    low = (a - b) - math.hypot(a - a_low, b_high - b)
    high = (a - b) + math.hypot(a_high - a, b - b_low)
    name = "proportions" if proportion else "rates"
    return BeforeAfter(b, a, low, high, len(before), len(after), f"difference of {name}, Newcombe")


def _wilson(count: float, size: float) -> tuple[float, float]:
    p, shrink = count / size, 1 + Z**2 / size
    middle = (p + Z**2 / (2 * size)) / shrink
    half = Z * math.sqrt(p * (1 - p) / size + Z**2 / (4 * size**2)) / shrink
    return middle - half, middle + half


def _poisson_score(count: float, size: float) -> tuple[float, float]:
    middle, half = count + Z**2 / 2, Z * math.sqrt(count + Z**2 / 4)
    return (middle - half) / size, (middle + half) / size


def _means(before: Sequence[float], after: Sequence[float]) -> BeforeAfter:
    b, a = fmean(before), fmean(after)
    low = high = None
    if len(before) >= 2 and len(after) >= 2:
        parts = [variance(before) / len(before), variance(after) / len(after)]
        half = 0.0
        if sum(parts) > 0:
            sizes = [len(before) - 1, len(after) - 1]
            freedom = sum(parts) ** 2 / sum(p**2 / n for p, n in zip(parts, sizes, strict=True))
            half = student_quantile(freedom) * math.sqrt(sum(parts))
        low, high = a - b - half, a - b + half
    return BeforeAfter(b, a, low, high, len(before), len(after), "difference of means, Welch")


def student_quantile(freedom: float, two_sided: float = 0.05) -> float:
    """Student's t that leaves `two_sided` outside, by bisection.

    Raises
    ------
    ValueError
        Below one degree of freedom.

    Examples
    --------
    >>> round(student_quantile(10), 3)
    2.228
    """
    if freedom < 1:
        raise ValueError(f"at least one degree of freedom, not {freedom}")
    if freedom < 1.0 + 1e-9:
        return 1 / math.tan(two_sided * math.pi / 2)
    low, high = 0.0, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        if _tail(middle, freedom) > two_sided:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _tail(t: float, freedom: float) -> float:
    return _incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    if x <= 0 or x >= 1:
        return max(0.0, min(1.0, x))
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's continued fraction of the incomplete beta function."""
    tiny = 1e-300
    c, d = 1.0, 1 / max(tiny, 1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, 300):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + step * d) or tiny)
            c = (1 + step / c) or tiny
            h *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return h
