"""Entries: listed in the order worth giving, written beside findings and ledger, compared."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.jobs.choose_entries import choose_entries, compare_texts, draft_entry
from preround.web import clock, experiences, record, work
from preround.web.entry_models import KeptExperience
from preround.web.errors import StaleSave
from preround.web.models import ApplicantRecord
from preround.web.pages.kept_entries.forms import EntryForm
from preround.web.responses import say
from preround.web.typed import whole_number
from preround.writing.recorded import RecordedFact
from preround.writing.form_limits import UnpublishedLimit, form_length, form_limit
from preround.writing.form_options import FIELDS as CHOICES
from preround.writing.form_options import form_options
from preround.writing.ledger import claims_ledger
from preround.writing.linter import lint

FOLDER = "pages/kept_entries"
LABELS = dict(zip(CHOICES, ("Experience type", "Focus area", "Key characteristic"), strict=True))
MOST_VERSIONS = 12


@require_safe
def kept_entries(request: HttpRequest) -> HttpResponse:
    """List the entries in the order chosen, with hours, overlaps and gaps."""
    mine = record.current().record
    kept = {str(row.pk): row for row in experiences.rows(mine)}
    context: dict[str, Any] = {"nav_here": "entry_check", "kept": kept, "jobs": mine.jobs.all()}
    try:
        context["choice"] = choose_entries(
            [experiences.as_kept(row) for row in kept.values()],
            season=clock.season(),
            today=clock.today(),
        )
    except UnpublishedLimit as unknown:
        context["problem"] = str(unknown)
    return render(request, f"{FOLDER}/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_entry(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Show or store one entry; a new one may begin from a job's log."""
    dossier = record.current()
    row = experiences.entry(dossier.record, number) if number else None
    if request.method != "POST":
        form = EntryForm.of(row) if row else _fresh(request, dossier.record)
        return render(request, f"{FOLDER}/entry.html", _context(dossier.record, form, row))
    form = EntryForm.read(request.POST, clock.season(), number)
    if form.problems:
        context = _context(dossier.record, form, row)
        return render(request, f"{FOLDER}/entry.html", context, status=422)
    mine = dossier.record
    if dossier.is_sample:
        mine = record.start_own(record.own_or_blank(dossier), "First entry kept", [])
    job = form.job if mine.jobs.filter(pk=form.job).exists() else None
    try:
        kept = experiences.keep(mine, form.values(), number, form.version, job)
    except StaleSave as stale:
        context = _context(mine, form, row) | {"stale": str(stale)}
        return render(request, f"{FOLDER}/entry.html", context, status=409)
    say(request, f"{kept.title} saved")
    return redirect("edit_entry", kept.pk)


@require_POST
def check_kept(request: HttpRequest) -> HttpResponse:
    """Check the entry's text against its job's log while it is typed; nothing is stored."""
    form = EntryForm.read(request.POST, clock.season())
    checked = _checked(record.current().record, form)
    return render(request, "pages/entry_check/answer.html", checked)


@require_POST
def remove_entry(request: HttpRequest, number: int) -> HttpResponse:
    """Take an entry out, or put it back."""
    back = request.POST.get("put_back") == "yes"
    row = experiences.remove(record.current().record, number, removed=not back)
    say(request, f"{row.title} {'is back' if back else 'taken out'}")
    return redirect("edit_entry", number)


def _fresh(request: HttpRequest, mine: ApplicantRecord) -> EntryForm:
    number = whole_number(request.GET.get("job", ""), 0)
    if not number:
        return EntryForm()
    job = work.job(mine, number)
    lines = work.lines(mine, job_number=number)
    try:
        text = draft_entry(job.place, lines, season=clock.season()).text if lines else ""
    except UnpublishedLimit:
        text = ""
    return EntryForm(
        title=job.title[:100],
        start=job.start.isoformat() if job.start else "",
        end=job.end.isoformat() if job.end else "",
        hours_per_week="" if job.hours_per_week is None else f"{job.hours_per_week:g}",
        text=text,
        job=number,
    )


def _limit(field: str) -> int | None:
    try:
        return form_limit(field, clock.season()).limit
    except UnpublishedLimit:
        return None


def _checked(mine: ApplicantRecord, form: EntryForm) -> dict[str, Any]:
    if not form.text.strip():
        return {}
    lines = work.lines(mine, job_number=form.job) if form.job else []
    latest = {line.said: line.week for line in reversed(lines)}
    facts = [
        RecordedFact(f"week of {week.day} {week:%b %Y}", text, week)
        for text, week in latest.items()
    ]
    job = mine.jobs.filter(pk=form.job).first()
    if job and job.place:
        facts.append(RecordedFact("the job's place", job.place))
    limit = _limit("experience_description")
    return {
        "checked": True,
        "findings": lint(form.text, form.title, "; ".join(latest), limit=limit),
        "ledger": claims_ledger(form.text, facts, role=form.title),
        "length": form_length(form.text),
        "limit": limit,
    }


def _context(mine: ApplicantRecord, form: EntryForm, row: KeptExperience | None) -> dict[str, Any]:
    season = clock.season()
    return {
        "nav_here": "entry_check",
        "form": form,
        "row": row,
        "choices": [
            (
                name,
                LABELS[name],
                form_options(name, season),
                getattr(form, name),
                form.problems.get(name, ""),
            )
            for name in CHOICES
        ],
        "why_limit": _limit("most_meaningful_explanation"),
        "why_length": form_length(form.why),
        "versions": _versions(row) if row else [],
        "action": reverse("edit_entry", args=[row.pk]) if row else reverse("new_entry"),
    } | _checked(mine, form)


def _versions(row: KeptExperience) -> list[dict[str, Any]]:
    found = list(row.history.all()[: MOST_VERSIONS + 1])
    return [
        {
            "number": new.version,
            "saved_at": new.saved_at,
            "changes": compare_texts(old.document["text"], new.document["text"]),
        }
        for new, old in pairwise(found)
    ]


urlpatterns = [
    path("my-entries/kept/", kept_entries, name="kept_entries"),
    path("my-entries/new/", edit_entry, name="new_entry"),
    path("my-entries/check/", check_kept, name="check_kept"),
    path("my-entries/<int:number>/", edit_entry, name="edit_entry"),
    path("my-entries/<int:number>/remove/", remove_entry, name="remove_entry"),
]
