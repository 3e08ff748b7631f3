"""What was sent: kept as it was, corrected by one press, each change undoable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UserError
from preround.domain.program_list import ListRow
from preround.domain.sent_list import SentList
from preround.jobs.build_program_list import BuiltList
from preround.jobs.season_record import invitations
from preround.jobs.sent_list import SentRefused, send_list, sent_lines
from preround.web import clock, interviews, lists, record, sent_lists
from preround.web.errors import StaleSave
from preround.web.pages import NavEntry
from preround.web.pages.interviews.forms import STATUSES
from preround.web.pages.sent_list.forms import NO_SIGNAL, SAID, SendForm, changed, day_of
from preround.web.record import Dossier
from preround.web.responses import no_list, say
from preround.web.typed import whole_number

NAV = NavEntry("Sent", "sent_list", "a", 54, "The applications as you sent them", section="season")
FOLDER = "pages/sent_list"
MOST_FOUND = 12


@require_safe
def sent_list(request: HttpRequest) -> HttpResponse:
    """Show what was sent beside its answers, or what to keep as sent."""
    dossier = record.current()
    try:
        built = lists.built_list(dossier)
    except UserError as problem:
        return no_list(request, dossier, problem, "sent_list")
    return _page(request, dossier, built)


@require_POST
def keep_sent(request: HttpRequest) -> HttpResponse:
    """Keep what is ticked as sent."""
    dossier, today = record.current(), clock.today()
    built, form = lists.built_list(dossier), SendForm.read(request.POST)
    try:
        sent = send_list(built, form.signals, day_of(form.on), today)
    except SentRefused as problem:
        return _page(request, dossier, built, form=form, problem=problem)
    return _save(request, dossier, sent, "Kept as sent")


@require_POST
def change_sent(request: HttpRequest) -> HttpResponse:
    """Correct one application, or say that nothing was sent after all."""
    dossier = record.current()
    built, stored = lists.built_list(dossier), sent_lists.read(dossier, clock.season())
    if stored.sent is None:
        return redirect("sent_list")
    try:
        sent = changed(stored.sent, request.POST, built, clock.today())
    except UserError as problem:
        return _page(request, dossier, built, problem=problem)
    verb = request.POST.get("do", "").partition(" ")[0].partition(":")[0]
    return _save(request, dossier, sent, SAID.get(verb, "Not sent after all"))


@require_POST
def undo_sent(request: HttpRequest, version: int) -> HttpResponse:
    """Put what was sent back as it was before the newest change."""
    sent_lists.undo(record.current(), clock.season(), version)
    say(request, "Undone")
    return redirect("sent_list")


def _save(
    request: HttpRequest, dossier: Dossier, sent: SentList | None, words: str
) -> HttpResponse:
    expected = whole_number(request.POST.get("version", ""), 0)
    try:
        done = sent_lists.save(dossier, clock.season(), sent, expected, words)
    except StaleSave as problem:
        return _page(request, dossier, lists.built_list(dossier), problem=problem)
    if done:
        say(request, words, reverse("undo_sent", args=[done.version]))
    return redirect("sent_list")


def _page(
    request: HttpRequest,
    dossier: Dossier,
    built: BuiltList,
    *,
    form: SendForm | None = None,
    problem: UserError | None = None,
) -> HttpResponse:
    season = clock.season()
    stored = sent_lists.read(dossier, season)
    context: dict[str, Any] = {
        "dossier": dossier,
        "nav_here": "sent_list",
        "season_year": season,
        "stored": stored,
        "problem": str(problem) if problem else "",
        "today": clock.today(),
    }
    if stored.sent is None:
        rows = sorted((row for row in built.listing.rows if row.apply), key=lambda row: row.order)
        context |= _to_keep(rows, built, form or SendForm.of(rows, clock.today()))
    else:
        context |= _kept(request, dossier, built, stored.sent)
    name = "page" if stored.sent else "keep"
    status = problem.http_status if problem else 200
    return render(request, f"{FOLDER}/{name}.html", context, status=status)


def _to_keep(rows: Sequence[ListRow], built: BuiltList, form: SendForm) -> dict[str, Any]:
    tiers = _tiers(built)
    return {
        "on": form.on,
        "rows": [
            (
                row,
                row.program.nrmp_code in form.signals,
                form.signals.get(row.program.nrmp_code, NO_SIGNAL),
                tiers.get(row.program.specialty, ()),
            )
            for row in rows
        ],
    }


def _tiers(built: BuiltList) -> dict[str, tuple[str, ...]]:
    """The signals each specialty has; specialties that share a pool share its tiers."""
    counts = [one for one in built.listing.summary.signals if one.limit]
    every = tuple(dict.fromkeys(one.tier for one in counts))
    own = {one.specialty: tuple(c.tier for c in counts if c.specialty == one.specialty)
           for one in counts}  # fmt: skip
    return {row.program.specialty: own.get(row.program.specialty, every)
            for row in built.listing.rows}  # fmt: skip


def _kept(
    request: HttpRequest, dossier: Dossier, built: BuiltList, sent: SentList
) -> dict[str, Any]:
    kept = interviews.kept(dossier, clock.season())
    catalogue, tiers = lists.catalogue(), _tiers(built)
    lines = sent_lines(sent, built, invitations(kept), catalogue.by_code)
    words = request.GET.get("q", "").strip()[:100]
    judged = {row.program.nrmp_code for row in built.listing.rows}
    found = catalogue.search(words) if words else ()
    here = [one for one in found if one.nrmp_code in judged][:MOST_FOUND]
    standing = [one for one in lines if not one.application.withdrawn_on]
    answered = Counter(one.answer.value for one in standing if one.answer)
    return {
        "sent": sent,
        "lines": [(one, tiers.get(one.program.specialty, ())) for one in lines],
        "statuses": {one.value: said for one, said in STATUSES.items()},
        "answered": [(STATUSES[one], answered[one.value]) for one in STATUSES
                     if answered[one.value]],
        "n_silent": sum(one.answer is None for one in standing),
        "n_later": len(sent.applications) - sent.n_first,
        "n_withdrawn": len(lines) - len(standing),
        "q": words,
        "found": [(one, one.nrmp_code in sent.by_code, tiers.get(one.specialty, ()))
                  for one in here],
        "n_other": len(found),
    }  # fmt: skip


urlpatterns = [
    path("sent/", sent_list, name="sent_list"),
    path("sent/keep/", keep_sent, name="keep_sent"),
    path("sent/change/", change_sent, name="change_sent"),
    path("sent/undo/<int:version>/", undo_sent, name="undo_sent"),
]
