"""Show a written part, store it while it is typed, and refuse what would name a patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from preround.improve.project import FoundLine, Project
from preround.jobs.guard_text import guard_texts
from preround.web import projects, record, work
from preround.web.errors import StaleSave
from preround.web.models import ApplicantRecord
from preround.web.pages.project.steps import frame
from preround.web.pages.project_parts.fields import Asked, PartForm
from preround.web.pages.project_parts.parts import PARTS, PROBLEM, Part, with_found
from preround.web.project_models import ImprovementProject
from preround.web.projects import Save
from preround.web.responses import say
from preround.web.typed import whole_number

FOLDER = "pages/project_parts"
LINES_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Saving:
    """One part on its way into the database: what is changed, and the page that shows it."""

    mine: ApplicantRecord
    stored: ImprovementProject
    part: str
    form: PartForm
    change: Callable[[Project], Project]
    template: str
    context: Callable[[PartForm], dict[str, Any]]


@require_http_methods(["GET", "HEAD", "POST"])
def project_part(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Show or store one part; while it is typed, only a word of how it went comes back."""
    part = PARTS.get(key)
    if part is None:
        raise Http404
    mine = record.current().record
    stored = projects.row(mine, number)
    context = partial(_context, mine, stored, part)
    if request.method != "POST":
        form = PartForm(part.asked, part.show(projects.read(stored)), stored.version)
        return render(request, f"{FOLDER}/page.html", context(form))
    form = typed(part.asked, request)
    change = partial(_changed, part=part, form=form)
    saving = Saving(mine, stored, part.key, form, change, f"{FOLDER}/page.html", context)
    return store(request, saving)


def typed(asked: Sequence[Asked], request: HttpRequest) -> PartForm:
    """The form as sent, with the offered wording where that was chosen."""
    form = PartForm.read(asked, request.POST)
    return form.reworded() if request.POST.get("use_wording") == "yes" else form


def store(request: HttpRequest, saving: Saving) -> HttpResponse:
    """Keep a part and answer: a fragment to what saves by itself, a page to a pressed button."""
    by_itself = bool(getattr(request, "htmx", False))
    template = f"{FOLDER}/saved.html" if by_itself else saving.template
    form = saving.form
    caught = () if form.keep_words else guard_texts(form.texts)
    if form.problems or caught:
        context = saving.context(form) | {"caught": caught}
        return render(request, template, context, status=422)
    try:
        kept = projects.keep(
            saving.mine,
            saving.stored.pk,
            saving.change,
            Save(form.version, saving.part, f"Changed {_kind(saving.part)}", form.window),
        )
    except StaleSave as stale:
        context = saving.context(form) | {"stale": str(stale)}
        return render(request, template, context, status=409)
    if by_itself:
        return render(request, template, {"version": kept.version, "saved": True})
    if kept.version != saving.stored.version:
        say(request, "Saved", reverse("undo_project", args=[kept.pk, saving.stored.version]))
    if request.POST.get("then") == "next":
        return redirect(_following(kept, saving.part))
    return redirect(request.path)


def _kind(part: str) -> str:
    """What a part is called: measures.m1 is one of the measures."""
    return part.partition(".")[0]


def _following(kept: ImprovementProject, part: str) -> str:
    following = frame(kept, projects.read(kept), _kind(part))["following"]
    return following.address if following else reverse("project_home", args=[kept.pk])


def _changed(project: Project, *, part: Part, form: PartForm) -> Project:
    values = form.values()
    if part.key == "aim":
        in_percent = "%" in f"{form.typed['start']}{form.typed['goal']}"
        values["unit"] = "%" if in_percent else values["unit"]
    return part.change(project, values)


@require_POST
def project_found(request: HttpRequest, number: int) -> HttpResponse:
    """Keep which lines of the work log the problem was found in."""
    mine = record.current().record
    picked = {whole_number(text, 0) for text in request.POST.getlist("line")}
    found = [_found(row) for row in work.rows(mine).filter(pk__in=picked)]

    def change(project: Project) -> Project:
        known = {line.pk for line in _offered(mine)}
        others = [one for one in project.found if one.line not in known]
        return with_found(project, [*others, *found][:60])

    version = whole_number(request.POST.get("version", ""), 0)
    before = projects.row(mine, number).version
    kept = projects.keep(mine, number, change, Save(version, "found", "Lines of the log"))
    say(request, "Saved", reverse("undo_project", args=[number, before]))
    return redirect("project_part", kept.pk, PROBLEM.key)


def _found(row: Any) -> FoundLine:
    said = work.as_line(row).said
    return FoundLine(week=row.week, text=said[:300], job=row.job.title, line=row.pk)


def _offered(mine: ApplicantRecord) -> list[Any]:
    return list(work.rows(mine).order_by("-week", "kind", "id")[:LINES_OFFERED])


def _context(
    mine: ApplicantRecord, stored: ImprovementProject, part: Part, form: PartForm
) -> dict[str, Any]:
    project = projects.read(stored)
    context = frame(stored, project, part.key) | {
        "part": part,
        "form": form,
    }
    if part.key == PROBLEM.key:
        picked = {one.line for one in project.found}
        context["offered"] = [(row, work.as_line(row).said, row.pk in picked)
                              for row in _offered(mine)]  # fmt: skip
        there = {row.pk for row, *_ in context["offered"]}
        context["earlier"] = [one for one in project.found if one.line not in there]
    return context


urlpatterns = [
    path("project/<int:number>/found/", project_found, name="project_found"),
    path("project/<int:number>/part/<slug:key>/", project_part, name="project_part"),
]
