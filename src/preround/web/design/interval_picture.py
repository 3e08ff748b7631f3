"""The picture of an odds figure, as SVG that needs no script and no inline style."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString, mark_safe

from preround.charts import cell
from preround.charts.grammar import Axis as ChartAxis
from preround.charts.grammar import Range
from preround.charts.list_chart import TOPS, chance_axis
from preround.domain.ranges import Interval
from preround.web.design.words import in_hundred, share


@dataclass(frozen=True, slots=True)
class Axis:
    """A square-root axis for probabilities, from 0 to `top`.

    Why: odds of an interview crowd near zero. On a square-root axis 1 in 100 and 4 in 100
    stand visibly apart, and zero still has its place, which a logarithm would deny it.
    """

    name: str
    top: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where it carries words."""
        return self.drawn.ticks

    @property
    def drawn(self) -> ChartAxis:
        """The same axis as the charts know it."""
        return chance_axis(self.top)

    def place(self, value: float) -> float:
        """Give the position in percent of the axis' width."""
        return cell.place(self.drawn, value)


class EvenAxis(Axis):
    """A plain axis for chances that do not crowd near zero: 80 in 100 four times as far as 20."""

    __slots__ = ()

    @property
    def drawn(self) -> ChartAxis:
        """The same axis as the charts know it."""
        return ChartAxis("", "share", low=0.0, high=self.top, ticks=(0.0, self.top / 2, self.top))


EVEN = EvenAxis("even", 1.0)


AXES = tuple(Axis(f"{100 * top:.0f}", top) for top in TOPS)


def axis_for(intervals: Iterable[Interval]) -> Axis:
    """Choose the shortest axis that nearly all of the intervals fit on."""
    highs = sorted(interval.high for interval in intervals)
    if not highs:
        return AXES[1]
    nearly_all = highs[ceil(0.98 * (len(highs) - 1))]
    return next((axis for axis in AXES if nearly_all <= axis.top), AXES[-1])


def interval(
    odds: Interval, axis: Axis, reference: float | None = None, what: str = "Interview odds"
) -> SafeString:
    """Draw a horizontal interval with a dot at its middle, on an axis its neighbours share.

    The line is solid for published, dashed for estimated and dotted for guessed support;
    the short upright stroke marks the published average.
    """
    average = "" if reference is None else f"; published average {share(reference)} in 100"
    title = (
        f"{what}: {in_hundred(odds)}, middle {share(odds.mid)}; "
        f"support: {odds.support.value}{average}"
    )
    mark = _range(odds, reference)
    return _safe(cell.range_cell(mark, axis.drawn, f"{what}: {in_hundred(odds)}", title))


def axis_labels(axis: Axis) -> SafeString:
    """Draw the axis' tick labels, to stand in a table's head."""
    return _safe(cell.axis_cell(axis.drawn))


def count_interval(value: Interval, top: float, what: str) -> SafeString:
    """Draw a range on a plain axis from 0 to `top`, or to the range's own end if that is more."""
    most = max(top, value.high) or 1.0
    axis = ChartAxis("", low=0.0, high=most)
    return _safe(cell.range_cell(_range(value), axis, f"{what}, drawn from 0 to {most:g}"))


def _range(value: Interval, reference: float | None = None) -> Range:
    return Range(
        0, value.low, value.mid, value.high, support=value.support.value, reference=reference
    )


def _safe(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 - escaped where it is drawn
