"""Programs side by side: standing, odds, money, rules and facts in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.domain.errors import UserError
from preround.domain.program import Program
from preround.domain.verdict import RuleResult
from preround.web import lists, record
from preround.web.design.interval_picture import axis_for
from preround.web.pages import NavEntry
from preround.web.pages.program.view_model import FactLine, program_page

NAV = NavEntry("Compare", "compare", "v", 36, "Up to four programs side by side")
MOST = 4
MOST_FOUND = 8
#: Rules whose own names are short for the code and not for people.
RULE_WORDS = {
    "accepts_img": "Takes IMGs",
    "step_2_ck_score": "Step 2 CK score",
    "step_2_ck_due": "Step 2 CK by a day",
    "step_1_score": "Step 1 score",
    "step_1_pass": "Step 1 passed",
    "usce_kind": "U.S. experience, kind",
    "usce_months": "U.S. experience, months",
    "us_letters": "U.S. letters",
    "usmle_attempt_limit": "USMLE attempts",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A program to add, and the address that adds it."""

    program: Program
    address: str


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show the programs of the address, and a search for another."""
    dossier = record.current()
    codes, problem = _codes(request.GET)
    pages = [program_page(dossier, code) for code in codes]
    words = request.GET.get("q", "").strip()[:100]
    found = lists.catalogue().search(words, limit=MOST_FOUND + MOST) if words else ()
    context = {
        "dossier": dossier,
        "columns": [_column(page, codes) for page in pages],
        "axis": axis_for([page["row"].interview for page in pages if page["row"]]),
        "rules": _rules(pages),
        "facts": _facts(pages),
        "codes": codes,
        "words": words,
        "found": [
            Found(program, _address((*codes, program.nrmp_code)))
            for program in found
            if program.nrmp_code not in codes
        ][:MOST_FOUND],
        "room": MOST - len(codes),
        "problem": problem,
        "nav_here": "compare",
    }
    return render(request, "pages/compare/page.html", context, status=404 if problem else 200)


def _codes(query: QueryDict) -> tuple[list[str], str]:
    """Give the programs asked for, the first four that exist, and a word on one that does not."""
    known, problem = [], ""
    for code in dict.fromkeys(query.getlist("code")):
        try:
            known.append(lists.catalogue().get(code).nrmp_code)
        except UserError as wrong:
            problem = str(wrong)
    return list(dict.fromkeys(known))[:MOST], problem


def _address(codes: Sequence[str]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("code", list(codes))
    return query.urlencode()


def _column(page: dict[str, Any], codes: Sequence[str]) -> dict[str, Any]:
    code = page["program"].nrmp_code
    return page | {"without": _address([one for one in codes if one != code])}


def _rules(pages: Sequence[dict[str, Any]]) -> list[tuple[str, list[RuleResult | None]]]:
    """Give each rule that any program has a verdict on, with every program's."""
    by_page = [{one.rule: one for one in page["verdicts"]} for page in pages]
    names = dict.fromkeys(name for verdicts in by_page for name in verdicts)
    return [(_rule_words(name), [verdicts.get(name) for verdicts in by_page]) for name in names]


def _rule_words(name: str) -> str:
    return RULE_WORDS.get(name) or name.replace("_", " ").capitalize()


def _facts(pages: Sequence[dict[str, Any]]) -> list[tuple[str, list[FactLine | None]]]:
    """Give each fact that is known of any program, with every program's."""
    by_page = [
        {line.kind.label: line for _, lines in page["groups"] for line in lines} for page in pages
    ]
    labels = dict.fromkeys(
        label for known in by_page for label, line in known.items() if line.fact.latest
    )
    return [(label, [known.get(label) for known in by_page]) for label in labels]


urlpatterns = [path("compare/", compare, name="compare")]
