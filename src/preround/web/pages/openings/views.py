"""The directory of openings: look, filter, take out as a sheet, undo."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.exporters.sheet import csv_bytes, xlsx_bytes
from preround.jobs.openings_table import export_rows
from preround.web import clock, drafts, openings, record
from preround.web.pages import NavEntry
from preround.web.pages.openings.view_model import directory_page
from preround.web.responses import say, undo_opening, way_back

NAV = NavEntry(
    "Openings", "openings", "o", 46, "Find experience, vet it, ask for it", section="experience"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show the openings; only the changing part where htmx asks for that."""
    context = directory_page(record.current(), request.GET)
    part = "region" if getattr(request, "htmx", False) else "page"
    return render(request, f"pages/openings/{part}.html", context)


@require_safe
def as_table(_request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole directory as a sheet that can be brought in again."""
    rows = export_rows(openings.weighed(record.current(), openings.book().read()))
    data = csv_bytes(rows) if form == "csv" else xlsx_bytes("Openings", rows)
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8" if form == "csv" else XLSX,
        headers={"Content-Disposition": f'attachment; filename="openings.{form}"'},
    )


@require_POST
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Take one change back; the undo can be undone in turn."""
    done = openings.book().undo(number, clock.stamp())
    say(request, done.title, undo_opening(done.id))
    return redirect(way_back(request, "/openings/"))


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once, then delete every opening with its history."""
    if request.method != "POST":
        context = {"n": len(openings.book().read().openings), "nav_here": "openings"}
        return render(request, "pages/openings/erase.html", context)
    openings.book().erase()
    say(request, "Your openings are erased")
    return drafts.kept(redirect("openings"))


urlpatterns = [
    path("openings/", directory, name="openings"),
    path("openings/openings.csv", as_table, {"form": "csv"}, name="openings_csv"),
    path("openings/openings.xlsx", as_table, {"form": "xlsx"}, name="openings_xlsx"),
    path("openings/erase/", erase, name="erase_openings"),
    path("openings/undo/<str:number>/", undo, name="undo_opening"),
]
