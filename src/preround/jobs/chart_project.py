"""Chart a project: measurements to a chart with marked points, a sentence and a picture."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from preround.charts.grammar import Chart
from preround.domain.errors import UnknownChoice, UserError
from preround.improve.before_after import BeforeAfter, before_after
from preround.improve.choose_kind import KindChoice, KindQuestion, choose_kind, few_points
from preround.improve.control_chart import (
    LEAST_POINTS,
    ChartKind,
    ControlChart,
    check_for,
    control_chart,
)
from preround.improve.measurements import Measurement, SeriesWords, in_time_order
from preround.improve.sentence import describe, level_baseline, unusual_jumps
from preround.jobs.project_picture import Wording, picture

AUTO = "auto"
NAMES = {
    ChartKind.RUN: "run chart", ChartKind.P: "p chart", ChartKind.U: "u chart",
    ChartKind.C: "c chart", ChartKind.XMR: "XmR chart", ChartKind.LANEY_P: "Laney p' chart",
    ChartKind.LANEY_U: "Laney u' chart", ChartKind.G: "g chart", ChartKind.T: "t chart",
}  # fmt: skip
RULES_OF_RUNS = (
    "Signals: a run longer than chance explains, or too few crossings of the median "
    "(Anhøj and Olesen 2014)."
)
RULES_OF_LIMITS = (
    "Limits at three standard deviations. Signals: a point outside its limits, or eight in a row "
    "on one side (Western Electric 1956, rules 1 and 4)."
)


class NoSuchStretch(UserError):
    """A baseline, an exclusion or a change that does not fit the series."""

    def __init__(self, what: str, got: object, expected: str) -> None:
        super().__init__(f"{what} {got}: expected {expected}. Correct it, or leave it out.")


@dataclass(frozen=True, slots=True)
class ChartQuestion:
    """What is asked of a series.

    `baseline` freezes center and limits on the first so many points; `changes` are days (or
    order numbers) from which the process is another; `exclude` are places, from 1 in time
    order, kept out of the figures. `words` are what the sheet calls its columns, `each_once` says
    whether each item counts at most once, where the person has said so.
    """

    kind: str = AUTO
    baseline: int | None = None
    exclude: tuple[int, ...] = ()
    changes: tuple[date | int, ...] = ()
    wording: Wording = Wording()
    words: SeriesWords = SeriesWords()
    each_once: bool | None = None


@dataclass(frozen=True, slots=True)
class ProjectChart:
    """The chart, why that one, what it says, and how it looks."""

    chart: ControlChart
    why: str
    sentence: str
    picture: Chart
    differences: tuple[BeforeAfter, ...] = ()
    overall: BeforeAfter | None = None
    against_baseline: ControlChart | None = None
    rules: str = ""
    question: KindQuestion | None = None
    wording: Wording = Wording()
    seen: str = ""

    @property
    def difference(self) -> BeforeAfter | None:
        """Before and after the first change."""
        return self.differences[0] if self.differences else None

    def as_json(self) -> dict[str, Any]:
        """The keys that outside programs rely on, and what explains them."""
        phases = self.chart.phases
        last = phases[-1] if phases else None
        return {
            "kind": self.chart.kind.value,
            "why": self.why,
            "center": _joined([[p.limits.center] * (p.last - p.first + 1) for p in phases]),
            "ucl": _limit(self.chart, "ucl"),
            "lcl": _limit(self.chart, "lcl"),
            "longest_run": last.runs.longest_run if last else None,
            "crossings": last.runs.crossings if last else None,
            "longest_run_limit": last.runs.longest_run_limit if last else None,
            "crossings_limit": last.runs.crossings_limit if last else None,
            "signals": _signals(self.chart),
            "sentence": self.sentence,
            "enough": self.chart.enough,
            "rules": self.rules,
            "question": _question_json(self.question),
            "points": [
                {"place": m.place, "when": _when(m.when), "value": float(v)}
                for m, v in zip(self.chart.measurements, self.chart.values, strict=True)
            ],
            "missing": list(self.chart.missing),
            "figures": dict(last.limits.figures) if last else {},
            "phases": [_phase_json(self.chart, i) for i in range(len(phases))],
            "difference": _difference_json(self.difference),
            "differences": [_difference_json(one) for one in self.differences],
            "overall": _difference_json(self.overall),
            "against_baseline": (
                _signals(self.against_baseline) if self.against_baseline is not None else None
            ),
        }


def chart_project(measurements: Sequence[Measurement], question: ChartQuestion) -> ProjectChart:
    """Choose the chart, compute it and say what it shows.

    Raises
    ------
    BadMeasurement
        For points that cannot be; names their places.
    NoSuchStretch
        For a baseline, exclusion or change outside the series.
    UnknownChoice
        For a kind of chart that does not exist.
    """
    choice = _kind(measurements, question)
    kind, why = choice.kind, choice.why
    plotted = [m for m in in_time_order(measurements) if not m.is_missing]
    cuts = _cuts(plotted, question.changes)
    _check_places(plotted, question)
    baseline, phases_after = question.baseline, cuts
    if cuts and baseline is None and not _all_long(cuts, len(plotted), question.exclude):
        baseline, phases_after = cuts[0], ()
    elif baseline is not None:
        phases_after = ()
    n_base = _n_kept(0, baseline or len(plotted), question.exclude)
    if n_base < LEAST_POINTS <= len(plotted) and not phases_after:
        kind, why = ChartKind.RUN, _short_baseline(n_base, changed=bool(cuts))
    chart = control_chart(
        measurements, kind, baseline=baseline, exclude=question.exclude, phases_after=phases_after
    )
    frozen = None
    if phases_after:
        frozen = control_chart(measurements, kind, baseline=cuts[0], exclude=question.exclude)
    differences = _differences(plotted, cuts, kind)
    overall = _compare(plotted[: cuts[0]], plotted[cuts[-1] :], kind) if cuts else None
    wording = question.wording.fitted(kind, plotted, question.words.denominator)
    rules = RULES_OF_RUNS if kind is ChartKind.RUN else RULES_OF_LIMITS
    sentence, seen = _sentence(chart, frozen, (*differences, overall), wording)
    return ProjectChart(
        chart,
        why,
        sentence,
        picture(chart, wording, question.changes, (_caption(kind, chart, rules), sentence)),
        differences,
        overall,
        frozen,
        rules,
        choice.question if kind is choice.kind else None,
        wording,
        seen,
    )


def _differences(
    plotted: Sequence[Measurement], cuts: Sequence[int], kind: ChartKind
) -> tuple[BeforeAfter, ...]:
    """Each stretch beside the one before it."""
    ends = [0, *cuts, len(plotted)]
    found = (
        _compare(plotted[a:b], plotted[b:c], kind)
        for a, b, c in zip(ends, ends[1:], ends[2:], strict=False)
    )
    return tuple(one for one in found if one is not None)


def _compare(
    before: Sequence[Measurement], after: Sequence[Measurement], kind: ChartKind
) -> BeforeAfter | None:
    mixed = kind in (ChartKind.LANEY_P, ChartKind.LANEY_U)
    return before_after(before, after, kind, overdispersed=mixed)


def _kind(measurements: Sequence[Measurement], question: ChartQuestion) -> KindChoice:
    if question.kind == AUTO:
        return choose_kind(measurements, question.words, each_once=question.each_once)
    try:
        asked = ChartKind(question.kind)
    except ValueError:
        raise UnknownChoice(
            "chart", question.kind, (AUTO, *(kind.value for kind in ChartKind))
        ) from None
    check_for(measurements, asked)
    n = sum(not m.is_missing for m in measurements)
    if n < LEAST_POINTS and asked is not ChartKind.RUN:
        return KindChoice(ChartKind.RUN, few_points(n))
    return KindChoice(asked, f"You asked for a {NAMES[asked]}.")


def _short_baseline(n: int, *, changed: bool) -> str:
    noun = "point" if n == 1 else "points"
    where = "before the change" if changed else "in the baseline"
    return f"{n} {noun} {where}: too few for limits, so a run chart with their median."


def _cuts(plotted: Sequence[Measurement], changes: Sequence[date | int]) -> tuple[int, ...]:
    found = []
    for change in sorted(set(changes), key=str):
        if plotted and type(plotted[0].when) is not type(change):
            raise NoSuchStretch("change", change, "a date for dated points, else a point's number")
        n = sum(m.when < change for m in plotted)  # type: ignore[operator]
        if not 0 < n < len(plotted):
            raise NoSuchStretch("change", change, "a day between the first and the last point")
        found.append(n)
    return tuple(sorted(set(found)))


def _all_long(cuts: Sequence[int], n: int, exclude: Sequence[int]) -> bool:
    ends = [0, *cuts, n]
    return all(_n_kept(a, b, exclude) >= LEAST_POINTS for a, b in itertools.pairwise(ends))


def _n_kept(start: int, end: int, exclude: Sequence[int]) -> int:
    """Points from `start` to `end` that count for the figures."""
    return end - start - len({place for place in exclude if start < place <= end})


def _check_places(plotted: Sequence[Measurement], question: ChartQuestion) -> None:
    n = len(plotted)
    if question.baseline is not None and not 1 <= question.baseline <= max(n, 1):
        raise NoSuchStretch("baseline", question.baseline, f"between 1 and {n} points")
    outside = [place for place in question.exclude if not 1 <= place <= n]
    if outside:
        raise NoSuchStretch("exclude", outside[0], f"a place between 1 and {n}")
    if n and _n_kept(0, question.baseline or n, question.exclude) == 0:
        raise NoSuchStretch("exclude", len(set(question.exclude)), "at least one point that counts")


def _sentence(
    chart: ControlChart,
    frozen: ControlChart | None,
    differences: Sequence[BeforeAfter | None],
    wording: Wording,
) -> tuple[str, str]:
    """Everything in sentences, and the same without the differences."""
    told = []
    *each, overall = differences
    for n, difference in enumerate(each, start=1):
        if difference is not None:
            name = wording.change_name(n, len(each)) if len(each) > 1 else ""
            told.append(difference_words(difference, wording, name))
    if overall is not None and len(each) > 1:
        told.append(difference_words(overall, wording, "in all"))
    first = [describe(chart, wording.value), level_baseline(chart), unusual_jumps(chart)]
    last = []
    if frozen is not None and any(s.rule != "beyond_limits" for s in frozen.phases[0].signals):
        last = ["Judged by the level before the change, the points after it are a shift."]
    seen = [part for part in (*first, *last) if part]
    return " ".join(part for part in (*first, *told, *last) if part), " ".join(seen)


def difference_words(found: BeforeAfter, wording: Wording, name: str = "") -> str:
    """Before, after and the interval in words; `name` tells one change from another."""
    where = f"{name[0].upper()}{name[1:]}: before" if name else "Before the change"
    levels = f"{where} {wording.value(found.before)}, after {wording.value(found.after)}: "
    change = wording.change(found.difference)
    if found.low is None or found.high is None:
        return f"{levels}{change}, from too few points for an interval."
    interval = f"95% interval {wording.bounds(found.low, found.high)}"
    verdict = "" if found.is_clear else "; it may be no difference at all"
    return f"{levels}{change} ({interval}{verdict})."


def _caption(kind: ChartKind, chart: ControlChart, rules: str) -> str:
    name = NAMES[kind]
    if kind is not ChartKind.RUN and not chart.enough:
        return f"{name}, without limits in every stretch."
    return f"{name}. {rules}" if kind is not ChartKind.RUN else f"Run chart. {rules}"


def _when(when: date | int) -> str | int:
    return when.isoformat() if isinstance(when, date) else when


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _joined(stretches: Sequence[Sequence[float]]) -> float | list[float] | None:
    """One number where all are equal, else one a point; null where there is none."""
    values = [float(v) for stretch in stretches for v in stretch]
    if not values or any(math.isnan(v) for v in values):
        return None
    return values[0] if all(v == values[0] for v in values) else values


def _limit(chart: ControlChart, name: str) -> float | list[float] | None:
    limits = [getattr(phase.limits, name) for phase in chart.phases]
    if not limits or any(one is None for one in limits):
        return None
    return _joined([one.tolist() for one in limits])


def _signals(chart: ControlChart) -> list[dict[str, Any]]:
    found = []
    for phase in chart.phases:
        shift = phase.first - 1
        for signal in phase.signals:
            index = None if signal.index is None else signal.index + shift
            one: dict[str, Any] = {"index": index, "rule": signal.rule}
            if index is not None:
                one |= {"side": signal.side, "when": _when(chart.measurements[index - 1].when)}
            if signal.first is not None and signal.last is not None:
                one |= {"from": signal.first + shift, "to": signal.last + shift}
            found.append(one)
    return found


def _phase_json(chart: ControlChart, i: int) -> dict[str, Any]:
    phase = chart.phases[i]
    limits = {
        name: None if (found := getattr(phase.limits, name)) is None else _joined([found.tolist()])
        for name in ("ucl", "lcl")
    }
    return {
        "from": phase.first,
        "to": phase.last,
        "center": _number(phase.limits.center),
        **limits,
        "longest_run": phase.runs.longest_run,
        "crossings": phase.runs.crossings,
        "longest_run_limit": phase.runs.longest_run_limit,
        "crossings_limit": phase.runs.crossings_limit,
        "n_useful": phase.runs.n_useful,
        "figures": dict(phase.limits.figures),
    }


def _question_json(found: KindQuestion | None) -> dict[str, Any] | None:
    if found is None:
        return None
    answers = [{"kind": kind.value, "answer": words} for kind, words in found.answers]
    return {"text": found.text, "answers": answers}


def _difference_json(found: BeforeAfter | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "before": found.before,
        "after": found.after,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "method": found.method,
    }
