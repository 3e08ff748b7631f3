"""The what-if page: a lever moved is answered, a bad one gets one message, nothing is saved."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

from preround.web import record

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


def text(client: Client, query: str, status: int = 200) -> str:
    answer = client.get(f"/what-if/?{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_a_lever_is_answered_beside_the_list_as_it_is(client: Client, mine: Dossier) -> None:
    html = text(client, "score=262&letter=1&months=3")
    assert "chance to match would rise" in html
    assert "As it is" in html
    assert 'value="262"' in html


def test_nothing_moved_is_an_invitation(client: Client, mine: Dossier) -> None:
    assert "Nothing moved yet" in text(client, "")


def test_the_same_answers_are_no_error(client: Client, mine: Dossier) -> None:
    assert "nothing moves" in text(client, "visa=j1")


@pytest.mark.parametrize("query", ["score=2580", "budget=lots", "months=-3", "visa=x"])
def test_a_bad_lever_gets_a_message_and_keeps_what_was_typed(
    client: Client, mine: Dossier, query: str
) -> None:
    html = text(client, query, 422)
    assert 'role="alert"' in html
    assert 'id="levers"' in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("score=two+hundred", "Step 2 CK score: 'two hundred' is not a number."),
        ("score=245.5", "Step 2 CK score: '245.5' is not a whole number."),
        ("score=2580", "Step 2 CK score: '2580' does not fit; Step 2 CK scores run from"),
        ("months=a+few", "More months of experience in the United States: 'a few' is not a number"),
        ("months=-3", "'-3' does not fit; expected more than 0 and at most 480 months."),
        ("budget=$lots", "Budget for fees: 'lots' is not a number."),
        ("budget=-4", "Budget for fees: '-4' buys no application. Give more than 0."),
        ("score=x&months=y", "'x' is not a number. More months"),
    ],
)
def test_a_bad_lever_is_named_as_the_page_names_it(
    client: Client, mine: Dossier, query: str, words: str
) -> None:
    html = unescape(text(client, query, 422))
    assert words in html
    assert "--set" not in html


def test_the_record_stays_as_it_is(client: Client, mine: Dossier) -> None:
    before = record.current().applicant
    text(client, "score=262&visa=h1b")
    assert record.current().applicant == before
