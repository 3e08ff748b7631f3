"""SOAP by date: what to prepare before, the pack after, numbers within the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web import clock

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv(clock.TODAY_VARIABLE, day)


def test_before_the_deadline_only_what_to_prepare_is_shown(client: Client, mine: Dossier) -> None:
    html = client.get("/soap/").content.decode()
    assert "Needed by when" in html
    assert "Opens on 3 Mar 2027" in html
    assert "When the telephone rings" not in html
    assert "Do not contact a program before it contacts you" in html
    assert "When the telephone rings" in client.get("/soap/?look=1").content.decode()


def test_after_it_the_pack_is_open(
    client: Client, mine: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2027-03-10")
    html = client.get("/soap/").content.decode()
    assert "45 programs to look for first" in html
    assert "When the telephone rings" in html
    assert 'aria-current="step"><strong>Pack open' in html
    on(monkeypatch, "2027-03-16")
    assert "Needed by when" not in client.get("/soap/").content.decode()


def test_the_numbers_asked_for_are_given_or_refused(client: Client, mine: Dossier) -> None:
    few = "?look=1&n_categorical=4&n_preliminary=2&n_advanced=0&specialty=Pathology"
    html = client.get(f"/soap/{few}").content.decode()
    assert "6 programs to look for first" in html
    many = client.get(f"/soap/{few.replace('=4', '=90')}")
    assert many.status_code == 422
    assert b"Lower the numbers by 47" in many.content
    assert b'value="90"' in many.content
    odd = client.get(f"/soap/{few.replace('=4', '=%C2%B2')}")
    assert odd.status_code == 422
    assert b"as a whole number" in odd.content


def test_the_pack_prints_with_its_sources(client: Client, mine: Dossier) -> None:
    html = client.get("/soap/print/?look=1").content.decode()
    assert "Rules and sources" in html
    assert "The short list opens on" in client.get("/soap/print/").content.decode()
