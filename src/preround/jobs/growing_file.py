"""A file that only grows: whole records or none, one writer at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from preround.domain.errors import UserError

WAIT_SECONDS = 10.0


class WorkspaceBusy(UserError):
    """Another process holds the file and does not let go."""

    http_status = 503

    def __init__(self, path: Path, waited: float) -> None:
        super().__init__(
            f"{path}: another Preround is writing to it and has not finished after "
            f"{waited:.0f} seconds. Nothing was saved; try again."
        )


class WorkspaceUnusable(UserError):
    """The folder cannot be read or written."""

    http_status = 500

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(
            f"{path}: cannot be used as the folder for your data ({reason.strerror or reason}). "
            "Choose another with --home or PREROUND_HOME."
        )


@dataclass(frozen=True, slots=True)
class Addition:
    """What is written: one line, where the whole part before it ends, and whether that closed."""

    line: bytes
    good_bytes: int
    closed: bool


class GrowingFile:
    """One such file and the lock beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_name(f"{path.name}.lock")
        self._aside = path.with_name(f"{path.name}.unfinished")

    def stamp(self) -> tuple[Path, int, int] | None:
        """What changes whenever the file does; None where there is none.

        Raises
        ------
        WorkspaceUnusable
            When it is there and cannot be read.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as reason:
            raise WorkspaceUnusable(self.path, reason) from reason
        return self.path, found.st_mtime_ns, found.st_size

    def data(self) -> bytes:
        """All of it; nothing where there is none.

        Raises
        ------
        WorkspaceUnusable
            When it is there and cannot be read.
        """
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as reason:
            raise WorkspaceUnusable(self.path, reason) from reason

    def erase(self) -> None:
        """Delete the file, and the unfinished pieces beside it.

        Raises
        ------
        WorkspaceBusy, WorkspaceUnusable
            When it was not deleted.
        """
        try:
            with FileLock(self._lock, timeout=WAIT_SECONDS):
                self.path.unlink(missing_ok=True)
                self._aside.unlink(missing_ok=True)
        except Timeout as reason:
            raise WorkspaceBusy(self.path, WAIT_SECONDS) from reason
        except OSError as reason:
            raise WorkspaceUnusable(self.path.parent, reason) from reason

    def append(self, add: Callable[[bytes], Addition], wait: float = WAIT_SECONDS) -> None:
        """Add one line at the end, all of it or nothing.

        Parameters
        ----------
        add
            Called with the bytes there are while no other process can write; what it
            raises leaves the file as it is.

        Raises
        ------
        WorkspaceBusy, WorkspaceUnusable
            When it was not written.
        """
        folder = self.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock, timeout=wait):
                data = self.data()
                self._write(add(data), data)
        except Timeout as reason:
            raise WorkspaceBusy(self.path, wait) from reason
        except OSError as reason:
            raise WorkspaceUnusable(folder, reason) from reason

    def _write(self, new: Addition, data: bytes) -> None:
        if new.good_bytes < len(data):
            self._set_aside(data[new.good_bytes :])
        with self.path.open("r+b" if data else "wb") as handle:
            handle.truncate(new.good_bytes)
            handle.seek(new.good_bytes)
            handle.write((b"" if new.closed else b"\n") + new.line)
            handle.flush()
            os.fsync(handle.fileno())

    def _set_aside(self, piece: bytes) -> None:
        """Keep an unfinished line beside the file before the next record follows."""
        with self._aside.open("ab") as handle:
            handle.write(piece.rstrip(b"\n") + b"\n")
