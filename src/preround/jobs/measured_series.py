"""What a project's measure was measured at: its own points, its sheet, or a REDCap export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from preround.domain.errors import UserError
from preround.improve.cells import DayOrder
from preround.improve.measurements import Measurement, SeriesWords
from preround.improve.periods import Period
from preround.improve.project import Measure, PdsaCycle, Point, Project
from preround.improve.read_measurements import MeasurementTable, read_measurements
from preround.jobs.bring_redcap import BroughtSeries, FieldChoice, bring_redcap, read_redcap
from preround.jobs.chart_project import ChartQuestion, ProjectChart, chart_project
from preround.jobs.project_picture import Wording

LONGEST_NAME = 32


class MissingSheet(UserError):
    """A measure names a sheet that was not given."""

    def __init__(self, measure: str, sheet: str) -> None:
        super().__init__(
            f"measure {measure!r}: its sheet {sheet!r} is not there; expected a CSV or XLSX beside "
            "the project's file. Put it there, or leave data out."
        )


@dataclass(frozen=True, slots=True)
class Series:
    """Measurements with what is known of them."""

    measurements: tuple[Measurement, ...]
    words: SeriesWords
    in_shares: bool = False
    notes: tuple[str, ...] = ()


def series_of(
    measure: Measure, sheets: Mapping[str, bytes], *, order: DayOrder | None = None
) -> Series | None:
    """The series of a measure; None where nothing was measured yet.

    Raises
    ------
    MissingSheet
        When its sheet is not among those given.
    UserError
        When the sheet cannot be read.
    """
    if measure.points:
        points = tuple(
            Measurement(p.when, place, p.value, p.count, p.denominator)
            for place, p in enumerate(measure.points, start=1)
        )
        said = (measure.value_word, measure.count_word, measure.denominator_word)
        return Series(points, SeriesWords(*said, measure.name), measure.in_shares)
    if not measure.data:
        return None
    found = _from_sheet(measure, sheets, order)
    words = replace(found.words, measure=measure.name)
    return Series(found.measurements, words, found.in_shares, found.notes)


def _from_sheet(
    measure: Measure, sheets: Mapping[str, bytes], order: DayOrder | None
) -> MeasurementTable | BroughtSeries:
    source = measure.redcap
    for name in (measure.data, source.dictionary if source else ""):
        if name and name not in sheets:
            raise MissingSheet(measure.name, name)
    if source is None:
        return read_measurements(sheets[measure.data], measure.data, order=order)
    explained = sheets[source.dictionary] if source.dictionary else b""
    export = read_redcap(sheets[measure.data], measure.data, explained, source.dictionary)
    per = Period(source.per) if source.per else None
    return bring_redcap(export, FieldChoice(source.date, source.measured, source.counted, per))


def with_points(measure: Measure, found: MeasurementTable | BroughtSeries, said: str) -> Measure:
    """The measure with the points of a sheet kept in it; `said` tells where they are from."""
    points = tuple(
        Point(when=m.when, value=m.value, count=m.count, denominator=m.denominator)
        for m in found.measurements
    )
    return measure.model_copy(
        update={
            "points": points,
            "value_word": found.words.value[:300],
            "count_word": found.words.count[:300],
            "denominator_word": found.words.denominator[:300],
            "in_shares": found.in_shares,
            "read_from": said[:300],
            "changes": _that_fit(measure.changes, points),
            "baseline": measure.baseline if (measure.baseline or 0) <= len(points) else None,
            "exclude": tuple(place for place in measure.exclude if place <= len(points)),
        }
    )


def _that_fit(
    changes: Sequence[dt.date | int], points: Sequence[Point]
) -> tuple[dt.date | int, ...]:
    """The changes that lie between the first and the last point."""
    when = [point.when for point in points]
    return tuple(
        change
        for change in changes
        if when
        and all(type(one) is type(change) for one in when)
        and min(when) < change <= max(when)  # type: ignore[operator]
    )


def chart_measure(project: Project, measure: Measure, found: Series) -> ProjectChart:
    """The chart of one measure, its changes named by the cycles that began then.

    Raises
    ------
    UserError
        When the points cannot be charted as the measure asks.
    """
    cycles = {cycle.start: cycle for cycle in project.cycles if cycle.start is not None}
    days = sorted(set(measure.changes), key=str)
    names = tuple(_short(cycles[day]) if day in cycles else "" for day in days)  # type: ignore[index]
    is_first = next((m for m in project.measures if m.kind == measure.kind), measure) is measure
    goal = project.aim.goal if is_first and measure.kind.value == "outcome" else None
    wording = Wording(
        measure.name, measure.name, measure.unit, found.in_shares, changes=names, goal=goal
    )
    question = ChartQuestion(
        measure.chart, measure.baseline, measure.exclude, tuple(measure.changes), wording,
        found.words, measure.each_once,
    )  # fmt: skip
    return chart_project(found.measurements, question)


def _short(cycle: PdsaCycle) -> str:
    """A cycle's name where it fits above a chart."""
    return cycle.name if len(cycle.name) <= LONGEST_NAME else ""
