"""Rotations: each with its months, what it counts as, and a way into the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.domain.applicant import Setting, UsceKind
from preround.facts import specialties
from preround.jobs.guard_about import About
from preround.jobs.rotations import rotation_of, to_take_over
from preround.logbook.days import WATCHED, WITH_PATIENTS, WITH_TEAM
from preround.web import drafts, log, openings, record, rotations
from preround.web.errors import NotYetYours, StaleSave
from preround.web.guarding import guarded
from preround.web.pages.log_rotations.forms import RotationForm
from preround.web.record import Dossier
from preround.web.responses import say
from preround.web.rotation_models import KeptRotation

FOLDER = "pages/log_rotations"


@require_safe
def log_rotations(request: HttpRequest) -> HttpResponse:
    """Show every rotation, and accepted openings that could become one."""
    dossier = record.current()
    found = rotations.counted(dossier.record)
    taken = [count.rotation.opening for _, count in found]
    directory = openings.book().read()
    weighed = openings.weighed(dossier, directory)
    lines = [
        (row, count, _standing(rotations.placed(row), count.experience, dossier))
        for row, count in found
    ]
    context = {
        "lines": lines,
        "to_take_over": to_take_over(weighed, taken),
        "version": dossier.version,
        "is_sample": dossier.is_sample,
        "openings": directory.openings,
        "nav_here": "logbook",
    }
    return render(request, f"{FOLDER}/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.PEOPLE, institution="Institution", supervisor="Supervisor")
def rotation(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Show or store a rotation; a new one may start from an accepted opening."""
    dossier = record.current()
    row = rotations.one(dossier.record, number) if number else None
    if request.method != "POST":
        return _form(request, _shown(request, row), row)
    form = RotationForm.read(request.POST, number)
    if form.problems:
        return _form(request, form, row, status=422)
    try:
        mine = log.own(dossier, "First rotation added")
        kept = rotations.keep(mine, form.value(), number, form.version)
    except StaleSave as stale:
        return _form(request, form, row, status=409, stale=str(stale))
    name = f"rotation-{number}-{form.version}" if row else f"rotation-new{form.typed['opening']}"
    return drafts.kept(_said(request, kept, "saved"), name)


@require_POST
def remove_rotation(request: HttpRequest, number: int) -> HttpResponse:
    """Take a rotation out, or put it back."""
    back = request.POST.get("back_in") == "yes"
    row = rotations.remove(record.current().record, number, removed=not back)
    words = "is back" if back else "taken out"
    if row.placed and not back:
        words += "; your record still has its months"
    return _said(request, row, words)


@require_POST
def undo_rotation(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Put a rotation back as it was before its last change."""
    row = rotations.undo(record.current().record, number, version)
    say(request, f"{row} as before")
    return redirect("log_rotations")


@require_POST
def bring_back_rotation(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Make an earlier version the next one."""
    row = rotations.bring_back(record.current().record, number, version)
    return _said(request, row, f"brought back as in version {version}")


@require_POST
def place_rotation(request: HttpRequest, number: int) -> HttpResponse:
    """Put a rotation's months into the record, or take them out of it."""
    dossier = record.current()
    if dossier.is_sample:
        raise NotYetYours
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    if request.POST.get("out") == "yes":
        row = rotations.take_from_record(dossier, number, version)
        say(request, f"{row} taken out of your record")
    else:
        row = rotations.put_into_record(dossier, number, version)
        say(request, f"{row} is in your record, and your list counts it")
    return redirect("log_rotations")


def _standing(placed: Any, experience: Any, dossier: Dossier) -> str:
    """Say how the record holds a rotation: "", "same" or "other"."""
    held = dossier.applicant.us_experience
    if experience in held:
        return "same"
    return "other" if placed is not None and placed in held else ""


def _shown(request: HttpRequest, row: KeptRotation | None) -> RotationForm:
    if row is not None:
        return RotationForm.of(rotations.as_rotation(row.document), row.pk, row.version)
    number = request.GET.get("opening", "")
    if not number:
        return RotationForm.of(None)
    kept = openings.book().read().opening(number)
    return RotationForm.of(rotation_of(kept.opening, number))


def _said(request: HttpRequest, row: KeptRotation, words: str) -> HttpResponse:
    say(request, f"{row} {words}", reverse("undo_rotation", args=[row.pk, row.version]))
    return redirect("log_rotations")


def _form(
    request: HttpRequest,
    form: RotationForm,
    row: KeptRotation | None,
    *,
    status: int = 200,
    stale: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "stale": stale,
        "history": list(row.history.all()[1:]) if row else [],
        "kinds": [(one.value, one.value.capitalize()) for one in UsceKind],
        "settings_list": [(one.value, one.value.capitalize()) for one in Setting],
        "specialties": specialties.ALL,
        "hands_on": WITH_PATIENTS.items(),
        "with_team": WITH_TEAM.items(),
        "watched": WATCHED.items(),
        "nav_here": "logbook",
        "from_opening": openings.book().read().openings.get(form.typed["opening"]),
    }
    return render(request, f"{FOLDER}/form.html", context, status=status)


urlpatterns = [
    path("log/rotations/", log_rotations, name="log_rotations"),
    path("log/rotations/new/", rotation, name="new_rotation"),
    path("log/rotations/<int:number>/", rotation, name="rotation"),
    path("log/rotations/<int:number>/remove/", remove_rotation, name="remove_rotation"),
    path("log/rotations/<int:number>/record/", place_rotation, name="place_rotation"),
    path("log/rotations/<int:number>/undo/<int:version>/", undo_rotation, name="undo_rotation"),
    path(
        "log/rotations/<int:number>/version/<int:version>/",
        bring_back_rotation,
        name="bring_back_rotation",
    ),
]
