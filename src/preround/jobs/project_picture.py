"""How a project's chart looks: points, level, limits, changes and flagged points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from preround.charts.grammar import Axis, Chart, Dot, Level, Line, Mark, Role, Table, Upright
from preround.charts.svg import day_text, value_text
from preround.improve.control_chart import PROPORTIONS, ChartKind, ControlChart, Phase
from preround.improve.measurements import Measurement


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, measure and unit of a chart; `share` writes 0.12 as 12%."""

    title: str = ""
    measure: str = ""
    unit: str = ""
    share: bool = False
    change_word: str = "change"

    def fitted(self, kind: ChartKind, plotted: Sequence[Measurement]) -> Wording:
        """Proportions are written as shares, on a run chart too."""
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
        text = value_text(value, share=self.share)
        return f"{text} {self.unit}" if self.unit and not self.share else text

    def change(self, value: float) -> str:
        """A difference with its sign; points where the values are percentages."""
        sign = "+" if value > 0 else "−" if value < 0 else ""
        text = value_text(abs(value), share=self.share)
        if self.share:
            return f"{sign}{text.removesuffix('%')} points"
        return f"{sign}{text}{' ' + self.unit if self.unit else ''}"


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
        (sentence, caption),
    )


def _y_label(wording: Wording, title: str) -> str:
    measure = "" if wording.measure == title else wording.measure
    unit = "" if wording.share else wording.unit
    return f"{measure} ({unit})" if measure and unit else measure or unit


def _marks(chart: ControlChart, wording: Wording, changes: Sequence[date | int]) -> list[Mark]:
    marks: list[Mark] = [Upright(change, wording.change_word) for change in changes]
    for i, phase in enumerate(chart.phases):
        marks += _levels(chart, phase, wording, is_last=i == len(chart.phases) - 1)
    marks.append(Line(tuple(_with_gaps(chart))))
    flags = _flags(chart)
    for i, (m, v) in enumerate(zip(chart.measurements, chart.values, strict=True)):
        marks.append(Dot(m.when, float(v), note=flags.get(i, "")))
    return marks


def _levels(chart: ControlChart, phase: Phase, wording: Wording, *, is_last: bool) -> list[Mark]:
    when = [m.when for m in chart.measurements[phase.first - 1 : phase.last]]
    name = "median" if chart.kind in (ChartKind.RUN, ChartKind.G) else "average"
    center = phase.limits.center
    label = f"{name} {wording.value(center)}"
    levels: list[Mark] = [Level(tuple((w, center) for w in when), Role.CENTER, label)]
    if not is_last:
        levels = [Level(tuple((w, center) for w in when), Role.CENTER, "")]
    for word, limit in (("upper", phase.limits.ucl), ("lower", phase.limits.lcl)):
        if limit is not None:
            points = tuple((w, float(v)) for w, v in zip(when, limit, strict=True))
            end = f"{word} {wording.value(float(limit[-1]))}" if is_last else ""
            levels.append(Level(points, Role.LIMIT, end))
    return levels


def _with_gaps(chart: ControlChart) -> list[tuple[date | int, float | None]]:
    points: list[tuple[date | int, float | None]] = [
        (m.when, float(v)) for m, v in zip(chart.measurements, chart.values, strict=True)
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
