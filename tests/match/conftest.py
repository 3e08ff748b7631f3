"""Kernels are compiled once, by the first of the workers, before any test needs them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from preround.match.ready import prepare


@pytest.fixture(autouse=True, scope="session")
def _kernels() -> None:
    with FileLock(Path(tempfile.gettempdir()) / "preround-tests-kernels.lock"):
        prepare()
