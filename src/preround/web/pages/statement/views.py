"""Statement notes: moments kept by theme, and a draft checked for length and agreement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from preround.jobs.check_statement import KeptMoment, check_statement, gather_moments
from preround.jobs.guard_about import About
from preround.web import clock, evidence, experiences, record, written
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.responses import say, warn
from preround.web.typed import whole_number
from preround.web.written_models import WrittenPiece
from preround.writing.statement import statement_themes

FOLDER = "pages/statement"
MOMENT, STATEMENT = WrittenPiece.Kind.MOMENT, WrittenPiece.Kind.STATEMENT
MOST_DRAFT = 40_000
MOST_NOTE = 1_500
DRAFT = "draft"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.OWN_WORK, checks_live=True, draft="Your draft")
def statement(request: HttpRequest) -> HttpResponse:
    """Show the moments and the draft; check it while it is typed, or keep it."""
    dossier = record.current()
    mine = dossier.record
    row = written.named(mine, STATEMENT, DRAFT)
    if request.method != "POST":
        draft = row.document.get("text", "") if row else ""
        context = _context(mine, draft, row.version if row else 0)
        return render(request, f"{FOLDER}/page.html", context)
    draft = request.POST.get("draft", "").replace("\r\n", "\n")[:MOST_DRAFT]
    version = whole_number(request.POST.get("version", ""), 0)
    if getattr(request, "htmx", False):
        return render(request, f"{FOLDER}/read.html", _context(mine, draft, version))
    if dossier.is_sample:
        mine = record.start_own(record.own_or_blank(dossier), "Statement kept", [])
    try:
        written.keep(mine, STATEMENT, DRAFT, {"text": draft}, version)
    except StaleSave as stale:
        context = _context(mine, draft, version) | {"stale": str(stale)}
        return render(request, f"{FOLDER}/page.html", context, status=409)
    say(request, "Draft saved")
    return redirect("statement")


@require_POST
@guarded(About.OWN_WORK, text="What happened", shows="What it shows of you")
def keep_moment(request: HttpRequest) -> HttpResponse:
    """Keep a moment, a fact of the record or one's own."""
    dossier = record.current()
    mine = dossier.record
    theme = request.POST.get("theme", "")
    text = " ".join(request.POST.get("text", "").split())[:MOST_NOTE]
    if not text or theme not in {one.name for one in statement_themes()}:
        warn(request, "Nothing kept: a moment needs its words and a theme.")
        return _moments(request, mine)
    if dossier.is_sample:
        mine = record.start_own(record.own_or_blank(dossier), "First moment kept", [])
    shows = request.POST.get("shows", "").strip()[:MOST_NOTE]
    written.keep(mine, MOMENT, theme, {"text": text, "shows": shows}, 0)
    say(request, "Moment kept")
    return _moments(request, mine)


@require_POST
def remove_moment(request: HttpRequest, number: int) -> HttpResponse:
    """Take a moment out; a second press, on undo, puts it back."""
    mine = record.current().record
    row = written.piece(mine, MOMENT, number)
    written.remove(mine, MOMENT, number, removed=not row.removed)
    if row.removed:
        say(request, "Moment put back")
    else:
        say(request, "Moment taken out", undo=reverse("remove_moment", args=[number]))
    return _moments(request, mine)


def _moments(request: HttpRequest, mine: ApplicantRecord) -> HttpResponse:
    """The moments alone where script asks, so that a draft being typed is not lost."""
    if not getattr(request, "htmx", False):
        return redirect("statement")
    context = _context(mine, request.POST.get("draft", "")[:MOST_DRAFT], 0)
    return render(request, f"{FOLDER}/moments_said.html", context)


def _context(mine: ApplicantRecord, draft: str, version: int) -> dict[str, Any]:
    facts = evidence.all_facts(mine)
    kept = [
        KeptMoment(row.pk, row.name, row.document["text"], row.document.get("shows", ""))
        for row in written.rows(mine, MOMENT)
    ]
    entries = [(row.title, row.text) for row in experiences.rows(mine) if row.text.strip()]
    found = (
        check_statement(draft, facts, entries, kept, season=clock.season())
        if draft.strip()
        else None
    )
    return {
        "nav_here": "entry_check",
        "draft": draft,
        "version": version,
        "gathered": gather_moments(kept, facts, draft),
        "checked": found,
        "has_entries": bool(entries),
    }


urlpatterns = [
    path("my-statement/", statement, name="statement"),
    path("my-statement/moment/", keep_moment, name="keep_moment"),
    path("my-statement/moment/<int:number>/", remove_moment, name="remove_moment"),
]
