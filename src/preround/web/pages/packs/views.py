"""Take a pack in, look at what it brings; make one of one's own look-ups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UserError
from preround.jobs.fact_packs import export_pack, merge_pack
from preround.web import clock, lists
from preround.web.errors import NoFileChosen
from preround.web.responses import say, undo_facts

MOST_SHOWN = 50


@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """Show both ways."""
    return render(request, "pages/packs/page.html", _context())


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Lay a pack beside what is known; one batch, which can be undone."""
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise NoFileChosen("a fact pack")
        report = merge_pack(
            lists.workspace(),
            upload.read(),
            upload.name or "pack.jsonl",
            clock.today(),
            at=clock.stamp(),
        )
    except UserError as problem:
        context = _context(bring_problem=str(problem))
        return render(request, "pages/packs/page.html", context, status=problem.http_status)
    if report.batch_id:
        say(request, f"Pack of {report.pack.contributor} taken in", undo_facts(report.batch_id))
    by_code = lists.catalogue().by_code
    context = _context(report=report)
    context["conflicts"] = [(one, by_code[one.nrmp_code]) for one in report.conflicts[:MOST_SHOWN]]
    context["findings"] = report.findings[:MOST_SHOWN]
    return render(request, "pages/packs/page.html", context)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Give a pack of one's own look-ups as a file."""
    typed = {name: request.POST.get(name, "").strip()[:200] for name in ("contributor", "title")}
    try:
        made = export_pack(
            lists.workspace(),
            contributor=typed["contributor"],
            title=typed["title"],
            today=clock.today(),
            with_tables=bool(request.POST.get("with_tables")),
        )
    except UserError as problem:
        context = _context(make_problem=str(problem), typed=typed)
        return render(request, "pages/packs/page.html", context, status=problem.http_status)
    answer = HttpResponse(made.data, content_type="application/jsonl; charset=utf-8")
    name = f"program-facts-{clock.today().isoformat()}.jsonl"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _context(**more: Any) -> dict[str, Any]:
    overlay = lists.workspace().read_overlay()
    return {"n_facts": sum(len(facts) for facts in overlay.facts.values()), **more} | {
        "nav_here": "look_ups"
    }


urlpatterns = [
    path("packs/", packs, name="packs"),
    path("packs/bring/", bring, name="bring_pack"),
    path("packs/make/", make, name="make_pack"),
]
