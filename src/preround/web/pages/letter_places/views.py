"""Every program with its letters, and the choice by hand for one program or one specialty."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from preround.letters.assign import USABLE
from preround.web import letters, record
from preround.web.pages.letters.garden import Garden, garden
from preround.web.responses import say, way_back
from preround.web.typed import whole_number

PAGE = "pages/letter_places/page.html"
MOST_SCOPE = 200


@require_http_methods(["GET", "HEAD", "POST"])
def letter_places(request: HttpRequest) -> HttpResponse:
    """Show every program with its letters; store the letters chosen for one scope."""
    dossier = record.current()
    found = garden(dossier, programs=True)
    if request.method != "POST":
        return render(request, PAGE, _context(found, request.GET.get("scope", "")))
    scope = request.POST.get("scope", "")[:MOST_SCOPE]
    numbers = [whole_number(text, 0) for text in request.POST.getlist("writer")]
    there = {int(one.key) for one in found.record.writers if one.key.isdigit()}
    chosen = [number for number in numbers if number in there]
    most = found.answer.letters_per_program
    context = _context(found, scope)
    if len(chosen) > most:
        context |= {
            "problem": f"{len(chosen)} letters are ticked; a program takes at most {most}. "
            f"Leave {len(chosen) - most} out.",
            "ticked": set(map(str, chosen)),
        }
        return render(request, PAGE, context, status=422)
    if not context["asked"]:
        return render(request, PAGE, context, status=422)
    kept = letters.choose(dossier.record, scope, chosen)
    words = "chosen by hand" if chosen else "left to the app again"
    say(request, f"Letters for {context['asked']} {words},", reverse("undo_places", args=[kept.pk]))
    return redirect("letter_places")


@require_POST
def undo_places(request: HttpRequest, number: int) -> HttpResponse:
    """Put the choice back as it was."""
    letters.undo_choice(record.current().record, number)
    say(request, "Undone")
    return redirect(way_back(request, reverse("letter_places")))


def _context(found: Garden, scope: str) -> dict[str, Any]:
    rows = found.answer.assignments
    mine = [one for one in rows if scope and scope in (one.code, one.specialty)]
    asked = ""
    if mine:
        asked = mine[0].program if scope == mine[0].code else f"all of {scope}"
    return {
        "nav_here": "letters",
        "answer": found.answer,
        "groups": () if found.is_sample else found.answer.groups(),
        "names": {writer.key: writer.name for writer in found.record.writers},
        "scope": scope,
        "asked": asked,
        "usable": [one for one in found.record.writers if one.status in USABLE],
        "ticked": set(mine[0].letters) if mine else set(),
    }


urlpatterns = [
    path("letters/where/", letter_places, name="letter_places"),
    path("letters/where/undo/<int:number>/", undo_places, name="undo_places"),
]
