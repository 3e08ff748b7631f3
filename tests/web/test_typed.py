"""Numbers in addresses and hidden fields: plain digits or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web.typed import period_problems, whole_number

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

ODD = ("²", "٣", "9" * 5000, "-1", "1.5", "", "one")


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_plain_number_is_left_out(text: str) -> None:
    assert whole_number(text, None) is None


def test_plain_digits_are_read() -> None:
    assert whole_number("2027", 0) == 2027


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("page", ["/?page=", "/season/?season="])
def test_an_odd_number_in_an_address_shows_the_page(
    client: Client, mine: Dossier, page: str, text: str
) -> None:
    assert client.get(page + text).status_code == 200


@pytest.mark.parametrize("text", ["²", "9" * 5000])
def test_an_odd_version_is_a_stale_save(client: Client, mine: Dossier, text: str) -> None:
    address = "/programs/1007140C0/note/"
    assert client.post(address, {"text": "first", "version": "0"}).status_code == 302
    assert client.post(address, {"text": "second", "version": text}).status_code == 409
    assert mine.record.notes.get().text == "first"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, set()),
        ({"start": "2026-02-30"}, {"start"}),
        ({"start": "2026-03-02", "end": "2026-03-01"}, {"end"}),
        ({"hours_per_week": "nan"}, {"hours_per_week"}),
        ({"hours_per_week": "forty", "end": "May"}, {"hours_per_week", "end"}),
        ({"start": "2026-03-01", "end": "2026-03-01", "hours_per_week": "37.5"}, set()),
    ],
)
def test_what_does_not_fit_a_period_is_said_by_its_box(
    typed: dict[str, str], wrong: set[str]
) -> None:
    blank = {"start": "", "end": "", "hours_per_week": ""}
    assert period_problems(blank | typed).keys() == wrong
