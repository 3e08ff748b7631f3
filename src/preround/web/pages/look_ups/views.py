"""The look-up queue: what to read next, where, and a tiny form for what was read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from preround.catalogue.fact_kinds import fact_kind
from preround.domain.errors import UserError
from preround.jobs.workspace import StaleWrite
from preround.web import lists, record
from preround.web.pages import NavEntry
from preround.web.pages.look_ups.view_model import queue_page
from preround.web.pages.program import changes
from preround.web.pages.program.fact_form import FactForm
from preround.web.responses import say, undo_facts

NAV = NavEntry("Look-ups", "look_ups", "u", 30)


@require_safe
def look_ups(request: HttpRequest) -> HttpResponse:
    """Show the queue, most useful first."""
    dossier = record.current()
    try:
        context = queue_page(dossier, request.GET.get("open", ""))
    except UserError as problem:
        context = {"dossier": dossier, "problem": str(problem), "nav_here": "look_ups"}
        return render(request, "pages/program_list/no_list.html", context, status=400)
    return render(request, "pages/look_ups/page.html", context)


@require_POST
def save_look_up(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what was read of one program; fields left empty stay unknown."""
    program = lists.catalogue().get(code)
    names = [name for name in request.POST.getlist("fact") if request.POST.get(f"value-{name}")]
    forms = [FactForm.read_typed(fact_kind(name), request.POST, f"value-{name}") for name in names]
    if not forms or any(form.problems for form in forms):
        return _again(request, program.nrmp_code, {form.kind.name: form for form in forms})
    try:
        batch = changes.correct(program, forms)
    except StaleWrite as stale:
        return _again(request, program.nrmp_code, {f.kind.name: f for f in forms}, str(stale), 409)
    many = "" if len(forms) == 1 else "s"
    say(request, f"{len(forms)} fact{many} of {program.institution} saved", undo_facts(batch))
    return redirect("look_ups")


def _again(
    request: HttpRequest,
    code: str,
    forms: dict[str, FactForm],
    problem: str = "",
    status: int = 422,
) -> HttpResponse:
    context: dict[str, Any] = queue_page(record.current(), code)
    context |= {
        "typed": forms,
        "shared": next(iter(forms.values()), None),
        "problem": problem or ("" if forms else "Nothing was filled in, so nothing was saved."),
    }
    return render(request, "pages/look_ups/page.html", context, status=status)


urlpatterns = [
    path("look-ups/", look_ups, name="look_ups"),
    path("look-ups/<str:code>/", save_look_up, name="save_look_up"),
]
