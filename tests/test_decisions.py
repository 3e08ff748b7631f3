"""Decisions are numbered, complete, and give every dependency its place."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "decisions"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
OTHERS = [line for group in PROJECT["dependency-groups"].values() for line in group]

# What is imported where its name differs; None where nothing of ours imports it.
MODULES = {"django-csp": "csp", "tzdata": None, "defusedxml": None}  # openpyxl looks for defusedxml


def name(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]


def imported() -> set[str]:
    """The first word of everything the source imports, and of the apps Django loads by name."""
    words: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                words |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                words.add(node.module.split(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value.split(".")[0])
    return words


@pytest.mark.parametrize("requirement", [*RUNTIME, *OTHERS], ids=name)
def test_every_dependency_is_named_in_a_decision(requirement: str) -> None:
    assert any(f"`{name(requirement)}`" in page.read_text("utf-8") for page in PAGES)


def test_what_is_installed_to_run_is_used() -> None:
    modules = {
        name(line): MODULES.get(name(line), name(line).replace("-", "_")) for line in RUNTIME
    }
    assert (
        sorted(dist for dist, module in modules.items() if module and module not in imported())
        == []
    )


def test_every_decision_has_a_number_of_its_own_and_says_it() -> None:
    numbers = [page.name[:4] for page in PAGES]
    assert len(set(numbers)) == len(numbers)
    titles = [page.read_text("utf-8").splitlines()[0] for page in PAGES]
    assert [title[:7] for title in titles] == [f"# {number} " for number in numbers]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_says_what_why_and_what_was_rejected(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.search(r"^20\d\d-\d\d-\d\d\. (Accepted|Replaced by \[\d{4}\])", text, re.MULTILINE)
    for part in ("## Decision", "## Why", "## Rejected"):
        assert f"\n{part}\n" in text
