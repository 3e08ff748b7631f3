"""A text, a role and a log, checked while one types; nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from preround.jobs.check_entry import EntryText
from preround.web import entry_view
from preround.web.pages import NavEntry
from preround.writing.recorded import RecordedFact

NAV = NavEntry(
    "My entries", "entry_check", "e", 44, "Entries, answers, statement notes", section="job"
)
MOST_CHARACTERS = 12_000


@require_http_methods(["GET", "HEAD", "POST"])
def entry_check(request: HttpRequest) -> HttpResponse:
    """Show the findings and the ledger of an entry beside its length."""
    role = request.POST.get("role", "").strip()[:100]
    text = request.POST.get("text", "").replace("\r\n", "\n")[:MOST_CHARACTERS]
    log = request.POST.get("log", "").replace("\r\n", "\n")[:MOST_CHARACTERS]
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    facts = tuple(RecordedFact(f"line {n}", line) for n, line in enumerate(lines, start=1))
    context: dict[str, Any] = {
        "role": role,
        "text": text,
        "log": log,
        "nav_here": "entry_check",
    } | entry_view.shown(EntryText(text, role, facts))
    part = "templates/entry_read.html" if getattr(request, "htmx", False) else None
    return render(request, part or "pages/entry_check/page.html", context)


urlpatterns = [path("my-entries/", entry_check, name="entry_check")]
