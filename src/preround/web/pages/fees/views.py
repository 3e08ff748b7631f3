"""What applications cost, worked out while one types."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.facts import specialties
from preround.facts.reader import load_season, supported_seasons
from preround.portfolio.fees import FeeQuote, quote
from preround.web import clock
from preround.web.pages import NavEntry
from preround.web.pages.fees.forms import FeesForm

NAV = NavEntry("Fees", "fees", "f", 50)
EXAMPLE = (("Internal Medicine", 64),)


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """Price the numbers of the form; a small example where none are given."""
    form = FeesForm.read(request.GET)
    asked = form.counts or EXAMPLE
    season = form.season or clock.season()
    answer, problem = (None, form.problem) if form.problem else _answer(season, asked)
    context = {
        "form": form,
        "season_asked": season,
        "asked": asked,
        "answer": answer,
        "problem": problem,
        "seasons": supported_seasons(),
        "names": [(name, specialties.display(name)) for name in specialties.ALL],
        "nav_here": "fees",
    }
    part = "answer" if getattr(request, "htmx", False) else "page"
    return render(request, f"pages/fees/{part}.html", context, status=400 if problem else 200)


def _answer(season: int, asked: Sequence[tuple[str, int]]) -> tuple[FeeQuote | None, str]:
    try:
        return quote(load_season(season), asked, last_known=True), ""
    except UserError as wrong:
        return None, str(wrong)


urlpatterns = [path("fees/", fees, name="fees")]
