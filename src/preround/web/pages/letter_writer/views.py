"""One writer: the form, the days together, words to adapt, the packet to print and to send."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.facts.specialties import ALL
from preround.jobs.guard_text import GuardedNote, guard_texts
from preround.jobs.join_letters import Logs, days_at
from preround.letters.packet import MOST_LINES, Packet
from preround.letters.record import LetterStatus
from preround.letters.seen import SeenThing
from preround.logbook.days import LogDay
from preround.web import clock, letters, log, record
from preround.web.errors import StaleSave
from preround.web.letters_models import LetterWriter
from preround.web.models import ApplicantRecord
from preround.web.pages.letter_writer.forms import WriterForm
from preround.web.pages.letters.garden import garden
from preround.web.pages.letters.view_model import STATUS_WORDS, CardRow
from preround.web.record import Dossier
from preround.web.responses import say, warn
from preround.web.typed import whole_number

PAGE = "pages/letter_writer/page.html"
DAYS_OF = ("asked", "agreed", "packet", "uploaded")
MOST_VERSIONS = 12
#: Days offered to tick, the newest first; narrower dates bring others.
MOST_OFFERED = 120
MOST_WORD = 100


@require_http_methods(["GET", "HEAD", "POST"])
def new_writer(request: HttpRequest) -> HttpResponse:
    """Show or store a new writer; the first one begins a record of one's own."""
    dossier = record.current()
    if request.method != "POST":
        return render(request, PAGE, _blank(dossier, WriterForm.begun(request.GET)))
    form, caught = _typed(request)
    if form.problems or caught:
        context = _blank(dossier, form) | {"caught": caught}
        return render(request, PAGE, context, status=422)
    kept = letters.keep(_own(dossier), form.values())
    say(request, f"{kept.name} saved", reverse("undo_letter", args=[kept.pk, kept.version]))
    return redirect("letter_writer", kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_writer(request: HttpRequest, number: int) -> HttpResponse:
    """Show or store one writer."""
    dossier = record.current()
    row = letters.writer(dossier.record, number)
    if request.method != "POST":
        return render(request, PAGE, _context(dossier, row, WriterForm.of(row)))
    form, caught = _typed(request)
    if form.problems or caught:
        context = _context(dossier, row, form) | {"caught": caught}
        return render(request, PAGE, context, status=422)
    try:
        kept = letters.keep(dossier.record, form.values(), number, form.version)
    except StaleSave as stale:
        context = _context(dossier, row, form) | {"stale": str(stale)}
        return render(request, PAGE, context, status=409)
    say(request, f"{kept.name} saved", reverse("undo_letter", args=[kept.pk, kept.version]))
    return redirect("letter_writer", number)


@require_POST
def letter_saw(request: HttpRequest, number: int) -> HttpResponse:
    """Keep which days were days together, and what goes into the packet."""
    mine = record.current().record
    row = letters.writer(mine, number)
    known = letters.logs(mine)
    there = [ref for ref in request.POST.getlist("shown") if ref in known.days]
    ticked = set(request.POST.getlist("day")) & set(there)
    if request.POST.get("all") == "yes":
        ticked = set(there)
    untouched = [day for day in row.together_days if f"day-{day}" not in there]
    days = sorted({*untouched, *(int(ref.removeprefix("day-")) for ref in ticked)})
    things = set(" ".join(request.POST.getlist("thing")).split())
    told = set(" ".join(request.POST.getlist("told")).split())
    left_out = sorted((set(row.left_out) - things) | (things - told))
    version = whole_number(request.POST.get("version", ""), 0)
    kept = letters.keep(mine, {"together_days": days, "left_out": left_out}, number, version)
    undo = reverse("undo_letter", args=[kept.pk, kept.version])
    say(request, f"{len(days)} day{'' if len(days) == 1 else 's'} together saved", undo)
    return redirect(f"{reverse('letter_writer', args=[number])}#saw")


@require_safe
def letter_packet(request: HttpRequest, number: int) -> HttpResponse:
    """Show the packet as it will lie on paper, and what was taken out of it."""
    dossier = record.current()
    row = letters.writer(dossier.record, number)
    made = _packet(dossier, row)
    context = {"nav_here": "letters", "row": row, "packet": made}
    return render(request, "pages/letter_writer/packet.html", context)


@require_safe
def packet_text(_request: HttpRequest, number: int) -> HttpResponse:
    """Give the packet as a text file."""
    dossier = record.current()
    row = letters.writer(dossier.record, number)
    name = slugify(row.name) or "writer"
    return HttpResponse(
        _packet(dossier, row).text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="facts-for-{name}.txt"'},
    )


@require_POST
def keep_word(request: HttpRequest, number: int) -> HttpResponse:
    """Remember that a word names no patient; what the guard itself found stays out."""
    mine = record.current().record
    row = letters.writer(mine, number)
    word = request.POST.get("word", "").strip()[:MOST_WORD]
    version = whole_number(request.POST.get("version", ""), 0)
    made = _packet(record.current(), row)
    if word in {words for _, words in made.doubtful}:
        words = list(dict.fromkeys([*row.keep_words, word]))
        kept = letters.keep(mine, {"keep_words": words}, number, version)
        say(request, f"{word} is kept", reverse("undo_letter", args=[kept.pk, kept.version]))
    else:
        warn(request, f"{word} stays out: it could identify a patient. Reword the line instead.")
    return redirect("letter_packet", number)


def _own(dossier: Dossier) -> ApplicantRecord:
    if not dossier.is_sample:
        return dossier.record
    return record.start_own(record.own_or_blank(dossier), "First writer added", [])


def _typed(request: HttpRequest) -> tuple[WriterForm, tuple[GuardedNote, ...]]:
    """The form, reworded where that was asked for, and what in it could identify a patient."""
    form = WriterForm.read(request.POST)
    if request.POST.get("use_wording") == "yes":
        offered = {one.text: one.offered for one in guard_texts(form.lines)}
        form = replace(form, also_saw="\n".join(offered.get(x, x) for x in form.lines))
    return form, () if form.keep_typed else guard_texts(form.lines)


def _packet(dossier: Dossier, row: LetterWriter) -> Packet:
    made = garden(dossier, str(row.pk)).answer.packet
    assert made is not None  # noqa: S101 - asked for one writer, who is in the record
    return made


def _shape(dossier: Dossier, form: WriterForm) -> dict[str, Any]:
    return {
        "nav_here": "letters",
        "form": form,
        "statuses": [(one.value, words) for one, words in STATUS_WORDS.items()],
        "status_days": [
            (f"{name}_on", f"{STATUS_WORDS[LetterStatus(status)].capitalize()} on",
             getattr(form, f"{name}_on"), form.problems.get(f"{name}_on", ""))
            for name, status in zip(DAYS_OF, ("asked", "agreed", "packet_given", "uploaded"),
                                    strict=True)
        ],
        "specialties": ALL,
        "places": log.entries(dossier.record).exclude(site="").order_by("site")
        .values_list("site", flat=True).distinct()[:30],
    }  # fmt: skip


def _blank(dossier: Dossier, form: WriterForm) -> dict[str, Any]:
    return _shape(dossier, form) | {"action": reverse("new_writer")}


@dataclass(frozen=True, slots=True)
class _DayRow:
    ref: str
    day: LogDay
    ticked: bool


def _context(dossier: Dossier, row: LetterWriter, form: WriterForm) -> dict[str, Any]:
    key = str(row.pk)
    context = _shape(dossier, form) | {
        "action": reverse("letter_writer", args=[row.pk]),
        "row": row,
        "versions": list(row.history.all()[1 : MOST_VERSIONS + 1]),
        "today": clock.today(),
    }
    if row.removed:
        return context
    found = garden(dossier, key)
    card = next(one for one in found.answer.cards if one.writer.key == key)
    ticked = {f"day-{day}" for day in row.together_days}
    there = [ref for ref in days_at(card.writer, found.logs, open_ended=True) if ref not in ticked]
    offered = [*there[:MOST_OFFERED], *ticked]
    days = [
        _DayRow(ref, found.logs.days[ref], ref in ticked)
        for ref in offered
        if ref in found.logs.days
    ]
    return context | {
        "shown": CardRow(card, row, clock.today()),
        "scripts": found.answer.scripts,
        "days": sorted(days, key=lambda one: one.day.day, reverse=True),
        "n_unticked": sum(not one.ticked for one in days),
        "n_not_offered": max(len(there) - MOST_OFFERED, 0),
        "n_beyond": max(len(card.together.told) - MOST_LINES, 0),
        "most_lines": MOST_LINES,
        "things": [
            (one, " ".join(one.refs), _where(one, found.logs)) for one in card.together.things
        ],
        "has_log": bool(found.logs.days),
    }


def _where(thing: SeenThing, logs: Logs) -> str:
    if any(ref in logs.lines for ref in thing.refs):
        return "work log"
    return "clinical log" if thing.first else ""


urlpatterns = [
    path("letters/new/", new_writer, name="new_writer"),
    path("letters/<int:number>/", letter_writer, name="letter_writer"),
    path("letters/<int:number>/saw/", letter_saw, name="letter_saw"),
    path("letters/<int:number>/packet/", letter_packet, name="letter_packet"),
    path("letters/<int:number>/packet.txt", packet_text, name="packet_text"),
    path("letters/<int:number>/keep-word/", keep_word, name="keep_word"),
]
