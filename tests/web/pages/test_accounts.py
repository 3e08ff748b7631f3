"""Accounts in the app: checked while typed, kept with history, stale saves refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web import record, written
from preround.web.written_models import WrittenPiece

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
GAP = "/my-entries/accounts/gap/"
PARTS = {
    "facts": "Away from 2021 to 2023.",
    "cause": "My mother was ill.",
    "change": "Took evening courses.",
    "proof": "Passed Step 3 in 2026.",
    "version": "0",
}


def test_an_account_is_kept_and_its_next_version_shows_what_changed(
    client: Client, mine: Dossier
) -> None:
    assert client.post(GAP, PARTS).status_code == 302
    assert (
        client.post(GAP, PARTS | {"cause": "My father was ill.", "version": "1"}).status_code == 302
    )
    html = client.get(GAP).content.decode()
    assert "<del>mother</del><ins>father</ins>" in html
    assert "all four parts" in client.get("/my-entries/accounts/").content.decode()


def test_a_stale_save_is_refused_and_nothing_typed_is_lost(client: Client, mine: Dossier) -> None:
    client.post(GAP, PARTS)
    answer = client.post(GAP, PARTS | {"cause": "Another reason."})
    assert answer.status_code == 409
    assert "Another reason." in answer.content.decode()


def test_while_typing_nothing_is_stored_and_an_apology_is_seen(
    client: Client, mine: Dossier
) -> None:
    typed = PARTS | {"cause": "Unfortunately my mother was ill."}
    html = client.post(GAP, typed, headers={"HX-Request": "true"}).content.decode()
    assert "apologizes" in html
    assert "510 characters in 2021" in html
    assert not written.rows(mine.record, WrittenPiece.Kind.ACCOUNT).exists()


def test_an_account_of_no_kind_is_not_found(client: Client, mine: Dossier) -> None:
    assert client.get("/my-entries/accounts/weather/").status_code == 404


def test_the_first_account_begins_a_record_of_ones_own(client: Client, db: None) -> None:
    client.post(GAP, PARTS)
    assert not record.current().is_sample
