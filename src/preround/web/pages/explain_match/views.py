"""The Match explained: each step is an address, so it works with keys, buttons or neither."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.explain_match import (
    LONGEST_NAME,
    MOST_APPLICANTS,
    MOST_PROGRAMS,
    SAMPLES,
    Explained,
    MarketRead,
    Sample,
    Typed,
    as_typed,
    explain,
    read_market,
)
from preround.jobs.match_steps import Side
from preround.web.pages import NavEntry
from preround.web.pages.explain_match.board import draw_board
from preround.web.typed import whole_number

NAV = NavEntry(
    "The Match", "explain_match", "x", 59, "A small Match, step by step", section="season"
)
FOLDER = "pages/explain_match"
LONGEST_LIST = 200


@require_safe
def explain_match(request: HttpRequest) -> HttpResponse:
    """Show one step of one small market."""
    query = request.GET
    typed = _typed(query)
    sample = next((one for one in SAMPLES if one.key == query.get("sample")), SAMPLES[0])
    read = read_market(*typed) if typed else MarketRead(sample.market)
    by_programs = query.get("by") == Side.PROGRAMS.value
    told = explain(read.market or sample.market, Side.PROGRAMS if by_programs else Side.APPLICANTS)
    context = _story(told, query, None if typed and read.market else sample) | {
        "nav_here": "explain_match",
        "samples": SAMPLES,
        "problems": read.problems,
        "own": bool(typed),
        "longest": LONGEST_NAME,
        "rows": _rows(typed or as_typed(sample.market), read),
    }
    part = "story" if getattr(request, "htmx", False) else "page"
    status = 422 if read.problems else 200
    return render(request, f"{FOLDER}/{part}.html", context, status=status)


def _story(told: Explained, query: QueryDict, sample: Sample | None) -> dict[str, Any]:
    n = len(told.steps)
    at = min(max(whole_number(query.get("step", ""), 1), 1), n)
    step = told.steps[at - 1]
    base = _base(query, sample)

    def address(**changes: object) -> str:
        return "?" + urlencode([*base, *((key, str(value)) for key, value in changes.items())])

    by = told.side.value
    return {
        "told": told,
        "sample": sample,
        "at": at,
        "n_steps": n,
        "step": step,
        "board": draw_board(told.market, told.side, step),
        "first": address(by=by, step=1) if at > 1 else "",
        "before": address(by=by, step=at - 1) if at > 1 else "",
        "after": address(by=by, step=at + 1) if at < n else "",
        "last": address(by=by, step=n) if at < n else "",
        "sides": [
            (side.value, words, address(by=side.value, step=1), side is told.side)
            for side, words in (
                (Side.APPLICANTS, "Applicants ask"),
                (Side.PROGRAMS, "Programs ask"),
            )
        ],
        "ended": at == n,
    }


def _base(query: QueryDict, sample: Sample | None) -> list[tuple[str, str]]:
    if sample is not None:
        return [("sample", sample.key)]
    return [(key, value) for key in ("an", "al", "pn", "pq", "pl") for value in query.getlist(key)]


def _typed(query: QueryDict) -> tuple[list[Typed], list[Typed]] | None:
    """The lines of a market of one's own; None where none were sent."""
    if "an" not in query:
        return None

    def column(key: str, most: int) -> list[str]:
        found = [value[:LONGEST_LIST] for value in query.getlist(key)[:most]]
        return [*found, *[""] * (most - len(found))]

    people = zip(column("an", MOST_APPLICANTS), column("al", MOST_APPLICANTS), strict=True)
    places = zip(
        column("pn", MOST_PROGRAMS), column("pl", MOST_PROGRAMS), column("pq", MOST_PROGRAMS),
        strict=True,
    )  # fmt: skip
    return [Typed(*one) for one in people], [Typed(*one) for one in places]


def _rows(typed: tuple[Any, Any], read: MarketRead) -> dict[str, Any]:
    """Lines for the form, filled up to as many as a market may have."""
    applicants, programs = list(typed[0]), list(typed[1])
    applicants += [Typed("", "")] * (MOST_APPLICANTS - len(applicants))
    programs += [Typed("", "")] * (MOST_PROGRAMS - len(programs))
    return {
        "applicants": [(k, one, read.problems.get(f"a{k}")) for k, one in enumerate(applicants)],
        "programs": [(k, one, read.problems.get(f"p{k}")) for k, one in enumerate(programs)],
    }


urlpatterns = [path("explain-the-match/", explain_match, name="explain_match")]
