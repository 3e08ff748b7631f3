"""The season's published facts, each with where it was read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.facts.reader import load_season, supported_seasons
from preround.web import clock
from preround.web.pages import NavEntry
from preround.web.pages.season.view_model import season_page
from preround.web.typed import whole_number

NAV = NavEntry("Season", "season", "s", 60, section="season")


@require_safe
def season(request: HttpRequest) -> HttpResponse:
    """Show one season's dates, signals, fees and rules."""
    seasons = supported_seasons()
    asked = request.GET.get("season", "")
    chosen = whole_number(asked, min(max(clock.season(), seasons[0]), seasons[-1]))
    context = season_page(load_season(chosen), clock.today())
    context |= {"seasons": seasons, "nav_here": "season"}
    return render(request, "pages/season/page.html", context)


urlpatterns = [path("season/", season, name="season")]
