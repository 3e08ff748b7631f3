"""The due list, the funnel, and the reminders as a calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.openings_outreach import calendar, survey
from preround.openings.guide import guide
from preround.web import clock, openings, record
from preround.web.design.chart_picture import chart_picture
from preround.web.design.opening_words import ago

NOT_ASKED_SHOWN = 12


@require_safe
def openings_outreach(request: HttpRequest) -> HttpResponse:
    """Show what is due and how far every opening has come."""
    today = clock.today()
    found = survey(openings.weighed(record.current(), openings.book().read()), today)
    context = {
        "nav_here": "openings",
        "tab": "outreach",
        "found": found,
        "due": [(one, ago(one.day, today)) for one in found.due],
        "soon": [(one, ago(one.day, today)) for one in found.soon],
        "not_asked": found.not_asked[-NOT_ASKED_SHOWN:][::-1],
        "n_openings": found.steps[0][1],
        "picture": chart_picture(found.picture()) if found.n_asked else "",
        "chart": found.picture(),
        "allowances": [step for step in guide().steps.values() if step.after_days],
        "citations": guide().follow_up,
        "n_due": len(found.due),
    }
    return render(request, "pages/openings_outreach/page.html", context)


@require_safe
def follow_ups(_request: HttpRequest) -> HttpResponse:
    """Give the reminders as a calendar file."""
    weighed = openings.weighed(record.current(), openings.book().read())
    return HttpResponse(
        calendar(weighed, clock.today()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="preround-openings.ics"'},
    )


urlpatterns = [
    path("openings/outreach/", openings_outreach, name="openings_outreach"),
    path("openings/follow-ups.ics", follow_ups, name="follow_ups"),
]
