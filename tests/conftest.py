"""What every test stands on: a home of its own, no network, one browser."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Set before the web settings are read: tests never touch the person's own data folder.
HOME = Path(tempfile.mkdtemp(prefix="preround-tests-"))
os.environ["PREROUND_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "preround.web.settings"

import pytest
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings

from tests.watching import problems_of
from tools import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Deadlines are timed assertions. On a machine nobody watches the examples are always the
# same, so that a red run can be had again.
hypothesis_settings.register_profile(
    "preround", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI"))
)
hypothesis_settings.load_profile("preround")

# Read now, so that pytest-django guards the database from here on; and not left for the
# workers of a parallel run, each of which reads them with a home of its own.
assert django_settings.DATABASES
os.environ.pop("DJANGO_SETTINGS_MODULE")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


# No other name is looked up, so that a page that asks for one is refused at once.
STAY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


class NetworkUsed(AssertionError):
    """A test tried to leave the machine."""


def _refuse_leaving(address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else None  # otherwise a path on this machine
    if host not in {None, "", "127.0.0.1", "::1", "localhost", "0.0.0.0"}:
        raise NetworkUsed(f"{address}: tests, like the product, never leave the machine.")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves the machine: nothing the product does needs one."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_leaving(address)
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_leaving((host,))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's path; where there is none, a skip that says so, and a failure in CI."""
    path = chromium.find()
    if path is None:
        reason = f"{chromium.why_missing()}; ./check installs Debian's, PREROUND_CHROMIUM names one"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def chromium_browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium_path,
            args=[STAY_HERE, *(["--no-sandbox"] if as_root else [])],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium_browser: Browser) -> Iterator[Page]:
    """An empty tab of its own; at the end, nothing may have left the machine or broken."""
    context = chromium_browser.new_context()
    tab = context.new_page()
    problems = problems_of(tab)
    yield tab
    context.close()
    assert not problems, "\n".join(problems)
