"""Summarize a project: record and sheets to charts, one page, an outline and facts to build on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from preround.charts.svg import render
from preround.charts.table import table_html
from preround.charts.themes import Theme
from preround.domain.errors import UserError
from preround.domain.finding import Finding
from preround.improve.cells import DayOrder
from preround.improve.project import Measure, Project, ReviewBoard, review
from preround.improve.read_measurements import read_measurements
from preround.jobs.chart_project import ChartQuestion, ProjectChart, chart_project
from preround.jobs.project_picture import Wording

BOARD_WORDS = {
    ReviewBoard.UNKNOWN: "Review board: not noted.",
    ReviewBoard.ASKED: "Review board: asked, answer awaited.",
    ReviewBoard.NOT_RESEARCH: "Review board: improvement of care, not research.",
    ReviewBoard.EXEMPT: "Review board: exempt.",
    ReviewBoard.APPROVED: "Review board: approved.",
}
WIDTH = 680


class MissingSheet(UserError):
    """A measure names a sheet that was not given."""

    def __init__(self, measure: str, sheet: str) -> None:
        super().__init__(
            f"measure {measure!r}: its sheet {sheet!r} is not there; expected a CSV or XLSX beside "
            "the project's file. Put it there, or leave data out."
        )


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """One measure with its chart; None where nothing was measured yet."""

    measure: Measure
    chart: ProjectChart | None


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

    def facts(self) -> list[dict[str, str]]:
        """Facts with a source in the record, for entries and interview answers."""
        project, found = self.project, []

        def add(key: str, text: str, day: dt.date | None = None) -> None:
            if text:
                found.append({"id": key, "text": text, "date": day.isoformat() if day else ""})

        add("project.problem", project.problem)
        add("project.aim", project.aim.text, project.aim.by)
        add("project.role", project.my_role)
        add("project.permission", _permission(project), project.permission.agreed_on)
        for i, cycle in enumerate(project.cycles, start=1):
            add(f"project.cycle.{i}", f"{cycle.name}: {cycle.do}".strip(": "), cycle.start)
        for i, one in enumerate(self.measures, start=1):
            if one.chart is not None:
                add(f"project.measure.{i}", f"{one.measure.name}: {one.chart.sentence}")
        add("project.lessons", project.lessons)
        return found

    def outline(self) -> list[tuple[str, str]]:
        """Headings of a report with what the record already has for each.

        Source
        ------
        SQUIRE 2.0 (Ogrinc and others, BMJ Qual Saf 2016;25:986-992): order of the parts; the
        wording is ours.
        """
        p = self.project
        cycles = " ".join(f"{c.name}: {c.do} {c.study}".strip() for c in p.cycles)
        return [
            ("Problem", p.problem),
            ("What is known", p.published.source if p.published else ""),
            ("Aim", p.aim.text),
            ("Context", p.place),
            ("What was changed", cycles),
            ("How it was studied", " ".join(c.plan for c in p.cycles)),
            ("Measures", " ".join(f"{m.name}: {m.definition}" for m in p.measures)),
            ("Analysis", " ".join(f"{a.chart.why} {a.chart.rules}" for a in self.measures
                                  if a.chart)),
            ("Permission and ethics", f"{_permission(p)} {BOARD_WORDS[p.permission.review_board]}"),
            ("Results", " ".join(a.chart.sentence for a in self.measures if a.chart)),
            ("What was learned", p.lessons),
            ("Limits", p.limits),
        ]  # fmt: skip

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
            "facts": self.facts(),
            "outline": [{"part": part, "text": text} for part, text in self.outline()],
        }

    def one_page(self, *, theme: Theme = Theme.PRINT) -> str:
        """The summary as one printable page with its charts; needs nothing from outside."""
        p = self.project
        charts = [one for one in self.measures if one.chart is not None]
        parts = [f"<h1>{escape(p.title)}</h1>", _line(f"{p.place}. {p.my_role}")]
        parts += [_part("Problem", p.problem), _part("Aim", p.aim.text)]
        parts.append(_part("Change", " ".join(f"{c.name}: {c.do}" for c in p.cycles)))
        for one in charts:
            assert one.chart is not None  # noqa: S101 - chosen above
            picture = one.chart.picture
            parts.append(f"<figure>{render(picture, width=WIDTH, theme=theme)}</figure>")
        parts.append(_part("Result", self.sentence))
        parts.append(_part("Learned", p.lessons))
        parts.append(_part("Limits", p.limits))
        board = BOARD_WORDS[p.permission.review_board]
        parts.append(_part("Permission", f"{_permission(p)} {board}"))
        if p.published:
            parts.append(_part("Source", f"{p.published.source}. {p.published.made}"))
        tables = "".join(
            table_html(one.chart.picture.table, one.measure.name)
            for one in charts
            if one.chart is not None
        )
        body = "".join(part for part in parts if part)
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(p.title)}</title><style>{PAGE_STYLE}</style></head><body><main>{body}"
            f"</main><section class='numbers'><h2>The numbers</h2>{tables}</section>"
            "</body></html>\n"
        )


PAGE_STYLE = (
    "body{font:11pt/1.4 'Source Serif 4',Georgia,serif;color:#000;background:#fff;margin:0 auto;"
    "max-width:43rem;padding:1rem}h1{font-size:1.4rem;line-height:1.2;margin:0 0 .3rem}"
    "h2{font-size:1rem;margin:.6rem 0 .1rem}p{margin:0 0 .4rem}figure{margin:.4rem 0}"
    "svg{max-width:100%;height:auto}table{border-collapse:collapse;font-size:.8rem;width:100%;"
    "margin:0 0 1rem}caption{text-align:left;font-weight:600}td,th{padding:.1rem .4rem;"
    "text-align:right;border-bottom:1px solid #ccc}th:first-child,td:last-child{text-align:left}"
    ".numbers{break-before:page;overflow-x:auto}@page{margin:1.4cm}"
)


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
        if not measure.data:
            answers.append(MeasureAnswer(measure, None))
            continue
        if measure.data not in sheets:
            raise MissingSheet(measure.name, measure.data)
        table = read_measurements(sheets[measure.data], measure.data, order=order)
        share = any("shares" in note for note in table.notes)
        wording = Wording(measure.name, measure.name, measure.unit, share)
        question = ChartQuestion(
            measure.chart, measure.baseline, (), tuple(measure.changes), wording
        )
        answers.append(MeasureAnswer(measure, chart_project(table.measurements, question)))
    return ProjectSummary(project, tuple(answers), review(project, today), today)


def _permission(project: Project) -> str:
    given = project.permission
    if not given.supervisor_agreed:
        return ""
    by = f" by {given.agreed_by}" if given.agreed_by else ""
    on = f", {given.agreed_on.isoformat()}" if given.agreed_on else ""
    return f"Agreed{by}{on}."


def _line(text: str) -> str:
    return f"<p>{escape(text.strip('. '))}</p>" if text.strip(". ") else ""


def _part(heading: str, text: str) -> str:
    return f"<h2>{heading}</h2><p>{escape(text.strip())}</p>" if text.strip() else ""
