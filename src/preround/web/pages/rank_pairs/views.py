"""Pairs: the person's ranks and the partner's, put together in an order to begin from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from preround.domain.rank_sheet import RankSheet
from preround.facts.reader import load_season
from preround.jobs.rank_pairs import (
    MOST_LINES,
    PairRank,
    TooManyPairs,
    half_of,
    pair_up,
    pairs_csv,
    read_partner,
)
from preround.web import clock, lists, rank_sheets, record
from preround.web.errors import StaleSave
from preround.web.pages.rank_list.views import bench_of
from preround.web.record import Dossier
from preround.web.responses import say
from preround.web.typed import whole_number

PAGE = "pages/rank_pairs/page.html"
LONGEST_LINE = 120


@require_http_methods(["GET", "HEAD", "POST"])
def rank_pairs(request: HttpRequest) -> HttpResponse:
    """Show the pairs, or store the partner's list."""
    dossier, season = record.current(), clock.season()
    stored = rank_sheets.read(dossier, season)
    if request.method != "POST":
        return render(request, PAGE, _context(dossier, stored.sheet, stored.version))
    lines = [line.strip()[:LONGEST_LINE] for line in request.POST.get("partner", "").splitlines()]
    sheet = replace(
        stored.sheet,
        partner=tuple(line for line in lines if line)[:MOST_LINES],
        pairs_near=request.POST.get("near") == "on",
        pairs_alone=request.POST.get("alone") == "on",
    )
    context = _context(dossier, sheet, stored.version)
    if "problem" in context:
        return render(request, PAGE, context, status=422)
    expected = whole_number(request.POST.get("version", ""), 0)
    try:
        done = rank_sheets.save(dossier, season, sheet, expected, "Pairs put together")
    except StaleSave as stale:
        return render(request, PAGE, context | {"problem": str(stale)}, status=409)
    say(request, "Pairs saved", reverse("undo_rank", args=[done.version]) if done else "")
    return redirect("rank_pairs")


@require_safe
def rank_pairs_csv(_request: HttpRequest) -> HttpResponse:
    """Give the pairs as CSV."""
    dossier, season = record.current(), clock.season()
    pairs = _pairs(dossier, rank_sheets.read(dossier, season).sheet)
    answer = HttpResponse("\ufeff" + pairs_csv(pairs), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="pairs-{season}.csv"'
    return answer


def _pairs(dossier: Dossier, sheet: RankSheet) -> tuple[PairRank, ...]:
    mine = [half_of(row.program) for row in bench_of(dossier).rows]
    theirs = read_partner(sheet.partner, lists.catalogue())
    most = int(load_season(clock.season()).last_known("limits.ranks_max").number)
    return pair_up(mine, theirs, near=sheet.pairs_near, alone=sheet.pairs_alone, most=most)


def _context(dossier: Dossier, sheet: RankSheet, version: int) -> dict[str, Any]:
    context: dict[str, Any] = {
        "dossier": dossier,
        "nav_here": "rank_list",
        "sheet": sheet,
        "version": version,
        "partner": "\n".join(sheet.partner),
    }
    try:
        context["pairs"] = _pairs(dossier, sheet)
    except TooManyPairs as problem:
        context["problem"] = str(problem)
    return context


urlpatterns = [
    path("rank-list/pairs/", rank_pairs, name="rank_pairs"),
    path("rank-list/pairs/pairs.csv", rank_pairs_csv, name="rank_pairs_csv"),
]
