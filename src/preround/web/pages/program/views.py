"""One program: what is known of it, what its rules say to this applicant, and a note."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.catalogue.fact_kinds import fact_kind
from preround.jobs.guard_about import About
from preround.jobs.workspace import StaleWrite
from preround.web import clock, lists, notes, record
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.pages.program import changes
from preround.web.pages.program.fact_form import FactForm
from preround.web.pages.program.view_model import fact_page, how_page, program_page
from preround.web.responses import say, undo_facts, way_back
from preround.web.typed import whole_number


@require_safe
def program(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything about one program."""
    return render(request, "pages/program/page.html", program_page(record.current(), code))


@require_safe
def how(request: HttpRequest, code: str) -> HttpResponse:
    """Show the terms an odds figure is made of, with the applicant's own values."""
    context = how_page(record.current(), code, request.GET.get("signal", "none"))
    return render(request, "pages/program/how.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.PEOPLE, note="Your note")
def fact(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Show one fact with its history, and correct it."""
    context = fact_page(code, name)
    form = FactForm.blank(context["kind"], context["version"], clock.today())
    if request.method == "POST":
        form = FactForm.read_typed(context["kind"], request.POST)
        if not form.problems:
            try:
                batch = changes.correct(context["program"], [form])
            except StaleWrite as stale:
                context |= {"form": form, "stale": str(stale)}
                return render(request, "pages/program/stale_fact.html", context, status=409)
            say(request, f"{context['kind'].label} saved", undo_facts(batch))
            return redirect("program", context["program"].nrmp_code)
    context["form"] = form
    status = 422 if form.problems else 200
    return render(request, "pages/program/fact.html", context, status=status)


@require_safe
def fact_by_year(request: HttpRequest, code: str) -> HttpResponse:
    """Go to the fact of one year, such as the positions offered in 2025."""
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    found = fact_kind(f"{kind}_{year}")
    return redirect("fact", lists.catalogue().get(code).nrmp_code, found.name)


@require_POST
@guarded(About.PEOPLE, live="pages/program/note_held.html", text="Your note")
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Save the private note; refuse it, showing both, when another window changed it."""
    dossier = record.current()
    found = lists.catalogue().get(code)
    text = request.POST.get("text", "").replace("\r\n", "\n")[:20_000]
    expected = whole_number(request.POST.get("version", ""), 0)
    part = getattr(request, "htmx", False)
    context = {"program": found, "text": text, "dossier": dossier}
    try:
        context["note"] = notes.write(dossier.record, found.nrmp_code, text, expected)
    except StaleSave as stale:
        context |= {"note": notes.read(dossier.record, found.nrmp_code), "stale": str(stale)}
        template = "note_stale_part" if part else "note_stale"
        return render(request, f"pages/program/{template}.html", context, status=409)
    if part:
        return render(request, "pages/program/note_saved.html", context)
    say(request, "Note saved")
    return redirect(f"{way_back(request, f'/programs/{found.nrmp_code}/')}#note")


urlpatterns = [
    path("programs/<str:code>/", program, name="program"),
    path("programs/<str:code>/how/", how, name="how"),
    path("programs/<str:code>/note/", note, name="note"),
    path("programs/<str:code>/facts-of-year/", fact_by_year, name="fact_by_year"),
    path("programs/<str:code>/facts/<slug:name>/", fact, name="fact"),
]
