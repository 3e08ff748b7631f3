"""Ten questions, one a page; each may be skipped, and each answer is kept at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from preround.jobs.ten_answers import AnswersRefused, answer, question
from preround.web import clock, record
from preround.web.errors import StaleSave
from preround.web.pages.questions.asking import (
    after,
    first_open,
    question_page,
    typed_values,
)
from preround.web.responses import say
from preround.web.typed import whole_number


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Say what is coming, or go on where the person stopped."""
    dossier = record.current()
    if dossier.unfinished:
        return redirect("question", first_open(dossier))
    return render(request, "pages/questions/start.html", {"dossier": dossier, "nav_here": "record"})


@require_http_methods(["GET", "HEAD", "POST"])
def one_question(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one question; keep its answer and go on to the next."""
    asked = question(key)
    dossier = record.current()
    if request.method != "POST":
        return _ask(request, question_page(dossier, asked))
    values = typed_values(asked, request.POST)
    expected = whole_number(request.POST.get("version", ""), 0)
    try:
        applicant = record.own_or_blank(dossier)
        if "skip" not in request.POST:
            applicant = answer(applicant, key, values, clock.today())
        record.keep_answer(dossier, applicant, key, asked.title, expected)
    except AnswersRefused as refused:
        return _ask(request, question_page(dossier, asked, values, refused.problems), 422)
    except StaleSave as stale:
        context = question_page(record.current(), asked, values) | {"stale": str(stale)}
        return _ask(request, context, 409)
    following = after(key)
    if asked.in_form and following:
        return redirect("question", following)
    say(request, "Your list, from your answers" if asked.in_form else "Answer saved")
    return redirect("list")


def _ask(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "pages/questions/question.html", context, status=status)


urlpatterns = [
    path("questions/", questions, name="questions"),
    path("questions/<slug:key>/", one_question, name="question"),
]
