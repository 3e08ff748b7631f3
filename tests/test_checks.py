"""The check command: what it runs for what is named, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import checks, chromium
from tools.checks import Outcome

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("src/preround/fit/odds.py", "tests/fit/test_odds.py", "tests/test_run.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "docs").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("named", "tests"),
    [
        ([], ["tests"]),
        (["src/preround/fit"], ["tests/fit"]),
        (["src/preround/fit/odds.py"], ["tests/fit/test_odds.py"]),
        (["tests/fit/test_odds.py"], ["tests/fit/test_odds.py"]),
        (
            ["src/preround/fit/odds.py", "tests/test_run.py"],
            ["tests/fit/test_odds.py", "tests/test_run.py"],
        ),
        (["docs"], ["tests"]),
    ],
)
def test_a_source_path_stands_for_its_tests(tree: Path, named: list[str], tests: list[str]) -> None:
    paths = [str(tree / name) for name in named]
    found = checks.where_tests_are(paths, tree)
    assert [path.relative_to(tree).as_posix() for path in found] == tests


def test_a_path_that_is_not_there_is_refused(tree: Path) -> None:
    with pytest.raises(SystemExit, match="no such file or folder"):
        checks.where_tests_are([str(tree / "sorce")], tree)


def test_the_table_names_what_failed_and_what_was_not_run() -> None:
    passed, failed = Outcome("ruff check", "passed", 1.0), Outcome("mypy", "FAILED", 20.0)
    skipped = Outcome("browser tests", "SKIPPED", note="not run: no Chromium")
    assert checks.table([passed]).endswith("\nAll passed.")
    assert checks.table([passed, skipped]).endswith("\nAll passed, but not run: browser tests.")
    text = checks.table([passed, failed, skipped])
    assert text.endswith("\nFAILED: mypy.")
    assert "mypy           FAILED     20.0 s" in text
    assert "not run: no Chromium" in text


def browser_step(**surroundings: str) -> str:
    """Run the browser step alone, on a machine whose path holds no browser."""
    code = (
        "import sys; from pathlib import Path; from tools import checks; "
        "options = checks._parser().parse_args(['--no-install']); "
        "print(checks._run_browser(Path(sys.executable), options, {}).state)"
    )
    env = {"PATH": "/nowhere", "PYTHONPATH": str(ROOT), **surroundings}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert "browser tests: not run, for " in done.stdout
    return done.stdout.splitlines()[-1]


def test_without_a_browser_the_step_is_skipped_aloud_and_in_ci_it_fails() -> None:
    missing = {"PREROUND_CHROMIUM": "/nowhere/chromium"}
    assert browser_step(**missing) == "SKIPPED"
    assert browser_step(CI="1", **missing) == "FAILED"


def test_a_browser_that_is_named_but_missing_is_not_replaced_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PREROUND_CHROMIUM", "/nowhere/chromium")
    assert chromium.find() is None
    assert "/nowhere/chromium" in chromium.why_missing()


def test_the_machine_nobody_watches_runs_the_same_command() -> None:
    text = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "export CI=1" in text
    assert "python3 check" in text
    for name in ("check", "run.py", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK), name
