"""Why the true order is best: a swap on the person's own list, and the runs behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.jobs.rank_list import RankBench
from preround.jobs.true_order import TrueOrder, known_quota, swap_on_list
from preround.web import clock, record
from preround.web.design.runs_picture import runs_picture
from preround.web.lists import Kept
from preround.web.pages.rank_list.views import bench_of
from preround.web.typed import whole_number

FOLDER = "pages/true_order"
_answers: Kept[TrueOrder] = Kept(8)


@require_safe
def true_order(request: HttpRequest) -> HttpResponse:
    """Show what a swap of two ranks does over many runs."""
    dossier = record.current()
    bench = bench_of(dossier)
    n = len(bench.rows)
    first = whole_number(request.GET.get("first", ""), 1)
    second = whole_number(request.GET.get("second", ""), n)
    seed = whole_number(request.GET.get("seed", ""), clock.season())
    run = whole_number(request.GET.get("run", ""), 0)
    context: dict[str, Any] = {
        "dossier": dossier,
        "nav_here": "rank_list",
        "bench": bench,
        "first": first,
        "second": second,
        "seed": seed,
    }
    status = 200
    if n > 1:
        try:
            told = _swap(bench, first, second, seed, run)
            context |= _told(told)
        except UserError as problem:
            context["problem"] = str(problem)
            status = problem.http_status
    part = "told" if getattr(request, "htmx", False) else "page"
    return render(request, f"{FOLDER}/{part}.html", context, status=status)


def _swap(bench: RankBench, first: int, second: int, seed: int, run: int) -> TrueOrder:
    codes = tuple(row.program.nrmp_code for row in bench.rows)
    chances = tuple(round(each, 6) for each in bench.odds.each)
    quotas = tuple(known_quota(row.program) for row in bench.rows)
    key = (codes, chances, quotas, first, second, seed, run)
    return _answers.get(key, lambda: swap_on_list(bench, first, second, seed=seed, run=run))


def _told(told: TrueOrder) -> dict[str, Any]:
    answer = told.answer
    names = [program.institution for program in told.ranked]
    ways = [
        (title, [(asked, names[asked.program]) for asked in way], at)
        for title, way, at in (
            ("Your order", answer.run.true_way, answer.run.true_at),
            ("With the swap", answer.run.swapped_way, answer.run.swapped_at),
        )
    ]
    return {
        "told": told,
        "answer": answer,
        "n_runs": len(answer.verdict),
        "ways": ways,
        "names": (names[answer.first - 1], names[answer.second - 1]),
        "picture": runs_picture(answer.verdict, answer.run.number),
        "run_verdict": answer.verdict[answer.run.number - 1],
    }


urlpatterns = [path("rank-list/true-order/", true_order, name="true_order")]
