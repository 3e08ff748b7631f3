"""How the list is made, what its words mean, and how far to trust it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.catalogue.listing import load_listing
from preround.domain.ranges import Interval, Support
from preround.web.design.interval_picture import AXES
from preround.web.pages import NavEntry
from preround.web.pages.program_list.view_model import TIER_WORDS

NAV = NavEntry("Method", "about", "m", 70, section="record")
DRAWN = Interval(low=0.01, mid=0.04, high=0.11, mean=0.05, support=Support.PUBLISHED)
AVERAGE = 0.03


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Explain the method in a page of plain words."""
    context = {
        "provenance": load_listing().provenance,
        "tiers": [(tier.value, words) for tier, words in TIER_WORDS.items()],
        "drawn": DRAWN,
        "average": AVERAGE,
        "axis": AXES[1],
        "nav_here": "about",
    }
    return render(request, "pages/about/page.html", context)


urlpatterns = [path("method/", about, name="about")]
