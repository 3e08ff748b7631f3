"""The server killed while days are sent to it: every day it confirmed is there, and whole."""

from __future__ import annotations

import http.client
import os
import random
import re
import sqlite3
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import App

pytestmark = pytest.mark.browser

#: Each takes a start of the server, some two seconds.
KILLS = int(os.environ.get("PREROUND_KILLS", "2"))


def _send_until_killed(app: App, sender: int, confirmed: list[str]) -> None:
    """Save one day after the other; note each that the server said it kept."""
    server = http.client.HTTPConnection(app.address.removeprefix("http://"), timeout=20)
    try:
        server.request("GET", "/log/")
        answer = server.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        page = answer.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        for n in range(10_000):
            words = f"day {sender} {n} of {len(confirmed)} " + "words " * 300
            typed = {"day": "2026-11-20", "kind": "externship", "hours": "8", "saw": words}
            body = urlencode(typed | {"csrfmiddlewaretoken": found[1]})
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            server.request("POST", "/log/save/", body, headers)
            answer = server.getresponse()
            answer.read()
            if answer.status == 302:
                confirmed.append(words.strip())
    except (OSError, http.client.HTTPException):
        return


def test_no_day_the_server_confirmed_is_lost_when_it_is_killed(tmp_path: Path) -> None:
    app, chance = App(tmp_path / "home"), random.Random(7)
    confirmed: list[str] = []
    for _ in range(KILLS):
        app.start()
        senders = [
            threading.Thread(target=_send_until_killed, args=(app, n, confirmed)) for n in range(2)
        ]
        before = len(confirmed)
        for one in senders:
            one.start()
        enough = threading.Event()
        while len(confirmed) < before + 3 and any(one.is_alive() for one in senders):
            enough.wait(0.02)
        enough.wait(chance.uniform(0.0, 0.3))
        app.kill()
        for one in senders:
            one.join()
    (path,) = app.home.glob("*.sqlite3")
    with sqlite3.connect(path) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        kept = {words for (words,) in database.execute("select saw from web_loggedday")}
        days = {one for (one,) in database.execute("select id from web_loggedday")}
        whole = {one for (one,) in database.execute("select entry_id from web_loggeddayversion")}
    assert len(confirmed) >= 3 * KILLS
    assert set(confirmed) <= kept
    assert days == whole
