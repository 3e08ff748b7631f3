"""Bring a table of program facts; undo what was brought or corrected."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from preround.web import clock, lists
from preround.web.responses import say, undo_facts, way_back


@require_safe
def bring_table(request: HttpRequest) -> HttpResponse:
    """Show what was brought so far."""
    overlay = lists.workspace().read_overlay()
    context = {"batches": overlay.undoable()[:50], "nav_here": "look_ups"}
    return render(request, "pages/bring_table/page.html", context)


@require_POST
def undo_batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Take one batch of facts back; the undo can be undone in turn."""
    workspace = lists.workspace()
    undone = workspace.append(
        workspace.read_overlay().undo(batch_id, clock.now().isoformat("T", "seconds"))
    )
    say(request, "Undone", undo_facts(undone.id))
    return redirect(way_back(request))


urlpatterns = [
    path("bring-a-table/", bring_table, name="bring_table"),
    path("undo-facts/<str:batch_id>/", undo_batch, name="undo_facts"),
]
