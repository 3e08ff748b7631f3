"""Where everything stands: margins, scales, ticks and room for words, at any width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from preround.charts.grammar import Axis, Bar, Chart, Dot, Level, Line, Range, Role, Upright, X
from preround.charts.scales import (
    Scale,
    as_number,
    day_ticks,
    number_text,
    number_ticks,
    power_ticks,
    text_width,
    wrap,
)

WIDE = 560
PAD = 8.0


@dataclass(slots=True)
class Frame:
    """A chart's geometry; `y` is unused where the y axis names rows."""

    chart: Chart
    width: int
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale
    title_lines: list[str]
    foot_lines: list[str]
    above: float = 0.0
    x_ticks: list[tuple[X, str]] = field(default_factory=list)
    y_ticks: list[tuple[float, str]] = field(default_factory=list)
    row_lines: list[list[str]] = field(default_factory=list)
    row_height: float = 0.0
    rows_above: bool = False
    labels_right: bool = False
    legend_lines: list[str] = field(default_factory=list)
    pad: float = PAD
    upright_rows: dict[Upright, int] = field(default_factory=dict)
    label_places: dict[Level, float] = field(default_factory=dict)

    @property
    def bars_left(self) -> float:
        """Where a row's marks may begin."""
        return self.left

    def row(self, i: int) -> float:
        """The middle of a row."""
        return self.top + (i + 0.5) * self.row_height

    def mark_row(self, i: int) -> float:
        """Where a row's mark stands: below its words where those stand above."""
        return self.row(i) + (self.row_height / 2 - 13 if self.rows_above else 0)

    def upright_row(self, mark: Upright) -> int:
        """How many lines of words above the first this one's words stand."""
        return self.upright_rows.get(mark, 0)

    def label_y(self, mark: Level) -> float:
        """The baseline of a level's words, kept apart from its neighbors."""
        return self.label_places.get(mark, 0.0)


def lay_out(chart: Chart, width: int) -> Frame:
    """The frame of a chart at a width."""
    return _rows_frame(chart, width) if chart.y.kind == "row" else _plane_frame(chart, width)


def _plane_frame(chart: Chart, width: int) -> Frame:
    titles = wrap(chart.title, width - 2 * PAD, 15, bold=True)
    low, high = _y_range(chart)
    ticks = _number_ticks(chart.y, low, high, 5)
    left = PAD + max(text_width(words) for _, words in ticks) + 8
    labels = [m for m in chart.marks if isinstance(m, Level) and m.label]
    labels_right = width >= WIDE and bool(labels)
    reserve = max((text_width(m.label) for m in labels), default=0.0) + 14 if labels_right else 10.0
    right = width - reserve
    x = _x_scale(chart, left + 8, right - (8 if labels_right else 4))
    rows, above = _upright_rows(chart, x, width)
    legend = [] if labels_right else _legend(labels, width)
    above += 15.0 * len(legend)
    top = 26 + 19 * (len(titles) - 1) + (20 if chart.y.label else 0) + 12 + above
    height = 200.0 if width < WIDE else 280.0
    feet = _feet(chart, width)
    y = Scale(low, high, top + height, top)
    frame = Frame(
        chart, width, 0, left, right, top, top + height, x, y, titles, feet, above, y_ticks=ticks,
        labels_right=labels_right, legend_lines=legend,
    )  # fmt: skip
    frame.upright_rows = rows
    frame.label_places = _apart(labels, y)
    frame.x_ticks = _x_ticks(chart, x)
    frame.height = _end(frame)
    return frame


def _rows_frame(chart: Chart, width: int) -> Frame:
    titles = wrap(chart.title, width - 2 * PAD, 15, bold=True)
    rows_above = width < WIDE
    names = max((text_width(r) for r in chart.y.rows), default=0.0)
    left = PAD + 4 if rows_above else PAD + min(names, width * 0.36) + 12
    ends = [m.label for m in chart.marks if isinstance(m, Range) and m.label]
    reserve = max((text_width(e) for e in ends), default=0.0) + 14
    bars = any(isinstance(m, Bar) and m.label for m in chart.marks)
    right = width - max(reserve, 0.24 * width if bars else 14.0)
    lines = [wrap(r, (width if rows_above else left) - 16) for r in chart.y.rows]
    most = max((len(one) for one in lines), default=1)
    row_height = (14 * most + 26.0) if rows_above else max(26.0, 14 * most + 8.0)
    x = _x_scale(chart, left, right)
    uprights, above = _upright_rows(chart, x, width)
    top = 26 + 19 * (len(titles) - 1) + 8 + above
    bottom = top + row_height * len(chart.y.rows)
    feet = _feet(chart, width)
    frame = Frame(
        chart, width, 0, left, right, top, bottom, x, Scale(0, 1, bottom, top), titles, feet, above,
        row_lines=lines, row_height=row_height, rows_above=rows_above,
    )  # fmt: skip
    frame.upright_rows = uprights
    frame.x_ticks = _x_ticks(chart, x)
    frame.height = _end(frame)
    return frame


def _legend(levels: list[Level], width: int) -> list[str]:
    """On a phone the levels' words stand above the plot, where they hide no point."""
    dashed = [one.label for one in levels if one.role is Role.LIMIT]
    words = [f"Solid: {one.label}" for one in levels if one.role is not Role.LIMIT]
    if dashed:
        words.append("dashed: " + ", ".join(dashed))
    return wrap("; ".join(words), width - 2 * PAD)


def _feet(chart: Chart, width: int) -> list[str]:
    """Footnotes in lines that are read with ease."""
    return [line for note in chart.footnotes for line in wrap(note, min(640, width - 2 * PAD))]


def _end(frame: Frame) -> float:
    label = 17 if frame.chart.x.label else 0
    return frame.bottom + 17 + label + 8 + 15 * len(frame.foot_lines) + 10


def _y_range(chart: Chart) -> tuple[float, float]:
    values = [y for m in chart.marks if isinstance(m, Line) for _, y in m.points if y is not None]
    values += [m.y for m in chart.marks if isinstance(m, Dot)]
    values += [y for m in chart.marks if isinstance(m, Level) for _, y in m.points]
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low >= 0 and low < 0.6 * high:
        low = 0.0
    room = (high - low or abs(high) or 1.0) * 0.08
    low, high = (low if low == 0 else low - room), high + room
    if chart.y.kind == "share":
        low, high = max(0.0, low), min(1.0 + 0.02 * (high > 1), high)
    return _limited(chart.y, low, high)


def _limited(axis: Axis, low: float, high: float) -> tuple[float, float]:
    low = low if axis.low is None else axis.low
    high = high if axis.high is None else axis.high
    return low, high if high > low else low + 1.0


def _x_values(chart: Chart) -> list[X]:
    found: list[X] = []
    for mark in chart.marks:
        if isinstance(mark, (Line, Level)):
            found += [x for x, _ in mark.points]
        elif isinstance(mark, (Dot, Upright)):
            found.append(mark.x)
        elif isinstance(mark, Bar):
            found += [mark.start, mark.end]
        elif isinstance(mark, Range):
            found += [mark.low, mark.high]
    return found


def _x_scale(chart: Chart, start: float, end: float) -> Scale:
    values = [as_number(x) for x in _x_values(chart)] or [0.0, 1.0]
    low, high = min(values), max(values)
    if chart.y.kind == "row" and chart.x.kind != "day":
        low = min(low, 0.0)
    low, high = _limited(chart.x, low, high)
    return Scale(low, high, start, end)


def _x_ticks(chart: Chart, x: Scale) -> list[tuple[X, str]]:
    if chart.x.kind == "day":
        days = [v for v in _x_values(chart) if isinstance(v, date)]
        low, high = (min(days), max(days)) if days else (date(2026, 1, 1), date(2026, 1, 2))
        return _without_overlap(day_ticks(low, high, int((x.end - x.start) / 64)), x)
    most = max(2, int((x.end - x.start) / 60))
    return _without_overlap(_number_ticks(chart.x, x.low, x.high, most), x)


def _number_ticks(axis: Axis, low: float, high: float, most: int) -> list[tuple[float, str]]:
    if axis.kind == "power":
        return power_ticks(low, high)
    values = number_ticks(low, high, most)
    step = values[1] - values[0] if len(values) > 1 else 1.0
    return [(v, number_text(v, step, share=axis.kind == "share")) for v in values]


def _without_overlap(ticks: list[tuple[X, str]] | list[tuple[date, str]] | list[tuple[float, str]],
                     x: Callable[[X], float]) -> list[tuple[X, str]]:  # fmt: skip
    kept: list[tuple[X, str]] = []
    edge = float("-inf")
    for value, words in ticks:
        half = text_width(words) / 2
        if x(value) - half > edge + 8:
            kept.append((value, words))
            edge = x(value) + half
    return kept


def _upright_rows(chart: Chart, x: Scale, width: int) -> tuple[dict[Upright, int], float]:
    """Words of uprights that would touch go to a line above."""
    ends: list[float] = []
    rows: dict[Upright, int] = {}
    uprights = sorted((m for m in chart.marks if isinstance(m, Upright)), key=lambda m: x(m.x))
    for mark in uprights:
        half = text_width(mark.label) / 2
        middle = min(max(x(mark.x), half + 2), width - half - 2)
        row = next((i for i, end in enumerate(ends) if middle - half > end + 6), len(ends))
        ends[row:] = [middle + half, *ends[row + 1 :]]
        rows[mark] = row
    return rows, 14.0 * len(ends) + (6 if ends else 0)


def _apart(levels: list[Level], y: Scale) -> dict[Level, float]:
    """Baselines of the words at the right, at least a line from each other."""
    places: dict[Level, float] = {}
    last = float("-inf")
    for mark in sorted(levels, key=lambda m: y(m.points[-1][1])):
        last = max(y(mark.points[-1][1]) + 4, last + 14)
        places[mark] = last
    return places
