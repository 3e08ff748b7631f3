"""The whole record on one page; as a file in, and as a file out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.domain.applicant import Applicant
from preround.importers.applicant_file import (
    ApplicantRefused,
    parse_applicant,
    to_json,
    to_toml,
    validate_table,
)
from preround.web import clock, drafts, record
from preround.web.errors import NoFileChosen, NotYetYours, StaleSave
from preround.web.pages import NavEntry
from preround.web.pages.record import fields
from preround.web.record import Dossier
from preround.web.responses import say, warn
from preround.web.typed import whole_number

NAV = NavEntry("My record", "record", "r", 40, section="record")


@require_http_methods(["GET", "HEAD", "POST"])
def whole_record(request: HttpRequest) -> HttpResponse:
    """Show every answer as a form, and save it."""
    dossier = record.current()
    if request.method != "POST":
        return _show(request, dossier, fields.filled_from(dossier.applicant))
    typed = fields.typed_from(request.POST)
    try:
        read = validate_table(fields.to_table(typed), "Your answers", clock.today())
    except ApplicantRefused as refused:
        return _show(request, dossier, typed, status=422, problems=refused.problems)
    try:
        return _save(request, dossier, read.applicant, _version(request), "Edited")
    except StaleSave as stale:
        return _show_both(request, record.current(), typed, str(stale))


@require_POST
def import_record(request: HttpRequest) -> HttpResponse:
    """Take an applicant file in place of the record; the earlier one stays in the history."""
    upload = request.FILES.get("file")
    if upload is None:
        raise NoFileChosen("an applicant file in TOML or JSON")
    name = upload.name or "file"
    read = parse_applicant(upload.read(), name, clock.today())
    for finding in read.findings:
        warn(request, f"{finding.place}: {finding.message} {finding.fix}")
    dossier = record.current()
    return _save(request, dossier, read.applicant, dossier.version, f"Read from {name[:80]}")


@require_safe
def export_record(request: HttpRequest, form: str) -> HttpResponse:
    """Give the record as a file that any Preround reads back unchanged."""
    del request
    applicant = record.current().applicant
    text = to_toml(applicant) if form == "toml" else to_json(applicant)
    kind = "application/toml" if form == "toml" else "application/json"
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="applicant.{form}"'
    return response


@require_POST
def budget(request: HttpRequest) -> HttpResponse:
    """Change the budget alone, from the list."""
    dossier = record.current()
    if dossier.is_sample:
        raise NotYetYours
    typed = fields.filled_from(dossier.applicant)
    typed["wishes.budget_usd"] = request.POST.get("budget_usd", "")
    read = validate_table(fields.to_table(typed), "Budget", clock.today())
    _save(request, dossier, read.applicant, _version(request), "Budget changed")
    return redirect("list")


@require_POST
def bring_back(request: HttpRequest, version: int) -> HttpResponse:
    """Make an earlier version the newest."""
    dossier = record.current()
    if dossier.is_sample:
        raise NotYetYours
    record.bring_back(version, dossier.version)
    say(request, f"Version {version} is back")
    return redirect("record")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the record with its marks, notes and history, after one question."""
    if request.method == "POST":
        record.erase()
        say(request, "Your record is erased; this is the sample again")
        return drafts.kept(redirect("list"))
    return render(request, "pages/record/erase.html", {"dossier": record.current()})


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version", ""), 0)


def _save(
    request: HttpRequest, dossier: Dossier, applicant: Applicant, version: int, cause: str
) -> HttpResponse:
    if dossier.is_sample:
        record.start_own(applicant, cause, answered=None)
        say(request, "This is your record now, saved")
        return redirect("list")
    saved = record.save(applicant, version, cause)
    undo = reverse("bring_back", args=[version]) if saved.version > version else ""
    say(request, "Saved", undo)
    return redirect("record")


def _show(
    request: HttpRequest,
    dossier: Dossier,
    typed: dict[str, str | list[str]],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "dossier": dossier,
        "form": fields.groups(typed),
        "version": dossier.version,
        "history": [] if dossier.is_sample else list(dossier.record.history.all()[:30]),
        "nav_here": "record",
        **more,
    }
    return render(request, "pages/record/page.html", context, status=status)


def _show_both(
    request: HttpRequest, dossier: Dossier, typed: dict[str, str | list[str]], stale: str
) -> HttpResponse:
    stored = fields.filled_from(dossier.applicant)
    names = {one.name: one.field.label for one in fields.all_filled(typed, stored)}
    differences = [
        (names.get(key, key), typed.get(key, ""), stored.get(key, ""))
        for key in dict.fromkeys([*typed, *stored])
        if (typed.get(key) or "") != (stored.get(key) or "")
    ]
    return _show(request, dossier, typed, status=409, stale=stale, differences=differences)


urlpatterns = [
    path("record/", whole_record, name="record"),
    path("record/import/", import_record, name="import_record"),
    path("record/budget/", budget, name="budget"),
    path("record/erase/", erase, name="erase"),
    path("record/back/<int:version>/", bring_back, name="bring_back"),
    path("record/applicant.toml", export_record, {"form": "toml"}, name="export_toml"),
    path("record/applicant.json", export_record, {"form": "json"}, name="export_json"),
]
