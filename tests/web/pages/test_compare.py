"""Programs side by side, up to four; an unknown one is named and the rest stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.catalogue.listing import load_listing

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

CODES = [program.nrmp_code for program in load_listing().programs[:6]]


def columns(html: str) -> int:
    return html.count('<th scope="col">')


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, 1), (4, 4), (6, 4)])
def test_at_most_four_stand_side_by_side(client: Client, mine: Dossier, n: int, shown: int) -> None:
    query = "&".join(f"code={code}" for code in CODES[:n])
    html = client.get(f"/compare/?{query}").content.decode()
    assert columns(html) == shown
    assert ("Add another" in html) == (0 < n < 4)


def test_the_same_program_stands_once(client: Client, mine: Dossier) -> None:
    html = client.get(f"/compare/?code={CODES[0]}&code={CODES[0].lower()}").content.decode()
    assert columns(html) == 1


def test_words_find_a_program_to_add(client: Client, mine: Dossier) -> None:
    html = client.get(f"/compare/?code={CODES[0]}&q=uab").content.decode()
    assert f"code={CODES[0]}&amp;code=" in html


def test_an_unknown_code_is_named_and_the_others_are_shown(client: Client, mine: Dossier) -> None:
    answer = client.get(f"/compare/?code={CODES[0]}&code=NOPE")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "NOPE" in html
    assert columns(html) == 1
