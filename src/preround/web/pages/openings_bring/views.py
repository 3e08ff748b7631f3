"""Bring a sheet of openings: hold it, show what it would bring, keep it, undo it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from preround.domain.errors import UserError
from preround.improve.cells import DayOrder
from preround.jobs.openings_table import bring_table, look_at_table
from preround.web import clock, held_uploads, openings
from preround.web.errors import NoFileChosen
from preround.web.responses import say, undo_opening

FOLDER = "pages/openings_bring"
ROW = "row-"
SHOWN = 300
ORDERS = {one.value: one for one in DayOrder}


@require_http_methods(["GET", "HEAD", "POST"])
def bring_openings(request: HttpRequest) -> HttpResponse:
    """Show the form; hold a sheet that is sent."""
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            raise NoFileChosen("a sheet in CSV or XLSX")
        name = upload.name or "openings.csv"
        held = held_uploads.hold(settings.HOME, upload.read(), name, "", "", "")
        return redirect("look_at_openings", held.token)
    return render(request, f"{FOLDER}/page.html", _context())


@require_http_methods(["GET", "HEAD", "POST"])
def look_at_openings(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a sheet would bring; bring it, with the decisions made."""
    held, data = held_uploads.find(settings.HOME, token)
    order = ORDERS.get(request.POST.get("order", request.GET.get("order", "")))
    try:
        if request.method == "POST":
            return _bring(request, token, data, held.filename, order)
        report = look_at_table(openings.book().read(), data, held.filename, clock.today(), order)
    except UserError as problem:
        held_uploads.drop(settings.HOME, token)
        context = _context() | {"problem": str(problem)}
        return render(request, f"{FOLDER}/page.html", context, status=problem.http_status)
    context = _context() | {
        "held": held,
        "report": report,
        "n_new": len(report.of("add")),
        "n_update": len(report.of("update")),
        "n_same": len(report.of("same")),
        "rows": [row for row in report.rows if row.what != "same"][:SHOWN],
        "n_hidden": max(0, sum(row.what != "same" for row in report.rows) - SHOWN),
        "order": report.order.value,
    }
    return render(request, f"{FOLDER}/report.html", context)


def _bring(
    request: HttpRequest, token: str, data: bytes, name: str, order: DayOrder | None
) -> HttpResponse:
    decisions = {
        key.removeprefix(ROW): request.POST.get(key, "")
        for key in request.POST
        if key.startswith(ROW)
    }
    report = bring_table(
        openings.book(), data, name, clock.today(),
        at=clock.stamp(), order=order, decisions=decisions,
    )  # fmt: skip
    held_uploads.drop(settings.HOME, token)
    if report.record is None:
        say(request, "Nothing new in this sheet")
    else:
        say(request, f"Kept: {report.record.title}", undo_opening(report.record.id))
    return redirect("openings")


@require_POST
def set_aside(request: HttpRequest, token: str) -> HttpResponse:
    """Forget a held sheet without bringing it."""
    held_uploads.drop(settings.HOME, token)
    say(request, "Set aside, nothing was brought")
    return redirect("bring_openings")


def _context() -> dict[str, Any]:
    return {"nav_here": "openings", "tab": "directory"}


urlpatterns = [
    path("openings/bring/", bring_openings, name="bring_openings"),
    path("openings/bring/<str:token>/", look_at_openings, name="look_at_openings"),
    path("openings/bring/<str:token>/set-aside/", set_aside, name="set_openings_aside"),
]
