"""The person's folder: the journal of program facts, written whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from platformdirs import user_data_path

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.journal import ReadJournal, read_journal, write_record
from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Batch, Overlay
from preround.domain.errors import UserError
from preround.jobs.growing_file import Addition, GrowingFile, WorkspaceBusy, WorkspaceUnusable

__all__ = ["JOURNAL", "StaleWrite", "Workspace", "WorkspaceBusy", "WorkspaceUnusable"]

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


class Workspace:
    """A folder that holds a person's own data outside the web app's database."""

    _read: dict[tuple[Path, int, int], Overlay] = {}  # noqa: RUF012 - a cache, by design shared

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.journal = self.folder / JOURNAL
        self._file = GrowingFile(self.journal)

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
        key = self._file.stamp()
        if key is None:
            return Overlay()
        overlay = self._read.get(key)
        if overlay is None:
            overlay = _overlay(read_journal(self._file.data()))
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
        written = batch

        def add(data: bytes) -> Addition:
            nonlocal written
            journal = read_journal(data)
            if expected_version is not None and expected_version != journal.version:
                raise StaleWrite(journal.version, expected_version)
            written = batch if batch.id else replace(batch, id=_next_id(journal))
            return Addition(write_record(written), journal.good_bytes, journal.closed)

        self._file.append(add, _WAIT_SECONDS)
        self._read.clear()
        return written


def _overlay(journal: ReadJournal) -> Overlay:
    return Overlay.of(journal.batches, version=journal.version, findings=journal.findings)


def _next_id(journal: ReadJournal) -> str:
    taken = {batch.id for batch in journal.batches}
    number = journal.version + 1
    while f"batch-{number}" in taken:
        number += 1
    return f"batch-{number}"
