"""A range in a table's cell: as wide as the cell, on an axis that the rows share."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from preround.charts.grammar import Axis, Range
from preround.charts.scales import Scale, tick_text


def place(axis: Axis, value: float) -> float:
    """Where a value stands, in percent of the axis' width."""
    low, high = axis.low or 0.0, axis.high or 1.0
    scale = Scale(low, high, 0.0, 100.0, axis.scale == "root")
    return round(scale(min(max(value, low), high)), 2)


def range_cell(mark: Range, axis: Axis, label: str, title: str = "") -> str:
    """The range as SVG without a size of its own; `label` is what is read out."""
    low, mid, high = (place(axis, value) for value in (mark.low, mark.mid, mark.high))
    parts = [f"<title>{escape(title)}</title>"] if title else []
    parts.append('<line class="axis" x1="0" x2="100%" y1="10" y2="10"/>')
    if mark.reference is not None:
        at = place(axis, mark.reference)
        parts.append(f'<line class="reference" x1="{at}%" x2="{at}%" y1="3" y2="17"/>')
    parts.append(
        f'<line class="line {mark.support}" x1="{low}%" x2="{max(high, low + 1.0)}%" '
        'y1="10" y2="10"/>'
    )
    parts.append(f'<circle class="dot" cx="{mid}%" cy="10" r="4"/>')
    return f'<svg class="interval" role="img" aria-label={quoteattr(label)}>{"".join(parts)}</svg>'


def axis_cell(axis: Axis) -> str:
    """The axis' words, for the head of the table."""
    words = []
    for tick in axis.ticks:
        anchor = {axis.low: "start", axis.high: "end"}.get(tick, "middle")
        text = tick_text(tick, _step(tick), axis.kind)
        if tick != axis.high:
            text = text.removesuffix("%")
        words.append(
            f'<text x="{place(axis, tick)}%" y="12" text-anchor="{anchor}">{escape(text)}</text>'
        )
    return f'<svg class="axis-labels" aria-hidden="true">{"".join(words)}</svg>'


def _step(value: float) -> float:
    """Decimals enough for one tick by itself."""
    return 0.001 if round(value * 100) != value * 100 else 0.01
