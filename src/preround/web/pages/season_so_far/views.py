"""The forecast as the season moves it, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.web import clock, interviews, lists, record, sent_lists
from preround.web.pages import NavEntry
from preround.web.responses import no_list

NAV = NavEntry("So far", "season_so_far", "y", 56, "The forecast as answers come", section="season")
MOST_SHOWN = 15


@require_safe
def season_so_far(request: HttpRequest) -> HttpResponse:
    """Show where the chance to match stands after every answer and every silence."""
    dossier, season = record.current(), clock.season()
    context: dict[str, Any] = {"dossier": dossier, "nav_here": "season_so_far"}
    try:
        lists.built_list(dossier)
    except UserError as problem:
        return no_list(request, dossier, problem, "season_so_far")
    kept = [one.invitation for one in interviews.kept(dossier, season)]
    context["season_year"] = season
    context["sent"] = sent_lists.read(dossier, season).sent
    if not kept and not context["sent"]:
        return render(request, "pages/season_so_far/not_sent.html", context)
    found = lists.season_followed(
        dossier,
        {one.program_code: one.was_invited for one in kept if one.was_invited is not None},
        frozenset(one.program_code for one in kept if not one.can_be_ranked),
    )
    context |= {
        "found": found,
        "waiting": found.waiting[:MOST_SHOWN],
        "today": clock.today(),
    }
    return render(request, "pages/season_so_far/page.html", context)


urlpatterns = [path("season-so-far/", season_so_far, name="season_so_far")]
