"""What each logged task taught, where it is used, and which competencies have nothing yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.audit.translate import Untold
from preround.jobs.read_work import done_in_days, done_in_entries, translate_work
from preround.web import experiences, log, record, work

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
    """Show the drafts, what is asked instead of drafted, and the coverage across every job."""
    mine = record.current().record
    lines = work.lines(mine)
    entries = [(row.title, row.text) for row in experiences.rows(mine) if row.job_id is None]
    others = [*done_in_days(log.days(mine)), *done_in_entries(entries)]
    told, rest, covered = translate_work(lines, others)
    asked: dict[str, list[Untold]] = {}
    for one in rest:
        if one.asked:
            asked.setdefault(one.asked, []).append(one)
    context = {
        "nav_here": "work_week",
        "lines": lines,
        "told": told,
        "asked": list(asked.items()),
        "rest": [one for one in rest if not one.asked],
        "others": others,
        "coverage": [(WORDS[one.competency], one) for one in covered],
    }
    return render(request, "pages/work_skills/page.html", context)


urlpatterns = [path("my-job/skills/", work_skills, name="work_skills")]
