"""The directory as the page draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from preround.jobs.weigh_openings import WeighedOpening
from preround.openings.outreach import Stage
from preround.openings.search import SORTS, find
from preround.web import clock, openings
from preround.web.design import opening_words as words
from preround.web.pages.openings.wanted import Wanted
from preround.web.record import Dossier

PER_PAGE = 40
#: Facets of the menu that gathers the rest, with their headings.
REST = (
    ("hands_on", "Hands-on"),
    ("letter", "A letter"),
    ("who", "Open to"),
    ("plan", "In time for your plan"),
    ("freshness", "Read"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One opening with the words its row needs."""

    one: WeighedOpening
    kind: str
    place: str
    when: str
    length: str
    fee: str
    without: str
    fresh: str
    fresh_sign: str
    track: list[bool]
    is_due: bool


def card(one: WeighedOpening) -> Card:
    """Word one opening."""
    return Card(
        one=one,
        kind=words.kind_label(one),
        place=words.place_words(one.opening),
        when=words.when_words(one.opening),
        length=words.length_words(one.opening),
        fee=words.fee_words(one.opening),
        without=words.open_costs_words(one),
        fresh=words.freshness_words(one),
        fresh_sign=words.FRESH_SIGNS[one.freshness],
        track=words.track(one),
        is_due=one.standing.is_due(clock.today()),
    )


def directory_page(dossier: Dossier, query: QueryDict) -> dict[str, Any]:
    """Give everything the directory page draws."""
    directory, today = openings.book().read(), clock.today()
    weighed = openings.weighed(dossier, directory)
    wanted = Wanted.read(query)
    found = find([one.seen for one in weighed], wanted.wish, wanted.sort)
    by_id = {one.id: one for one in weighed}
    n_pages = max(1, -(-len(found.rows) // PER_PAGE))
    here = min(wanted.page, n_pages)
    shown = found.rows[(here - 1) * PER_PAGE : here * PER_PAGE]
    options = {
        name: [(one, words.option_label(name, one.value)) for one in chosen]
        for name, chosen in found.options.items()
    }
    accepted = [
        one
        for one in weighed
        if one.standing.stage in (Stage.ACCEPTED, Stage.DONE) and one.standing.closed is None
    ]
    return {
        "dossier": dossier,
        "nav_here": "openings",
        "tab": "directory",
        "findings": (*directory.findings, *directory.unreadable),
        "n_all": len(weighed),
        "found": found,
        "rows": [card(by_id[row.id]) for row in shown],
        "options": options,
        "rest": [(name, heading, options[name]) for name, heading in REST],
        "n_rest": sum(len(getattr(wanted.wish, name)) for name, _ in REST),
        "wanted": wanted,
        "typed": dict(wanted.typed),
        "active": [
            (wanted.in_words(name), wanted.without(name).address())
            for name in wanted.wish.active()
            if name != "stage"
        ],
        "relax": (
            (wanted.in_words(found.relax[0]), found.relax[1],
             wanted.without(found.relax[0]).address())
            if found.relax else None
        ),
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        "pages": [(n, wanted.address(n), n == here) for n in _near(here, n_pages)],
        "here": here,
        "n_pages": n_pages,
        "person": openings.person(dossier),
        "n_accepted": len(accepted),
        "accepted_usd": round(sum(one.cost.total_usd for one in accepted)),
        "n_due": sum(one.standing.is_due(today) for one in weighed),
    }  # fmt: skip


def _near(here: int, n_pages: int) -> list[int]:
    near = {1, n_pages, here - 1, here, here + 1}
    return [n for n in range(1, n_pages + 1) if n in near]
