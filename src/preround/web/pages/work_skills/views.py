"""What each logged task taught, where it is used, and which competencies have nothing yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.read_work import translate_work
from preround.web import record, work

WORDS = {
    "PC": "Patient care",
    "MK": "Medical knowledge",
    "PBLI": "Practice-based learning and improvement",
    "ICS": "Interpersonal and communication skills",
    "PROF": "Professionalism",
    "SBP": "Systems-based practice",
}


@require_safe
def work_skills(request: HttpRequest) -> HttpResponse:
    """Show the drafts, what had no draft, and the coverage across every job."""
    lines = work.lines(record.current().record)
    told, rest, covered = translate_work(lines)
    context = {
        "nav_here": "work_week",
        "lines": lines,
        "told": told,
        "rest": rest,
        "coverage": [(WORDS[one.competency], one.tasks) for one in covered],
    }
    return render(request, "pages/work_skills/page.html", context)


urlpatterns = [path("my-job/skills/", work_skills, name="work_skills")]
