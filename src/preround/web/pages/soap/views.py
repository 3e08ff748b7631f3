"""SOAP: calm before its time, complete when it comes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.facts import specialties
from preround.facts.reader import load_season
from preround.fit.verdicts import RuleContext
from preround.jobs.season_record import invitations
from preround.jobs.soap_list import SoapList, SoapType, SoapWish, soap_list
from preround.jobs.soap_pack import SoapStage, soap_pack
from preround.web import clock, experiences, interviews, lists, log, record, work
from preround.web.lists import Kept
from preround.web.models import ApplicantRecord
from preround.web.pages import NavEntry
from preround.web.record import Dossier
from preround.web.typed import whole_number
from preround.writing.answers import RecordedFact

NAV = NavEntry("SOAP", "soap", "z", 58, "What to prepare, by when", section="season")
FOLDER = "pages/soap"
STAGES = (
    (SoapStage.PREPARE, "Prepare", "until lists are certified"),
    (SoapStage.OPEN, "Pack open", "until Match Week"),
    (SoapStage.WEEK, "The week", "Monday to Thursday"),
    (SoapStage.OVER, "After", "contact is free"),
)
MOST_NUMBER = 999
_lists: Kept[SoapList] = Kept(4)


@require_safe
def soap(request: HttpRequest) -> HttpResponse:
    """Show what to prepare; from the rank list deadline on, or when asked, the pack."""
    context = _context(record.current(), request.GET)
    return render(request, f"{FOLDER}/page.html", context, status=context.pop("status"))


@require_safe
def print_soap(request: HttpRequest) -> HttpResponse:
    """Show the pack for paper: rules, hours, short list, answers."""
    context = _context(record.current(), request.GET)
    return render(request, f"{FOLDER}/print.html", context, status=context.pop("status"))


def _context(dossier: Dossier, query: QueryDict) -> dict[str, Any]:
    facts = load_season(clock.season())
    asked = invitations(interviews.kept(dossier, facts.season))
    recorded = _recorded(dossier.record)
    pack = soap_pack(dossier.applicant, facts, recorded, asked, clock.today())
    early = bool(query.get("look"))
    context: dict[str, Any] = {
        "dossier": dossier,
        "nav_here": "soap",
        "pack": pack,
        "today": clock.today(),
        "stages": STAGES,
        "early": early and not pack.is_open,
        "shown": pack.is_open or early,
        "status": 200,
        "query": query.urlencode(),
    }
    if context["shown"]:
        context |= _short_list(dossier, query)
    return context


def _short_list(dossier: Dossier, query: QueryDict) -> dict[str, Any]:
    numbers = {kind: query.get(f"n_{kind.value}", "").strip() for kind in SoapType}
    wanted = tuple(name for name in specialties.ALL if name in query.getlist("specialty"))
    typed = {kind: whole_number(text, -1) for kind, text in numbers.items()}
    given = all(text for text in numbers.values())
    problem, status = "", 200
    if given and not all(0 <= n <= MOST_NUMBER for n in typed.values()):
        problem, status, given = "Write each number of programs as a whole number.", 422, False
    try:
        found = _kept_list(dossier, SoapWish(typed if given else None, wanted))
    except UserError as refused:
        problem, status = str(refused), refused.http_status
        found = _kept_list(dossier, SoapWish(None, wanted))
    shown = {kind: numbers[kind] if problem else found.numbers[kind] for kind in SoapType}
    return {
        "short": found,
        "groups": [(kind, found.rows[kind], shown[kind]) for kind in SoapType],
        "choices": [
            (name, specialties.display(name), name in found.chosen)
            for name in specialties.ALL
            if any(one.specialty == name for one in found.left_over) or name in found.chosen
        ],
        "names": {name: specialties.display(name) for name in specialties.ALL},
        "left": {one.specialty: one for one in found.left_over if one.type.value == "categorical"},
        "problem": problem,
        "status": status,
    }


def _kept_list(dossier: Dossier, wish: SoapWish) -> SoapList:
    facts = load_season(clock.season())
    context = RuleContext(facts, clock.today())
    numbers = tuple(sorted((wish.numbers or {}).items()))
    key = (lists.list_key(dossier), numbers, wish.specialties)
    return _lists.get(
        key, lambda: soap_list(dossier.applicant, lists.catalogue(), facts, context, wish)
    )


def _recorded(mine: ApplicantRecord) -> tuple[RecordedFact, ...]:
    """What the person's logs and entries say, each with its day."""
    found = [
        RecordedFact(f"work, week of {line.week.day} {line.week:%b %Y}", line.said, line.week)
        for line in work.lines(mine)
    ]
    for day in log.days(mine):
        texts = (day.saw, day.learned, day.feedback)
        found += [RecordedFact(f"log, {day.day:%d %b %Y}", text, day.day) for text in texts if text]
    for entry in experiences.rows(mine):
        found += [
            RecordedFact(f"entry {entry.title}", text.strip(), entry.end or entry.start)
            for text in entry.text.splitlines()
            if text.strip()
        ]
    return tuple(found)


urlpatterns = [
    path("soap/", soap, name="soap"),
    path("soap/print/", print_soap, name="print_soap"),
]
