"""Make `.venv` with the standard library alone, once, and start programs in it.

*Why* here and not in a tool: the first command a person types has to work on a
machine that has Python and nothing else. What is installed is pinned with hashes in
`constraints.txt` (to run) and `constraints-test.txt` (to check). A stamp inside
`.venv` holds what it was made from; while it matches, a start asks the network for
nothing. A mark stands there while a set-up is under way; where one is found, the
set-up was interrupted and starts over.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
NEEDED_MB = 700
# so that the first page that runs a Match does not wait for a compiler
COMPILE_MATCH = "from preround.match.ready import prepare; prepare(groups=('deferred',))"


class SetUpFailed(Exception):
    """The environment could not be made; the message says what to do about it."""


class NothingInstalls(SetUpFailed):
    """Nothing on this machine can install."""

    def __init__(self) -> None:
        super().__init__(
            "This Python has neither pip nor ensurepip, and uv is not installed. Install one of "
            "them (Debian, Ubuntu: apt-get install python3-venv) and run the same command again."
        )


@dataclass(frozen=True)
class Level:
    """How much is installed: enough to run, or enough to check as well."""

    name: str
    requirements: str


RUN = Level("run", "constraints.txt")
TEST = Level("test", "constraints-test.txt")


@dataclass(frozen=True)
class Installer:
    """One way to install into `.venv`, and whether `.venv` needs a pip of its own."""

    name: str
    with_pip: bool
    command: tuple[str, ...]
    first_options: tuple[str, ...] = ()


def say(words: str) -> None:
    """Tell the person, apart from what the started program prints."""
    print(words, file=sys.stderr, flush=True)


def program(folder: Path, name: str) -> Path:
    """Where an environment keeps a program."""
    return folder / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def stamp(root: Path, level: Level) -> str:
    """Everything the environment depends on, as one short text.

    The folder is part of it, for scripts in `.venv` hold its full path: a clone that was
    moved or copied is set up again.
    """
    digest = hashlib.sha256()
    for name in ("pyproject.toml", level.requirements):
        digest.update((root / name).read_bytes() + b"\0")
    version = f"{sys.implementation.cache_tag} {platform.machine()} {root}"
    digest.update(version.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def is_ready(root: Path, level: Level) -> bool:
    """Whether nothing has to be installed, from the stamp alone."""
    folder = root / ".venv"
    if _mark(folder).exists() or not program(folder, "python").exists():
        return False
    try:
        return _stamp_file(folder, level).read_text("ascii") == stamp(root, level)
    except (OSError, ValueError):
        return False


def ensure(level: Level, root: Path = ROOT) -> Path:
    """Make or mend `.venv` where it needs it; give its Python.

    Raises
    ------
    SetUpFailed
        Where the folder cannot be written, the disk is full, or no installer succeeds.
    """
    if not is_ready(root, level):
        _require_room(root)
        with _only_one(root):
            if not is_ready(root, level):
                _set_up(root, level)
    return program(root / ".venv", "python")


def start(level: Level, name: str, arguments: Sequence[str], root: Path = ROOT) -> int:
    """Hand this process over to the named program; return only where that cannot be done.

    Windows cannot hand over, so there the program runs as a child.
    """
    try:
        ensure(level, root)
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted. The same command starts the set-up over.")
        return 130
    command = [str(program(root / ".venv", name)), *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted
    return subprocess.call(command)


def _mark(folder: Path) -> Path:
    return folder / ".preround-unfinished"


def _stamp_file(folder: Path, level: Level) -> Path:
    return folder / f".preround-{level.name}"


def _require_room(root: Path) -> None:
    """Refuse early what would fail late and unclearly."""
    if not os.access(root, os.W_OK):
        raise SetUpFailed(
            f"{root}: this folder cannot be written, and the set-up goes into {root / '.venv'}. "
            "Copy the project to a folder of your own and start there."
        )
    free_mb = shutil.disk_usage(root).free // 1_000_000
    if not (root / ".venv").exists() and free_mb < NEEDED_MB:
        raise SetUpFailed(
            f"{root}: {free_mb} MB are free on this disk; the set-up needs about {NEEDED_MB} MB."
        )


@contextlib.contextmanager
def _only_one(root: Path) -> Iterator[None]:
    """Let one process set up at a time; the system lets go of the lock if it dies."""
    with (root / ".stamp-lock").open("a") as handle:
        if not _try_lock(handle):
            say("Another start is setting up; waiting for it.")
            _wait_for_lock(handle)
        yield


def _try_lock(handle: IO[str]) -> bool:
    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a disk that knows no locks: go on without one
    return True


def _wait_for_lock(handle: IO[str]) -> None:
    import time

    while not _try_lock(handle):
        time.sleep(0.2)


def _set_up(root: Path, level: Level) -> None:
    """Try each installer in turn, and stamp what the first to succeed has made."""
    folder = root / ".venv"
    tried: list[str] = []
    for installer in installers(folder):
        if _usable(folder, installer):
            say(f"Bringing {folder} up to date, with {installer.name} ...")
        else:
            say(f"Setting up {folder}, with {installer.name} (once; about half a minute) ...")
        try:
            _prepare(folder, installer)
            _install(root, level, installer)
        except OSError as problem:
            raise SetUpFailed(
                f"{folder}: {problem}. Mend that and run the same command again."
            ) from None
        except subprocess.CalledProcessError as problem:
            say(f"{installer.name} did not succeed (exit {problem.returncode}, reason above).")
            tried.append(installer.name)
            continue
        _finish(root, level)
        return
    if not tried:
        raise NothingInstalls
    raise SetUpFailed(
        f"The set-up did not succeed with {' or '.join(tried)}; the reasons are above. It needs "
        "the network once, to fetch what constraints.txt pins: if that was the trouble, check the "
        "connection and the proxy settings. The same command starts over; nothing half-made is "
        "used."
    )


def installers(folder: Path) -> list[Installer]:
    """What this machine can install with, fastest first."""
    python = str(program(folder, "python"))
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    found = []
    uv = shutil.which("uv")
    if uv and _works([uv, "--version"]):
        command = (uv, "pip", "install", "--quiet", "--python", python)
        found.append(
            Installer("uv", with_pip=False, command=command, first_options=("--compile-bytecode",))
        )
    if importlib.util.find_spec("ensurepip"):
        command = (python, "-m", "pip", "install", *quiet)
        found.append(Installer("pip", with_pip=True, command=command))
    elif _works([sys.executable, "-m", "pip", "--version"]):
        command = (sys.executable, "-m", "pip", "--python", python, "install", *quiet)
        found.append(Installer("pip", with_pip=False, command=command))
    return found


def _works(command: Sequence[str]) -> bool:
    """Whether a program that is found can also be run (a version manager's stand-in may not)."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _prepare(folder: Path, installer: Installer) -> None:
    """Leave a sound, empty-handed environment marked as unfinished."""
    if _usable(folder, installer):
        _mark(folder).touch()
        return
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    _mark(folder).touch()
    venv.EnvBuilder(symlinks=not WINDOWS, with_pip=installer.with_pip).create(folder)


def _usable(folder: Path, installer: Installer) -> bool:
    """Whether an environment that stands there can be brought up to date in place."""
    python = program(folder, "python")
    if _mark(folder).exists() or not python.exists():
        return False
    wanted = (
        f"import sys; sys.exit(sys.implementation.cache_tag != {sys.implementation.cache_tag!r})"
    )
    if not _works([str(python), "-c", wanted]):
        return False
    return not installer.with_pip or _works([str(python), "-m", "pip", "--version"])


def _install(root: Path, level: Level, installer: Installer) -> None:
    """Install what is pinned, then the project itself, which then asks for nothing more."""
    pinned = ("--require-hashes", "-r", str(root / level.requirements))
    itself = ("--no-deps", "--no-build-isolation", "-e", str(root))
    for options in ((*installer.first_options, *pinned), itself):
        subprocess.run([*installer.command, *options], check=True, cwd=root)


def _finish(root: Path, level: Level) -> None:
    """Compile our own modules, write the stamps, lift the mark."""
    folder = root / ".venv"
    python = str(program(folder, "python"))
    _works([python, "-m", "compileall", "-q", str(root / "src")])
    _works([python, "-c", COMPILE_MATCH])
    for done in (RUN, level):  # what is enough to check is enough to run
        _stamp_file(folder, done).write_text(stamp(root, done), "ascii")
    _mark(folder).unlink()
