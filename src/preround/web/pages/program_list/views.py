"""The list at the app's front door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.web import record
from preround.web.pages import NavEntry
from preround.web.pages.program_list.view_model import list_page
from preround.web.responses import no_list
from preround.web.templatetags.ui import told_on_paper

NAV = NavEntry("List", "list", "l", 10)


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    """Show the list; only its changing part where htmx asks for that."""
    dossier = record.current()
    try:
        context = list_page(dossier, request.GET)
    except UserError as problem:
        return no_list(request, dossier, problem, "list")
    context["nav_here"] = "list"
    part = "region" if getattr(request, "htmx", False) else "page"
    return render(request, f"pages/program_list/{part}.html", context)


@require_safe
def print_list(request: HttpRequest) -> HttpResponse:
    """Show the applications alone, for paper, with every source as a footnote."""
    dossier = record.current()
    try:
        context = list_page(dossier, request.GET)
    except UserError as problem:
        return no_list(request, dossier, problem, "list")
    applied = sorted(
        (row for row in context["listing"].rows if row.apply), key=lambda row: row.order
    )
    sources: dict[object, int] = {}
    for row in applied:
        for reason in told_on_paper(row.reasons):
            if reason.citation is not None:
                sources.setdefault(reason.citation, len(sources) + 1)
    context |= {"applied": applied, "sources": sources, "nav_here": "list"}
    return render(request, "pages/program_list/print.html", context)


urlpatterns = [
    path("", program_list, name="list"),
    path("print/", print_list, name="print_list"),
]
