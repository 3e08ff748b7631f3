"""What to ask for at work, in which order, in which words, and what not to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.read_work import measure_growth, plan_growth
from preround.web import record
from preround.web.pages.work_page.asked import asked_picture

PARTS = {
    "proximity": "Clinical proximity",
    "systems": "Systems and quality",
    "relationships": "Mentorship and networking",
}

KINDS = {
    "patient": "Patient",
    "team": "Team",
    "systems": "Systems",
    "relevant": "Any of them",
}


@require_safe
def work_grow(request: HttpRequest) -> HttpResponse:
    """Show the plan for one job, by what its log shows and the specialty misses."""
    context = asked_picture(request, record.current(), one_job=True)
    if job := context["job"]:
        plan = plan_growth(context["picture"], job.title)
        context |= {
            "plan": plan,
            "planned_for": job,
            "parts": PARTS,
            "weights": [(PARTS[part], weight, n) for part, weight, n in plan.weights],
            "grown": measure_growth(context["lines"], context["picture"].compared),
            "kinds": KINDS,
        }
    return render(request, "pages/work_grow/page.html", context)


urlpatterns = [path("my-job/grow/", work_grow, name="work_grow")]
