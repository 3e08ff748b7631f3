"""The audit and the entry check on screen, with script and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


def test_tasks_are_read_with_dials_and_reasons(client: Client, mine: Dossier) -> None:
    asked = {"job": "call center agent", "tasks": "Transfer callers to the nurse by protocol"}
    html = client.post("/my-job/", asked).content.decode()
    assert "Shares of 1 task<" in html
    assert "Patient 100%" in html
    assert "protocol" in html


def test_a_list_without_a_job_says_what_is_missing(client: Client, mine: Dossier) -> None:
    answer = client.post("/my-job/", {"job": "", "tasks": "Room patients"})
    assert answer.status_code == 400
    assert "Say which job this is" in answer.content.decode()


def test_an_entry_shows_findings_and_ledger(client: Client, mine: Dossier) -> None:
    asked = {
        "role": "call center agent",
        "text": "Triaged callers. Answered 80 calls a day.",
        "log": "Answered 80 calls a day\ntransferred callers to the nurse",
    }
    html = client.post("/my-entries/", asked, headers={"HX-Request": "true"}).content.decode()
    assert "says triage" in html
    assert "traced" in html
    assert "conflict" in html
    assert "<html" not in html


def test_what_is_typed_is_shown_as_text(client: Client, mine: Dossier) -> None:
    asked = {"role": "x", "text": "<script>alert(1)</script>", "log": ""}
    assert "<script>alert" not in client.post("/my-entries/", asked).content.decode()
