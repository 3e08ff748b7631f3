"""The whole cycle on screen: own amounts add up, a slip gets one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


def test_own_amounts_join_the_sum(client: Client, mine: Dossier) -> None:
    before = client.get("/whole-cycle/").content.decode()
    after = client.get("/whole-cycle/?rotations=%244,000").content.decode()
    assert "still to pay, as far as it is known" in before
    assert "$4,000" in after
    assert "$4,000" not in before


def test_a_slip_is_named_and_the_rest_stands(client: Client, mine: Dossier) -> None:
    answer = client.get("/whole-cycle/?rotations=a+lot")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "expected dollars" in html
    assert 'value="a lot"' in html
