"""A text, a role and a log, checked while one types; nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from preround.web import clock
from preround.web.pages import NavEntry
from preround.writing.recorded import RecordedFact
from preround.writing.form_limits import UnpublishedLimit, form_length, form_limit
from preround.writing.ledger import claims_ledger
from preround.writing.linter import lint

NAV = NavEntry("My entries", "entry_check", "e", 44, section="job")
MOST_CHARACTERS = 12_000


@require_http_methods(["GET", "HEAD", "POST"])
def entry_check(request: HttpRequest) -> HttpResponse:
    """Show the findings and the ledger of an entry beside its length."""
    role = request.POST.get("role", "").strip()[:100]
    text = request.POST.get("text", "").replace("\r\n", "\n")[:MOST_CHARACTERS]
    log = request.POST.get("log", "")[:MOST_CHARACTERS]
    context: dict[str, object] = {"role": role, "text": text, "log": log,
                                  "nav_here": "entry_check"}  # fmt: skip
    if text.strip():
        lines = [line.strip() for line in log.splitlines() if line.strip()]
        facts = [RecordedFact(f"line {n}", line) for n, line in enumerate(lines, start=1)]
        limit = _limit(clock.season())
        context |= {
            "checked": True,
            "findings": lint(text, role, "; ".join(lines), limit=limit),
            "ledger": claims_ledger(text, facts, role=role),
            "length": form_length(text),
            "limit": limit,
        }
    part = "answer" if getattr(request, "htmx", False) else "page"
    return render(request, f"pages/entry_check/{part}.html", context)


def _limit(season: int) -> int | None:
    try:
        return form_limit("experience_description", season).limit
    except UnpublishedLimit:
        return None


urlpatterns = [path("my-entries/", entry_check, name="entry_check")]
