"""The rank list workbench: ordered by hand, by keys or by buttons, each change undoable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.errors import UserError
from preround.domain.rank_sheet import RankSheet
from preround.facts.reader import load_season
from preround.jobs.rank_list import RankBench, build_rank_list, rank_list_csv
from preround.jobs.season_record import invitations
from preround.web import clock, interviews, lists, rank_sheets, record
from preround.web.design.interval_picture import EVEN
from preround.web.errors import StaleSave
from preround.web.pages import NavEntry
from preround.web.pages.rank_list.changes import (
    all_to_rank,
    changed,
    first_years_changed,
    ticked,
    weighed,
)
from preround.web.record import Dossier
from preround.web.responses import say, way_back
from preround.web.typed import whole_number

NAV = NavEntry("Rank list", "rank_list", "k", 57, "The order you truly want", section="season")
FOLDER = "pages/rank_list"
SAID = {
    "order": "Order saved",
    "up": "Moved up",
    "down": "Moved down",
    "off": "Left off",
    "leave": "Left off",
    "on": "Ranked",
    "all": "All ranked",
    "scores": "Ordered by your scores",
}


@require_safe
def rank_list(request: HttpRequest) -> HttpResponse:
    """Show the list with its chances, what is left off, and the checklist."""
    return render(request, f"{FOLDER}/page.html", _page(record.current()))


@require_POST
def change_ranks(request: HttpRequest) -> HttpResponse:
    """Move, add or leave off; one press, one change, one undo."""
    verb = request.POST.get("do", "").partition(" ")[0]

    return _change(request, lambda bench: changed(bench, request.POST), SAID.get(verb, "Changed"))


@require_POST
def change_first_years(request: HttpRequest, code: str) -> HttpResponse:
    """Change the first-year list of one advanced position."""

    def change(bench: RankBench) -> RankSheet:
        row = next((one for one in bench.rows if one.program.nrmp_code == code), None)
        years = row.first_years if row else None
        listed = tuple(one.nrmp_code for one in years.ranked) if years else ()
        addable = tuple(one.nrmp_code for one in years.open) if years else ()
        return first_years_changed(bench.sheet, request.POST, code, listed, addable)

    return _change(request, change, "First years changed")


@require_POST
def change_priorities(request: HttpRequest) -> HttpResponse:
    """Store how much each priority counts."""
    return _change(request, lambda bench: weighed(bench.sheet, request.POST), "Priorities saved")


@require_POST
def change_checks(request: HttpRequest) -> HttpResponse:
    """Store what was ticked, and whether the list is certified."""
    words = {"yes": "Certified, as you say", "no": "No longer certified"}
    said = words.get(request.POST.get("certify", ""), "Checklist saved")
    today = clock.today()
    return _change(
        request, lambda bench: ticked(bench.sheet, request.POST, bench.codes, today), said
    )


@require_POST
def undo_rank(request: HttpRequest, version: int) -> HttpResponse:
    """Put the sheet back as it was before one change."""
    rank_sheets.undo(record.current(), clock.season(), version)
    say(request, "Undone")
    return redirect(way_back(request, reverse("rank_list")))


@require_POST
def restore_rank(request: HttpRequest, version: int) -> HttpResponse:
    """Bring an earlier version of the sheet back as the newest."""
    expected = whole_number(request.POST.get("version", ""), 0)
    done = rank_sheets.bring_back(record.current(), clock.season(), version, expected)
    undo = reverse("undo_rank", args=[done.version]) if done else ""
    say(request, f"Version {version} is back", undo)
    return redirect("rank_list")


@require_safe
def print_ranks(request: HttpRequest) -> HttpResponse:
    """Show the list alone, for paper."""
    return render(request, f"{FOLDER}/print.html", _page(record.current()))


@require_safe
def ranks_csv(_request: HttpRequest) -> HttpResponse:
    """Give the list as CSV."""
    answer = HttpResponse(
        "\ufeff" + rank_list_csv(bench_of(record.current())),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="rank-list-{clock.season()}.csv"'
    return answer


def bench_of(dossier: Dossier) -> RankBench:
    """The workbench of the record as it stands."""
    season = clock.season()
    kept = interviews.kept(dossier, season)
    return build_rank_list(
        dossier.applicant,
        invitations(kept),
        rank_sheets.read(dossier, season).sheet,
        lists.catalogue(),
        load_season(season),
        clock.today(),
    )


def _change(
    request: HttpRequest, change: Callable[[RankBench], RankSheet], words: str
) -> HttpResponse:
    """Store one change and show the list as it then is; a refusal is shown on the page."""
    dossier, season = record.current(), clock.season()
    expected = whole_number(request.POST.get("version", ""), 0)
    try:
        sheet = change(bench_of(dossier))
        done = rank_sheets.save(dossier, season, sheet, expected, words)
    except (StaleSave, UserError) as problem:
        context = _page(dossier) | {"problem": str(problem), "typed": request.POST}
        part = _part(request)
        return render(request, f"{FOLDER}/{part}.html", context, status=problem.http_status)
    if done:
        say(request, words, reverse("undo_rank", args=[done.version]))
    if _part(request) == "region":
        return render(request, f"{FOLDER}/answer.html", _page(dossier))
    return redirect(f"{reverse('rank_list')}{_anchor(request)}")


def _part(request: HttpRequest) -> str:
    return "region" if getattr(request, "htmx", False) else "page"


def _anchor(request: HttpRequest) -> str:
    verb, _, code = request.POST.get("do", "").partition(" ")
    return f"#r-{code}" if verb in ("up", "down", "on") and code else ""


def _page(dossier: Dossier) -> dict[str, Any]:
    season = clock.season()
    stored = rank_sheets.read(dossier, season)
    bench = bench_of(dossier)
    return {
        "dossier": dossier,
        "nav_here": "rank_list",
        "bench": bench,
        "sheet": bench.sheet,
        "version": stored.version,
        "axis": EVEN,
        "match_year": season,
        "weights": range(6),
        "undecided": [one for one in bench.waiting if not one.left_off and not one.is_first_year],
        "n_to_rank": len(all_to_rank(bench)),
        "years": [one for one in bench.waiting if one.is_first_year],
        "left_off": [one for one in bench.waiting if one.left_off and not one.is_first_year],
        "history": rank_sheets.history(dossier.record, season)[:12],
        "n_checks_open": sum(one.state.value in ("open", "look") for one in bench.checks),
        "back": reverse("rank_list"),
    }


urlpatterns = [
    path("rank-list/", rank_list, name="rank_list"),
    path("rank-list/change/", change_ranks, name="change_ranks"),
    path("rank-list/priorities/", change_priorities, name="change_priorities"),
    path("rank-list/checks/", change_checks, name="change_checks"),
    path("rank-list/first-years/<str:code>/", change_first_years, name="change_first_years"),
    path("rank-list/undo/<int:version>/", undo_rank, name="undo_rank"),
    path("rank-list/bring-back/<int:version>/", restore_rank, name="restore_rank"),
    path("rank-list/print/", print_ranks, name="print_ranks"),
    path("rank-list/rank-list.csv", ranks_csv, name="ranks_csv"),
]
