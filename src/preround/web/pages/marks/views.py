"""Pin, leave out, signal: one press, one change, one undo."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from preround.domain.errors import UserError
from preround.web import lists, marks, record
from preround.web.errors import NothingToUndo
from preround.web.models import MarkChange
from preround.web.pages.program_list.view_model import list_page
from preround.web.record import Dossier
from preround.web.responses import say, way_back

WORDS = {
    "pin": "Pinned",
    "unpin": "Unpinned",
    "exclude": "Left out",
    "include": "Back in the list",
    "signal": "Signal changed",
}


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Do what a button says to one program and show the list as it then is."""
    dossier = record.current()
    action, _, code = request.POST.get("do", "").rpartition(" ")
    program = lists.catalogue().get(code)
    done = marks.change(dossier.record, program.nrmp_code, action)
    words = WORDS[action.partition(":")[0]]
    say(request, f"{words}: {program.institution}, saved", reverse("undo_mark", args=[done.id]))
    return _answer(request, dossier, code)


@require_POST
def undo_mark(request: HttpRequest, change_id: int) -> HttpResponse:
    """Put a mark back as it was."""
    dossier = record.current()
    try:
        done = marks.undo(dossier.record, change_id)
    except MarkChange.DoesNotExist:
        raise NothingToUndo from None
    say(request, "Undone")
    return _answer(request, dossier, done.nrmp_code)


def _answer(request: HttpRequest, dossier: Dossier, code: str) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect(f"{way_back(request, _list_address(request))}#p-{code}")
    try:
        context = list_page(dossier, request.GET)
    except UserError as problem:
        context = {"dossier": dossier, "problem": str(problem)}
        return render(request, "pages/program_list/no_list_region.html", context)
    context["back"] = _list_address(request)
    return render(request, "pages/marks/answer.html", context)


def _list_address(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{reverse('list')}?{query}" if query else reverse("list")


urlpatterns = [
    path("marks/", mark, name="marks"),
    path("marks/undo/<int:change_id>/", undo_mark, name="undo_mark"),
]
