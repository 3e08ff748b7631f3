"""Bring a table of program facts: look at it, decide what is doubtful, keep it, undo it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.domain.errors import UserError
from preround.jobs.program_facts import SpecialtyNeeded, add_program_facts, undo_batch
from preround.web import clock, held_uploads, lists, record
from preround.web.errors import NoFileChosen
from preround.web.pages.bring_table import forms
from preround.web.pages.bring_table.moves import what_moved
from preround.web.responses import say, undo_facts, way_back


@require_http_methods(["GET", "HEAD", "POST"])
def bring_table(request: HttpRequest) -> HttpResponse:
    """Show the form and what was brought so far; hold a table that is sent."""
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            raise NoFileChosen("a table in CSV or XLSX")
        form = forms.read_upload(request.POST, clock.today())
        data, name = upload.read(), upload.name or "table.csv"
        held = held_uploads.hold(settings.HOME, data, name, form.specialty, form.source, form.read)
        return redirect("look_at_table", held.token)
    overlay = lists.workspace().read_overlay()
    context = forms.upload_page(clock.today()) | {
        "batches": overlay.undoable()[:50],
        "findings": overlay.findings,
    }
    return render(request, "pages/bring_table/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def look_at_table(request: HttpRequest, token: str) -> HttpResponse:
    """Report what the table would bring; bring it, with the decisions made."""
    held, data = held_uploads.find(settings.HOME, token)
    specialty = request.GET.get("specialty", "") or held.specialty
    wanted = request.method == "POST"
    version = lists.workspace().read_overlay().version
    context: dict[str, Any] = forms.upload_page(clock.today()) | {
        "held": held,
        "specialty": specialty,
        "version": version,
    }
    try:
        report = add_program_facts(
            lists.workspace(),
            data,
            held.filename,
            clock.today(),
            specialty or None,
            forms.decisions(request.POST),
            options=forms.options(held, request.POST if wanted else None),
        )
    except SpecialtyNeeded:
        return render(request, "pages/bring_table/specialty.html", context)
    except UserError as problem:
        held_uploads.drop(settings.HOME, token)
        context |= {"problem": str(problem), "batches": (), "findings": ()}
        return render(request, "pages/bring_table/page.html", context, status=problem.http_status)
    if wanted:
        held_uploads.drop(settings.HOME, token)
        return _brought(request, report.batch_id, len(report.entries))
    context["report"] = report
    return render(request, "pages/bring_table/report.html", context)


def _brought(request: HttpRequest, batch_id: str, n_facts: int) -> HttpResponse:
    if not batch_id:
        say(request, "Nothing new in this table")
        return redirect("bring_table")
    say(request, f"{n_facts:,} facts kept", undo_facts(batch_id))
    return redirect("facts_brought", batch_id)


@require_safe
def facts_brought(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Show what one batch of facts changed in the list, and why."""
    context = what_moved(record.current(), batch_id)
    return render(request, "pages/bring_table/moved.html", context)


@require_POST
def set_aside(request: HttpRequest, token: str) -> HttpResponse:
    """Forget a held table without bringing it."""
    held_uploads.drop(settings.HOME, token)
    say(request, "Set aside, nothing was brought")
    return redirect("bring_table")


@require_POST
def undo(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Take one batch of facts back; the undo can be undone in turn."""
    done = undo_batch(lists.workspace(), batch_id, clock.today(), at=clock.stamp())
    say(request, f"Taken back: {done.title}", undo_facts(done.batch_id))
    back = way_back(request)
    return redirect("bring_table" if batch_id in back else back)


urlpatterns = [
    path("bring-a-table/", bring_table, name="bring_table"),
    path("bring-a-table/<str:token>/", look_at_table, name="look_at_table"),
    path("bring-a-table/<str:token>/set-aside/", set_aside, name="set_aside"),
    path("facts-brought/<str:batch_id>/", facts_brought, name="facts_brought"),
    path("undo-facts/<str:batch_id>/", undo, name="undo_facts"),
]
