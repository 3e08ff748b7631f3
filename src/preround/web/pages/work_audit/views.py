"""Tasks typed or pasted, read on the spot; nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from preround.audit.audit import Audit, audit
from preround.domain.errors import UserError
from preround.jobs.audit_tasks import read_tasks
from preround.web.pages.work_week.offers import USUAL

MOST_CHARACTERS = 60_000


@require_http_methods(["GET", "HEAD", "POST"])
def work_audit(request: HttpRequest) -> HttpResponse:
    """Mark each task as patient, team or systems work, and show the shares."""
    job = request.POST.get("job", "").strip()[:100]
    tasks = request.POST.get("tasks", "")[:MOST_CHARACTERS]
    answer, problem = _answer(job, tasks) if request.method == "POST" else (None, "")
    context: dict[str, object] = {
        "job": job,
        "tasks": tasks,
        "answer": answer,
        "problem": problem,
        "nav_here": "work_week",
    }
    if answer:
        shares = answer.shares
        context["usual"] = USUAL
        context["dials"] = (
            ("Patient", shares.patient, None),
            ("Team", shares.team, None),
            ("Systems", shares.systems, None),
            ("Any of them", shares.relevant, None),
        )
    part = "answer" if getattr(request, "htmx", False) else "page"
    status = 400 if problem and part == "page" else 200
    return render(request, f"pages/work_audit/{part}.html", context, status=status)


def _answer(job: str, tasks: str) -> tuple[Audit | None, str]:
    if not job:
        return None, "Say which job this is: the same task means more in one than in another."
    if not tasks.strip():
        return None, "There is no task yet. Write one a line, as you would tell a friend."
    try:
        return audit(read_tasks(tasks, "your list", job)), ""
    except UserError as wrong:
        return None, str(wrong)


urlpatterns = [path("my-job/", work_audit, name="work_audit")]
