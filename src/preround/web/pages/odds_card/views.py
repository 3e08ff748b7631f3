"""Every number of the odds with its source, the checks, and the known failures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.odds_card import odds_card

HELD = {"yes": ("met", "held"), "partly": ("unknown", "in part"), "no": ("blocked", "not held")}


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """Show the card of the odds, made from the files the odds are made from."""
    found = odds_card()
    context = {
        "card": found,
        "checks": [(check, *HELD[check.held]) for check in found.checks.checks],
        "rests": [(support.value, n) for support, n in found.n_by_support.items()],
        "nav_here": "about",
    }
    return render(request, "pages/odds_card/page.html", context)


urlpatterns = [path("method/numbers/", card, name="odds_card")]
