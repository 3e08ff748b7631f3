"""Compare: what decides between openings, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from preround.jobs.weigh_openings import WeighedOpening
from preround.web import openings, record
from preround.web.design import opening_words as words
from preround.web.design.words import day, whole_usd

FEWEST, MOST = 2, 4
HANDS_ON_WEEK = "A hands-on week"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: the words of each opening, and which of them is best, if one is."""

    label: str
    cells: Sequence[str]
    best: int | None = None

    @property
    def marked(self) -> list[tuple[str, bool]]:
        """Each cell with whether it is the best."""
        return [(cell, place == self.best) for place, cell in enumerate(self.cells)]


@require_safe
def compare_openings(request: HttpRequest) -> HttpResponse:
    """Show the ticked openings side by side, or what is missing to do so."""
    dossier = record.current()
    weighed = openings.weighed(dossier, openings.book().read())
    by_id = {one.id: one for one in weighed}
    asked = list(dict.fromkeys(one for one in request.GET.getlist("id") if one in by_id))
    chosen = [by_id[one] for one in asked[:MOST]]
    context = {
        "nav_here": "openings",
        "tab": "directory",
        "chosen": chosen,
        "rows": compared(chosen) if len(chosen) >= FEWEST else (),
        "too_many": len(asked) > MOST,
        "others": sorted(
            (one for one in weighed if one.id not in asked[:MOST]),
            key=lambda one: one.opening.institution.casefold(),
        )[:500],
        "is_full": len(chosen) == MOST,
    }
    return render(request, "pages/openings_compare/page.html", context)


def compared(chosen: Sequence[WeighedOpening]) -> list[Row]:
    """The rows of the comparison."""
    texts: tuple[tuple[str, Callable[[WeighedOpening], str]], ...] = (
        ("By its duties", words.kind_label),
        ("Its page calls it", lambda one: one.opening.kind or "not said"),
        ("Specialty", lambda one: one.opening.specialty or "not said"),
        ("Where", lambda one: words.place_words(one.opening) or "not said"),
        ("When", lambda one: words.when_words(one.opening)),
        ("How long", lambda one: words.length_words(one.opening) or "not said"),
        ("Your plan", lambda one: one.plan.why),
        ("You", lambda one: one.person.why),
        ("Fee", lambda one: words.fee_words(one.opening)),
    )
    rows = [Row(label, [text(one) for one in chosen]) for label, text in texts]
    rows += [_money("Cost in all", chosen, _known_total, with_open=True)]
    rows += [_money("Cost of a week", chosen, _known_week)]
    rows += [_money(HANDS_ON_WEEK, chosen, lambda one: one.cost.per_hands_on_week_usd)]
    more: tuple[tuple[str, Callable[[WeighedOpening], str]], ...] = (
        ("Letter", lambda one: words.option_label("letter", one.letter.value)),
        ("Physician", lambda one: one.opening.physician or "not named"),
        ("Affiliated with", lambda one: one.opening.affiliation or "not named"),
        ("To ask first", _to_ask),
        ("Answered", lambda one: f"{one.vetted.n_answered} of {len(one.vetted.questions)}"),
        ("Freshness", words.freshness_words),
        ("Stands", lambda one: one.standing.label),
        ("Apply by", lambda one: day(one.opening.apply_by) or "not said"),
    )
    return rows + [Row(label, [text(one) for one in chosen]) for label, text in more]


def _money(
    label: str,
    chosen: Sequence[WeighedOpening],
    usd: Callable[[WeighedOpening], float | None],
    *,
    with_open: bool = False,
) -> Row:
    """Dollars, the least marked as best where every opening's are known in full."""
    values = [usd(one) for one in chosen]
    cells = [
        whole_usd(value) or _no_figure(label, one)
        for value, one in zip(values, chosen, strict=True)
    ]
    if with_open:
        cells = [
            f"{cell}, {without}" if (without := words.open_costs_words(one)) else cell
            for cell, one in zip(cells, chosen, strict=True)
        ]
    known = [value for value in values if value is not None]
    alike = len({one.cost.open for one in chosen}) == 1
    least = min(known, default=0.0)
    is_clear = alike and len(known) == len(values) and values.count(least) == 1
    return Row(label, cells, values.index(least) if is_clear else None)


def _known_total(one: WeighedOpening) -> float | None:
    """What is known of the sum; nothing where not even the fee is."""
    return one.cost.total_usd or (None if one.cost.open else 0.0)


def _known_week(one: WeighedOpening) -> float | None:
    return one.cost.per_week_usd if _known_total(one) is not None else None


def _no_figure(label: str, one: WeighedOpening) -> str:
    if label == HANDS_ON_WEEK and one.kind.hands_on is False:
        return "none: not hands-on"
    return "not known"


def _to_ask(one: WeighedOpening) -> str:
    """What its words claim, and how much they leave out."""
    waiting = [point.rule.message for point in one.vetted.warnings if point.is_open]
    notes = sum(point.is_open for point in one.vetted.notes)
    left = f"{notes} thing{'s' if notes != 1 else ''} not said." if notes else ""
    return " ".join((*waiting, left)).strip() or "Nothing stands out."


urlpatterns = [path("openings/compare/", compare_openings, name="compare_openings")]
