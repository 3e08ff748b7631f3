"""The season so far: the record's answers move the forecast, and the page says why."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from preround.web import interviews, lists
from preround.web.pages.interviews.forms import invited

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


def test_before_anything_is_said_nobody_is_taken_to_have_applied(
    client: Client, mine: Dossier
) -> None:
    html = client.get("/season-so-far/").content.decode()
    assert "Did you send the applications" in html
    assert "0 invitations" not in html


def test_silence_alone_is_weighed_and_explained(client: Client, mine: Dossier) -> None:
    keep(client, mine)
    html = client.get("/season-so-far/").content.decode()
    assert "0 invitations and 0 refusals" in html
    assert "Silence from" in html
    assert "While it is quiet" in html
    assert "as sent on 24 Sep 2026" in html


def keep(client: Client, mine: Dossier) -> None:
    rows = [row for row in lists.built_list(mine).listing.rows if row.apply]
    codes = [row.program.nrmp_code for row in rows]
    client.post("/sent/keep/", {"version": "0", "on": "2026-09-24", "sent": codes})


def test_an_invitation_and_a_refusal_are_told_apart(client: Client, mine: Dossier) -> None:
    rows = [row for row in lists.built_list(mine).listing.rows if row.apply]
    for row, status in zip(rows, ("invited", "rejected"), strict=False):
        values = invited(dt.date(2026, 11, 1), "") | {"status": status}
        interviews.add(mine.record, 2027, row.program.nrmp_code, values)
    html = client.get("/season-so-far/").content.decode()
    assert "1 invitation and 1 refusal" in html
    assert "1 invitation: the chance to match rises" in html
    assert "1 refusal: " in html
    assert "Before any answer" in html
    assert "Say what was sent" in html
