"""The plan: dated steps, what slips, the next three, a calendar to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.facts.reader import load_season, supported_seasons
from preround.jobs.make_plan import STATUS_WORDS, PlanAnswer, make_plan
from preround.plan.backwards import Status
from preround.plan.standing import EXAM_STEPS
from preround.web import clock, record
from preround.web.design.chart_picture import chart_picture
from preround.web.pages import NavEntry
from preround.web.pages.plan.forms import PlanForm

NAV = NavEntry("Plan", "plan", "n", 48, "The way to the Match, step by step", section="season")
SIGNS = {
    Status.DONE: ("met", "done"),
    Status.WAITING: ("met", "awaited"),
    Status.OPEN: ("", "open"),
    Status.EXPECTED: ("unknown", "expected"),
    Status.LATE: ("amber", "late"),
    Status.IMPOSSIBLE: ("blocked", "impossible"),
}


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the way to one Match."""
    form = PlanForm.read(request.GET)
    dossier = record.current()
    context = {"form": form, "nav_here": "plan", "dossier": dossier}
    try:
        answer = _answer(form, dossier)
    except UserError as problem:
        context |= {"problem": str(problem), "seasons": _seasons()}
        return render(request, "pages/plan/page.html", context, status=problem.http_status)
    steps = [(step, *SIGNS[step.status], STATUS_WORDS[step.status]) for step in answer.plan.steps]
    context |= {
        "answer": answer,
        "steps": steps,
        "season_asked": answer.plan.season,
        "seasons": _seasons(),
        "horizons": answer.plan.horizons(),
        "picture": chart_picture(answer.picture()),
        "exams": [
            (step.key, step.rule.title.removeprefix("Sit "), form.moved.get(step.key) or step.fixed)
            for step in answer.plan.steps
            if step.key in EXAM_STEPS and step.status is not Status.DONE
        ],
        "query": request.GET.urlencode(),
    }
    return render(request, "pages/plan/page.html", context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the same plan as a calendar file."""
    answer = _answer(PlanForm.read(request.GET), record.current())
    name = f"preround-match-{answer.plan.season}.ics"
    return HttpResponse(
        answer.calendar(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _answer(form: PlanForm, dossier: record.Dossier) -> PlanAnswer:
    return make_plan(
        dossier.applicant,
        load_season(form.match or clock.season()),
        clock.today(),
        also_done=form.done,
        moved_exams=form.moved,
        last_applied=form.last_applied,
    )


def _seasons() -> list[int]:
    return [season for season in supported_seasons() if season >= clock.season()]


urlpatterns = [
    path("plan/", plan, name="plan"),
    path("plan/calendar.ics", calendar, name="plan_calendar"),
]
