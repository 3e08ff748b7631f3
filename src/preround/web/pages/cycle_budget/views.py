"""Everything a cycle costs, published amounts and one's own together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.facts.reader import load_season
from preround.jobs.cycle_budget import BadAmount, OwnAmounts, cycle_budget
from preround.web import clock, lists, record
from preround.web.pages import NavEntry
from preround.web.responses import no_list

NAV = NavEntry("Whole cycle", "cycle_budget", "b", 55, "Everything a cycle costs")
FIELDS = {
    "travel_per_interview": "Travel for one interview",
    "rotations": "Rotations: fees, travel, living",
    "other": "Anything else",
}


@require_safe
def cycle(request: HttpRequest) -> HttpResponse:
    """Show the sum and its parts; amounts of one's own stand in the address."""
    dossier = record.current()
    typed = {name: request.GET.get(name, "").strip()[:20] for name in FIELDS}
    context: dict[str, Any] = {
        "dossier": dossier,
        "fields": [(name, label, typed[name]) for name, label in FIELDS.items()],
        "nav_here": "cycle_budget",
    }
    try:
        summary = lists.built_list(dossier).listing.summary
    except UserError as problem:
        return no_list(request, dossier, problem, "cycle_budget")
    try:
        own = OwnAmounts(**{name: _dollars(FIELDS[name], text) for name, text in typed.items()})
    except UserError as problem:
        own = OwnAmounts()
        context["problem"] = str(problem)
    facts = load_season(clock.season())
    context["budget"] = cycle_budget(dossier.applicant, facts, summary, own)
    part = "answer" if getattr(request, "htmx", False) else "page"
    status = 422 if "problem" in context else 200
    return render(request, f"pages/cycle_budget/{part}.html", context, status=status)


def _dollars(label: str, text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.lstrip("$").replace(",", ""))
    except ValueError:
        raise BadAmount(label, text) from None


urlpatterns = [path("whole-cycle/", cycle, name="cycle_budget")]
