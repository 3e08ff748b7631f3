"""What most rows of a page share is said once above them; the rows tell what differs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.domain.program_list import ListRow, Reason, ReasonKind, Tier
from preround.facts.reader import load_season
from preround.importers.applicant_file import parse_applicant
from preround.jobs.build_program_list import build_program_list
from preround.web import clock
from preround.web.pages.program_list.view_model import said_once
from preround.web.record import examples_folder

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

SHARED = "No H-1B policy is known"


@cache
def rows() -> tuple[ListRow, ...]:
    path = examples_folder() / "h1b_without_step_3.toml"
    applicant = parse_applicant(path.read_bytes(), path.name, clock.today()).applicant
    built = build_program_list(
        applicant, load_season(2027), Overlay().apply(load_listing()), today=clock.today()
    )
    return built.listing.rows[:50]


def test_an_unread_list_says_its_unknowns_once() -> None:
    (one,) = said_once(rows()).values()
    assert (one.n, one.n_shown, one.looks_up) == (50, 50, True)
    assert SHARED in {reason.text for reason in one.reasons}
    kinds = {reason.kind for reason in one.reasons}
    assert kinds <= {ReasonKind.UNKNOWN, ReasonKind.LOWERS}


def test_a_row_that_lacks_one_of_them_keeps_all_it_has_to_say() -> None:
    known = Reason("H-1B stated", ReasonKind.MET)
    first = rows()[0]
    read = replace(first, reasons=(known, *first.reasons[:-1]), tier=Tier.REALISTIC)
    (one,) = said_once((read, *rows()[1:])).values()
    assert (one.n, one.n_shown) == (49, 50)
    assert one.looks_up


def test_few_rows_or_rows_that_differ_say_it_themselves() -> None:
    assert said_once(rows()[:3]) == {}
    own = [
        replace(row, reasons=(Reason(f"Rule {k}", ReasonKind.UNKNOWN),))
        for k, row in enumerate(rows())
    ]
    assert said_once(own) == {}


def test_each_specialty_of_a_page_says_its_own() -> None:
    other = [
        replace(row, program=replace(row.program, specialty="Neurology")) for row in rows()[:10]
    ]
    found = said_once((*other, *rows()[10:]))
    assert [one.n for one in found.values()] == [10, 40]


def test_the_page_says_it_above_the_rows_and_not_in_them(client: Client, mine: Dossier) -> None:
    head, *lines = client.get("/").content.decode().split("data-row")
    told = head.split('id="said-once"')[1]
    words = "Nothing on its own invitations is known"
    assert words in told
    assert "programs on this page" in told
    folded = [line for line in lines if words not in line]
    assert len(folded) > len(lines) / 2
