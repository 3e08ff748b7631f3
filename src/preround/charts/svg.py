"""A chart as accessible SVG: title, description and marks that never rely on color alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from xml.sax.saxutils import escape

from preround.charts.frame import Frame, Setting, lay_out
from preround.charts.grammar import (
    Area,
    Bar,
    Chart,
    Column,
    Dot,
    Level,
    Line,
    Mark,
    Range,
    Role,
    Span,
    Upright,
    X,
)
from preround.charts.scales import as_number, number_text, text_width
from preround.charts.themes import Theme, style

LINE = 15.0
WIDEST_PLACE = 150.0


def render(
    chart: Chart,
    *,
    width: int = 720,
    theme: Theme = Theme.LIGHT,
    bare: bool = False,
    plot_height: float | None = None,
) -> str:
    """The chart as one SVG document.

    Parameters
    ----------
    chart
        What is shown.
    width
        In pixels; the layout suits it, from a phone's 320 upward.
    theme
        PAGE leaves the inks to the page's own style sheet; the others carry theirs.
    bare
        Leave title and footnotes to the page around the chart; they are still there to be read
        out.
    plot_height
        Of the plot alone, in pixels; chosen by the width where left out.
    """
    frame = lay_out(chart, Setting(width, plot_height, bare))
    key = blake2s(f"{width}{chart.title}{chart.description}".encode(), digest_size=4).hexdigest()
    body = [
        f'<rect class="ch-paper" width="{width}" height="{_n(frame.height)}"/>',
        *_heading(frame),
        *_grid(frame),
        *_marks(frame),
        *_row_names(frame),
        *_foot(frame),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ch" role="img" '
        f'aria-labelledby="t{key} d{key}" width="{width}" height="{_n(frame.height)}" '
        f'viewBox="0 0 {width} {_n(frame.height)}">'
        f'<title id="t{key}">{escape(chart.title)}</title>'
        f'<desc id="d{key}">{escape(chart.description)}</desc>'
        f"{style(theme)}{''.join(body)}</svg>\n"
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """One line of text; `kind` names its classes."""
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    name = f' class="{kind}"' if kind else ""
    return f'<text x="{_n(x)}" y="{_n(y)}"{end}{name}>{escape(words)}</text>'


def _path(points: list[tuple[float, float]], kind: str) -> str:
    places = " ".join(f"{'M' if i == 0 else 'L'}{_n(x)} {_n(y)}" for i, (x, y) in enumerate(points))
    return f'<path class="{kind}" d="{places}"/>'


def _heading(frame: Frame) -> list[str]:
    titles = [
        _text(frame.pad, 20 + i * 19, line, "ch-title") for i, line in enumerate(frame.title_lines)
    ]
    label = frame.chart.y.label
    if label and frame.chart.y.kind != "row":
        titles.append(_text(frame.pad, frame.top - 12 - frame.above, label))
    first = frame.top - 10 - frame.above + 15
    titles += [_text(frame.pad, first + 15 * i, line) for i, line in enumerate(frame.legend_lines)]
    return titles


def _grid(frame: Frame) -> list[str]:
    found = []
    for value, words in frame.y_ticks:
        y = frame.y(value)
        found.append(f'<path class="ch-hair" d="M{_n(frame.left)} {_n(y)}H{_n(frame.right)}"/>')
        found.append(_text(frame.left - 6, y + 4, words, anchor="end"))
    for x, words in frame.x_ticks:
        found.append(_tick(frame, x, words))
    return found


def _row_names(frame: Frame) -> list[str]:
    found = []
    for i, lines in enumerate(frame.row_lines):
        middle = frame.row(i)
        first = middle + 4 - (len(lines) - 1) * 7
        if frame.rows_above:
            first = frame.row_tops[i] + 13
        for j, line in enumerate(lines):
            found.append(_text(frame.pad, first + j * 14, line, "ch-strong ch-halo"))
    return found


def _tick(frame: Frame, x: X, words: str) -> str:
    at = frame.x(x)
    half = text_width(words) / 2
    anchor, place = "middle", at
    if at + half > frame.width - 2:
        anchor, place = "end", frame.width - 2.0
    elif at - half < 2:
        anchor, place = "start", 2.0
    if frame.chart.x.kind == "row":
        return _text(place, frame.bottom + 17, words, anchor=anchor)
    rule = f"M{_n(at)} {_n(frame.bottom)}v4"
    if frame.chart.y.kind == "row":
        rule = f"M{_n(at)} {_n(frame.top)}V{_n(frame.bottom + 4)}"
    tick = f'<path class="ch-hair" d="{rule}"/>'
    return tick + _text(place, frame.bottom + 17, words, anchor=anchor)


def _foot(frame: Frame) -> list[str]:
    y = frame.bottom + 17
    found = []
    if frame.chart.x.label:
        y += 17
        found.append(_text((frame.left + frame.right) / 2, y, frame.chart.x.label, anchor="middle"))
    y += 8
    for line in frame.foot_lines:
        y += LINE
        found.append(_text(frame.pad, y, line))
    return found


def _marks(frame: Frame) -> list[str]:
    pen = _Pen(frame, [], [], [])
    # what is drawn later lies on top
    for kind in (Area, Span, Upright, Level, Line, Column, Dot, Bar, Range):
        pen.shapes += [_draw(pen, mark) for mark in frame.chart.marks if isinstance(mark, kind)]
    return pen.shapes + pen.words


def _draw(pen: _Pen, mark: Mark) -> str:
    match mark:
        case Bar():
            return _bar(pen, mark)
        case Column():
            return _column(pen, mark)
        case Range():
            return _range(pen, mark)
        case Span():
            return _span(pen, mark)
        case Upright():
            return _upright(pen, mark)
        case _:
            return _draw_points(pen, mark)


def _draw_points(pen: _Pen, mark: Line | Area | Dot | Level) -> str:
    match mark:
        case Area():
            return _area(pen, mark)
        case Dot():
            return _dot(pen, mark)
        case Level():
            return _level(pen, mark)
        case Line():
            return _line(pen, mark)


@dataclass(slots=True)
class _Pen:
    """Shapes drawn so far; words come last, so that no line crosses them."""

    frame: Frame
    shapes: list[str]
    words: list[str]
    noted: list[tuple[float, float, float]]


def _line(pen: _Pen, mark: Line) -> str:
    frame = pen.frame
    paths: list[str] = []
    stretch: list[tuple[float, float]] = []
    for x, y in (*mark.points, (0.0, None)):
        if y is None:
            if len(stretch) > 1:
                paths.append(_path(stretch, f"ch-line ch-{mark.role}"))
            stretch = []
        else:
            stretch.append((frame.x(x), frame.y(y)))
    return "".join(paths)


def _area(pen: _Pen, mark: Area) -> str:
    frame = pen.frame
    if not mark.points:
        return ""
    floor = frame.y(max(0.0, frame.y.low))
    places = [(frame.x(x), frame.y(y)) for x, y in mark.points]
    closed = [(places[0][0], floor), *places, (places[-1][0], floor)]
    return _path(closed, f"ch-area ch-fill-{mark.role}")


def _column(pen: _Pen, mark: Column) -> str:
    frame = pen.frame
    step = (frame.right - frame.left) / max(1, len(frame.chart.x.rows))
    share = {Role.QUIET: 0.86, Role.BEFORE: 0.58}.get(mark.role, 0.47)
    wide, middle = min(step, WIDEST_PLACE) * share, frame.x(float(mark.place))
    top, bottom = frame.y(mark.high), frame.y(mark.low)
    if mark.label:
        highest = max(c.high for c in _over(frame.chart, mark.place))
        pen.words.append(_text(middle, frame.y(highest) - 6, mark.label, "ch-strong", "middle"))
    return (
        f'<rect class="ch-column ch-fill-{mark.role} ch-{mark.role}" x="{_n(middle - wide / 2)}" '
        f'y="{_n(top)}" width="{_n(wide)}" height="{_n(max(0.0, bottom - top))}"/>'
    )


def _over(chart: Chart, place: int) -> list[Column]:
    """What stands over a name and may be in the way of its words."""
    columns = [m for m in chart.marks if isinstance(m, Column) and m.place == place]
    return [column for column in columns if column.role is not Role.QUIET]


def _dot(pen: _Pen, mark: Dot) -> str:
    x, y = pen.frame.x(mark.x), pen.frame.y(mark.y)
    if not mark.note:
        return f'<circle class="ch-fill-{mark.role}" cx="{_n(x)}" cy="{_n(y)}" r="2.75"/>'
    if mark.is_ring:
        half = text_width(mark.note) / 2
        place = min(max(x, half + 2), pen.frame.width - half - 2)
        pen.words.append(_text(place, y - 10, mark.note, "ch-strong ch-halo", "middle"))
        return f'<circle class="ch-ring ch-{mark.role}" cx="{_n(x)}" cy="{_n(y)}" r="4"/>'
    frame = pen.frame
    low = y > (frame.top + frame.bottom) / 2 and y + 21 < frame.bottom - 2
    above = not low and y - 11 > frame.top - 4
    at = y - 11 if above else y + 21
    words = mark.note
    for words in (mark.note, mark.note.split()[0]):  # the number alone where words would touch
        half = text_width(words, bold=True) / 2
        place = min(max(x, half + 2), frame.width - half - 2)
        if all(abs(at - b) > 13 or abs(place - a) > half + c + 3 for a, b, c in pen.noted):
            break
    pen.noted.append((place, at, half))
    pen.words.append(_text(place, at, words, "ch-flag-text ch-halo", "middle"))
    return f'<path class="ch-flag" d="M{_n(x)} {_n(y - 6.5)}l6.5 6.5l-6.5 6.5l-6.5 -6.5z"/>'


def _level(pen: _Pen, mark: Level) -> str:
    frame = pen.frame
    points: list[tuple[float, float]] = []
    places = [frame.x(x) for x, _ in mark.points]
    values = [frame.y(y) for _, y in mark.points]
    for i, (x, y) in enumerate(zip(places, values, strict=True)):
        start = x if i == 0 else (places[i - 1] + x) / 2
        end = x if i == len(places) - 1 else (x + places[i + 1]) / 2
        points += [(start, y), (end, y)]
    if mark.label and frame.labels_right:
        pen.words.append(_text(frame.right + 6, frame.label_y(mark), mark.label, "ch-strong"))
    goal = " ch-goal" if mark.role is Role.MET else ""
    return _path(points, f"ch-line ch-{mark.role}{goal}")


def _upright(pen: _Pen, mark: Upright) -> str:
    frame = pen.frame
    x = frame.x(mark.x)
    row = frame.upright_row(mark)
    y = frame.top - 8 - 14 * row
    half = text_width(mark.label) / 2
    place = min(max(x, half + 2), frame.width - half - 2)
    pen.words.append(_text(place, y, mark.label, "ch-strong ch-halo", "middle"))
    return (
        f'<path class="ch-line ch-change ch-{mark.role}" '
        f'd="M{_n(x)} {_n(y + 4)}V{_n(frame.bottom)}"/>'
    )


def _span(pen: _Pen, mark: Span) -> str:
    frame = pen.frame
    y = frame.top - 8 - 14 * frame.upright_row(mark)
    half = text_width(mark.label) / 2
    middle = (frame.x(mark.start) + frame.x(mark.end)) / 2
    place = min(max(middle, half + 2), frame.width - half - 2)
    pen.words.append(_text(place, y, mark.label, "", "middle"))
    return ""


def _bar(pen: _Pen, mark: Bar) -> str:
    frame = pen.frame
    x, end = frame.x(mark.start), frame.x(mark.end)
    thick = 14.0
    y = frame.mark_row(mark.row) - thick / 2
    wide = max(end - x, 2.0 if frame.chart.x.kind == "day" else 0.0)
    open_kind = " ch-open" if mark.role in (Role.UNKNOWN, Role.REMEMBERED) else ""
    if mark.label:
        room = frame.width - 4 - (x + wide + 6)
        words = text_width(mark.label)
        if words <= room:
            pen.words.append(_text(x + wide + 6, y + 11, mark.label, "ch-halo"))
        elif words <= x - frame.bars_left - 6:
            pen.words.append(_text(x - 6, y + 11, mark.label, "ch-halo", "end"))
        else:
            pen.words.append(_text(frame.width - 4, y + 11, mark.label, "ch-halo", "end"))
    return (
        f'<rect class="ch-fill-{mark.role} ch-{mark.role}{open_kind}" x="{_n(x)}" y="{_n(y)}" '
        f'width="{_n(wide)}" height="{_n(thick)}" rx="2"/>'
    )


def _range(pen: _Pen, mark: Range) -> str:
    frame = pen.frame
    y = frame.mark_row(mark.row)
    low, mid, high = (frame.x(v) for v in (mark.low, mark.mid, mark.high))
    if mark.label:
        pen.words.append(_text(frame.width - 4, y + 4, mark.label, "ch-strong ch-halo", "end"))
    stroke = ""
    if mark.reference is not None:
        at = frame.x(mark.reference)
        stroke = f'<path class="ch-line ch-reference" d="M{_n(at)} {_n(y - 7)}v14"/>'
    return (
        f'{stroke}<path class="ch-line ch-{mark.role} ch-{mark.support}" '
        f'd="M{_n(low)} {_n(y)}H{_n(max(high, low + 1))}"/>'
        f'<path class="ch-line ch-{mark.role}" '
        f'd="M{_n(low)} {_n(y - 4)}v8M{_n(high)} {_n(y - 4)}v8"/>'
        f'<circle class="ch-fill-{mark.role}" cx="{_n(mid)}" cy="{_n(y)}" r="4"/>'
    )


def value_text(value: float, *, share: bool) -> str:
    """A value in words for labels and tables: three figures that matter."""
    if share:
        return number_text(value, 0.001, share=True)
    size = abs(value)
    step = 1.0 if size >= 100 else 0.1 if size >= 10 else 0.01
    if 0 < size < 0.1:
        step = 10.0 ** (math.floor(math.log10(size)) - 2)
    text = number_text(value, step)
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_text(x: X) -> str:
    """A day as 5 Jan 2026, a number as it is."""
    if isinstance(x, date):
        return f"{x.day} {x:%b %Y}"
    return f"{as_number(x):g}"
