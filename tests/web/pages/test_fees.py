"""Fees on screen are the published examples, and say which season they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("season=2026&specialty=Internal+Medicine&n=100", "$2,430"),  # 30 x 11 + 70 x 30
        ("season=2026&specialty=Internal+Medicine&n=30", "$330"),
        ("season=2026&specialty=Internal+Medicine&n=30&specialty=Family+Medicine&n=30", "$660"),
        ("season=2026&specialty=Emergency+Medicine&n=46", "$683"),
    ],
)
def test_totals(client: Client, mine: Dossier, query: str, total: str) -> None:
    html = client.get(f"/fees/?{query}").content.decode()
    heading = re.search(r"<h2>Season 2026: (\S+)</h2>", html)
    assert heading is not None
    assert heading[1] == total


def test_a_season_that_is_not_published_shows_the_last_known_and_says_so(
    client: Client, mine: Dossier
) -> None:
    html = client.get("/fees/?season=2028&specialty=Internal+Medicine&n=30").content.decode()
    assert "$330" in html
    assert "not published" in html
    assert "2027" in html


@pytest.mark.parametrize(
    "query",
    ["season=1900", "specialty=Astrology&n=3", "specialty=Internal+Medicine&n=99999",
     "specialty=Internal+Medicine&n=-5", "specialty=Internal+Medicine&n=many",
     "&".join(f"specialty=S{n}&n=1" for n in range(1000))],
)  # fmt: skip
def test_what_cannot_be_priced_is_said_in_one_message(
    client: Client, mine: Dossier, query: str
) -> None:
    answer = client.get(f"/fees/?{query}")
    assert answer.status_code == 400
    assert answer.content.decode().count('role="alert"') == 1


def test_half_a_row_counts_for_nothing(client: Client, mine: Dossier) -> None:
    query = "specialty=Internal+Medicine&n=30&specialty=Psychiatry&n=&specialty=&n=9"
    assert ": $330<" in client.get(f"/fees/?{query}").content.decode()
