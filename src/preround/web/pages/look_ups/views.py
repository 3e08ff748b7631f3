"""The look-up queue: what to read next, where, and a tiny form for what was read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.catalogue.fact_kinds import fact_kind
from preround.domain.errors import UserError
from preround.jobs.guard_about import About
from preround.jobs.workspace import StaleWrite
from preround.web import lists, record
from preround.web.guarding import guarded
from preround.web.pages import NavEntry
from preround.web.pages.look_ups.rounds import Round, one_by_one_page
from preround.web.pages.look_ups.view_model import queue_page
from preround.web.pages.program import changes
from preround.web.pages.program.fact_form import FactForm
from preround.web.responses import no_list, say, undo_facts

NAV = NavEntry("Look-ups", "look_ups", "u", 30)


@require_safe
def look_ups(request: HttpRequest) -> HttpResponse:
    """Show the queue, most useful first."""
    dossier = record.current()
    try:
        context = queue_page(dossier, request.GET.get("open", ""))
    except UserError as problem:
        return no_list(request, dossier, problem, "look_ups")
    return render(request, "pages/look_ups/page.html", context)


@require_POST
@guarded(About.PEOPLE, note="Your note")
def save_look_up(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what was read of one program; fields left empty stay unknown."""
    program = lists.catalogue().get(code)
    forms = list(_typed(request).values())
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


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.PEOPLE, note="Your note")
def one_by_one(request: HttpRequest) -> HttpResponse:
    """Look up one program after the other by keyboard: read, type, Enter, next."""
    round_ = Round.read(request.GET)
    typed: dict[str, FactForm] = {}
    problem = ""
    status = 200
    if request.method == "POST":
        code = request.POST.get("code", "")
        if request.POST.get("skip"):
            return redirect(round_.after(code, kept=False))
        typed = _typed(request)
        if typed and not any(form.problems for form in typed.values()):
            try:
                batch = changes.correct(lists.catalogue().get(code), list(typed.values()))
            except StaleWrite as stale:
                problem, status = str(stale), 409
            else:
                say(request, f"{lists.catalogue().get(code).institution} saved", undo_facts(batch))
                return redirect(round_.after(code, kept=True))
        else:
            problem = "" if typed else "Nothing was filled in. Fill in one fact, or skip."
            status = 422
    try:
        context = one_by_one_page(record.current(), round_)
    except UserError as wrong:
        return no_list(request, record.current(), wrong, "look_ups")
    context |= {"typed": typed, "problem": problem, "shared": next(iter(typed.values()), None)}
    return render(request, "pages/look_ups/one_by_one.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, FactForm]:
    names = [name for name in request.POST.getlist("fact") if request.POST.get(f"value-{name}")]
    return {
        name: FactForm.read_typed(fact_kind(name), request.POST, f"value-{name}") for name in names
    }


urlpatterns = [
    path("look-ups/one-by-one/", one_by_one, name="one_by_one"),
    path("look-ups/", look_ups, name="look_ups"),
    path("look-ups/<str:code>/", save_look_up, name="save_look_up"),
]
