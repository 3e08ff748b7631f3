"""All projects, one at a glance, begun, taken out, brought back, in and out as files."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UserError
from preround.improve.project import FoundLine, Project
from preround.jobs.bring_project import project_without_identifiers, reworded_project
from preround.jobs.choose_entries import compare_texts
from preround.jobs.project_story import headline
from preround.jobs.summarize_project import ProjectSummary
from preround.web import projects, record, work
from preround.web.design.chart_picture import chart_picture
from preround.web.errors import NoFileChosen
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.pages import NavEntry
from preround.web.pages.project.examples import example, examples
from preround.web.pages.project.steps import frame
from preround.web.project_models import ImprovementProject, ImprovementProjectVersion
from preround.web.record import Dossier
from preround.web.responses import say
from preround.web.typed import whole_number

NAV = NavEntry("Project", "project", "q", 46, "One small improvement, with proof", section="job")
FOLDER = "pages/project"
UNNAMED = "A project without a name yet"
MOST_VERSIONS = 60
#: Of a document's keys, those that only the reading of it needs.
UNSAID = ("_word", "in_shares", "read_from", ".line", ".id", "schema_version")


@require_safe
def project(request: HttpRequest) -> HttpResponse:
    """List the person's projects, and the worked examples."""
    mine = record.current().record
    context = {
        "nav_here": "project",
        "rows": [(row, *_told(projects.read(row))) for row in projects.rows(mine)],
        "removed": mine.projects.filter(removed=True),
        "examples": examples().items(),
    }
    return render(request, f"{FOLDER}/page.html", context)


def _told(one: Project) -> tuple[str, str]:
    """What a project says in a sentence, and what is next."""
    try:
        told = projects.summary(one)
    except UserError as problem:
        return str(problem), ""
    first = told.findings[0].message if told.findings else ""
    return headline(told), first


@require_safe
def project_home(request: HttpRequest, number: int) -> HttpResponse:
    """Show one project at a glance: what it says, its charts, what comes next."""
    stored = projects.row(record.current().record, number)
    one = projects.read(stored)
    context = frame(stored, one) | {"n_versions": stored.version}
    try:
        context |= _glance(projects.summary(one))
    except UserError as problem:
        context["problem"] = str(problem)
    return render(request, f"{FOLDER}/home.html", context)


@require_safe
def project_example(request: HttpRequest, name: str) -> HttpResponse:
    """Show a worked example as one's own would look."""
    told = example(name)
    context = {"nav_here": "project", "name": name, "project": told.project} | _glance(told)
    return render(request, f"{FOLDER}/example.html", context)


def _glance(told: ProjectSummary) -> dict[str, Any]:
    charts = [
        (one.measure, one.chart.sentence, chart_picture(one.chart.picture, bare=True))
        for one in told.measures
        if one.chart is not None
    ]
    return {
        "told": told,
        "headline": headline(told),
        "charts": charts,
        "findings": told.findings,
    }


@require_POST
@guarded(title="Title")
def new_project(request: HttpRequest) -> HttpResponse:
    """Begin a project, from nothing or from a line of the work log."""
    dossier = record.current()
    found, problem = _from_line(dossier.record, whole_number(request.POST.get("line", ""), 0))
    title = " ".join((request.POST.get("title", "") or problem).split())[:300] or UNNAMED
    mine = _own(dossier, "First project begun")
    fresh = Project(title=title, problem=problem, found=found)
    stored = projects.start(mine, fresh, "Begun")
    return redirect("project_part", stored.pk, "problem")


def _from_line(mine: ApplicantRecord, number: int) -> tuple[tuple[FoundLine, ...], str]:
    row = work.rows(mine).filter(pk=number).first()
    if row is None:
        return (), ""
    said = work.as_line(row).said
    return (FoundLine(week=row.week, text=said[:300], job=row.job.title, line=row.pk),), said


def _own(dossier: Dossier, cause: str) -> ApplicantRecord:
    if not dossier.is_sample:
        return dossier.record
    return record.start_own(record.own_or_blank(dossier), cause, [])


@require_POST
def remove_project(request: HttpRequest, number: int) -> HttpResponse:
    """Take a project out, or put it back."""
    back = request.POST.get("put_back") == "yes"
    stored = projects.remove(record.current().record, number, removed=not back)
    say(request, f"{stored.title} {'is back' if back else 'taken out'}")
    return redirect(reverse("project_home", args=[number]) if back else reverse("project"))


@require_POST
def undo_project(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Store an earlier version again."""
    mine = record.current().record
    before = projects.row(mine, number).version
    shown = request.POST.get("version", "")
    stored = projects.bring_back(mine, number, version, whole_number(shown, None))
    say(request, f"Back to version {version}", reverse("undo_project", args=[number, before]))
    return redirect("project_home", stored.pk)


@require_safe
def project_history(request: HttpRequest, number: int) -> HttpResponse:
    """Show what each save changed, word by word, with the way back."""
    stored = projects.row(record.current().record, number)
    found = _last_of_each_visit(list(stored.history.all()))
    versions = [(new, _changes(old.document, new.document)) for new, old in pairwise(found)]
    versions = [*versions, *((one, []) for one in found[-1:])][:MOST_VERSIONS]
    context = frame(stored, projects.read(stored)) | {"versions": versions, "here": "history"}
    return render(request, f"{FOLDER}/history.html", context)


def _last_of_each_visit(
    newest_first: list[ImprovementProjectVersion],
) -> list[ImprovementProjectVersion]:
    """Of what one open page saved by itself only how it was left, so that the past can be read."""
    found: list[ImprovementProjectVersion] = []
    for one in newest_first:
        if found and one.window and (found[-1].window, found[-1].part) == (one.window, one.part):
            continue
        found.append(one)
    return found


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The texts that differ, by where they stand; numbers are only counted."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    found = []
    points = {key for key in before.keys() | after.keys() if ".points." in key}
    said = {key for key in before.keys() | after.keys() if not key.endswith(UNSAID)} - points
    for key in sorted(said):
        if before.get(key, "") != after.get(key, ""):
            words = compare_texts(before.get(key, ""), after.get(key, ""))
            found.append((key.replace(".", " ").replace("_", " "), words))
    n_points = sum(before.get(key) != after.get(key) for key in points)
    if n_points:
        found.append((f"numbers: {n_points} cells differ", []))
    return found


def _leaves(value: Any, place: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        parts = [(str(key), one) for key, one in value.items() if key != "id"]
    elif isinstance(value, list):
        parts = [(str(n), one) for n, one in enumerate(value, start=1)]
    else:
        return [(place, "" if value is None else str(value))]
    return [leaf for key, one in parts for leaf in _leaves(one, f"{place}.{key}" if place else key)]


@require_safe
def project_file(_request: HttpRequest, number: int) -> HttpResponse:
    """Give the project as the file that the command line reads, naming no patient."""
    stored: ImprovementProject = projects.row(record.current().record, number)
    leaving, _ = reworded_project(projects.read(stored))
    text = json.dumps(leaving.model_dump(mode="json"), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="project-{number}.json"'
    return answer


@require_POST
def bring_project(request: HttpRequest) -> HttpResponse:
    """Read a project from its file."""
    file = request.FILES.get("file")
    if file is None:
        raise NoFileChosen("a project as JSON from this app, or as TOML")
    text = file.read().decode("utf-8-sig", errors="replace")
    brought, n_reworded = project_without_identifiers(text, file.name or "your file")
    mine = _own(record.current(), "First project brought in")
    stored = projects.start(mine, brought, f"Brought in from {file.name}")
    words = f"{stored.title} brought in"
    if n_reworded:
        places = "place" if n_reworded == 1 else "places"
        words += f", reworded in {n_reworded} {places} that could identify a patient"
    say(request, words)
    return redirect("project_home", stored.pk)


urlpatterns = [
    path("project/", project, name="project"),
    path("project/new/begin/", new_project, name="new_project"),
    path("project/bring/in/", bring_project, name="bring_project"),
    path("project/example/<slug:name>/", project_example, name="project_example"),
    path("project/<int:number>/", project_home, name="project_home"),
    path("project/<int:number>/remove/", remove_project, name="remove_project"),
    path("project/<int:number>/back/<int:version>/", undo_project, name="undo_project"),
    path("project/<int:number>/history/", project_history, name="project_history"),
    path("project/<int:number>/project.json", project_file, name="project_file"),
]
