"""Letter writers: read, written whole or not at all, joined with the logs they stand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preround.domain.applicant import Setting, UsceKind
from preround.domain.errors import UserError
from preround.jobs.join_letters import NO_LOGS, Logs, join_letters
from preround.letters.record import LettersRecord, ProgramNeed, Writer
from preround.logbook.days import LogDay
from preround.web import log, work
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.letters_models import (
    LetterChoice,
    LetterChoiceVersion,
    LetterWriter,
    LetterWriterVersion,
)
from preround.web.models import ApplicantRecord

FIELDS = (
    "name", "role", "place", "specialty", "us_physician", "form", "chair", "status", "waived",
    "asked_on", "agreed_on", "packet_on", "uploaded_on", "asked_to_draft", "former", "known_as",
    "together_from", "together_to", "also_saw", "left_out", "keep_words",
)  # fmt: skip
STORED = (*FIELDS, "together_days", "removed")
#: What letters need of a clinical day; what was learned and said of it stays in the log.
DAY_FIELDS = ("day", "kind", "hours", "setting", "specialty", "site", "state", "duties", "saw")
DATES = ("asked_on", "agreed_on", "packet_on", "uploaded_on", "together_from", "together_to")


class NoSuchWriter(UserError):
    """A writer who is not in this record."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Writer {got} is not among yours. Load the letters page again.")


def rows(record: ApplicantRecord) -> QuerySet[LetterWriter]:
    """Every writer that was not removed."""
    return LetterWriter.objects.filter(record=record, removed=False)


def writer(record: ApplicantRecord, number: int) -> LetterWriter:
    """One writer by number.

    Raises
    ------
    NoSuchWriter
        When there is none, or it is of another record.
    """
    found = LetterWriter.objects.filter(record=record, pk=number).first()
    if found is None:
        raise NoSuchWriter(number)
    return found


def keep(
    record: ApplicantRecord, values: Mapping[str, Any], number: int = 0, expected_version: int = 0
) -> LetterWriter:
    """Store a new writer, or changed values of one under the next version, with the history.

    Raises
    ------
    NoSuchWriter, StaleSave
        When the writer is gone, or another window saved it since.
    """
    with transaction.atomic():
        row = writer(record, number) if number else LetterWriter(record=record)
        if number and row.version != expected_version:
            raise StaleSave("This writer", expected_version, row.version)
        before = _document(row) if number else None
        for name, value in values.items():
            setattr(row, name, value)
        document = _document(row)
        if document != before:
            row.version += 1
            row.save()
            LetterWriterVersion.objects.create(writer=row, version=row.version, document=document)
    return row


def undo(record: ApplicantRecord, number: int, version: int) -> LetterWriter:
    """Put a writer back as before one save, where that save is the newest.

    Raises
    ------
    NothingToUndo, StaleSave
        When there is no such save, or the writer was saved again since.
    """
    row = writer(record, number)
    before = row.history.filter(version=version - 1).first()
    if before is None:
        if version != 1:
            raise NothingToUndo
        return keep(record, {"removed": True}, number, version)
    values = {
        name: dt.date.fromisoformat(value) if name in DATES and value else value
        for name, value in before.document.items()
    }
    return keep(record, values, number, version)


def logs(record: ApplicantRecord) -> Logs:
    """Both logs, each line under the reference that the writers' rows hold."""
    kinds = {one.value: one for one in UsceKind}
    settings = {one.value: one for one in Setting} | {"": None}
    rows = log.entries(record).values_list("pk", *DAY_FIELDS)
    days = {
        f"day-{pk}": LogDay(
            day, kinds[kind], hours, settings[setting], specialty, site, state,
            tuple(duties.split()), saw,
        )
        for pk, day, kind, hours, setting, specialty, site, state, duties, saw in rows
    }  # fmt: skip
    return Logs(days, {f"line-{row.pk}": work.as_line(row) for row in work.rows(record)})


def logs_for_writers(record: ApplicantRecord) -> Logs:
    """Both logs where there is a writer to read them for; nothing otherwise."""
    return logs(record) if rows(record).exists() else NO_LOGS


def as_writer(row: LetterWriter) -> Writer:
    """The writer as the letters room knows it; the key is the row's number."""
    return Writer(key=str(row.pk), **{name: getattr(row, name) for name in FIELDS})


def joined(
    record: ApplicantRecord,
    known: Logs,
    programs: Sequence[ProgramNeed] = (),
    specialty: str = "",
) -> LettersRecord:
    """The whole letters record: writers, what each saw, programs."""
    found = list(rows(record))
    together = {str(row.pk): [f"day-{day}" for day in row.together_days] for row in found}
    return join_letters([as_writer(row) for row in found], known, together, programs, specialty)


def choices(record: ApplicantRecord) -> dict[str, tuple[str, ...]]:
    """Letters chosen by hand, by program or specialty; writers taken out count no more."""
    there = {str(pk) for pk in rows(record).values_list("pk", flat=True)}
    found = LetterChoice.objects.filter(record=record)
    return {
        one.scope: keys
        for one in found
        if (keys := tuple(str(pk) for pk in one.writers if str(pk) in there))
    }


def choose(record: ApplicantRecord, scope: str, writers: Sequence[int]) -> LetterChoice:
    """Store the letters for one program or specialty, with the history; none frees the choice."""
    with transaction.atomic():
        row, _ = LetterChoice.objects.get_or_create(record=record, scope=scope)
        if list(writers) != row.writers:
            row.writers = list(writers)
            row.version += 1
            row.save()
            LetterChoiceVersion.objects.create(choice=row, version=row.version, writers=row.writers)
    return row


def undo_choice(record: ApplicantRecord, number: int) -> LetterChoice:
    """Put the newest choice for a scope back as it was before.

    Raises
    ------
    NothingToUndo
        When there is none.
    """
    row = LetterChoice.objects.filter(record=record, pk=number).first()
    if row is None or not row.version:
        raise NothingToUndo
    before = row.history.filter(version=row.version - 1).first()
    return choose(record, row.scope, before.writers if before else [])


def _document(row: LetterWriter) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in ((name, getattr(row, name)) for name in STORED)
    }
