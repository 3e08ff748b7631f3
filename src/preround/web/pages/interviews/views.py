"""Interviews: recorded in one press, sorted by what comes next, taken to a calendar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.domain.errors import UserError
from preround.domain.program import Program
from preround.facts.reader import load_season
from preround.jobs.guard_about import About
from preround.jobs.season_record import TIES, KeptInterview, interview_calendar, season_record
from preround.web import clock, interviews, lists, rank_sheets, record, sent_lists
from preround.web.errors import NotYetYours, StaleSave
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.pages import NavEntry
from preround.web.pages.interviews.forms import (
    FORMS,
    SIGNALS,
    STATUSES,
    InterviewForm,
    invited,
    read_impression,
)
from preround.web.record import Dossier
from preround.web.responses import say, way_back
from preround.web.typed import whole_number

NAV = NavEntry(
    "Interviews", "interviews", "i", 56, "Invitations, days, impressions", section="season"
)
FOLDER = "pages/interviews"
MOST_FOUND, MOST_APPLIED = 12, 200


@require_safe
def all_interviews(request: HttpRequest) -> HttpResponse:
    """Show the season's interviews, and the search that adds one."""
    dossier, season = record.current(), clock.season()
    kept = interviews.kept(dossier, season)
    stored = rank_sheets.read(dossier, season)
    catalogue = lists.catalogue()
    context = _found(request, dossier, {one.code for one in kept}) | {
        "dossier": dossier,
        "interviews": season_record(kept, catalogue.by_code, clock.today()),
        "match_year": season,
        "sheet": stored.sheet,
        "places": {code: k for k, code in enumerate(stored.sheet.order, start=1)},
        "nav_here": "interviews",
        "statuses": {one.value: words for one, words in STATUSES.items()},
    }
    part = "found" if getattr(request, "htmx", False) else "page"
    return render(request, f"{FOLDER}/{part}.html", context)


@require_POST
def add_interview(request: HttpRequest) -> HttpResponse:
    """Record that a program invited, today; the rest can be filled in when it is known."""
    dossier, season = record.current(), clock.season()
    program = lists.catalogue().get(request.POST.get("code", ""))
    code = program.nrmp_code
    signal = _signal(dossier, code)
    interviews.add(_own(dossier), season, code, invited(clock.today(), signal))
    say(request, f"Invited: {program.institution}", reverse("remove_interview", args=[code]))
    return redirect(f"{reverse('interviews')}#i-{code}")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.PEOPLE, note="For the day")
def one_interview(request: HttpRequest, code: str) -> HttpResponse:
    """Show or store one interview."""
    dossier, season = record.current(), clock.season()
    kept = _kept(dossier, season, code)
    if request.method != "POST":
        return render(request, f"{FOLDER}/interview.html", _context(dossier, code))
    if dossier.is_sample:
        raise NotYetYours
    form = InterviewForm.read(request.POST, season, clock.today())
    if form.problems:
        context = _context(dossier, code) | {"form": form}
        return render(request, f"{FOLDER}/interview.html", context, status=422)
    try:
        row = interviews.row_of(dossier.record, season, kept.code)
        interviews.keep(row, form.values(), form.version)
    except StaleSave as stale:
        context = _context(dossier, code) | {"form": form, "stale": str(stale)}
        return render(request, f"{FOLDER}/interview.html", context, status=409)
    say(request, "Interview saved")
    return redirect("interviews")


@require_POST
@guarded(About.PEOPLE, impression="Your impression")
def save_impression(request: HttpRequest, code: str) -> HttpResponse:
    """Store what the person thought, scored on their own priorities."""
    dossier, season = record.current(), clock.season()
    _kept(dossier, season, code)
    stored = rank_sheets.read(dossier, season)
    impression = read_impression(request.POST, stored.sheet, code)
    expected = whole_number(request.POST.get("version", ""), 0)
    sheet = stored.sheet.with_impression(code, impression)
    name = lists.catalogue().get(code).institution
    try:
        done = rank_sheets.save(dossier, season, sheet, expected, f"Impression of {name}")
    except StaleSave as stale:
        context = _context(dossier, code) | {"impression": impression, "stale": str(stale)}
        return render(request, f"{FOLDER}/interview.html", context, status=409)
    undo = reverse("undo_rank", args=[done.version]) if done else ""
    say(request, "Impression saved", undo)
    return redirect(way_back(request, reverse("interviews")))


@require_POST
def remove_interview(request: HttpRequest, code: str) -> HttpResponse:
    """Take an invitation out of the record."""
    return _set_removed(request, code, removed=True)


@require_POST
def restore_interview(request: HttpRequest, code: str) -> HttpResponse:
    """Put an invitation back."""
    return _set_removed(request, code, removed=False)


def _set_removed(request: HttpRequest, code: str, *, removed: bool) -> HttpResponse:
    row = interviews.row_of(record.current().record, clock.season(), code)
    interviews.remove(row, removed=removed)
    name = lists.catalogue().get(code).institution
    undo = reverse("restore_interview", args=[code]) if removed else ""
    say(request, f"{name} {'taken out' if removed else 'is back'}", undo)
    return redirect("interviews")


@require_safe
def calendar(_request: HttpRequest) -> HttpResponse:
    """Give the interview days and the deadline as a calendar file."""
    dossier, season = record.current(), clock.season()
    kept = interviews.everything(dossier, season)
    programs, facts = lists.catalogue().by_code, load_season(season)
    return HttpResponse(
        interview_calendar(kept, programs, facts, clock.today()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="interviews-{season}.ics"'},
    )


def _own(dossier: Dossier) -> ApplicantRecord:
    """The person's own record; the first invitation begins it."""
    if not dossier.is_sample:
        return dossier.record
    return record.start_own(record.own_or_blank(dossier), "First invitation recorded", [])


def _kept(dossier: Dossier, season: int, code: str) -> KeptInterview:
    found = next((one for one in interviews.kept(dossier, season) if one.code == code), None)
    if found is None:
        raise interviews.NoSuchInterview(code)
    return found


def _signal(dossier: Dossier, code: str) -> str:
    """The signal a program was sent, else the list's; "" where it is in neither."""
    sent = sent_lists.read(dossier, clock.season()).sent
    if sent and code in sent.by_code:
        return sent.by_code[code].signal
    try:
        rows = lists.built_list(dossier).listing.rows
    except UserError:
        return ""
    row = next((one for one in rows if one.program.nrmp_code == code), None)
    return (row.signal or "none") if row and row.apply else ""


def _found(request: HttpRequest, dossier: Dossier, there: set[str]) -> dict[str, Any]:
    """What the search found, or the applications where those were asked for."""
    words = request.GET.get("q", "").strip()[:100]
    programs: tuple[Program, ...] = ()
    from_list = bool(request.GET.get("list"))
    if words:
        wished = dossier.applicant.wishes.specialties
        all_found = lists.catalogue().search(words)
        programs = tuple(sorted(all_found, key=lambda one: one.specialty not in wished))
        programs = programs[:MOST_FOUND]
    elif from_list:
        programs = _applications(dossier)[:MOST_APPLIED]
    return {
        "q": words,
        "from_list": from_list,
        "found": [(one, one.nrmp_code in there) for one in programs],
    }


def _applications(dossier: Dossier) -> tuple[Program, ...]:
    """What was sent, else what the list proposes."""
    sent = sent_lists.read(dossier, clock.season()).sent
    if sent:
        by_code = lists.catalogue().by_code
        return tuple(by_code[one.code] for one in sent.standing if one.code in by_code)
    try:
        rows = [one for one in lists.built_list(dossier).listing.rows if one.apply]
    except UserError:
        return ()
    return tuple(one.program for one in sorted(rows, key=lambda one: one.order))


def _context(dossier: Dossier, code: str) -> dict[str, Any]:
    season = clock.season()
    kept = _kept(dossier, season, code)
    stored = rank_sheets.read(dossier, season)
    row = dossier.record.interviews.filter(season=season, nrmp_code=code).first()
    return {
        "dossier": dossier,
        "nav_here": "interviews",
        "program": lists.catalogue().get(code),
        "kept": kept,
        "form": InterviewForm.of(kept),
        "statuses": [(one.value, words) for one, words in STATUSES.items()],
        "forms": [(one.value, words) for one, words in FORMS.items()],
        "signals": SIGNALS.items(),
        "ties": TIES.items(),
        "sheet": stored.sheet,
        "sheet_version": stored.version,
        "impression": stored.sheet.impression(code),
        "history": list(row.history.all())[1:] if row else [],
        "ranked": code in stored.sheet.order,
    }


urlpatterns = [
    path("interviews/", all_interviews, name="interviews"),
    path("interviews/add/", add_interview, name="add_interview"),
    path("interviews/interviews.ics", calendar, name="interview_calendar"),
    path("interviews/<str:code>/", one_interview, name="interview"),
    path("interviews/<str:code>/impression/", save_impression, name="save_impression"),
    path("interviews/<str:code>/remove/", remove_interview, name="remove_interview"),
    path("interviews/<str:code>/put-back/", restore_interview, name="restore_interview"),
]
