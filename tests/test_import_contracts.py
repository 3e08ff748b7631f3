"""Each import contract holds for the project and fails where it is broken on purpose."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]
DOWN, CORE, WEB, SERVE = CONTRACTS

# What a module holds, the module, and the contract that has to break.
PLANTED = [
    ("domain/planted.py", "import preround.fit", DOWN),
    ("fit/planted.py", "import preround.portfolio", DOWN),
    ("facts/planted.py", "import preround.catalogue", DOWN),
    ("fit/planted.py", "import preround.jobs", DOWN),
    ("jobs/planted.py", "import preround.cli", DOWN),
    ("web/planted.py", "import preround.cli", DOWN),
    ("surprise/__init__.py", "", DOWN),
    ("fit/planted.py", "from django.db import models", CORE),
    ("jobs/planted.py", "def f():\n    import rich", CORE),
    ("exporters/planted.py", "import socket", CORE),
    ("facts/planted.py", "import sqlite3", CORE),
    ("web/planted.py", "import typer", WEB),
    ("cli/commands/pick.py", "import preround.web.server", SERVE),
]
ROOMS = (*("cli", "web", "jobs", "fit", "portfolio", "exporters", "catalogue", "facts", "domain"),)


def lint_imports(folder: Path) -> dict[str, bool]:
    """Run the project's contracts over the package below `folder`: name -> kept."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    kept = {
        name: line.startswith(f"{name} KEPT")
        for line in done.stdout.splitlines()
        for name in CONTRACTS
        if line.startswith((f"{name} KEPT", f"{name} BROKEN"))
    }
    assert set(kept) == set(CONTRACTS), done.stdout + done.stderr
    assert all(kept.values()) == (done.returncode == 0)
    return kept


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small package that keeps every contract."""
    package = tmp_path / "preround"
    modules = {f"{room}/__init__.py": "" for room in ROOMS} | {
        "__init__.py": "",
        "cli/commands/__init__.py": "",
        "web/server.py": "import django\nimport preround.jobs",
        "cli/commands/serve.py": "import typer\nimport preround.web.server",
        "jobs/build.py": "import preround.fit\nimport preround.portfolio\nimport json",
        "fit/odds.py": "import numpy\nimport preround.facts\nimport preround.catalogue",
    }
    for name, text in modules.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(f"{text}\n", "utf-8")
    return tmp_path


def test_the_project_keeps_its_contracts() -> None:
    assert all(lint_imports(ROOT / "src").values())


def test_a_tree_that_keeps_them_passes(tree: Path) -> None:
    assert all(lint_imports(tree).values())


@pytest.mark.parametrize(("module", "text", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract_alone(
    tree: Path, module: str, text: str, contract: str
) -> None:
    path = tree / "preround" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{text}\n", "utf-8")
    assert [name for name, kept in lint_imports(tree).items() if not kept] == [contract]


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for _, _, contract in PLANTED} == set(CONTRACTS)
