"""The plan: the next three, what slips, what is done, a calendar to take along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UserError
from preround.facts.reader import load_season
from preround.jobs.make_plan import PlanAnswer, PlanAsk, make_plan
from preround.plan.marks import StepMark, known_step
from preround.web import clock, letters, log, plans, projects, rank_sheets, record, work
from preround.web.design.chart_picture import chart_picture
from preround.web.errors import StaleSave
from preround.web.pages import NavEntry
from preround.web.pages.plan.forms import AimForm, MarkForm
from preround.web.pages.plan.view_model import next_rows, step_rows, told
from preround.web.record import Dossier
from preround.web.responses import say, way_back
from preround.web.typed import whole_number

NAV = NavEntry("Plan", "plan", "n", 48, "The way to the Match, step by step", section="season")
PAGE = "pages/plan/page.html"
NO_MARKS: dict[str, StepMark] = {}


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the way to one Match."""
    season = whole_number(request.GET.get("match", ""), 0)
    return _page(request, season)


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Keep a day for a step or that it is done, or show what a day would move."""
    form = MarkForm.read(request.POST, clock.today())
    if form.problem or form.do == "try":
        tried = {} if form.problem else {form.step: form.mark()}
        return _page(request, form.season, form=form, tried=tried)
    dossier = record.current()
    stored = plans.read(dossier.record).marks
    season = form.season if form.season in plans.seasons() else plans.aimed_at(stored)
    marks = stored.with_mark(season, form.step, form.mark())
    title = _title(form.step)
    try:
        version = plans.write(dossier.record, marks, form.version, f"{title}: {form.do}")
    except StaleSave as stale:
        return _page(request, form.season, form=form, stale=stale)
    words = {"done": f"{title} is done,", "plan": f"{title} planned,", "clear": f"{title} cleared,"}
    say(request, words[form.do], reverse("undo_plan", args=[version]))
    return redirect(_address(season))


@require_POST
def slips(request: HttpRequest) -> HttpResponse:
    """Say what a day, typed but not kept, would move."""
    form = MarkForm.read(request.POST, clock.today())
    context: dict[str, Any] = {"problem": form.problem}
    if not form.problem:
        try:
            answer = _answer(record.current(), form.season, {form.step: form.mark()})
        except UserError as wrong:
            context["problem"] = str(wrong)
        else:
            context |= {"moved": answer.moved, "asked": True}
    return render(request, "pages/plan/moved.html", context)


@require_POST
def aim(request: HttpRequest) -> HttpResponse:
    """Keep the Match aimed at, and the day of the last application."""
    form = AimForm.read(request.POST, plans.seasons(), clock.today())
    if form.problems:
        return _page(request, 0, aim_form=form)
    dossier = record.current()
    marks = plans.read(dossier.record).marks
    marks = marks.model_copy(update={"match": form.match, "last_applied": form.applied_on})
    try:
        version = plans.write(dossier.record, marks, form.version, f"Match {form.match}")
    except StaleSave as stale:
        return _page(request, form.match, stale=stale)
    say(request, f"Planning for the Match of {form.match},", reverse("undo_plan", args=[version]))
    return redirect("plan")


@require_POST
def undo_plan(request: HttpRequest, version: int) -> HttpResponse:
    """Take the newest change of the plan back."""
    plans.undo(record.current().record, version)
    say(request, "Undone")
    return redirect(way_back(request, reverse("plan")))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the same plan as a calendar file."""
    answer = _answer(record.current(), whole_number(request.GET.get("match", ""), 0), {})
    name = f"preround-match-{answer.plan.season}.ics"
    return HttpResponse(
        answer.calendar(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(
    request: HttpRequest,
    season: int,
    *,
    form: MarkForm | None = None,
    tried: Mapping[str, StepMark] = NO_MARKS,
    aim_form: AimForm | None = None,
    stale: StaleSave | None = None,
) -> HttpResponse:
    dossier = record.current()
    stored = plans.read(dossier.record)
    context: dict[str, Any] = {
        "nav_here": "plan",
        "dossier": dossier,
        "seasons": plans.seasons(),
        "version": stored.version,
        "form": form or MarkForm(),
        "aim_form": aim_form or AimForm(plans.aimed_at(stored.marks), _iso(stored)),
        "stale": stale,
    }
    status = 409 if stale else 422 if (form and form.problem) or aim_form else 200
    try:
        answer = _answer(dossier, season, tried)
    except UserError as wrong:
        context["problem"] = str(wrong)
        return render(request, PAGE, context, status=wrong.http_status)
    context |= {
        "answer": answer,
        "season_asked": answer.plan.season,
        "is_aim": answer.plan.season == plans.aimed_at(stored.marks),
        "next": next_rows(answer),
        "stages": step_rows(answer),
        "horizons": answer.plan.horizons(),
        "ribbon": chart_picture(answer.ribbon()),
        "picture": chart_picture(answer.picture()),
        "tried": bool(tried),
        "today": answer.plan.today,
        "is_reading": plans.is_reading(answer.plan.season),
    } | told(answer)
    return render(request, PAGE, context, status=status)


def _answer(dossier: Dossier, season: int, tried: Mapping[str, StepMark]) -> PlanAnswer:
    stored = plans.read(dossier.record)
    season = season or plans.aimed_at(stored.marks)
    logs = letters.logs_for_writers(dossier.record)
    for step in tried:
        known_step(step)
    return make_plan(
        dossier.applicant,
        load_season(season),
        clock.today(),
        PlanAsk(
            marks=stored.marks.of(season),
            tried=tried,
            last_applied=stored.marks.last_applied,
            log=tuple(logs.days.values()) or log.days_for_counting(dossier.record),
            work=work.lines(dossier.record),
            letters=letters.joined(dossier.record, logs),
            projects=tuple(
                projects.summary(projects.read(one)) for one in projects.rows(dossier.record)
            ),
            is_certified=rank_sheets.read(dossier, season).sheet.certified_on is not None,
        ),
    )


def _title(step: str) -> str:
    from preround.plan.steps import load_rules

    return next(rule.title for rule in load_rules().steps if rule.key == known_step(step))


def _iso(stored: plans.StoredPlan) -> str:
    return stored.marks.last_applied.isoformat() if stored.marks.last_applied else ""


def _address(season: int) -> str:
    return f"{reverse('plan')}?match={season}"


urlpatterns = [
    path("plan/", plan, name="plan"),
    path("plan/mark/", mark, name="mark_plan"),
    path("plan/slips/", slips, name="plan_slips"),
    path("plan/aim/", aim, name="aim_plan"),
    path("plan/undo/<int:version>/", undo_plan, name="undo_plan"),
    path("plan/calendar.ics", calendar, name="plan_calendar"),
]
