"""Months of U.S. experience, and which programs' rules they meet."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from preround.domain.applicant import Applicant, UsExperience
from preround.facts.reader import load_season
from preround.jobs.log_days import with_log
from preround.jobs.prove_usce import WORDS, prove_usce
from preround.logbook.days import periods
from preround.web import clock, lists, log, record, rotations
from preround.web.design.opening_words import ago
from preround.web.errors import NotYetYours
from preround.web.pages import NavEntry
from preround.web.record import Dossier
from preround.web.responses import say

NAV = NavEntry(
    "Months", "log_months", "", 48, "U.S. experience in months, and the rules it meets",
    section="experience",
)  # fmt: skip
MOST_SHOWN = 200
MOST_YEARS = 10


@require_safe
def log_months(request: HttpRequest) -> HttpResponse:
    """Show the months of the record with the log's, gaps, recency, and the rules."""
    dossier = record.current()
    joined, logged = _joined(dossier)
    on, problem = _reckoned_on(request.GET.get("on", ""))
    proof = prove_usce(joined, lists.catalogue().programs, load_season(clock.season()), on)
    counted = [one.words for one in proof.programs]
    context = {
        "proof": proof,
        "on": on,
        "is_today": on == clock.today(),
        "problem": problem,
        "tally": [(word, counted.count(word)) for word in WORDS.values() if word in counted],
        "share": None if proof.hands_on_share is None else round(100 * proof.hands_on_share),
        "last_ago": ago(proof.summary.last_end, on) if proof.summary.last_end else "",
        "nav_here": "log_months",
        "kinds": [(kind.value, length) for kind, length in proof.summary.by_kind.items()],
        "logged": logged,
        "differs": joined.us_experience != dossier.applicant.us_experience,
        "is_sample": dossier.is_sample,
        "version": dossier.version,
        "programs": proof.programs[:MOST_SHOWN],
        "n_more": max(len(proof.programs) - MOST_SHOWN, 0),
    }
    return render(request, "pages/log_months/page.html", context)


@require_POST
def log_to_record(request: HttpRequest) -> HttpResponse:
    """Put the log's periods into the record, where the program list reads them."""
    dossier = record.current()
    if dossier.is_sample:
        raise NotYetYours
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    joined, _ = _joined(dossier)
    with transaction.atomic():
        record.save(joined, version, "U.S. experience from the log")
        rotations.note_placed(dossier.record)
    say(request, "Your record has the log's months")
    return redirect("log_months")


def _reckoned_on(text: str) -> tuple[dt.date, str]:
    """The day months are counted up to, such as the day of applying; today for anything else."""
    today = clock.today()
    if not text:
        return today, ""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return today, f"{text[:20]!r} is no day; write it as 2027-09-24. Counted up to today."
    if abs(day.year - today.year) > MOST_YEARS:
        return today, f"{day.year} is too far from today. Counted up to today."
    return day, ""


def _joined(dossier: Dossier) -> tuple[Applicant, tuple[UsExperience, ...]]:
    """The record with its rotations and the days that name none, and what those two make."""
    joined, rotated = rotations.joined(dossier)
    loose = periods(log.days_for_counting(dossier.record))
    return with_log(joined, loose), (*rotated, *loose)


urlpatterns = [
    path("log/months/", log_months, name="log_months"),
    path("log/months/keep/", log_to_record, name="log_to_record"),
]
