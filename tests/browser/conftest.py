"""The app as people start it: a process of its own, a data folder that outlives it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=20_000)  # a machine with much to do is slow, not wrong
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
START = (
    "from preround.web.server import serve; import sys; "
    "serve(port=int(sys.argv[2]), open_browser=False, home=sys.argv[1])"
)


class App:
    """One `serve` process over one data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self, port: int = 0) -> None:
        environment = {**os.environ, "PREROUND_TODAY": "2026-11-22", "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, str(self.home), str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, f"the server said {said!r} instead of its address"
        self.address = found[0]

    def kill(self) -> None:
        """End the process as a lost battery would, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self.stop()

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """Start the app over an empty data folder."""
    running = App(tmp_path / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sample_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Start the app once for all tests that only look at the sample."""
    running = App(tmp_path_factory.mktemp("sample") / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def axe_script() -> str:
    """Give the accessibility checker's source."""
    return AXE.read_text("utf-8")
