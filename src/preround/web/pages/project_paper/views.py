"""The one page to print and the outline to write from; for one's own and for the examples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.bring_project import reworded_project
from preround.jobs.project_story import outline, page_parts
from preround.jobs.summarize_project import ProjectSummary
from preround.web import projects, record
from preround.web.design.chart_picture import chart_picture
from preround.web.pages.project.examples import example
from preround.web.pages.project.steps import frame

FOLDER = "pages/project_paper"
#: Where each part of the outline is written.
WRITTEN_IN = {
    "Problem": "problem", "Aim": "aim", "Context": "problem", "Permission and ethics": "permission",
    "What was learned": "learned", "Limits": "learned",
}  # fmt: skip


@require_safe
def project_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the project as it will lie on paper."""
    stored = projects.row(record.current().record, number)
    project, n_reworded = reworded_project(projects.read(stored))
    context = frame(stored, project) | _paper(projects.summary(project))
    context |= {"here": "page", "n_reworded": n_reworded}
    return render(request, f"{FOLDER}/page.html", context)


@require_safe
def example_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show an example as it will lie on paper."""
    context = _paper(example(name)) | {"nav_here": "project", "name": name}
    return render(request, f"{FOLDER}/example_page.html", context)


def _paper(told: ProjectSummary) -> dict[str, Any]:
    before, after = page_parts(told)
    charts = [
        (one.measure, chart_picture(replace(one.chart.picture, footnotes=())), one.chart)
        for one in told.measures
        if one.chart is not None
    ]
    return {"told": told, "before": before, "after": after, "charts": charts}


@require_safe
def project_outline(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a report would hold, and what is still to be written."""
    stored = projects.row(record.current().record, number)
    project = projects.read(stored)
    parts = [(part, text, WRITTEN_IN.get(part, ""))
             for part, text in outline(projects.summary(project))]  # fmt: skip
    context = frame(stored, project) | {"parts": parts, "here": "outline"}
    return render(request, f"{FOLDER}/outline.html", context)


@require_safe
def example_outline(request: HttpRequest, name: str) -> HttpResponse:
    """Show the outline of an example's report."""
    told = example(name)
    parts = [(part, text, "") for part, text in outline(told)]
    context = {"nav_here": "project", "name": name, "told": told, "parts": parts}
    return render(request, f"{FOLDER}/example_outline.html", context)


@require_safe
def outline_text(_request: HttpRequest, number: int) -> HttpResponse:
    """Give the outline as text to write on in."""
    stored = projects.row(record.current().record, number)
    project, _ = reworded_project(projects.read(stored))
    parts = outline(projects.summary(project))
    text = "\n\n".join(f"{part}\n{words or '...'}" for part, words in parts)
    answer = HttpResponse(f"{project.title}\n\n{text}\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="outline-{number}.txt"'
    return answer


urlpatterns = [
    path("project/<int:number>/page/", project_page, name="project_page"),
    path("project/<int:number>/outline/", project_outline, name="project_outline"),
    path("project/<int:number>/outline.txt", outline_text, name="outline_text"),
    path("project/example/<slug:name>/page/", example_page, name="example_page"),
    path("project/example/<slug:name>/outline/", example_outline, name="example_outline"),
]
