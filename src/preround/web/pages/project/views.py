"""A project's chart: numbers pasted from a sheet to a picture and a plain sentence."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from preround.charts.svg import render as draw
from preround.domain.errors import UserError
from preround.improve.read_measurements import MeasurementTable, read_measurements
from preround.jobs.chart_project import ProjectChart, chart_project
from preround.web import record
from preround.web.design.chart_picture import chart_picture
from preround.web.pages import NavEntry
from preround.web.pages.project.forms import KINDS, ChartForm

NAV = NavEntry("Project", "project", "q", 46, "An improvement project over time", section="job")
EXAMPLE = ChartForm(
    (record.examples_folder() / "projects" / "registration_errors" / "errors.csv").read_text(
        encoding="utf-8"
    ),
    "auto",
    "2026-03-23",
    "",
    "Registrations with an error, sample",
    "share of registrations",
    "",
)


@require_http_methods(["GET", "HEAD", "POST"])
def project(request: HttpRequest) -> HttpResponse:
    """Chart what was pasted; an example until then."""
    is_example = request.method != "POST"
    form = EXAMPLE if is_example else ChartForm.read(request.POST)
    context = {"form": form, "kinds": KINDS, "is_example": is_example, "nav_here": "project"}
    try:
        answer, table = _answer(form)
    except UserError as problem:
        context["problem"] = str(problem)
        return render(request, "pages/project/page.html", context, status=problem.http_status)
    bare = replace(answer.picture, footnotes=())  # the page says it in its own words
    context |= {"answer": answer, "notes": table.notes, "picture": chart_picture(bare)}
    return render(request, "pages/project/page.html", context)


@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """Give the picture alone, to put into a report."""
    answer, _ = _answer(ChartForm.read(request.POST))
    return HttpResponse(
        draw(answer.picture, width=900),
        content_type="image/svg+xml",
        headers={"Content-Disposition": 'attachment; filename="chart.svg"'},
    )


def _answer(form: ChartForm) -> tuple[ProjectChart, MeasurementTable]:
    table = read_measurements(form.numbers.encode(), "your numbers", order=form.day_order)
    share = any("shares" in note for note in table.notes)
    return chart_project(table.measurements, form.question(share=share)), table


urlpatterns = [
    path("project/", project, name="project"),
    path("project/chart.svg", picture, name="project_picture"),
]
