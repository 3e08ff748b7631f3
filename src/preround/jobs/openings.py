"""The directory of openings in the person's folder: read, and changed one record at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from preround.domain.errors import UserError
from preround.jobs.growing_file import Addition, GrowingFile
from preround.openings.cost import Costs, costs_document
from preround.openings.directory import (
    ANSWERS,
    CONTACT,
    COSTS,
    EVENT,
    OPENING,
    USUAL_COSTS,
    ChangedSince,
    Directory,
    NoSuchOpening,
)
from preround.openings.guide import guide
from preround.openings.journal import FILE, Change, Record, findings_of, read_records, write_record
from preround.openings.opening import Opening, as_document
from preround.openings.outreach import Contact, Event, contact_document, event_document

Made = tuple[str, tuple[Change, ...]]


class UnknownQuestion(UserError):
    """An answer to a question that the guide does not ask."""

    http_status = 422

    def __init__(self, got: str) -> None:
        super().__init__(f"{got!r} is none of the questions; load the page again.")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A journal's bytes and the directory they make."""

    stamp: tuple[Path, int, int]
    data: bytes
    directory: Directory

    @property
    def is_whole(self) -> bool:
        """Whether whatever follows begins a line of its own, and nothing before it is wrong."""
        return self.data.endswith(b"\n") and not self.directory.findings


class OpeningsBook:
    """A person's directory: a journal in their folder that the web app and commands share."""

    _folded: ClassVar[dict[Path, _Folded]] = {}

    def __init__(self, folder: Path) -> None:
        self._file = GrowingFile(Path(folder) / FILE)

    def read(self) -> Directory:
        """Fold the journal; an unchanged one is not read twice, a longer one only where it grew.

        Raises
        ------
        WorkspaceUnusable, NewerOpenings
            When it is there and cannot be read.
        """
        stamp = self._file.stamp()
        if stamp is None:
            return Directory()
        known = self._folded.get(self._file.path)
        if known is None or known.stamp != stamp:
            data = self._file.data()
            known = _Folded(stamp, data, _fold(data, known)[0])
            self._folded.clear()
            self._folded[self._file.path] = known
        return known.directory

    def add(self, opening: Opening, at: str) -> tuple[str, Record]:
        """Keep a new opening; gives its number and the record that undoing names."""

        def make(directory: Directory) -> Made:
            number = directory.next_number(OPENING)
            change = Change(f"{OPENING}/{number}", as_document(opening))
            return f"Added {opening.institution}", (change,)

        record = self._write(make, at)
        return record.changes[0].key.partition("/")[2], record

    def edit(self, number: str, opening: Opening, expected_version: int, at: str) -> Record:
        """Keep an opening as it is now.

        Raises
        ------
        NoSuchOpening, ChangedSince
            When it is gone, or another window changed it since.
        """

        def make(directory: Directory) -> Made:
            kept = directory.opening(number)
            if kept.version != expected_version:
                raise ChangedSince(kept.opening.institution, expected_version, kept.version)
            change = Change(f"{OPENING}/{number}", as_document(opening))
            return f"Changed {opening.institution}", (change,)

        return self._write(make, at)

    def read_again(self, number: str, day: dt.date, at: str) -> Record:
        """Note that its page was read again and nothing in it had changed."""

        def make(directory: Directory) -> Made:
            opening = replace(directory.opening(number).opening, read=day)
            change = Change(f"{OPENING}/{number}", as_document(opening))
            return f"Read again: {opening.institution}", (change,)

        return self._write(make, at)

    def remove(self, number: str, at: str) -> Record:
        """Take an opening out, with what was done about it; undoing brings all of it back."""

        def make(directory: Directory) -> Made:
            institution = directory.opening(number).opening.institution
            keys = [f"{OPENING}/{number}", f"{ANSWERS}/{number}", f"{COSTS}/{number}"]
            keys += [f"{EVENT}/{one}" for one, _ in directory.events.get(number, ())]
            keys += [f"{CONTACT}/{one}" for one, _ in directory.contacts.get(number, ())]
            changes = tuple(Change(key, None) for key in keys if key in directory.documents)
            return f"Took out {institution}", changes

        return self._write(make, at)

    def bring(self, rows: Iterable[tuple[str, Opening]], title: str, at: str) -> Record | None:
        """Keep many openings at once; an empty number is a new one. None when there is none."""
        wanted = tuple(rows)
        if not wanted:
            return None

        def make(directory: Directory) -> Made:
            n_new = 0
            changes = []
            for number, opening in wanted:
                if number and number not in directory.openings:
                    raise NoSuchOpening(number)
                key = number or directory.next_number(OPENING, n_new)
                n_new += not number
                changes.append(Change(f"{OPENING}/{key}", as_document(opening)))
            return title, tuple(changes)

        return self._write(make, at)

    def note_step(self, event: Event, at: str) -> Record:
        """Keep one step of the outreach."""

        def make(directory: Directory) -> Made:
            opening = directory.opening(event.opening).opening
            change = Change(f"{EVENT}/{directory.next_number(EVENT)}", event_document(event))
            return f"{event.step.words.label}: {opening.institution}", (change,)

        return self._write(make, at)

    def keep_contact(self, contact: Contact, at: str, number: str = "") -> Record:
        """Keep a contact of an opening, a new one or one changed."""

        def make(directory: Directory) -> Made:
            directory.opening(contact.opening)
            key = number or directory.next_number(CONTACT)
            return f"Contact: {contact.name}", (
                Change(f"{CONTACT}/{key}", contact_document(contact)),
            )

        return self._write(make, at)

    def drop(self, sort: str, number: str, at: str) -> Record:
        """Take out one step or one contact.

        Raises
        ------
        NoSuchOpening
            When there is none of that number.
        """

        def make(directory: Directory) -> Made:
            key = f"{sort}/{number}"
            if sort not in (EVENT, CONTACT) or key not in directory.documents:
                raise NoSuchOpening(number)
            return f"Took out a {'step' if sort == EVENT else sort}", (Change(key, None),)

        return self._write(make, at)

    def answer(self, number: str, code: str, text: str, day: dt.date, at: str) -> Record:
        """Keep the answer to a vetting question; an empty one opens it again.

        Raises
        ------
        UnknownQuestion
            When the guide asks nothing of that name.
        """
        if code not in guide().questions:
            raise UnknownQuestion(code)

        def make(directory: Directory) -> Made:
            institution = directory.opening(number).opening.institution
            key = f"{ANSWERS}/{number}"
            answers: dict[str, Any] = dict(directory.documents.get(key, {}))
            answers.pop(code, None)
            if text:
                answers[code] = {"text": text, "day": day.isoformat()}
            about = guide().questions[code].about
            return f"{about}: {institution}", (Change(key, answers or None),)

        return self._write(make, at)

    def keep_costs(self, costs: Costs, at: str, number: str = "") -> Record:
        """Keep the figures of one opening, or without a number those that hold for all."""

        def make(directory: Directory) -> Made:
            title = "Your usual costs"
            key = USUAL_COSTS
            if number:
                title = f"Costs of {directory.opening(number).opening.institution}"
                key = f"{COSTS}/{number}"
            return title, (Change(key, costs_document(costs) or None),)

        return self._write(make, at)

    def undo(self, record_id: str, at: str) -> Record:
        """Take one record back; the undo is a record too, and can be undone in turn.

        Raises
        ------
        NothingToTakeBack, ChangedSince
            When there is no such record, or what it changed was changed again since.
        """

        def make(directory: Directory) -> Made:
            undoing = directory.undoing(record_id, at)
            return undoing.title, undoing.changes

        return self._write(make, at, undoes=record_id)

    def erase(self) -> None:
        """Delete the directory with its whole history; nothing brings it back."""
        if self._file.stamp() is not None:
            self._file.erase()

    def _write(self, make: Callable[[Directory], Made], at: str, undoes: str = "") -> Record:
        written: list[Record] = []

        def add(data: bytes) -> Addition:
            directory, good_bytes, closed = _fold(data, self._folded.get(self._file.path))
            title, changes = make(directory)
            taken = {one.id for one in directory.records}
            n = directory.version + 1
            while f"r{n}" in taken:
                n += 1
            written.append(Record(f"r{n}", at, title, changes, undoes))
            return Addition(write_record(written[-1]), good_bytes, closed)

        self._file.append(add)
        return written[-1]


def _fold(data: bytes, before: _Folded | None) -> tuple[Directory, int, bool]:
    """Fold a journal, on top of what was folded before where it only grew.

    Returns
    -------
    tuple
        The directory, where the journal's whole part ends, and whether it is closed there.
    """
    if before is not None and before.is_whole and data.startswith(before.data):
        n = len(before.data)
        new = read_records(data[n:])
        if not findings_of(new):
            grown = before.directory.grown(new.records, new.version)
            return grown, n + new.good_bytes, new.closed
    kept = read_records(data)
    directory = Directory.of(kept.records, kept.version, findings_of(kept))
    return directory, kept.good_bytes, kept.closed
