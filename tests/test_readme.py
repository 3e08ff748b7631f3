"""What the README shows is what the command prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = re.compile(
    r"```text\n\$ python3 run\.py (?P<words>pick [^\n]+)\n(?P<said>.*?)```", re.DOTALL
)
DAY = "2026-11-22"  # the day it was printed


def test_the_list_it_shows_is_the_list_that_is_printed() -> None:
    shown = SHOWN.search((ROOT / "README.md").read_text("utf-8"))
    assert shown is not None
    words = [*shown["words"].split(), "--today", DAY]
    done = subprocess.run(
        [sys.executable, "-m", "preround", *words],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == shown["said"].split()
