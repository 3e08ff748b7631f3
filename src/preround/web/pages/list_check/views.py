"""Is the list sound? Its spread at once, the second opinion when it is worked out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.jobs.list_health import list_health
from preround.web import lists, record
from preround.web.design.state_map import state_map
from preround.web.pages import NavEntry
from preround.web.responses import no_list

NAV = NavEntry("List check", "list_check", "c", 37, "Its spread, and a second opinion")


@require_safe
def list_check(request: HttpRequest) -> HttpResponse:
    """Show what the list looks like as a whole."""
    dossier = record.current()
    context = {"dossier": dossier, "nav_here": "list_check"}
    try:
        built = lists.built_list(dossier)
    except UserError as problem:
        return no_list(request, dossier, problem, "list_check")
    health = list_health(dossier.applicant, built.listing)
    wishes = dossier.applicant.wishes
    marked = {*wishes.ties, *wishes.states_preferred}
    context |= {
        "health": health,
        "marked": marked,
        "map": state_map({part.name: part.n for part in health.states}, marked),
        "summary": built.listing.summary,
        "opinion": lists.second_opinion(dossier),
    }
    return render(request, "pages/list_check/page.html", context)


urlpatterns = [path("list-check/", list_check, name="list_check")]
