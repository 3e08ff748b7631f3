"""Cycles of plan, do, study, act: listed, begun, written while one types, taken out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.domain.errors import UserError
from preround.improve.project import Measure, PdsaCycle, Project, next_id
from preround.web import projects, record
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.pages.project.steps import frame
from preround.web.pages.project_parts.fields import Asked, Kind, PartForm, as_typed
from preround.web.pages.project_parts.views import Saving, store, typed
from preround.web.project_models import ImprovementProject
from preround.web.projects import Save
from preround.web.responses import say
from preround.web.typed import whole_number

FOLDER = "pages/project_cycles"
ACTS = (
    ("", "not decided yet"), ("adopt", "adopt: keep it"), ("adapt", "adapt: change it and go on"),
    ("abandon", "abandon: it did not work"),
)  # fmt: skip
CYCLE = (
    Asked("name", "The change in a few words", required=True, hint="Own errors, every week"),
    Asked("plan", "Plan: what will be done, by whom, when", Kind.WORDS),
    Asked("expect", "What you expect to come of it, before you start", Kind.WORDS, rows=2),
    Asked("start", "First day", Kind.DAY),
    Asked("end", "Last day, if it is over", Kind.DAY),
    Asked("do", "Do: what was really done", Kind.WORDS),
    Asked("study", "Study: what the numbers showed, and what surprised", Kind.WORDS),
    Asked("act", "Act", Kind.CHOICE, choices=ACTS),
    Asked("note", "What comes next", Kind.WORDS, rows=2),
)


class NoSuchCycle(UserError):
    """A cycle that the project does not have."""

    http_status = 404

    def __init__(self, got: str) -> None:
        super().__init__(f"Change {got!r} is not in this project. Load the page again.")


@require_safe
def project_cycles(request: HttpRequest, number: int) -> HttpResponse:
    """List the changes in their order."""
    stored = projects.row(record.current().record, number)
    context = frame(stored, projects.read(stored), "cycles")
    return render(request, f"{FOLDER}/list.html", context)


@require_POST
@guarded(name="What is changed")
def add_cycle(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a change by its name."""
    mine = record.current().record
    before = projects.row(mine, number)
    name = " ".join(request.POST.get("name", "").split())[:300] or "A change"
    key = next_id((one.id for one in projects.read(before).cycles), "c")

    def change(project: Project) -> Project:
        return project.model_copy(
            update={"cycles": (*project.cycles, PdsaCycle(id=key, name=name))}
        )

    projects.keep(
        mine, number, change, Save(before.version, f"cycles.{key}", f"Change added: {name}")
    )
    say(request, "Change added", reverse("undo_project", args=[number, before.version]))
    return redirect("project_cycle", number, key)


@require_http_methods(["GET", "HEAD", "POST"])
def project_cycle(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Show or store one cycle."""
    stored, project, cycle = _asked(number, key)

    def context(form: PartForm) -> dict[str, Any]:
        return frame(stored, project, "cycles") | {"cycle": cycle, "form": form}

    if request.method != "POST":
        shown = {one.name: as_typed(getattr(cycle, one.name)) for one in CYCLE}
        form = PartForm(CYCLE, shown, stored.version)
        return render(request, f"{FOLDER}/page.html", context(form))
    form = typed(CYCLE, request)
    if (start := form.typed["start"]) and (end := form.typed["end"]) and end < start:
        form.problems.setdefault("end", "The last day is before the first.")

    def change(one: Project) -> Project:
        return _with(one, key, form.values())

    mine = record.current().record
    saving = Saving(mine, stored, f"cycles.{key}", form, change, f"{FOLDER}/page.html", context)
    return store(request, saving)


@require_POST
def remove_cycle(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Take a change out of the project."""
    stored, _, cycle = _asked(number, key)

    def change(project: Project) -> Project:
        rest = tuple(one for one in project.cycles if one.id != key)
        return project.model_copy(update={"cycles": rest})

    version = whole_number(request.POST.get("version", ""), stored.version)
    projects.keep(
        record.current().record,
        number,
        change,
        Save(version, f"cycles.{key}", f"Change taken out: {cycle.name}"),
    )
    undo = reverse("undo_project", args=[number, stored.version])
    say(request, f"{cycle.name} taken out", undo)
    return redirect("project_cycles", number)


def _asked(number: int, key: str) -> tuple[ImprovementProject, Project, PdsaCycle]:
    stored = projects.row(record.current().record, number)
    project = projects.read(stored)
    cycle = next((one for one in project.cycles if one.id == key), None)
    if cycle is None:
        raise NoSuchCycle(key)
    return stored, project, cycle


def _with(project: Project, key: str, values: dict[str, Any]) -> Project:
    """The project with one cycle written anew; a change line drawn at its first day moves along."""
    old = next((one for one in project.cycles if one.id == key), None)
    if old is None:
        raise StaleSave("This change", 0, 0)
    fresh = old.model_copy(update=values)
    cycles = tuple(fresh if one.id == key else one for one in project.cycles)
    measures = project.measures
    if old.start is not None and fresh.start not in (None, old.start):
        measures = tuple(_moved(one, old.start, fresh.start) for one in measures)
    return project.model_copy(update={"cycles": cycles, "measures": measures})


def _moved(measure: Measure, old: dt.date, new: dt.date | None) -> Measure:
    if old not in measure.changes or new is None:
        return measure
    changes = tuple(new if one == old else one for one in measure.changes)
    return measure.model_copy(update={"changes": changes})


urlpatterns = [
    path("project/<int:number>/changes/", project_cycles, name="project_cycles"),
    path("project/<int:number>/changes/add/", add_cycle, name="add_cycle"),
    path("project/<int:number>/changes/<slug:key>/", project_cycle, name="project_cycle"),
    path("project/<int:number>/changes/<slug:key>/remove/", remove_cycle, name="remove_cycle"),
]
