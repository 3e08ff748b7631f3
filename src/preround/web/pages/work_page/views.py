"""One page about the job, from the log; made to be printed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.web import record
from preround.web.pages.work_page.asked import asked_picture


@require_safe
def work_page(request: HttpRequest) -> HttpResponse:
    """Show the audit of what was logged, and the gaps for a specialty."""
    dossier = record.current()
    return render(request, "pages/work_page/page.html", asked_picture(request, dossier))


urlpatterns = [path("my-job/audit/", work_page, name="work_page")]
