"""A check that stands on the card can be run: its command and its test exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

from preround.cli.main import app
from preround.fit.odds_checks import Check, load_checks

ROOT = Path(__file__).parents[2]
CHECKS = load_checks().checks


def exists(command: str) -> bool:
    words = command.split()
    if words[:2] == ["python", "-m"]:
        return (ROOT / f"{words[2].replace('.', '/')}.py").exists()
    if words[0] == "pytest":
        return (ROOT / words[1]).exists()
    known = get_command(app)
    for word in words[1:]:
        known = getattr(known, "commands", {}).get(word)
    return words[0] == "preround" and known is not None


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_names_a_command_and_a_test_that_are_there(check: Check) -> None:
    assert exists(check.command)
    assert (ROOT / check.test).exists()
    assert check.held in {"yes", "partly", "no"}
    assert check.asked
    assert check.found


def test_a_planted_command_that_is_not_there_is_seen() -> None:
    assert not exists("preround bench peek")
    assert not exists("python -m benchmarks.nothing")
