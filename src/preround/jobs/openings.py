"""The directory of openings in the person's folder: read, and changed one record at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
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


class OpeningsBook:
    """A person's directory: a journal in their folder that the web app and commands share."""

    _folded: ClassVar[dict[tuple[Path, int, int], Directory]] = {}

    def __init__(self, folder: Path) -> None:
        self._file = GrowingFile(Path(folder) / FILE)

    def read(self) -> Directory:
        """Fold the journal; an unchanged one is not read twice.

        Raises
        ------
        WorkspaceUnusable, NewerOpenings
            When it is there and cannot be read.
        """
        stamp = self._file.stamp()
        if stamp is None:
            return Directory()
        known = self._folded.get(stamp)
        if known is None:
            known = _fold(self._file.data())
            self._folded.clear()
            self._folded[stamp] = known
        return known

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

    def _write(self, make: Callable[[Directory], Made], at: str, undoes: str = "") -> Record:
        written: list[Record] = []

        def add(data: bytes) -> Addition:
            kept = read_records(data)
            directory = Directory.of(kept.records, kept.version)
            title, changes = make(directory)
            taken: Mapping[str, Record] = {one.id: one for one in kept.records}
            n = kept.version + 1
            while f"r{n}" in taken:
                n += 1
            written.append(Record(f"r{n}", at, title, changes, undoes))
            return Addition(write_record(written[-1]), kept.good_bytes, kept.closed)

        self._file.append(add)
        return written[-1]


def _fold(data: bytes) -> Directory:
    kept = read_records(data)
    return Directory.of(kept.records, kept.version, findings_of(kept))
