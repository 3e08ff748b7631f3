"""A chart as accessible SVG: title, description and marks that never rely on color alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from xml.sax.saxutils import escape

from preround.charts.frame import Frame, lay_out
from preround.charts.grammar import Bar, Chart, Dot, Level, Line, Mark, Range, Role, Upright, X
from preround.charts.scales import as_number, number_text, text_width
from preround.charts.themes import Theme, style

LINE = 15.0


def render(chart: Chart, *, width: int = 720, theme: Theme = Theme.LIGHT) -> str:
    """The chart as one SVG document.

    Parameters
    ----------
    chart
        What is shown.
    width
        In pixels; the layout suits it, from a phone's 320 upward.
    theme
        PAGE leaves the inks to the page's own style sheet; the others carry theirs.
    """
    frame = lay_out(chart, width)
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
            first = middle - frame.row_height / 2 + 13
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
    pen = _Pen(frame, [], [])
    for kind in (Upright, Level, Line, Dot, Bar, Range):  # what is drawn later lies on top
        pen.shapes += [_draw(pen, mark) for mark in frame.chart.marks if isinstance(mark, kind)]
    return pen.shapes + pen.words


def _draw(pen: _Pen, mark: Mark) -> str:
    match mark:
        case Upright():
            return _upright(pen, mark)
        case Level():
            return _level(pen, mark)
        case Line():
            return _line(pen, mark)
        case Dot():
            return _dot(pen, mark)
        case Bar():
            return _bar(pen, mark)
        case Range():
            return _range(pen, mark)


@dataclass(slots=True)
class _Pen:
    """Shapes drawn so far; words come last, so that no line crosses them."""

    frame: Frame
    shapes: list[str]
    words: list[str]


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


def _dot(pen: _Pen, mark: Dot) -> str:
    x, y = pen.frame.x(mark.x), pen.frame.y(mark.y)
    if not mark.note:
        return f'<circle class="ch-fill-{mark.role}" cx="{_n(x)}" cy="{_n(y)}" r="2.75"/>'
    half = text_width(mark.note, bold=True) / 2
    place = min(max(x, half + 2), pen.frame.width - half - 2)
    frame = pen.frame
    low = y > (frame.top + frame.bottom) / 2 and y + 21 < frame.bottom - 2
    above = not low and y - 11 > frame.top - 4
    pen.words.append(
        _text(place, y - 11 if above else y + 21, mark.note, "ch-flag-text ch-halo", "middle")
    )
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
    return _path(points, f"ch-line ch-{mark.role}")


def _upright(pen: _Pen, mark: Upright) -> str:
    frame = pen.frame
    x = frame.x(mark.x)
    row = frame.upright_row(mark)
    y = frame.top - 8 - 14 * row
    half = text_width(mark.label) / 2
    place = min(max(x, half + 2), frame.width - half - 2)
    pen.words.append(_text(place, y, mark.label, "ch-strong", "middle"))
    return (
        f'<path class="ch-line ch-change ch-{mark.role}" '
        f'd="M{_n(x)} {_n(y + 4)}V{_n(frame.bottom)}"/>'
    )


def _bar(pen: _Pen, mark: Bar) -> str:
    frame = pen.frame
    x, end = frame.x(mark.start), frame.x(mark.end)
    thick = 14.0
    y = frame.mark_row(mark.row) - thick / 2
    wide = max(end - x, 2.0)
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
    return (
        f'<path class="ch-line ch-{mark.role}" d="M{_n(low)} {_n(y)}H{_n(high)}'
        f'M{_n(low)} {_n(y - 4)}v8M{_n(high)} {_n(y - 4)}v8"/>'
        f'<circle class="ch-fill-{mark.role}" cx="{_n(mid)}" cy="{_n(y)}" r="4"/>'
    )


def value_text(value: float, *, share: bool) -> str:
    """A value in words for labels and tables: three figures that matter."""
    if share:
        return number_text(value, 0.001, share=True)
    size = abs(value)
    step = 1.0 if size >= 100 else 0.1 if size >= 10 else 0.01
    text = number_text(value, step)
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_text(x: X) -> str:
    """A day as 5 Jan 2026, a number as it is."""
    if isinstance(x, date):
        return f"{x.day} {x:%b %Y}"
    return f"{as_number(x):g}"
