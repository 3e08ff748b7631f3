"""A project's chart: numbers pasted from a sheet to a picture and a plain sentence."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from preround.domain.errors import UserError
from preround.improve.read_measurements import MeasurementTable, read_measurements
from preround.jobs.chart_project import ProjectChart, chart_project
from preround.web import record
from preround.web.design.chart_picture import chart_file, chart_picture
from preround.web.pages.project_chart.forms import KINDS, ChartForm

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
def project_chart(request: HttpRequest) -> HttpResponse:
    """Chart what was pasted; an example until then."""
    is_example = request.method != "POST"
    form = EXAMPLE if is_example else ChartForm.read(request.POST)
    context = {"form": form, "kinds": KINDS, "is_example": is_example, "nav_here": "project"}
    try:
        answer, table = _answer(form)
    except UserError as problem:
        context["problem"] = str(problem)
        return render(request, "pages/project_chart/page.html", context, status=problem.http_status)
    bare = replace(answer.picture, footnotes=())  # the page says it in its own words
    context |= {"answer": answer, "notes": table.notes, "picture": chart_picture(bare)}
    return render(request, "pages/project_chart/page.html", context)


@require_POST
def picture(request: HttpRequest, fmt: str) -> HttpResponse:
    """Give the picture alone, to put into a report."""
    answer, _ = _answer(ChartForm.read(request.POST))
    return chart_file(answer.picture, fmt, "chart")


def _answer(form: ChartForm) -> tuple[ProjectChart, MeasurementTable]:
    table = read_measurements(form.numbers.encode(), "your numbers", order=form.day_order)
    return chart_project(table.measurements, form.question(table)), table


urlpatterns = [
    path("project/chart/", project_chart, name="project_chart"),
    path("project/chart.<str:fmt>", picture, name="project_picture"),
]
