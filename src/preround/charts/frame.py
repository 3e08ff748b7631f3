"""Where everything stands: margins, scales, ticks and room for words, at any width."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from preround.charts.grammar import (
    Area,
    Axis,
    Bar,
    Chart,
    Column,
    Dot,
    Level,
    Line,
    Range,
    Role,
    Span,
    Upright,
    X,
)
from preround.charts.scales import (
    Scale,
    as_number,
    day_ticks,
    number_ticks,
    text_width,
    tick_text,
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
    row_tops: list[float] = field(default_factory=list)
    rows_above: bool = False
    labels_right: bool = False
    legend_lines: list[str] = field(default_factory=list)
    pad: float = PAD
    upright_rows: dict[Upright | Span, int] = field(default_factory=dict)
    label_places: dict[Level, float] = field(default_factory=dict)

    @property
    def bars_left(self) -> float:
        """Where a row's marks may begin."""
        return self.left

    def row(self, i: int) -> float:
        """The middle of a row."""
        return (self.row_tops[i] + self.row_tops[i + 1]) / 2

    def mark_row(self, i: int) -> float:
        """Where a row's mark stands: below its words where those stand above."""
        return self.row_tops[i + 1] - 13 if self.rows_above else self.row(i)

    def upright_row(self, mark: Upright | Span) -> int:
        """How many lines of words above the first this one's words stand."""
        return self.upright_rows.get(mark, 0)

    def label_y(self, mark: Level) -> float:
        """The baseline of a level's words, kept apart from its neighbors."""
        return self.label_places.get(mark, 0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """How wide, how high the plot, and whether the page around it says title and notes itself."""

    width: int
    plot_height: float | None = None
    is_bare: bool = False

    def title_lines(self, chart: Chart) -> list[str]:
        """The title in lines; none where the page says it."""
        return [] if self.is_bare else wrap(chart.title, self.width - 2 * PAD, 15, bold=True)

    def foot_lines(self, chart: Chart) -> list[str]:
        """Footnotes in lines that are read with ease."""
        if self.is_bare:
            return []
        most = min(640.0, self.width - 2 * PAD)
        return [line for note in chart.footnotes for line in wrap(note, most)]


def lay_out(chart: Chart, setting: Setting) -> Frame:
    """The frame of a chart in its setting."""
    if chart.y.kind == "row":
        return _rows_frame(chart, setting)
    return _columns_frame(chart, setting) if chart.x.kind == "row" else _plane_frame(chart, setting)


def _plane_frame(chart: Chart, setting: Setting) -> Frame:
    width = setting.width
    titles = setting.title_lines(chart)
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
    height = setting.plot_height or (200.0 if width < WIDE else 280.0)
    feet = setting.foot_lines(chart)
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


def _columns_frame(chart: Chart, setting: Setting) -> Frame:
    width, titles = setting.width, setting.title_lines(chart)
    top = 26 + 19 * (len(titles) - 1) + 20.0
    bottom = top + (setting.plot_height or 140.0)
    low, high = _limited(chart.y, 0.0, max((c.high for c in _columns(chart)), default=1.0))
    n = max(1, len(chart.x.rows))
    x = Scale(-0.5, n - 0.5, PAD, width - PAD)
    frame = Frame(
        chart, width, 0, PAD, width - PAD, top, bottom, x, Scale(low, high, bottom, top), titles,
        setting.foot_lines(chart),
    )  # fmt: skip
    frame.x_ticks = [(float(i), name) for i, name in enumerate(chart.x.rows)]
    frame.height = _end(frame)
    return frame


def _columns(chart: Chart) -> list[Column]:
    return [mark for mark in chart.marks if isinstance(mark, Column)]


def _rows_frame(chart: Chart, setting: Setting) -> Frame:
    width, titles = setting.width, setting.title_lines(chart)
    rows_above = width < WIDE
    names = max((text_width(r) for r in chart.y.rows), default=0.0)
    left = PAD + 4 if rows_above else PAD + min(names, width * 0.36) + 12
    ends = [m.label for m in chart.marks if isinstance(m, Range) and m.label]
    reserve = max((text_width(e) for e in ends), default=0.0) + 14
    bars = any(isinstance(m, Bar) and m.label for m in chart.marks)
    right = width - max(reserve, 0.24 * width if bars else 14.0)
    lines = [wrap(r, (width if rows_above else left) - 16) for r in chart.y.rows]
    heights = [14 * len(one) + 26.0 if rows_above else max(26.0, 14 * len(one) + 8.0)
               for one in lines]  # fmt: skip
    x = _x_scale(chart, left, right)
    uprights, above = _upright_rows(chart, x, width)
    top = 26 + 19 * (len(titles) - 1) + 8 + above
    tops = list(itertools.accumulate(heights, initial=top))
    bottom = tops[-1]
    feet = setting.foot_lines(chart)
    frame = Frame(
        chart, width, 0, left, right, top, bottom, x, Scale(0, 1, bottom, top), titles, feet, above,
        row_lines=lines, row_tops=tops, rows_above=rows_above,
    )  # fmt: skip
    frame.upright_rows = uprights
    frame.x_ticks = _x_ticks(chart, x)
    frame.height = _end(frame)
    return frame


def _legend(levels: list[Level], width: int) -> list[str]:
    """On a phone the levels' words stand above the plot, where they hide no point."""
    dashed = [one.label for one in levels if one.role is Role.LIMIT]
    words = [f"Solid: {one.label}" for one in levels if one.role is Role.CENTER]
    if dashed:
        words.append("dashed: " + ", ".join(dashed))
    words += [f"dash and dot: {one.label}" for one in levels if one.role is Role.MET]
    return wrap("; ".join(words), width - 2 * PAD)


def _end(frame: Frame) -> float:
    label = 17 if frame.chart.x.label else 0
    return frame.bottom + 17 + label + 8 + 15 * len(frame.foot_lines) + 10


def _y_range(chart: Chart) -> tuple[float, float]:
    values = [y for m in chart.marks if isinstance(m, Line) for _, y in m.points if y is not None]
    values += [m.y for m in chart.marks if isinstance(m, Dot)]
    values += [y for m in chart.marks if isinstance(m, (Level, Area)) for _, y in m.points]
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
        if isinstance(mark, (Line, Level, Area)):
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
    return Scale(low, high, start, end, chart.x.scale == "root")


def _number_ticks(axis: Axis, low: float, high: float, most: int) -> list[tuple[float, str]]:
    values = list(axis.ticks) or number_ticks(low, high, most)
    steps = [b - a for a, b in itertools.pairwise(values)]
    step = min(steps, default=1.0)
    return [(value, tick_text(value, step, axis.kind)) for value in values]


def _x_ticks(chart: Chart, x: Scale) -> list[tuple[X, str]]:
    if chart.x.kind == "day":
        days = [v for v in _x_values(chart) if isinstance(v, date)]
        low, high = (min(days), max(days)) if days else (date(2026, 1, 1), date(2026, 1, 2))
        return _without_overlap(day_ticks(low, high, int((x.end - x.start) / 64)), x)
    ticks = _number_ticks(chart.x, x.low, x.high, max(2, int((x.end - x.start) / 60)))
    return _without_overlap(ticks, x)


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


def _upright_rows(chart: Chart, x: Scale, width: int) -> tuple[dict[Upright | Span, int], float]:
    """Words above the plot that would touch go to a line above."""
    ends: list[float] = []
    rows: dict[Upright | Span, int] = {}
    headed = [mark for mark in chart.marks if isinstance(mark, (Upright, Span))]
    for mark in sorted(headed, key=lambda m: _middle(m, x)):
        half = text_width(mark.label) / 2
        middle = min(max(_middle(mark, x), half + 2), width - half - 2)
        row = next((i for i, end in enumerate(ends) if middle - half > end + 6), len(ends))
        ends[row:] = [middle + half, *ends[row + 1 :]]
        rows[mark] = row
    return rows, 14.0 * len(ends) + (6 if ends else 0)


def _middle(mark: Upright | Span, x: Scale) -> float:
    return x(mark.x) if isinstance(mark, Upright) else (x(mark.start) + x(mark.end)) / 2


def _apart(levels: list[Level], y: Scale) -> dict[Level, float]:
    """Baselines of the words at the right, at least a line from each other."""
    places: dict[Level, float] = {}
    last = float("-inf")
    for mark in sorted(levels, key=lambda m: y(m.points[-1][1])):
        last = max(y(mark.points[-1][1]) + 4, last + 14)
        places[mark] = last
    return places
