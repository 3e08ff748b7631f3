"""Facts of a project as an entry's draft and as evidence for an interview question."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from preround.jobs.project_story import answer_with_projects, draft_project_entry, project_facts
from preround.jobs.summarize_project import ProjectSummary
from preround.web import clock, experiences, projects, record, work
from preround.web.models import ApplicantRecord
from preround.web.pages.project.steps import frame
from preround.web.responses import say
from preround.writing.answers import RecordedFact, themes
from preround.writing.form_limits import UnpublishedLimit
from preround.writing.form_options import form_options

FOLDER = "pages/project_use"
MOST_QUESTION = 300
FIRST_ASKED = "improvement"
FOCUS = "quality improvement"


@require_safe
def project_use(request: HttpRequest, number: int) -> HttpResponse:
    """Show the facts, the entry they make, and the answer they carry."""
    mine = record.current().record
    stored = projects.row(mine, number)
    project = projects.read(stored)
    told = projects.summary(project)
    question = request.GET.get("question", "").strip()[:MOST_QUESTION] or _first_question()
    context: dict[str, Any] = frame(stored, project) | {
        "here": "use",
        "facts": project_facts(told),
        "question": question,
        "answer": answer_with_projects(question, [told], _log(mine), clock.today()),
        "questions": [(theme.title, theme.questions[:4]) for theme in themes()],
    }
    context["names"] = {fact.id: fact.text for fact in context["answer"].evidence}
    try:
        context["entry"] = draft_project_entry(told, season=clock.season())
    except UnpublishedLimit as unknown:
        context["problem"] = str(unknown)
    return render(request, f"{FOLDER}/page.html", context)


@require_POST
def project_entry(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the draft as an entry of one's own, to be changed there."""
    mine = record.current().record
    told = projects.summary(projects.read(projects.row(mine, number)))
    entry = draft_project_entry(told, season=clock.season())
    kept = experiences.keep(mine, _values(told, entry.text))
    say(request, "Kept as an entry: read it, change it")
    return redirect("edit_entry", kept.pk)


def _values(told: ProjectSummary, text: str) -> dict[str, Any]:
    project = told.project
    days = [one.start for one in project.cycles if one.start]
    days += [one.week for one in project.found]
    focus = next(
        (one for one in form_options("focus_area", clock.season()) if one.lower() == FOCUS), ""
    )
    return {
        "title": f"Improvement project: {project.title}"[:100],
        "experience_type": "",
        "focus_area": focus,
        "key_characteristic": "",
        "start": min(days, default=None),
        "end": told.last_day if any(one.act for one in project.cycles) else None,
        "hours_per_week": None,
        "text": text,
        "meaningful": False,
        "why": "",
    }


def _log(mine: ApplicantRecord) -> list[RecordedFact]:
    lines = work.lines(mine)
    return [RecordedFact(f"log.{n}", line.said, line.week) for n, line in enumerate(lines, 1)]


def _first_question() -> str:
    found = next((theme for theme in themes() if theme.name == FIRST_ASKED), themes()[0])
    return found.questions[0]


urlpatterns = [
    path("project/<int:number>/use/", project_use, name="project_use"),
    path("project/<int:number>/use/entry/", project_entry, name="project_entry"),
]
