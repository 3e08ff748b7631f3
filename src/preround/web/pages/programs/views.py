"""Search every listed program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.domain.program import Program, Track
from preround.facts import specialties
from preround.web import lists
from preround.web.pages import NavEntry
from preround.web.pages.programs.forms import SearchForm

NAV = NavEntry("Programs", "programs", "p", 20)
PER_PAGE = 60


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """Show what the words find; with no words, how to begin."""
    catalogue = lists.catalogue()
    form = SearchForm.read(request.GET)
    found: tuple[Program, ...] = ()
    problem = ""
    try:
        found = catalogue.search(*form.wish()) if form.asks else ()
    except UserError as wrong:
        problem = str(wrong)
    context = {
        "form": form,
        "found": found[(form.page - 1) * PER_PAGE : form.page * PER_PAGE],
        "n_found": len(found),
        "more": form.address(form.page + 1) if len(found) > form.page * PER_PAGE else "",
        "earlier": form.address(form.page - 1) if form.page > 1 else "",
        "n_all": len(catalogue.programs),
        "provenance": catalogue.provenance,
        "problem": problem,
        "states": sorted({program.state for program in catalogue.programs}),
        "specialties": [(name, specialties.display(name)) for name in specialties.ALL],
        "tracks": [track.value for track in Track],
        "nav_here": "programs",
    }
    part = "found" if getattr(request, "htmx", False) else "page"
    return render(request, f"pages/programs/{part}.html", context)


urlpatterns = [path("programs/", programs, name="programs")]
