"""Interview answers: questions by theme, evidence and outline, practice with the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from preround.jobs.guard_about import About
from preround.jobs.prepare_answer import prepare_answer, themes_with_progress
from preround.web import clock, drafts, evidence, record, written
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.pages import NavEntry
from preround.web.responses import say
from preround.web.typed import whole_number
from preround.web.written_models import WrittenPiece
from preround.writing.answers import OutlineStep, theme_of, themes
from preround.writing.recorded import RecordedFact
from preround.writing.spoken import speech

NAV = NavEntry(
    "Answers", "answers", "g", 45, "Interview questions, told from your own work", section="job"
)
FOLDER = "pages/answers"
KIND = WrittenPiece.Kind.ANSWER
MOST_QUESTION = 300
MOST_TEXT = 6_000
MOST_SECONDS = 3_600
MOST_RUNS = 20


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """List the themes, with how many questions of each were prepared and practised."""
    kept = list(written.rows(record.current().record, KIND))
    context = {
        "nav_here": "answers",
        "themes": themes_with_progress(
            [row.name for row in kept], [row.name for row in kept if row.document.get("runs")]
        ),
        "n_questions": sum(len(theme.questions) for theme in themes()),
        "kept": sorted(kept, key=lambda row: row.saved_at, reverse=True)[:6],
    }
    return render(request, f"{FOLDER}/page.html", context)


@require_safe
def theme(request: HttpRequest, name: str) -> HttpResponse:
    """List the questions of one theme."""
    found = next((one for one in themes() if one.name == name), None)
    if found is None:
        raise Http404
    kept = {row.name: row.document for row in written.rows(record.current().record, KIND)}
    own = [asked for asked in kept if theme_of(asked) == found and asked not in found.questions]
    context = {
        "nav_here": "answers",
        "theme": found,
        "questions": [
            (asked, asked in kept, len(kept.get(asked, {}).get("runs", ())))
            for asked in (*found.questions, *own)
        ],
    }
    return render(request, f"{FOLDER}/theme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.OWN_WORK, checks_live=True, notes="Notes", said="What you said")
def question(request: HttpRequest) -> HttpResponse:
    """Show one question's evidence and outline; keep notes and a practice run."""
    given = request.POST if request.method == "POST" else request.GET
    asked = " ".join(given.get("q", "").split())[:MOST_QUESTION]
    if not asked:
        return answers(request) if request.method != "POST" else redirect("answers")
    dossier = record.current()
    mine = dossier.record
    row = written.named(mine, KIND, asked)
    if request.method != "POST":
        document = row.document if row else {}
        context = _context(mine, asked, document, row.version if row else 0)
        return render(request, f"{FOLDER}/question.html", context)
    document = _document(request, row.document if row else {})
    version = whole_number(request.POST.get("version", ""), 0)
    if getattr(request, "htmx", False):
        return render(request, f"{FOLDER}/said.html", _context(mine, asked, document, version))
    if dossier.is_sample:
        mine = record.start_own(record.own_or_blank(dossier), "First answer kept", [])
    try:
        written.keep(mine, KIND, asked, document, version)
    except StaleSave as stale:
        context = _context(mine, asked, document, version) | {"stale": str(stale)}
        return render(request, f"{FOLDER}/question.html", context, status=409)
    say(request, "Answer saved")
    return redirect(f"{reverse('question')}?{urlencode({'q': asked})}")


def _document(request: HttpRequest, before: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with this practice run after the earlier ones."""
    runs = list(before.get("runs", ()))
    seconds = whole_number(request.POST.get("seconds", ""), 0)
    if 0 < seconds <= MOST_SECONDS:
        runs = [{"at": clock.now().isoformat("T", "minutes"), "seconds": seconds}, *runs]
    return {
        "notes": _text(request, "notes"),
        "said": _text(request, "said"),
        "runs": runs[:MOST_RUNS],
    }


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()[:MOST_TEXT]


def _context(
    mine: ApplicantRecord, asked: str, document: dict[str, Any], version: int
) -> dict[str, Any]:
    facts = evidence.all_facts(mine)
    said = document.get("said", "")
    prepared = prepare_answer(asked, facts, said, today=clock.today())
    by_name = {fact.id: fact for fact in facts}
    return {
        "nav_here": "answers",
        "asked": asked,
        "draft": drafts.named(f"answer-{version}", asked),
        "prepared": prepared,
        "theme": prepared.answer.theme,
        "steps": _steps(prepared.answer.outline, by_name),
        "has_facts": bool(facts),
        "document": document,
        "version": version,
        "usual": speech("words_per_minute"),
        "slow": speech("words_per_minute_slow"),
        "short": speech("answer_seconds_short"),
        "long": speech("answer_seconds_long"),
        "most": speech("answer_seconds_most"),
    }


def _steps(
    outline: Iterable[OutlineStep], by_name: Mapping[str, RecordedFact]
) -> list[tuple[OutlineStep, list[tuple[RecordedFact, bool]]]]:
    """Each step with its facts, and whether a fact was shown at an earlier step."""
    shown: set[str] = set()
    steps = []
    for step in outline:
        steps.append((step, [(by_name[name], name in shown) for name in step.facts]))
        shown.update(step.facts)
    return steps


urlpatterns = [
    path("my-answers/", answers, name="answers"),
    path("my-answers/question/", question, name="question"),
    path("my-answers/<slug:name>/", theme, name="answer_theme"),
]
