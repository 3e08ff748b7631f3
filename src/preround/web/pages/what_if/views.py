"""Other answers, the same list: what would move."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.facts import specialties
from preround.importers.applicant_file import ApplicantRefused
from preround.jobs.what_if import Move, NothingChanged, WhatIf
from preround.web import clock, lists, record, sent_lists
from preround.web.errors import NoSpecialtyYet
from preround.web.pages import NavEntry
from preround.web.pages.what_if.forms import WhatIfForm
from preround.web.record import Dossier
from preround.web.responses import no_list

NAV = NavEntry("What if", "what_if", "w", 35)
MOST_SHOWN = 20
VISAS = (
    ("none", "None needed"),
    ("j1", "J-1"),
    ("h1b", "H-1B only"),
    ("j1_or_h1b", "J-1 or H-1B"),
)


@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """Show the levers, and what moves once one is moved."""
    dossier = record.current()
    form = WhatIfForm.read(request.GET)
    context: dict[str, Any] = {
        "dossier": dossier,
        "levers": form.levers(dossier.applicant),
        "second": _second_specialties(dossier),
        "visas": VISAS,
        "nav_here": "what_if",
        "sent": sent_lists.read(dossier, clock.season()).sent,
    }
    try:
        context["before"] = lists.built_list(dossier).listing.summary
        if form.changes:
            context |= _answer(lists.what_if(dossier, form.changes))
    except NoSpecialtyYet as problem:
        return no_list(request, dossier, problem, "what_if")
    except NothingChanged as same:
        context["same"] = str(same)
    except ApplicantRefused as refused:
        context["problem"] = form.words(refused)
    except UserError as problem:
        context["problem"] = str(problem)
    part = "answer" if getattr(request, "htmx", False) else "page"
    status = 422 if "problem" in context else 200
    return render(request, f"pages/what_if/{part}.html", context, status=status)


def _answer(answer: WhatIf) -> dict[str, Any]:
    before, after = answer.before.listing.summary, answer.after.listing.summary
    groups = (
        ("Now worth an application", [m for m in answer.moved if m.after.apply > m.before.apply]),
        ("No longer applied to", [m for m in answer.moved if m.after.apply < m.before.apply]),
        ("Applied to as before, with another signal or tier", _kept(answer)),
    )
    return {
        "before": before,
        "after": after,
        "more_points": 100 * (after.p_match.mean - before.p_match.mean),
        "more_interviews": after.interviews.mean - before.interviews.mean,
        "groups": [(title, moves[:MOST_SHOWN], len(moves)) for title, moves in groups if moves],
        "tiers": _tiers(answer),
        "n_moved": len(answer.moved),
        "no_news": answer.no_news,
    }


def _kept(answer: WhatIf) -> list[Move]:
    return [move for move in answer.moved if move.before.apply and move.after.apply]


def _tiers(answer: WhatIf) -> list[tuple[str, str, list[Move], int]]:
    """Gather programs that are not applied to by the way their tier went, most first."""
    ways: dict[tuple[str, str], list[Move]] = {}
    for move in answer.moved:
        if not (move.before.apply or move.after.apply):
            way = move.before.tier.value, move.after.tier.value
            ways.setdefault(way, []).append(move)
    found = [(*way, moves[:MOST_SHOWN], len(moves)) for way, moves in ways.items()]
    return sorted(found, key=lambda one: -one[3])


def _second_specialties(dossier: Dossier) -> list[tuple[str, str]]:
    """Give each choice of a further specialty as the wishes it would make."""
    mine = dossier.applicant.wishes.specialties
    others = [name for name in specialties.ALL if name not in mine]
    return [(", ".join((*mine, name)), specialties.display(name)) for name in others]


urlpatterns = [path("what-if/", what_if, name="what_if")]
