"""Accounts of what needs explaining, built from four parts and checked while one types."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from preround.jobs.build_account import build_account
from preround.jobs.choose_entries import compare_texts
from preround.jobs.guard_about import About
from preround.web import clock, evidence, record, written
from preround.web.errors import StaleSave
from preround.web.guarding import guarded
from preround.web.models import ApplicantRecord
from preround.web.responses import say
from preround.web.typed import whole_number
from preround.web.written_models import WrittenPiece
from preround.writing.accounts import PARTS, WORDS, AccountKind, account_kinds, compose_account

FOLDER = "pages/accounts"
KIND = WrittenPiece.Kind.ACCOUNT
MOST_PART = 4_000
MOST_VERSIONS = 8


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List the kinds of account, with how far each has come."""
    kept = {row.name: row.document for row in written.rows(record.current().record, KIND)}
    listed = [
        (kind, sum(bool(kept.get(kind.name, {}).get(part)) for part in PARTS))
        for kind in account_kinds()
    ]
    context = {"nav_here": "entry_check", "listed": listed, "n_parts": len(PARTS)}
    return render(request, f"{FOLDER}/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(About.OWN_WORK, WORDS, checks_live=True)
def account(request: HttpRequest, name: str) -> HttpResponse:
    """Show, check or keep one account."""
    kind = _kind(name)
    dossier = record.current()
    mine = dossier.record
    row = written.named(mine, KIND, name)
    if request.method != "POST":
        parts = row.document if row else {}
        context = _context(mine, kind, parts, row.version if row else 0)
        return render(request, f"{FOLDER}/account.html", context)
    parts = {part: request.POST.get(part, "").strip()[:MOST_PART] for part in PARTS}
    version = whole_number(request.POST.get("version", ""), 0)
    if getattr(request, "htmx", False):
        return render(request, f"{FOLDER}/read.html", _context(mine, kind, parts, version))
    if dossier.is_sample:
        mine = record.start_own(record.own_or_blank(dossier), f"First account: {kind.title}", [])
    try:
        written.keep(mine, KIND, name, parts, version)
    except StaleSave as stale:
        context = _context(mine, kind, parts, version) | {"stale": str(stale)}
        return render(request, f"{FOLDER}/account.html", context, status=409)
    say(request, f"{kind.title} saved")
    return redirect("account", name)


def _kind(name: str) -> AccountKind:
    for kind in account_kinds():
        if kind.name == name:
            return kind
    raise Http404


def _context(
    mine: ApplicantRecord, kind: AccountKind, parts: dict[str, str], version: int
) -> dict[str, Any]:
    built = build_account(
        kind, parts, evidence.all_facts(mine), season=clock.season(), today=clock.today()
    )
    return {
        "nav_here": "entry_check",
        "kind": kind,
        "prompts": [
            (part, WORDS[part], prompt, parts.get(part, "")) for part, prompt in kind.prompts
        ],
        "version": version,
        "built": built,
        "versions": _versions(mine, kind),
    }


def _versions(mine: ApplicantRecord, kind: AccountKind) -> list[dict[str, Any]]:
    row = written.named(mine, KIND, kind.name)
    found = list(row.history.all()[: MOST_VERSIONS + 1]) if row else []
    return [
        {
            "number": new.version,
            "saved_at": new.saved_at,
            "changes": compare_texts(compose_account(old.document), compose_account(new.document)),
        }
        for new, old in pairwise(found)
    ]


urlpatterns = [
    path("my-entries/accounts/", accounts, name="accounts"),
    path("my-entries/accounts/<slug:name>/", account, name="account"),
]
