"""The list check says what survives and where the applications go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


def test_it_opens_with_one_sentence_and_the_slices(client: Client, mine: Dossier) -> None:
    html = client.get("/list-check/").content.decode()
    assert "applications would be made under each of these assumptions" in html
    assert "By state" in html
    assert "By visa policy" in html
