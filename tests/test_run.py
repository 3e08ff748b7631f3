"""The one command: what it refuses, when it sets up, and that a set-up is never half done."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import run
from tools import environment
from tools.environment import RUN, TEST

ROOT = Path(__file__).resolve().parent.parent

# A build back-end in the project itself, so that a real pip installs without a network.
BACKEND = """
import zipfile
from pathlib import Path

RECORD = "sample-1.dist-info/RECORD"

def build_editable(folder, settings=None, metadata=None):
    name = "sample-1-py3-none-any.whl"
    files = {
        "sample.py": "def main(): print('started', *__import__('sys').argv[1:])",
        "sample-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: sample\\nVersion: 1\\n",
        "sample-1.dist-info/WHEEL": (
            "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        ),
        "sample-1.dist-info/entry_points.txt": "[console_scripts]\\nsample = sample:main\\n",
    }
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
        wheel.writestr(RECORD, "".join(f"{path},,\\n" for path in [*files, RECORD]))
    return name
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "sample"
version = "1"
"""
START = """
import sys
from pathlib import Path
from tools import environment
root = Path(sys.argv[1])
sys.exit(environment.start(environment.RUN, "sample", sys.argv[2:], root))
"""
# Stands in for a foreign installer: slow enough to meet another start, and it can be told to fail.
UV = """
#!/bin/sh
case "$1" in --version) exit 0;; esac
echo "$*" >> "$UV_LOG"
test -e "$UV_LOG.fail" && exit 1
sleep 0.3
for word in "$@"; do case "$word" in */.venv/bin/python) bin="${word%/python}";; esac; done
printf '#!/bin/sh\\necho started "$@"\\n' > "$bin/sample"
chmod +x "$bin/sample"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing to download, in a folder with a space."""
    root = tmp_path / "a folder"
    root.mkdir()
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    (root / "backend.py").write_text(BACKEND, "utf-8")
    for level in (RUN, TEST):
        (root / level.requirements).write_text("# nothing\n", "utf-8")
    return root


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """Few variables, and a stand-in for uv ahead on the path."""
    if os.name == "nt":
        pytest.skip("the stand-in installer is a shell script")
    folder = tmp_path / "bin"
    folder.mkdir()
    uv = folder / "uv"
    uv.write_text(UV.lstrip(), "utf-8")
    uv.chmod(0o755)
    return {
        "PATH": f"{folder}{os.pathsep}{os.defpath}",
        "HOME": str(tmp_path),
        "UV_LOG": str(tmp_path / "uv.log"),
        "PYTHONPATH": str(ROOT),
    }


def begin(project: Path, env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(START), str(project), *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=env, stdout=pipe, stderr=pipe, text=True)


def start(project: Path, env: dict[str, str], *words: str) -> tuple[int, str, str]:
    process = begin(project, env, *words)
    out, err = process.communicate()
    return process.returncode, out, err


def n_installs(env: dict[str, str]) -> int:
    """Each set-up installs twice: what is pinned, then the project."""
    log = Path(env["UV_LOG"])
    return len(log.read_text("utf-8").splitlines()) // 2 if log.exists() else 0


# ---- the shim


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_enough_python_is_taken(version: tuple[int, ...]) -> None:
    assert run.refusal(version, "python3") == ""


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13)])
def test_an_old_python_is_refused_with_what_was_got_and_what_to_do(
    version: tuple[int, ...],
) -> None:
    words = run.refusal(version, "/usr/bin/python3")
    assert f"this is Python {version[0]}.{version[1]} (/usr/bin/python3)" in words
    assert "3.11 or newer" in words
    assert "python3.12 run.py" in words


@pytest.mark.parametrize("name", ["run.py", "check"])
def test_what_an_old_python_has_to_read_holds_no_newer_syntax(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    newer = ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match | ast.AsyncFunctionDef
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [f.name for f in functions if f.returns or any(a.annotation for a in f.args.args)]
    assert not [
        n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == "__future__"
    ]


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ([], ["serve"]),
        (["--port", "9000"], ["serve", "--port", "9000"]),
        (["pick", "me.toml", "--n", "40"], ["pick", "me.toml", "--n", "40"]),
        (["--help"], ["--help"]),
        (["serve", "--no-browser"], ["serve", "--no-browser"]),
    ],
)
def test_bare_options_are_for_the_web_app(typed: list[str], command: list[str]) -> None:
    assert run.command(typed) == command


# ---- the stamp


def test_the_stamp_follows_everything_the_environment_depends_on(
    project: Path, tmp_path: Path
) -> None:
    first = environment.stamp(project, RUN)
    assert environment.stamp(project, RUN) == first
    (project / "constraints.txt").write_text("numpy==2\n", "utf-8")
    second = environment.stamp(project, RUN)
    with (project / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    third = environment.stamp(project, RUN)
    moved = project.rename(tmp_path / "elsewhere")
    fourth = environment.stamp(moved, RUN)
    assert len({first, second, third, fourth, environment.stamp(moved, TEST)}) == 5


def test_ready_means_a_python_a_matching_stamp_and_no_mark(project: Path) -> None:
    folder = project / ".venv"
    python = environment.program(folder, "python")
    python.parent.mkdir(parents=True)
    python.touch()
    assert not environment.is_ready(project, RUN)
    stamp = folder / ".preround-run"
    stamp.write_text(environment.stamp(project, RUN), "ascii")
    assert environment.is_ready(project, RUN)
    assert not environment.is_ready(project, TEST)
    (folder / ".preround-unfinished").touch()
    assert not environment.is_ready(project, RUN)
    (folder / ".preround-unfinished").unlink()
    stamp.write_bytes(b"\xff\xfe")
    assert not environment.is_ready(project, RUN)


# ---- setting up, with a stand-in for the installer


def test_the_first_start_sets_up_and_the_second_only_starts(
    project: Path, surroundings: dict[str, str]
) -> None:
    assert start(project, surroundings, "a", "b c")[:2] == (0, "started a b c\n")
    code, out, err = start(project, surroundings)
    assert (code, out, err) == (0, "started\n", "")
    assert n_installs(surroundings) == 1


def test_a_change_of_what_is_pinned_is_brought_in_without_starting_over(
    project: Path, surroundings: dict[str, str]
) -> None:
    start(project, surroundings)
    kept = project / ".venv" / "kept"
    kept.touch()
    (project / "constraints.txt").write_text("# more\n", "utf-8")
    start(project, surroundings)
    assert n_installs(surroundings) == 2
    assert kept.exists()


def test_an_interrupted_set_up_starts_over(project: Path, surroundings: dict[str, str]) -> None:
    start(project, surroundings)
    (project / ".venv" / ".preround-unfinished").touch()
    (project / ".venv" / "half").touch()
    assert start(project, surroundings)[:2] == (0, "started\n")
    assert not (project / ".venv" / "half").exists()


def test_a_python_that_is_gone_starts_over(project: Path, surroundings: dict[str, str]) -> None:
    start(project, surroundings)
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(project / "nowhere")
    assert start(project, surroundings)[:2] == (0, "started\n")


def test_two_starts_at_once_set_up_once(project: Path, surroundings: dict[str, str]) -> None:
    both = [begin(project, surroundings) for _ in range(2)]
    ends = [process.communicate() for process in both]
    assert [out for out, _ in ends] == ["started\n", "started\n"]
    assert n_installs(surroundings) == 1
    assert sum("waiting for it" in err for _, err in ends) == 1


def test_a_failing_installer_is_followed_by_the_next_one(
    project: Path, surroundings: dict[str, str]
) -> None:
    """The next one is a real pip, which installs the project for real."""
    Path(surroundings["UV_LOG"] + ".fail").touch()
    code, out, err = start(project, surroundings, "really")
    assert (code, out) == (0, "started really\n"), err
    assert "uv did not succeed (exit 1" in err


def test_a_set_up_that_fails_says_what_to_do_and_leaves_the_mark(
    project: Path, surroundings: dict[str, str]
) -> None:
    (project / "backend.py").write_text("def build_editable(*_): raise OSError('full')\n", "utf-8")
    Path(surroundings["UV_LOG"] + ".fail").touch()
    code, out, err = start(project, surroundings)
    assert (code, out) == (1, "")
    assert "did not succeed with uv or pip" in err
    assert "The same command starts over" in err
    assert (project / ".venv" / ".preround-unfinished").exists()


# ---- what is pinned


def pins(name: str) -> set[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if line[:1].isalnum()}


def test_what_runs_is_pinned_to_the_versions_that_are_checked() -> None:
    to_run, to_check = pins(RUN.requirements), pins(TEST.requirements)
    assert len(to_run) > 20
    assert to_run < to_check


@pytest.mark.parametrize("level", [RUN, TEST], ids=lambda level: level.name)
def test_every_pin_carries_its_hashes(level: environment.Level) -> None:
    text = (ROOT / level.requirements).read_text("utf-8")
    blocks = text.replace("\\\n", " ").splitlines()
    assert [line for line in blocks if "--hash=sha256:" not in line] == []
