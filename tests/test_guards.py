"""The guards every test stands on can be seen to fail."""

from __future__ import annotations

import os
import socket
import urllib.request
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection

from tests.watching import problems_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "http://example.org/"])
def test_a_test_that_leaves_the_machine_fails(address: str) -> None:
    with pytest.raises(AssertionError, match="never leave the machine"):
        urllib.request.urlopen(address, timeout=1)


def test_a_connection_within_the_machine_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_a_test_that_did_not_ask_for_the_database_is_refused_it() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


def test_the_data_folder_is_not_the_persons_own() -> None:
    home = Path(os.environ["PREROUND_HOME"])
    assert home.is_dir()
    assert home.name.startswith("preround-tests-")
    assert home == settings.HOME


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.browser
def test_a_page_that_leaves_the_machine_or_breaks_is_seen(chromium_browser: Browser) -> None:
    tab = chromium_browser.new_page()
    problems = problems_of(tab)
    tab.set_content("<p>quiet</p><script>console.info('fine')</script>")
    assert problems == []
    tab.set_content(
        "<img src='http://example.org/a.png'><script>console.error('a'); nothing.here</script>"
    )
    tab.wait_for_load_state("load")
    tab.close()
    for words in ("left the machine: http://example.org/a.png", "console: a", "script error:"):
        assert any(words in problem for problem in problems), problems
