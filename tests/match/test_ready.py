from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from preround.match.ready import LAST, STEPS, missing, prepare


def test_what_was_compiled_is_not_announced_again() -> None:
    prepare(lambda _: None)
    said: list[str] = []
    prepare(said.append)
    assert said == []
    assert missing() == ()


def test_each_group_has_its_line_and_says_that_it_happens_once() -> None:
    assert set(LAST) == set(STEPS)


def test_before_anything_is_compiled_a_line_says_so(tmp_path: Path) -> None:
    code = (
        "from preround.match.ready import missing, prepare\n"
        "print(missing())\n"
        "prepare(print, ('deferred',))\n"
        "print(missing(('deferred',)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "('deferred', 'couples', 'market')",
        "Compiling once, 1 of 1: matching single applicants. Later starts skip this.",
        "()",
    ]
