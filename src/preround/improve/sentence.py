"""What a chart says, in one or two plain sentences."""

from __future__ import annotations

from collections.abc import Callable

from preround.improve.control_chart import LEAST_POINTS, ChartKind, ControlChart, Phase
from preround.improve.special_causes import SpecialCause

Words = Callable[[float], str]
CENTER_WORDS = {ChartKind.RUN: "median", ChartKind.G: "median"}


def describe(chart: ControlChart, words: Words) -> str:
    """Say what stands on the chart: points, level, signals, and what to do next.

    Parameters
    ----------
    chart
        With one phase or more.
    words
        How a value is written, with its unit.
    """
    n = len(chart.values)
    if n == 0:
        return "No points yet. Enter the first number and the run chart begins."
    count = "1 point" if n == 1 else f"{n} points"
    level = CENTER_WORDS.get(chart.kind, "average")
    if n == 1:
        return f"1 point, {words(float(chart.values[0]))}. Keep going."
    if n < LEAST_POINTS:
        return (
            f"{count}, {level} {words(chart.phases[-1].limits.center)}; no signal can be read yet. "
            f"Keep going: {LEAST_POINTS - n} more for limits."
        )
    if all((chart.values == chart.values[0]).tolist()):
        return f"{count}, all {words(float(chart.values[0]))}: nothing varies, so nothing to judge."
    levels = " then ".join(words(phase.limits.center) for phase in chart.phases)
    found = [_signal(s, phase, chart) for phase in chart.phases for s in phase.signals]
    start = f"{count}, {level} {levels}"
    if not found and len(chart.phases) > 1:
        return f"{start}; no special cause inside any stretch."
    if not found and chart.kind is ChartKind.RUN:
        return f"{start}; no run rule is broken. {_next(chart)}"
    if not found:
        return f"{start}; no special cause: only the usual variation. {_next(chart)}"
    return f"{start}. {' '.join(_grouped(found))} Ask what was different then."


def unusual_jumps(chart: ControlChart) -> str:
    """What one unusual jump hides on a chart of single values; empty where it hides nothing."""
    hidden = []
    for phase in chart.phases:
        figures, limits = phase.limits.figures, phase.limits
        if "mr_screened" not in figures or limits.ucl is None or limits.lcl is None:
            continue
        values = chart.values[phase.first - 1 : phase.last]
        outside = (values > figures["ucl_screened"]) | (values < figures["lcl_screened"])
        outside &= (values <= limits.ucl) & (values >= limits.lcl)
        hidden += [_point(chart, phase, i + 1) for i in range(len(values)) if outside[i]]
    if not hidden:
        return ""
    noun = "point" if len(hidden) == 1 else "points"
    return (
        f"An unusual jump widens these limits; without it {noun} {', '.join(hidden[:4])} would "
        "lie outside them too."
    )


def level_baseline(chart: ControlChart) -> str:
    """That limits from a baseline of equal values mark every other value; else empty."""
    limits = [phase.limits for phase in chart.phases]
    level = any(
        one.ucl is not None and one.lcl is not None and (one.ucl == one.lcl).any() for one in limits
    )
    if not level or (chart.values == chart.values[0]).all():
        return ""
    return "The baseline does not vary, so any other value lies outside."


def _next(chart: ControlChart) -> str:
    return "Keep going." if chart.enough else "Limits need ten points in each stretch."


def _signal(signal: SpecialCause, phase: Phase, chart: ControlChart) -> tuple[str, str]:
    if signal.rule == "beyond_limits" and signal.index is not None:
        return f"beyond_{signal.side}", _point(chart, phase, signal.index)
    if signal.rule.startswith("shift") and signal.first and signal.last:
        length = signal.last - signal.first + 1
        since = _point(chart, phase, signal.first)
        return "", f"{length} in a row {signal.side} the center from {since}: a shift."
    if signal.rule == "long_run":
        limit = phase.runs.longest_run_limit
        return "", (
            f"The longest run on one side has {phase.runs.longest_run} points, chance explains "
            f"{limit}: a shift."
        )
    return "", (
        f"The line crosses the {CENTER_WORDS.get(chart.kind, 'average')} {phase.runs.crossings} "
        f"times, chance gives at least {phase.runs.crossings_limit}: not random."
    )


def _grouped(found: list[tuple[str, str]]) -> list[str]:
    sentences = []
    for side in ("above", "below"):
        points = [words for key, words in found if key == f"beyond_{side}"]
        if points:
            shown = ", ".join(points[:4]) + (f" and {len(points) - 4} more" * (len(points) > 4))
            noun = "Point" if len(points) == 1 else "Points"
            limit = "upper" if side == "above" else "lower"
            sentences.append(f"{noun} {shown} beyond the {limit} limit.")
    return sentences + [words for key, words in found if not key]


def _point(chart: ControlChart, phase: Phase, index: int) -> str:
    m = chart.measurements[phase.first - 1 + index - 1]
    number = phase.first + index - 1
    if isinstance(m.when, int):
        return f"{number}"
    return f"{number} ({m.when.day} {m.when:%b %Y})"
