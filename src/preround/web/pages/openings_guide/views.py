"""The guide: kinds with what they are worth, and official places to begin."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.openings.guide import guide
from preround.web import lists, openings, record
from preround.web.record import Dossier

FOLDER = "pages/openings_guide"
INSTITUTIONS_SHOWN = 12


@require_safe
def openings_kinds(request: HttpRequest) -> HttpResponse:
    """Show every kind with what it is worth, and what the programs you know make of it."""
    known, by_kind = openings.by_rules()
    context = {
        "nav_here": "openings",
        "tab": "kinds",
        "kinds": [(kind, by_kind[kind.name]) for kind in guide().kinds.values()],
        "known": known,
    }
    return render(request, f"{FOLDER}/kinds.html", context)


@require_safe
def openings_where(request: HttpRequest) -> HttpResponse:
    """Show where to begin: one's own list of programs first, then the official places."""
    dossier = record.current()
    context = {
        "nav_here": "openings",
        "tab": "where",
        "dossier": dossier,
        "person": openings.person(dossier),
        "starts": guide().starts,
        "ahead": guide().ahead,
        "institutions": _institutions(dossier),
    }
    return render(request, f"{FOLDER}/where.html", context)


def _institutions(dossier: Dossier) -> list[tuple[str, str, str]]:
    """The first institutions of the list, where, and an address that begins an opening there."""
    try:
        listing = lists.built_list(dossier).listing
    except UserError:
        return []
    found: dict[str, tuple[str, str, str]] = {}
    for row in sorted((row for row in listing.rows if row.apply), key=lambda row: row.order):
        program = row.program
        values = {
            "institution": program.institution,
            "specialty": program.specialty,
            "city": program.sponsor.city,
            "state": program.state,
        }
        place = ", ".join(part for part in (program.sponsor.city, program.state) if part)
        found.setdefault(program.institution, (program.institution, place, urlencode(values)))
    return list(found.values())[:INSTITUTIONS_SHOWN]


urlpatterns = [
    path("openings/kinds/", openings_kinds, name="openings_kinds"),
    path("openings/where/", openings_where, name="openings_where"),
]
