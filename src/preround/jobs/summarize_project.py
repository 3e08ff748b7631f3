"""Summarize a project: record and sheets to charts, one page, an outline and facts to build on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preround.domain.finding import Finding
from preround.improve.cells import DayOrder
from preround.improve.project import Measure, Project, review
from preround.jobs.chart_project import ProjectChart
from preround.jobs.measured_series import chart_measure, series_of
from preround.jobs.project_story import outline, project_facts


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """One measure with its chart; None where nothing was measured yet."""

    measure: Measure
    chart: ProjectChart | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """Everything that is said of a project; nothing that its record does not hold."""

    project: Project
    measures: tuple[MeasureAnswer, ...]
    findings: tuple[Finding, ...]
    today: dt.date

    @property
    def sentence(self) -> str:
        """What the first charted measure shows."""
        charts = [one.chart for one in self.measures if one.chart is not None]
        return charts[0].sentence if charts else "Nothing is measured yet."

    @property
    def is_compared(self) -> bool:
        """Whether a measure has a before and an after."""
        return any(one.chart is not None and one.chart.differences for one in self.measures)

    @property
    def last_day(self) -> dt.date | None:
        """The last day anything was measured on."""
        days = [
            m.when
            for one in self.measures
            if one.chart is not None
            for m in one.chart.chart.measurements
            if isinstance(m.when, dt.date)
        ]
        return max(days, default=None)

    def as_json(self) -> dict[str, Any]:
        """The summary as one document."""
        return {
            "title": self.project.title,
            "sentence": self.sentence,
            "measures": [
                {
                    "name": one.measure.name,
                    "kind": one.measure.kind.value,
                    "chart": one.chart.as_json() if one.chart else None,
                }
                for one in self.measures
            ],
            "findings": [
                {"code": f.code, "place": f.place, "message": f.message, "fix": f.fix}
                for f in self.findings
            ],
            "facts": [
                {"id": f.id, "text": f.text, "date": f.day.isoformat() if f.day else ""}
                for f in project_facts(self)
            ],
            "outline": [{"part": part, "text": text} for part, text in outline(self)],
        }


def summarize_project(
    project: Project,
    sheets: Mapping[str, bytes],
    today: dt.date,
    *,
    order: DayOrder | None = None,
) -> ProjectSummary:
    """Chart every measure that has a sheet, and say what is still missing.

    Raises
    ------
    MissingSheet
        When a measure names a sheet that is not among those given.
    UserError
        When a sheet cannot be read or charted.
    """
    answers = []
    for measure in project.measures:
        found = series_of(measure, sheets, order=order)
        chart = None if found is None else chart_measure(project, measure, found)
        answers.append(MeasureAnswer(measure, chart, () if found is None else found.notes))
    return ProjectSummary(project, tuple(answers), review(project, today), today)
