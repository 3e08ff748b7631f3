"""The person's folder: the journal of program facts, written whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.journal import ReadJournal, read_journal, write_record
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, Overlay
from preround.domain.errors import UserError

JOURNAL = "program-facts.jsonl"
_WAIT_SECONDS = 10.0
_KEPT = 4


class StaleWrite(UserError):
    """Somebody else wrote since the writer looked."""

    http_status = 409

    def __init__(self, got: int, expected: int) -> None:
        super().__init__(
            f"Your program facts changed meanwhile: you were looking at version {expected}, they "
            f"are at version {got}. Nothing was saved; look again and repeat the change."
        )


class WorkspaceBusy(UserError):
    """Another process holds the journal and does not let go."""

    http_status = 503

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: another Preround is writing to it and has not finished after "
            f"{_WAIT_SECONDS:.0f} seconds. Nothing was saved; try again."
        )


class WorkspaceUnusable(UserError):
    """The folder cannot be read or written."""

    http_status = 500

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(
            f"{path}: cannot be used as the folder for your data ({reason.strerror or reason}). "
            "Choose another with --home or PREROUND_HOME."
        )


class Workspace:
    """A folder that holds a person's own data outside the web app's database."""

    _read: dict[tuple[Path, int, int], Overlay] = {}  # noqa: RUF012 - a cache, by design shared

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.journal = self.folder / JOURNAL

    @classmethod
    def at(cls, folder: Path | str | None) -> Workspace:
        """Open the folder named, or else $PREROUND_HOME, or else the system's place."""
        named = folder or os.environ.get("PREROUND_HOME")
        return cls(Path(named).expanduser() if named else user_data_path("preround"))

    def read_overlay(self) -> Overlay:
        """Read the journal; an unchanged one is not read twice.

        Raises
        ------
        WorkspaceUnusable, NewerJournal
            When it is there and cannot be read.
        """
        try:
            stamp = self.journal.stat()
        except FileNotFoundError:
            return Overlay()
        except OSError as reason:
            raise WorkspaceUnusable(self.journal, reason) from reason
        key = (self.journal, stamp.st_mtime_ns, stamp.st_size)
        overlay = self._read.get(key)
        if overlay is None:
            overlay = _overlay(read_journal(self._bytes()))
            while len(self._read) >= _KEPT:
                self._read.pop(next(iter(self._read)), None)
            self._read[key] = overlay
        return overlay

    def catalogue(self) -> Catalogue:
        """Give the shipped listing under this folder's facts and programs."""
        return self.read_overlay().apply(load_listing())

    def append(self, batch: Batch, expected_version: int | None = None) -> Batch:
        """Add one record at the journal's end, all of it or nothing.

        Parameters
        ----------
        batch
            Its id may be empty: the journal then numbers it.
        expected_version
            The version the writer saw; None writes whatever happened since.

        Returns
        -------
        Batch
            As written, with its id.

        Raises
        ------
        StaleWrite, WorkspaceBusy, WorkspaceUnusable
            When it was not written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / f"{JOURNAL}.lock", timeout=_WAIT_SECONDS):
                return self._append_locked(batch, expected_version)
        except Timeout as reason:
            raise WorkspaceBusy(self.journal) from reason
        except OSError as reason:
            raise WorkspaceUnusable(self.folder, reason) from reason

    def _append_locked(self, batch: Batch, expected_version: int | None) -> Batch:
        data = self._bytes()
        journal = read_journal(data)
        if expected_version is not None and expected_version != journal.version:
            raise StaleWrite(journal.version, expected_version)
        written = batch if batch.id else replace(batch, id=_next_id(journal))
        if journal.good_bytes < len(data):
            self._set_aside(data[journal.good_bytes :])
        with self.journal.open("r+b" if data else "wb") as handle:
            handle.truncate(journal.good_bytes)
            handle.seek(journal.good_bytes)
            handle.write((b"" if journal.closed else b"\n") + write_record(written))
            handle.flush()
            os.fsync(handle.fileno())
        self._read.clear()
        return written

    def _set_aside(self, piece: bytes) -> None:
        """Keep an unfinished line beside the journal before the next record follows."""
        with (self.folder / f"{JOURNAL}.unfinished").open("ab") as handle:
            handle.write(piece.rstrip(b"\n") + b"\n")

    def _bytes(self) -> bytes:
        try:
            return self.journal.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as reason:
            raise WorkspaceUnusable(self.journal, reason) from reason


def _overlay(journal: ReadJournal) -> Overlay:
    return Overlay.of(journal.batches, version=journal.version, findings=journal.findings)


def _next_id(journal: ReadJournal) -> str:
    taken = {batch.id for batch in journal.batches}
    number = journal.version + 1
    while f"batch-{number}" in taken:
        number += 1
    return f"batch-{number}"
