"""How a project's chart looks: points, level, limits, changes and flagged points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from preround.charts.grammar import (
    Axis,
    Chart,
    Dot,
    Level,
    Line,
    Mark,
    Role,
    Span,
    Table,
    Upright,
)
from preround.charts.svg import day_text, value_text
from preround.improve.control_chart import (
    PROPORTIONS,
    RATES,
    ChartKind,
    ControlChart,
    Phase,
)
from preround.improve.measurements import Measurement

#: Between a figure and its unit no line is broken.
NO_BREAK = "\u00a0"
#: Below this a rate is written per hundred, thousand or more.
SMALL_RATE = 0.1
#: Up to so many marked points carry a word beside their number.
FEW_FLAGS = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, measure and unit of a chart; `share` writes 0.12 as 12%, `times` 0.0012 as 1.2.

    `changes` name the changes in their order; a change without a name is called one.
    """

    title: str = ""
    measure: str = ""
    unit: str = ""
    share: bool = False
    times: int = 1
    changes: tuple[str, ...] = ()
    goal: float | None = None

    def fitted(self, kind: ChartKind, plotted: Sequence[Measurement], per: str = "") -> Wording:
        """Proportions are written as shares, on a run chart too; small rates per hundred or more.

        `per` is what the sheet calls the denominator.
        """
        if kind in RATES and (times := _round_base(plotted)) > 1:
            return replace(self, times=times, unit=f"per {times:,} {per or 'units'}")
        shares = kind in PROPORTIONS or (
            kind in (ChartKind.RUN, ChartKind.XMR)
            and bool(plotted)
            and all(
                m.count is not None and m.denominator and m.count <= m.denominator for m in plotted
            )
        )
        return replace(self, share=self.share or shares)

    def value(self, value: float) -> str:
        """A value with its unit."""
        text = value_text(value * self.times, share=self.share)
        return f"{text} {self.unit}" if self.unit and not self.share else text

    def change(self, value: float) -> str:
        """A difference with its sign; points where the values are percentages."""
        sign = "+" if value > 0 else "−" if value < 0 else ""
        text = value_text(abs(value) * self.times, share=self.share)
        if self.share:
            return f"{sign}{text.removesuffix('%')} points"
        return f"{sign}{text}{' ' + self.unit if self.unit else ''}"

    def bounds(self, low: float, high: float) -> str:
        """An interval of a difference, the unit once."""
        bare = self.change(low).removesuffix(" points" if self.share else f" {self.unit}")
        return f"{bare} to {self.change(high)}"

    def change_name(self, n: int, n_all: int) -> str:
        """What the n-th change of so many is called, from 1."""
        named = self.changes[n - 1] if n <= len(self.changes) else ""
        return named or ("change" if n_all == 1 else f"change {n}")


def _round_base(plotted: Sequence[Measurement]) -> int:
    """The power of ten that brings a small mean rate above 1."""
    count = sum(m.count or 0.0 for m in plotted)
    size = sum(m.denominator or 0.0 for m in plotted)
    if not count or not size or count / size >= SMALL_RATE:
        return 1
    return next((times for times in (100, 1_000, 10_000) if times * count >= size), 100_000)


def picture(
    chart: ControlChart,
    wording: Wording,
    changes: Sequence[date | int],
    notes: tuple[str, str],
) -> Chart:
    """The description that is drawn; `notes` are the caption and the sentence."""
    caption, sentence = notes
    dated = all(isinstance(m.when, date) for m in chart.measurements) and chart.measurements
    title = wording.title or (wording.measure or "Measurements over time")
    return Chart(
        title,
        sentence,
        Axis("" if dated else "order", "day" if dated else "number"),
        Axis(_y_label(wording, title), "share" if wording.share else "number"),
        tuple(_marks(chart, wording, changes)),
        _table(chart, wording),
        (_held_together(sentence, wording), caption),
    )


def _held_together(sentence: str, wording: Wording) -> str:
    """The sentence with figure and unit on one line."""
    unit = "points" if wording.share else wording.unit
    return re.sub(rf"(?<=\d) (?={re.escape(unit)}\b)", NO_BREAK, sentence) if unit else sentence


def _y_label(wording: Wording, title: str) -> str:
    measure = "" if wording.measure == title else wording.measure
    unit = "" if wording.share else wording.unit
    return f"{measure} ({unit})" if measure and unit else measure or unit


def _marks(chart: ControlChart, wording: Wording, changes: Sequence[date | int]) -> list[Mark]:
    days = sorted(set(changes), key=str)
    marks: list[Mark] = [
        Upright(day, wording.change_name(n, len(days))) for n, day in enumerate(days, 1)
    ]
    for i, phase in enumerate(chart.phases):
        marks += _levels(chart, phase, wording, is_last=i == len(chart.phases) - 1)
    if wording.goal is not None and chart.measurements:
        marks.append(_goal(chart, wording, wording.goal))
    marks.append(Line(tuple(_with_gaps(chart, wording.times))))
    flags = _flags(chart)
    for i, (m, v) in enumerate(zip(chart.measurements, chart.values, strict=True)):
        note = flags.get(i, "")
        if note:
            note = f"{i + 1}" if len(flags) > FEW_FLAGS else f"{i + 1} {note}"
        marks.append(Dot(m.when, float(v) * wording.times, note=note))
    return marks


def _goal(chart: ControlChart, wording: Wording, goal: float) -> Level:
    line = tuple((m.when, goal * wording.times) for m in chart.measurements)
    return Level(line, Role.MET, f"aim {replace(wording, unit='').value(goal)}")


def _levels(chart: ControlChart, phase: Phase, wording: Wording, *, is_last: bool) -> list[Mark]:
    when = [m.when for m in chart.measurements[phase.first - 1 : phase.last]]
    name = "median" if chart.kind in (ChartKind.RUN, ChartKind.G) else "average"
    center = phase.limits.center
    words = replace(wording, unit="")  # the axis names it
    label = f"{name} {words.value(center)}" if is_last else ""
    line = tuple((w, center * wording.times) for w in when)
    levels: list[Mark] = [Level(line, Role.CENTER, label)]
    if len(chart.phases) > 1:
        levels.append(Span(when[0], when[-1], words.value(center)))
    for word, limit in (("upper", phase.limits.ucl), ("lower", phase.limits.lcl)):
        if limit is not None:
            points = tuple((w, float(v) * wording.times) for w, v in zip(when, limit, strict=True))
            end = f"{word} {words.value(float(limit[-1]))}" if is_last else ""
            levels.append(Level(points, Role.LIMIT, end))
    return levels


def _with_gaps(chart: ControlChart, times: int) -> list[tuple[date | int, float | None]]:
    points: list[tuple[date | int, float | None]] = [
        (m.when, float(v) * times) for m, v in zip(chart.measurements, chart.values, strict=True)
    ]
    points += [(when, None) for when in chart.missing_when]
    return sorted(points, key=lambda p: (str(type(p[0])), p[0]))


def _flags(chart: ControlChart) -> dict[int, str]:
    flags: dict[int, str] = {}
    for phase in chart.phases:
        for signal in phase.signals:
            if signal.index is not None:
                words = "outside" if signal.rule == "beyond_limits" else "shift"
                flags.setdefault(phase.first - 1 + signal.index - 1, words)
    return flags


def _table(chart: ControlChart, wording: Wording) -> Table:
    flags = _flags(chart)
    rows = []
    for phase in chart.phases:
        for i in range(phase.first - 1, phase.last):
            m = chart.measurements[i]
            lower, upper = phase.limits.lcl, phase.limits.ucl
            inside = i - phase.first + 1
            rows.append(
                (
                    day_text(m.when),
                    "" if m.denominator is None else f"{m.count or 0:g} of {m.denominator:g}",
                    wording.value(float(chart.values[i])),
                    "-" if lower is None else wording.value(float(lower[inside])),
                    wording.value(phase.limits.center),
                    "-" if upper is None else wording.value(float(upper[inside])),
                    flags.get(i, "-"),
                )
            )
    headings = ("When", "Counted", "Value", "Lower limit", "Center", "Upper limit", "Signal")
    return Table(headings, tuple(rows))
