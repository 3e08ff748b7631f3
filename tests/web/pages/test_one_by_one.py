"""A round of look-ups by keyboard: saved and skipped programs do not come back in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preround.jobs.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from preround.web.record import Dossier

RATE = "interview_rate_non_us_img"


def shown(html: str) -> str:
    found = re.search(r'name="code" value="([^"]+)"', html)
    assert found, html[:2000]
    return found[1]


def form(html: str, **values: str) -> tuple[str, dict[str, object]]:
    address = re.search(r'<form method="post" action="([^"]+)" data-focus', html)
    version = re.search(r'name="version" value="(\d+)"', html)
    assert address
    assert version
    sent = {"code": shown(html), "version": version[1], "fact": [RATE]}
    return address[1].replace("&amp;", "&"), sent | {
        "source": "Residency Explorer", "read": "2026-11-22", **values,
    }  # fmt: skip


def test_enter_saves_and_leads_to_the_next(client: Client, mine: Dossier, home: Path) -> None:
    html = client.get("/look-ups/one-by-one/").content.decode()
    first = shown(html)
    address, sent = form(html, **{f"value-{RATE}": "12"})
    after = client.post(address, sent, follow=True).content.decode()
    assert shown(after) != first
    assert "1 of 20 looked up" in after
    assert Workspace(home).catalogue().get(first).fact(RATE).value == 0.12


def test_a_skipped_program_stays_away(client: Client, mine: Dossier) -> None:
    html = client.get("/look-ups/one-by-one/").content.decode()
    address, sent = form(html, skip="1")
    after = client.post(address, sent, follow=True).content.decode()
    assert shown(after) != shown(html)
    assert "0 of 20 looked up" in after


def test_nothing_typed_keeps_the_program_and_says_so(client: Client, mine: Dossier) -> None:
    html = client.get("/look-ups/one-by-one/").content.decode()
    answer = client.post(*form(html))
    assert answer.status_code == 422
    assert "Nothing was filled in" in answer.content.decode()
    assert shown(answer.content.decode()) == shown(html)


def test_a_slip_keeps_what_was_typed(client: Client, mine: Dossier) -> None:
    html = client.get("/look-ups/one-by-one/").content.decode()
    answer = client.post(*form(html, **{f"value-{RATE}": "many"}))
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()


def test_a_finished_round_says_what_it_brought(client: Client, mine: Dossier) -> None:
    html = client.get("/look-ups/one-by-one/?planned=3&kept=3&from=2.10").content.decode()
    assert "knows 3 programs more" in html
    assert "2.1 to" in html
