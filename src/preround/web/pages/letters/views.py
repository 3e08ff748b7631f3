"""The letter garden: who could write, what is due, which letter goes where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UnknownChoice
from preround.jobs.join_letters import as_counted
from preround.letters.record import LetterStatus
from preround.letters.rules import load_rules
from preround.web import clock, letters, record
from preround.web.errors import NotYetYours
from preround.web.pages import NavEntry
from preround.web.pages.letters.garden import garden
from preround.web.pages.letters.view_model import SHOWN, STATUS_WORDS, CardRow, status_values
from preround.web.responses import say, way_back
from preround.web.typed import whole_number

NAV = NavEntry(
    "Letters", "letters", "t", 50, "Writers, what they saw, when to ask", section="experience"
)


@require_safe
def letters_page(request: HttpRequest) -> HttpResponse:
    """Show every writer as a card, and the letters of the list."""
    dossier = record.current()
    found = garden(dossier, programs=True)
    rows = {str(row.pk): row for row in letters.rows(dossier.record)}
    today = clock.today()
    names = {writer.key: writer.name for writer in found.record.writers}
    counted = as_counted(found.record.writers)
    differs = bool(counted) and not dossier.is_sample and counted != dossier.applicant.letters
    context = {
        "nav_here": "letters",
        "dossier": dossier,
        "garden": found,
        "answer": found.answer,
        "cards": [
            CardRow(card, rows.get(card.writer.key), today, tuple(found.answer.shown(card, SHOWN)))
            for card in found.answer.cards
        ],
        "groups": found.answer.groups(),
        "names": names,
        "rules": load_rules(),
        "today": today,
        "n_counted": len(counted) if differs else 0,
        "n_recorded": len(dossier.applicant.letters or ()),
    }
    return render(request, "pages/letters/page.html", context)


@require_POST
def letter_status(request: HttpRequest, number: int) -> HttpResponse:
    """Keep how far a letter is; the day is today's, and one press undoes it."""
    mine = record.current().record
    row = letters.writer(mine, number)
    status = _status(request.POST.get("status", ""))
    version = whole_number(request.POST.get("version", ""), 0)
    kept = letters.keep(mine, status_values(row, status, clock.today()), number, version)
    undo = reverse("undo_letter", args=[kept.pk, kept.version])
    say(request, f"{kept.name}: {STATUS_WORDS[status]},", undo)
    return redirect(way_back(request, reverse("letters")))


@require_POST
def letters_to_record(request: HttpRequest) -> HttpResponse:
    """Put the letters promised or in into the record, where the program list counts them."""
    dossier = record.current()
    if dossier.is_sample:
        raise NotYetYours
    counted = as_counted([letters.as_writer(row) for row in letters.rows(dossier.record)])
    changed = dossier.applicant.model_copy(update={"letters": counted})
    version = whole_number(request.POST.get("version", ""), 0)
    record.save(changed, version, "Letters from the letters page")
    say(request, "Your record has these letters")
    return redirect("letters")


@require_POST
def remove_writer(request: HttpRequest, number: int) -> HttpResponse:
    """Take a writer out; an undo puts them back."""
    version = whole_number(request.POST.get("version", ""), 0)
    kept = letters.keep(record.current().record, {"removed": True}, number, version)
    say(request, f"{kept.name} taken out", reverse("undo_letter", args=[kept.pk, kept.version]))
    return redirect("letters")


@require_POST
def undo_letter(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Put a writer back as before the newest save."""
    letters.undo(record.current().record, number, version)
    say(request, "Undone")
    return redirect(way_back(request, reverse("letters")))


@require_safe
def letters_calendar(_request: HttpRequest) -> HttpResponse:
    """Give the reminders as a calendar file."""
    answer = garden(record.current()).answer
    return HttpResponse(
        answer.calendar(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="preround-letters.ics"'},
    )


def _status(text: str) -> LetterStatus:
    try:
        return LetterStatus(text)
    except ValueError:
        raise UnknownChoice("letter status", text, tuple(LetterStatus)) from None


urlpatterns = [
    path("letters/", letters_page, name="letters"),
    path("letters/record/", letters_to_record, name="letters_to_record"),
    path("letters/letters.ics", letters_calendar, name="letters_calendar"),
    path("letters/<int:number>/status/", letter_status, name="letter_status"),
    path("letters/<int:number>/remove/", remove_writer, name="remove_writer"),
    path("letters/<int:number>/undo/<int:version>/", undo_letter, name="undo_letter"),
]
