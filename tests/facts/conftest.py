"""What the tests of facts share: a copy of the data to spoil, and the collected tables."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from preround.facts.sources import DATA


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """A private copy of the shipped facts, to plant violations in."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


@pytest.fixture
def collected() -> Path:
    """The folder of collected tables the shipped facts were carried over from."""
    default = Path(__file__).parents[3] / "shared" / "facts"
    folder = Path(os.environ.get("PREROUND_COLLECTED_FACTS", default))
    if not folder.is_dir():
        pytest.skip(f"the collected tables are not at {folder}")
    return folder
