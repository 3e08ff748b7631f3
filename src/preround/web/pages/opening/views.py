"""One opening: add it, look at it, change it, ask, note what came back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preround.facts import specialties
from preround.jobs.guard_about import About
from preround.jobs.weigh_openings import weigh_one
from preround.logbook.days import HANDS_ON, WATCHED
from preround.openings.directory import ChangedSince
from preround.openings.guide import guide
from preround.openings.journal import Record
from preround.openings.outreach import Event, Stage, Step
from preround.web import clock, openings, record
from preround.web.guarding import guarded
from preround.web.pages.opening.forms import CostsForm, OpeningForm, StepForm, read_contact
from preround.web.pages.opening.view_model import cost_fields, opening_page
from preround.web.responses import say, undo_opening, warn

FOLDER = "pages/opening"
#: What is written freely of an opening, as its form calls it.
FREE = {
    "duties": "Duties",
    "who_may_apply": "Who may apply",
    "letter_policy": "What is said of a letter",
    "note": "The page's words, and your notes",
}


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.PEOPLE, FREE)
def new_opening(request: HttpRequest) -> HttpResponse:
    """Show an empty form; keep what was typed."""
    if request.method != "POST":
        return _form(request, OpeningForm.blank(request.GET, clock.today()))
    form = OpeningForm.read(request.POST)
    if form.problems:
        return _form(request, form, status=422)
    number, done = openings.book().add(form.opening(), clock.stamp())
    say(request, done.title, undo_opening(done.id))
    return redirect("opening", number)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.PEOPLE, FREE)
def edit_opening(request: HttpRequest, number: str) -> HttpResponse:
    """Show one opening for a change; keep the change."""
    kept = openings.book().read().opening(number)
    if request.method != "POST":
        return _form(request, OpeningForm.of(kept.opening, number, kept.version))
    form = OpeningForm.read(request.POST, number)
    if form.problems:
        return _form(request, form, status=422)
    try:
        done = openings.book().edit(number, form.opening(), form.version, clock.stamp())
    except ChangedSince as stale:
        there = OpeningForm.of(kept.opening, number, kept.version)
        knowing = replace(form, version=kept.version)  # saved again with both in view
        return _form(request, knowing, stale=str(stale), there=there, status=409)
    return _said(request, done, number)


@require_safe
def opening(request: HttpRequest, number: str) -> HttpResponse:
    """Show one opening."""
    return _page(
        request, number, message=request.GET.get("message", ""), contact=request.GET.get("to", "")
    )


@require_POST
def read_again(request: HttpRequest, number: str) -> HttpResponse:
    """Note that its page was read again today."""
    return _said(request, openings.book().read_again(number, clock.today(), clock.stamp()), number)


@require_POST
def remove_opening(request: HttpRequest, number: str) -> HttpResponse:
    """Take it out of the directory."""
    done = openings.book().remove(number, clock.stamp())
    say(request, done.title, undo_opening(done.id))
    return redirect("openings")


@require_POST
@guarded(About.PEOPLE, text="What was answered")
def answer_question(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what was answered to a vetting question."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()[:5_000]
    code = request.POST.get("question", "")
    done = openings.book().answer(number, code, text, clock.today(), clock.stamp())
    return _said(request, done, number, "#ask")


@require_POST
@guarded(About.PEOPLE, text="What was written or said")
def note_step(request: HttpRequest, number: str) -> HttpResponse:
    """Keep one step of the outreach."""
    form = StepForm.read(request.POST, clock.today())
    if form.problems:
        return _page(request, number, status=422, step_form=form)
    event = form.event(number, suggest=request.POST.get("remind") == "on")
    done = openings.book().note_step(event, clock.stamp())
    return _said(request, done, number, "#outreach")


@require_POST
def go_there(request: HttpRequest, number: str) -> HttpResponse:
    """Note it as accepted where it is not yet, and look over the rotation it becomes."""
    today = clock.today()
    one = weigh_one(openings.book().read(), number, openings.person(record.current()), today)
    if one.standing.stage not in (Stage.ACCEPTED, Stage.DONE):
        done = openings.book().note_step(Event(number, Step.ACCEPTED, today), clock.stamp())
        say(request, done.title, undo_opening(done.id))
    return redirect(f"{reverse('new_rotation')}?{urlencode({'opening': number})}")


@require_POST
def drop_part(request: HttpRequest, number: str, sort: str, part: str) -> HttpResponse:
    """Take out one step or contact."""
    return _said(request, openings.book().drop(sort, part, clock.stamp()), number, "#outreach")


@require_POST
@guarded(About.PEOPLE, note="Your note", how="How you know them")
def keep_contact(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a contact."""
    contact = read_contact(request.POST, number)
    if not contact.name:
        problem = "A contact needs a name, or what the office is called."
        return _page(request, number, status=422, contact_problem=problem, contact_typed=contact)
    return _said(request, openings.book().keep_contact(contact, clock.stamp()), number, "#outreach")


@require_POST
def keep_costs(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the figures of this opening."""
    form = CostsForm.read(request.POST)
    if form.problems:
        usual = CostsForm.of(openings.book().read().usual_costs)
        return _page(request, number, status=422, cost_form=cost_fields(form, usual))
    done = openings.book().keep_costs(form.costs(), clock.stamp(), number)
    return _said(request, done, number, "#cost")


@require_http_methods(["GET", "HEAD", "POST"])
def usual_costs(request: HttpRequest) -> HttpResponse:
    """Show and keep the figures that hold for every opening."""
    form = CostsForm.of(openings.book().read().usual_costs)
    if request.method == "POST":
        form = CostsForm.read(request.POST)
        if not form.problems:
            done = openings.book().keep_costs(form.costs(), clock.stamp())
            say(request, done.title, undo_opening(done.id))
            return redirect("openings_costs")
    context = {
        "cost_form": cost_fields(form, None),
        "visa_fee": openings.visitor_visa_fee(),
        "nav_here": "openings",
        "tab": "costs",
    }
    status = 422 if form.problems else 200
    return render(request, f"{FOLDER}/costs.html", context, status=status)


def _page(
    request: HttpRequest,
    number: str,
    *,
    message: str = "",
    contact: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    dossier = record.current()
    directory = openings.book().read()
    one = weigh_one(directory, number, openings.person(dossier), clock.today())
    context = opening_page(dossier, directory, one, message=message, contact=contact) | more
    return render(request, f"{FOLDER}/page.html", context, status=status)


def _said(request: HttpRequest, done: Record, number: str, place: str = "") -> HttpResponse:
    say(request, done.title, undo_opening(done.id))
    return redirect(reverse("opening", args=[number]) + place)


def _form(
    request: HttpRequest,
    form: OpeningForm,
    *,
    stale: str = "",
    there: OpeningForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if form.problems:
        warn(request, "Nothing is saved yet; see what is marked.")
    context = {
        "form": form,
        "stale": stale,
        "differs": _differs(form, there) if there else (),
        "kinds": list(guide().kinds.values()),
        "specialties": specialties.ALL,
        "hands_on": HANDS_ON.items(),
        "watched": WATCHED.items(),
        "nav_here": "openings",
        "tab": "",
    }
    return render(request, f"{FOLDER}/form.html", context, status=status)


def _differs(form: OpeningForm, there: OpeningForm) -> list[tuple[str, str, str]]:
    """What is stored now beside what was typed, field by field."""
    return [
        (name.replace("_", " "), there.typed[name], form.typed[name])
        for name in form.typed
        if there.typed[name] != form.typed[name]
    ]


urlpatterns = [
    path("openings/new/", new_opening, name="new_opening"),
    path("openings/costs/", usual_costs, name="openings_costs"),
    path("opening/<str:number>/", opening, name="opening"),
    path("opening/<str:number>/edit/", edit_opening, name="edit_opening"),
    path("opening/<str:number>/read-again/", read_again, name="read_opening_again"),
    path("opening/<str:number>/take-out/", remove_opening, name="remove_opening"),
    path("opening/<str:number>/answer/", answer_question, name="answer_question"),
    path("opening/<str:number>/step/", note_step, name="note_step"),
    path("opening/<str:number>/go/", go_there, name="go_there"),
    path("opening/<str:number>/contact/", keep_contact, name="keep_contact"),
    path("opening/<str:number>/costs/", keep_costs, name="opening_costs"),
    path("opening/<str:number>/drop/<str:sort>/<str:part>/", drop_part, name="drop_opening_part"),
]
