"""Packs on screen: one's own look-ups out, another's in beside them, undone whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preround.jobs.fact_packs import export_pack
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

DAY = dt.date(2026, 11, 20)
CODE = "1007140C0"


def theirs(folder: Path, value: str) -> SimpleUploadedFile:
    other = Workspace(folder)
    correct_fact(other, CODE, "visa_j1", value, source="the program's own page", read=DAY)
    made = export_pack(other, contributor="a reader in Ohio", today=DAY)
    return SimpleUploadedFile("pack.jsonl", made.data)


def test_what_was_looked_up_goes_out_as_a_pack(client: Client, mine: Dossier, home: Path) -> None:
    correct_fact(Workspace(home), CODE, "visa_j1", "yes", source="own page", read=DAY)
    answer = client.post("/packs/make/", {"contributor": "a reader in Ohio"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert CODE in answer.content.decode()


def test_a_pack_comes_in_and_goes_whole(client: Client, mine: Dossier, home: Path) -> None:
    upload = theirs(home / "other", "yes")
    html = client.post("/packs/bring/", {"file": upload}).content.decode()
    assert "a reader in Ohio" in html
    workspace = Workspace(home)
    assert workspace.catalogue().get(CODE).fact("visa_j1").value == "yes"
    batch = workspace.read_overlay().undoable()[0]
    client.post(f"/undo-facts/{batch.id}/")
    assert workspace.catalogue().get(CODE).fact("visa_j1").value is None


def test_a_difference_is_shown_and_both_stand(client: Client, mine: Dossier, home: Path) -> None:
    correct_fact(Workspace(home), CODE, "visa_j1", "no", source="own page", read=DAY)
    html = client.post("/packs/bring/", {"file": theirs(home / "other", "yes")}).content.decode()
    assert "Sources disagree" in html


def test_what_is_no_pack_gets_one_message(client: Client, mine: Dossier) -> None:
    upload = SimpleUploadedFile("pack.jsonl", b"nothing of the kind")
    answer = client.post("/packs/bring/", {"file": upload})
    assert answer.status_code >= 400
    assert answer.content.decode().count('role="alert"') == 1


def test_nothing_looked_up_is_nothing_to_share(client: Client, mine: Dossier) -> None:
    assert "Nothing to share yet" in client.get("/packs/").content.decode()
