"""Read a program's own page: paste or drop it, see what it states, keep what is right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from preround.catalogue.fact_kinds import fact_kind
from preround.domain.errors import UserError
from preround.domain.program import Program
from preround.jobs.read_program_page import ReadPage, accept_page_fact, read_pages
from preround.web import clock, lists
from preround.web.pages.read_page.view_model import SOURCE_NAME, sentences, to_decide
from preround.web.responses import say, undo_facts

MOST_FOUND = 12
TEMPLATE = "pages/read_page/page.html"


class PageNeeded(UserError):
    """Neither a text nor a file was sent."""

    def __init__(self) -> None:
        super().__init__(
            "There is no page yet: paste its text, or choose the page you saved as HTML or text."
        )


@require_safe
def which_program(request: HttpRequest) -> HttpResponse:
    """Find the program whose page is to be read."""
    words = request.GET.get("q", "").strip()[:200]
    found = lists.catalogue().search(words, limit=MOST_FOUND) if words else ()
    context = {"words": words, "found": found, "nav_here": "look_ups"}
    return render(request, "pages/read_page/which.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def read_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form; read the page that is sent; keep the fact that is pressed."""
    program = lists.catalogue().get(code)
    context = _context(request, program)
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    try:
        page = _page(request)
        context["text"] = page.text
        if fact := request.POST.get("keep", ""):
            _keep(request, program, page, fact)
    except UserError as problem:
        context["problem"] = str(problem)
        status = problem.http_status
    else:
        status = 200
    if context.get("text"):
        page = read_pages(context["text"].encode(), SOURCE_NAME).pages[0]
        context |= _proposals(page, program.nrmp_code, request.POST.get("keep", ""))
        context |= _doubts(request, page, context["program"])
    return render(request, TEMPLATE, context, status=status)


def _page(request: HttpRequest) -> ReadPage:
    upload = request.FILES.get("file")
    if upload is not None:
        return read_pages(upload.read(), upload.name or SOURCE_NAME).pages[0]
    text = request.POST.get("text", "")
    if not text.strip():
        raise PageNeeded
    return read_pages(text.encode(), SOURCE_NAME).pages[0]


def _keep(request: HttpRequest, program: Program, page: ReadPage, fact: str) -> None:
    version = request.POST.get("version", "")
    url = request.POST.get("url", "").strip()[:500]
    batch = accept_page_fact(
        lists.workspace(),
        program.nrmp_code,
        page,
        fact,
        read=_day(request),
        url=url if url.startswith(("https://", "http://")) else "",
        expected_version=int(version) if version.isdigit() else -1,
        at=clock.stamp(),
    )
    if batch is None:
        say(request, f"{fact_kind(fact.partition('=')[0]).label}: no limit for you, nothing kept")
    else:
        say(request, f"{batch.title}: kept", undo_facts(batch.id))


def _day(request: HttpRequest) -> dt.date:
    try:
        day = dt.date.fromisoformat(request.POST.get("read", ""))
    except ValueError:
        return clock.today()
    return min(day, clock.today())


def _context(request: HttpRequest, program: Program) -> dict[str, Any]:
    return {
        "program": program,
        "url": request.POST.get("url", "").strip()[:500],
        "read": _day(request).isoformat(),
        "today": clock.today().isoformat(),
        "nav_here": "look_ups",
    }


def _proposals(page: ReadPage, code: str, after: str) -> dict[str, Any]:
    """The proposals beside the program as it stands now, after what was just kept."""
    program = lists.catalogue().get(code)
    said = sentences(page, program, after)
    stated = [line for one in said for line in one.lines]
    return {
        "program": program,
        "said": said,
        "n_stated": len(stated),
        "n_kept": sum(line.kept for line in stated),
        "version": lists.workspace().read_overlay().version,
        "was_read": True,
    }


def _doubts(request: HttpRequest, page: ReadPage, program: Program) -> dict[str, Any]:
    """The rules with a way out, and which of them were read as no limit, for the next press."""
    name, _, way = request.POST.get("keep", "").partition("=")
    left = {*request.POST.getlist("left")} - ({name} if way == "rule" else set())
    left |= {name} if way == "open" else set()
    left_open = [one.name for one in page.undecided if one.name in left]
    return {"doubtful": to_decide(page, program, left_open), "left_open": left_open}


urlpatterns = [
    path("read-a-page/", which_program, name="read_a_page"),
    path("read-a-page/<str:code>/", read_page, name="read_page"),
]
