"""`preround match` as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SMALL = {
    "applicants": {"a": ["p", "q"], "b": ["p"]},
    "programs": {"p": {"quota": 1, "list": ["b", "a"]}, "q": {"quota": 1, "list": ["a"]}},
}


def run(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "preround", "match", str(path), *words]
    return subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)


def test_a_small_market_is_solved(tmp_path: Path) -> None:
    path = tmp_path / "market.json"
    path.write_text(json.dumps(SMALL))
    answer = json.loads(run(path, "--json").stdout)
    # b is first on p's list and wants nothing else, so a goes to q.
    assert answer["matches"] == {"a": "q", "b": "p"}
    assert answer["stable"]
    assert answer["blocking"] == []
    assert answer["converged"]
    assert "seconds" in answer
    assert "2 of 2 applicants matched" in run(path).stdout


@pytest.mark.parametrize("text", ["", "[]", "{", '{"applicants": {}}'])
def test_what_is_no_match_file_gets_one_message(tmp_path: Path, text: str) -> None:
    path = tmp_path / "market.json"
    path.write_text(text)
    answer = run(path)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert answer.stderr.startswith("preround: ")
