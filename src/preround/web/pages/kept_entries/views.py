"""Entries: listed in the order worth giving, written beside findings and ledger, compared."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.jobs.check_entry import box_limit
from preround.jobs.choose_entries import also_logged, choose_entries, draft_entry
from preround.jobs.guard_about import About
from preround.web import clock, entry_view, experiences, projects, record, work, written
from preround.web.entry_models import KeptExperience
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.pages.kept_entries.boxes import LABELS, boxes_of, changes_of, hours_of
from preround.web.pages.kept_entries.forms import EntryForm
from preround.web.responses import say, warn
from preround.web.typed import whole_number
from preround.writing.form_limits import UnpublishedLimit, form_length
from preround.writing.form_options import FIELDS as CHOICES
from preround.writing.form_options import form_options

FOLDER = "pages/kept_entries"
#: Lines of a log offered beside a text; a page of them is read by nobody.
MOST_ALSO = 30
MOST_NOTE = 300


@require_safe
def kept_entries(request: HttpRequest) -> HttpResponse:
    """List the entries in the order chosen, with hours, overlaps and gaps."""
    mine = record.current().record
    kept = {str(row.pk): row for row in experiences.rows(mine)}
    context: dict[str, Any] = {
        "nav_here": "entry_check",
        "kept": kept,
        "jobs": mine.jobs.all(),
        "projects": projects.rows(mine),
    }
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
@guarded(About.OWN_WORK, text="Text of the entry", why="Why it was meaningful")
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
    job = job or work.number_titled(mine, form.title) or None
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
    mine = record.current().record
    form = EntryForm.read(request.POST, clock.season())
    number = whole_number(request.GET.get("entry", ""), 0)
    row = experiences.entry(mine, number) if number else None
    return render(request, "templates/entry_read.html", _checked(mine, form, row) | {"row": row})


@require_POST
def remove_entry(request: HttpRequest, number: int) -> HttpResponse:
    """Take an entry out, or put it back."""
    back = request.POST.get("put_back") == "yes"
    row = experiences.remove(record.current().record, number, removed=not back)
    say(request, f"{row.title} {'is back' if back else 'taken out'}")
    return redirect("edit_entry", number)


@require_POST
@guarded(About.OWN_WORK, note="The reason")
def switch_rule(request: HttpRequest, number: int) -> HttpResponse:
    """Leave a rule out for one entry, with the reason, or apply it again."""
    mine = record.current().record
    row = experiences.entry(mine, number)
    code = request.POST.get("code", "")[:60]
    note = request.POST.get("note", "").strip()[:MOST_NOTE]
    off = request.POST.get("off") == "yes"
    if off and not note:
        warn(request, "A rule is left out with a reason; write one beside it.")
    else:
        written.switch(row, code, note, off=off)
        say(request, f"Rule {code} {'left out here' if off else 'applies again'}")
    if not getattr(request, "htmx", False):
        return redirect("edit_entry", number)
    form = EntryForm.read(request.POST, clock.season(), number)
    context = _checked(mine, form, row) | {"row": row, "off": written.switched_off(row)}
    return render(request, f"{FOLDER}/switched.html", context)


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
        organization=job.place,
        start=job.start.isoformat() if job.start else "",
        end=job.end.isoformat() if job.end else "",
        hours_per_week="" if job.hours_per_week is None else f"{job.hours_per_week:g}",
        text=text,
        job=number,
    )


def _checked(mine: ApplicantRecord, form: EntryForm, row: KeptExperience | None) -> dict[str, Any]:
    return entry_view.shown(entry_view.entry_text(mine, form.loose_values(), row, form.job))


def _context(mine: ApplicantRecord, form: EntryForm, row: KeptExperience | None) -> dict[str, Any]:
    season = clock.season()
    lines = work.lines(mine, job_number=form.job) if form.job else []
    return (
        {
            "nav_here": "entry_check",
            "form": form,
            "has_log": bool(lines),
            "also_logged": also_logged(lines, form.text)[:MOST_ALSO],
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
            "choices_made": any(getattr(form, name) for name in CHOICES) or not row,
            "why_limit": box_limit("most_meaningful_explanation", season),
            "why_length": form_length(form.why),
            "off": written.switched_off(row) if row else {},
            "boxes": boxes_of(row, season) if row else [],
            "versions": changes_of(row) if row else [],
            "action": reverse("edit_entry", args=[row.pk]) if row else reverse("new_entry"),
        }
        | hours_of(form.loose_values(), clock.today())
        | _checked(mine, form, row)
    )


urlpatterns = [
    path("my-entries/kept/", kept_entries, name="kept_entries"),
    path("my-entries/new/", edit_entry, name="new_entry"),
    path("my-entries/check/", check_kept, name="check_kept"),
    path("my-entries/<int:number>/", edit_entry, name="edit_entry"),
    path("my-entries/<int:number>/remove/", remove_entry, name="remove_entry"),
    path("my-entries/<int:number>/rule/", switch_rule, name="switch_rule"),
]
