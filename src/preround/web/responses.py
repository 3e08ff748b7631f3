"""Answers that several pages give: the way back, a quiet notice, an undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from preround.domain.errors import UserError
from preround.web import clock
from preround.web.errors import NoSpecialtyYet
from preround.web.record import Dossier


def way_back(request: HttpRequest, default: str = "/") -> str:
    """Give the page a form was sent from, never an address of another host."""
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe and back.startswith("/") else default


def no_list(
    request: HttpRequest, dossier: Dossier, problem: UserError, nav_here: str
) -> HttpResponse:
    """Say why there is no list; one that only waits for a specialty asks for it."""
    status = 200 if isinstance(problem, NoSpecialtyYet) else problem.http_status
    context = {"dossier": dossier, "problem": str(problem), "nav_here": nav_here}
    return render(request, "pages/program_list/no_list.html", context, status=status)


def say(request: HttpRequest, text: str, undo: str = "") -> None:
    """Tell quietly what happened, at what time, with a way to undo it for a minute."""
    tags = f"undo:{undo}" if undo else ""
    messages.success(request, f"{text} {clock.now():%H:%M}", extra_tags=tags)


def undo_facts(batch_id: str) -> str:
    """Give the address that undoes a batch of program facts."""
    return reverse("undo_facts", args=[batch_id])


def undo_opening(record_id: str) -> str:
    """Give the address that undoes a change of the openings."""
    return reverse("undo_opening", args=[record_id])


def warn(request: HttpRequest, text: str) -> None:
    """Tell of something worth a look; it stays a minute."""
    messages.warning(request, text, extra_tags="stays")
