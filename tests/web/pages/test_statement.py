"""Statement notes in the app: moments kept and taken out, a draft checked and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web import written
from preround.web.written_models import WrittenPiece

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
MOMENT = {"theme": "care", "text": "A frightened mother asked twice", "shows": "listening"}


def moments(mine: Dossier) -> list[str]:
    return [row.document["text"] for row in written.rows(mine.record, WrittenPiece.Kind.MOMENT)]


def test_a_moment_is_kept_taken_out_and_put_back(client: Client, mine: Dossier) -> None:
    client.post("/my-statement/moment/", MOMENT)
    assert moments(mine) == [MOMENT["text"]]
    number = written.rows(mine.record, WrittenPiece.Kind.MOMENT).get().pk
    client.post(f"/my-statement/moment/{number}/")
    assert moments(mine) == []
    client.post(f"/my-statement/moment/{number}/")
    assert moments(mine) == [MOMENT["text"]]
    assert client.post("/my-statement/moment/999/").status_code == 404


@pytest.mark.parametrize("bad", [{"text": "  "}, {"theme": "weather"}])
def test_a_moment_without_words_or_theme_is_not_kept(
    client: Client, mine: Dossier, bad: dict[str, str]
) -> None:
    client.post("/my-statement/moment/", MOMENT | bad)
    assert moments(mine) == []


def test_a_draft_being_typed_is_read_and_not_stored(client: Client, mine: Dossier) -> None:
    client.post("/my-statement/moment/", MOMENT)
    headers = {"HX-Request": "true"}
    draft = {"draft": "A frightened mother asked me twice.", "version": "0"}
    html = client.post("/my-statement/", draft, headers=headers).content.decode()
    assert "Within a page" in html
    assert not written.rows(mine.record, WrittenPiece.Kind.STATEMENT).exists()
    html = client.post("/my-statement/moment/", MOMENT | draft, headers=headers).content.decode()
    assert "in the draft" in html


def test_a_draft_is_kept_and_a_stale_one_refused_with_its_words(
    client: Client, mine: Dossier
) -> None:
    assert client.post("/my-statement/", {"draft": "One.", "version": "0"}).status_code == 302
    answer = client.post("/my-statement/", {"draft": "Two, other.", "version": "0"})
    assert answer.status_code == 409
    assert "Two, other." in answer.content.decode()
