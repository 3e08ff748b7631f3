"""The what-if page: a lever moved is answered, a bad one gets one message, nothing is saved."""

from __future__ import annotations

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


def test_the_record_stays_as_it_is(client: Client, mine: Dossier) -> None:
    before = record.current().applicant
    text(client, "score=262&visa=h1b")
    assert record.current().applicant == before
