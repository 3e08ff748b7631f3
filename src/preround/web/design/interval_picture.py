"""The picture of an odds figure, as SVG that needs no script and no inline style."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Give the position in percent of the axis' width."""
        return round(100 * sqrt(min(max(value, 0.0), self.top) / self.top), 2)


AXES = (
    Axis("10", 0.10, (0, 0.005, 0.02, 0.05, 0.10)),
    Axis("25", 0.25, (0, 0.01, 0.05, 0.12, 0.25)),
    Axis("60", 0.60, (0, 0.02, 0.10, 0.25, 0.60)),
    Axis("100", 1.0, (0, 0.05, 0.20, 0.50, 1.0)),
)


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
    low, mid, high = axis.place(odds.low), axis.place(odds.mid), axis.place(odds.high)
    average = ""
    mark = SafeString("")
    if reference is not None:
        average = f"; published average {share(reference)} in 100"
        at = axis.place(reference)
        mark = format_html('<line class="reference" x1="{0}%" x2="{0}%" y1="3" y2="17"/>', at)
    return format_html(
        '<svg class="interval" role="img" aria-label="{}"><title>{}</title>'
        '<line class="axis" x1="0" x2="100%" y1="10" y2="10"/>{}'
        '<line class="line {}" x1="{}%" x2="{}%" y1="10" y2="10"/>'
        '<circle class="dot" cx="{}%" cy="10" r="4"/></svg>',
        f"{what}: {in_hundred(odds)}",
        f"{what}: {in_hundred(odds)}, middle {share(odds.mid)}; "
        f"support: {odds.support.value}{average}",
        mark,
        odds.support.value,
        low,
        max(high, low + 1.0),
        mid,
    )


def axis_labels(axis: Axis) -> SafeString:
    """Draw the axis' tick labels, to stand in a table's head."""
    labels = format_html_join(
        "",
        '<text x="{}%" y="12" text-anchor="{}">{}{}</text>',
        (
            (
                axis.place(tick),
                "start" if tick == 0 else "end" if tick == axis.top else "middle",
                share(tick),
                "%" if tick == axis.top else "",
            )
            for tick in axis.ticks
        ),
    )
    return format_html('<svg class="axis-labels" aria-hidden="true">{}</svg>', labels)


def count_interval(value: Interval, top: float, what: str) -> SafeString:
    """Draw a range on a plain axis from 0 to `top`, or to the range's own end if that is more."""
    most = max(top, value.high) or 1.0
    low, mid, high = (round(100 * part / most, 2) for part in (value.low, value.mid, value.high))
    return format_html(
        '<svg class="interval" role="img" aria-label="{}"><line class="axis" x1="0" x2="100%" '
        'y1="10" y2="10"/><line class="line {}" x1="{}%" x2="{}%" y1="10" y2="10"/>'
        '<circle class="dot" cx="{}%" cy="10" r="4"/></svg>',
        f"{what}, drawn from 0 to {most:g}",
        value.support.value,
        low,
        max(high, low + 1.0),
        mid,
    )
