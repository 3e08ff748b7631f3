"""Run every check, each in turn, and end with one table of what passed."""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import chromium, debian, environment

NOTHING_COLLECTED = 5  # pytest's exit code
BROWSER = "browser tests"


@dataclass(frozen=True)
class Step:
    """One check: its name in the table, and the command."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    name: str
    state: str
    seconds: float = 0.0
    note: str = ""


def main(arguments: Sequence[str]) -> int:
    """Set up, check, report; 0 only where nothing failed."""
    options = _parser().parse_args(arguments)
    try:
        python = _set_up(may_install=not options.no_install)
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    with tempfile.TemporaryDirectory(prefix="preround-check-") as home:
        outcomes = _run_all(python, options, {**os.environ, "PREROUND_HOME": home})
    print(table(outcomes), flush=True)
    return int(any(outcome.state == "FAILED" for outcome in outcomes))


def _set_up(*, may_install: bool) -> Path:
    """Make the environment; a Debian without any installer gets python3-venv first."""
    try:
        return environment.ensure(environment.TEST)
    except environment.NothingInstalls:
        if not may_install or debian.install("python3-venv"):
            raise
        importlib.invalidate_caches()  # what apt-get has brought was not there at the start
        return environment.ensure(environment.TEST)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./check", description=__doc__)
    parser.add_argument("paths", nargs="*", help="check these files and folders only")
    parser.add_argument("--fast", action="store_true", help="leave the browser tests out")
    parser.add_argument("--coverage", action="store_true", help="measure branch coverage (slower)")
    parser.add_argument("--fix", action="store_true", help="let ruff mend what it can, first")
    parser.add_argument(
        "--no-install", action="store_true", help="install no package of the system's (Chromium)"
    )
    return parser


def _run_all(
    python: Path, options: argparse.Namespace, surroundings: dict[str, str]
) -> list[Outcome]:
    outcomes = [_run(step, surroundings) for step in steps(python, options)]
    if not options.fast:
        browser = _run_browser(python, options, surroundings)
        outcomes.append(browser)
    return outcomes


def steps(python: Path, options: argparse.Namespace) -> list[Step]:
    """List all that needs no browser, quickest first."""
    folder = python.parent
    paths = tuple(options.paths) or (".",)
    ruff, mypy = str(folder / "ruff"), str(folder / "mypy")
    fixes = (Step("ruff --fix", (ruff, "check", "--fix", *paths)),) if options.fix else ()
    tidy = (ruff, "format", *(() if options.fix else ("--check",)), *paths)
    return [
        *fixes,
        Step("ruff check", (ruff, "check", *paths)),
        Step("ruff format", tidy),
        Step("import contracts", (str(folder / "lint-imports"),)),
        Step("mypy", (mypy,)),
        Step("tests", tests(python, options, "not browser")),
    ]


def tests(python: Path, options: argparse.Namespace, marked: str) -> tuple[str, ...]:
    """Build the pytest command; two at a time, but in one process where coverage is measured."""
    paths = (str(path) for path in where_tests_are(options.paths))
    if options.coverage:
        start = ("-m", "coverage", "run", "-m", "pytest")
    else:
        start = ("-m", "pytest", "-n", "2", "--dist", "worksteal")
    return (str(python), *start, "-q", "-m", marked, *paths)


def where_tests_are(paths: Sequence[str], root: Path = environment.ROOT) -> list[Path]:
    """Give the tests of what was named: tests themselves, or those at the source's path.

    Raises
    ------
    SystemExit
        Where a path is not there.
    """
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name).resolve()
        if not path.exists():
            raise SystemExit(f"{name}: no such file or folder. Name a path below {root}.")
        source = root / "src" / "preround"
        if path.is_relative_to(source):
            inside = path.relative_to(source)
            twin = inside if path.is_dir() else inside.with_name(f"test_{inside.name}")
            path = root / "tests" / twin
        if path.exists() and path.is_relative_to(root / "tests"):
            found[path] = None
    return list(found) or [root / "tests"]


def _run(step: Step, surroundings: dict[str, str]) -> Outcome:
    print(f"\n== {step.name}", flush=True)
    begun = time.monotonic()
    done = subprocess.run(step.command, check=False, env=surroundings, cwd=environment.ROOT)
    seconds = time.monotonic() - begun
    if done.returncode == NOTHING_COLLECTED and "pytest" in step.command:
        return Outcome(step.name, "none", seconds, "no such test under these paths")
    return Outcome(step.name, "FAILED" if done.returncode else "passed", seconds)


def _run_browser(
    python: Path, options: argparse.Namespace, surroundings: dict[str, str]
) -> Outcome:
    """Run the browser tests, or say plainly that they did not run and why."""
    missing = "" if chromium.find() else chromium.why_missing()
    if missing and not options.no_install:
        print("\n== installing Chromium", flush=True)
        missing = chromium.install()
    if missing:
        state = "FAILED" if os.environ.get("CI") else "SKIPPED"
        print(f"\n== {BROWSER}: not run, for {missing}.", flush=True)
        return Outcome(BROWSER, state, note=f"not run: {missing}")
    return _run(Step(BROWSER, tests(python, options, "browser")), surroundings)


def table(outcomes: Sequence[Outcome]) -> str:
    """Lay the outcomes out, one a line, with a verdict below."""
    width = max(len(outcome.name) for outcome in outcomes)
    lines = [
        f"{one.name:<{width}}  {one.state:<7}  {one.seconds:6.1f} s  {one.note}".rstrip()
        for one in outcomes
    ]
    failed = [outcome.name for outcome in outcomes if outcome.state == "FAILED"]
    skipped = [outcome.name for outcome in outcomes if outcome.state == "SKIPPED"]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All passed"
    if skipped and not failed:
        verdict += f", but not run: {', '.join(skipped)}"
    rule = "-" * max(len(line) for line in lines)
    return "\n".join(["", rule, *lines, rule, f"{verdict}."])
