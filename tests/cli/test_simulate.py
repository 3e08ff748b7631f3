"""`preround simulate` and `preround bench` as they are typed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "preround"]
SMALL = ["simulate", "--applicants", "300", "--programs", "80", "--couples", "5"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False)


def test_seasons_come_with_the_keys_that_stay() -> None:
    done = run(*SMALL, "--replicates", "3", "--seed", "4", "--workers", "1", "--json")
    answer = json.loads(done.stdout)
    assert {"match_rate", "filled_share", "ranks_mean", "seconds", "seconds_match"} <= set(answer)
    assert answer["replicates"] == 3
    assert "preround: 3 of 3 seasons" in done.stderr


def test_one_season_is_printed_for_people() -> None:
    done = run(*SMALL)
    assert done.stdout.startswith("One season of 300 people, 80 programs, 5 couples (seed 1).")
    assert "Non-U.S. IMGs" in done.stdout


@pytest.mark.parametrize(
    "words",
    [["--applicants", "3"], ["--seasons", "0"], ["--seed", "-1"], ["--workers", "0"]],
)
def test_what_cannot_be_simulated_gets_one_message(words: list[str]) -> None:
    done = run("simulate", *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A child inherits that Ctrl+C is ignored, as it is where tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise on Windows")
@pytest.mark.usefixtures("interruptible")
def test_a_run_that_is_interrupted_keeps_its_seasons_and_goes_on(tmp_path: Path) -> None:
    words = [*SMALL, "--seasons", "400", "--workers", "1", "--keep", str(tmp_path)]
    with subprocess.Popen([*COMMAND, *words], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if " of 400 seasons" in line and not line.startswith("preround: 0 "):
                break
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert running.returncode == 2
    assert "stopped after" in said
    assert "goes on from there" in said
    again = run(*SMALL, "--seasons", "40", "--keep", str(tmp_path))
    assert again.returncode == 0
    assert "preround: 40 of 40 seasons" in again.stderr


def test_the_matching_is_timed_beside_its_peers(tmp_path: Path) -> None:
    picture = tmp_path / "growth.svg"
    done = run("bench", "match", "--applicants", "150", "--peers", "0", "--svg", str(picture))
    assert done.returncode == 0
    assert "preround, with couples" in done.stdout
    assert picture.read_text("utf-8").startswith("<svg")
