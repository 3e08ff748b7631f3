"""Private notes on programs; every text that stood for a while is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from preround.web.errors import StaleSave
from preround.web.models import ApplicantRecord, Note, NoteVersion

#: Saves within this time that only add to the text, as one types, are one version.
TYPING = timedelta(seconds=60)


def all_notes(record: ApplicantRecord) -> Mapping[str, str]:
    """Give every note that says something, by program."""
    return dict(record.notes.exclude(text="").values_list("nrmp_code", "text"))


def read(record: ApplicantRecord, nrmp_code: str) -> Note:
    """Give the note on a program; an unsaved empty one where there is none."""
    found = record.notes.filter(nrmp_code=nrmp_code).first()
    return found or Note(record=record, nrmp_code=nrmp_code)


def write(record: ApplicantRecord, nrmp_code: str, text: str, expected_version: int) -> Note:
    """Store a note and its history.

    Raises
    ------
    StaleSave
        When another window changed the note since the page was shown.
    """
    with transaction.atomic():
        note, _ = Note.objects.get_or_create(record=record, nrmp_code=nrmp_code)
        if note.version != expected_version:
            raise StaleSave("This note", expected_version, note.version)
        if text != note.text:
            _keep(note, text)
            note.text = text
            note.version += 1
            note.save()
    return note


def _keep(note: Note, text: str) -> None:
    newest = note.history.first()
    typing_on = newest is not None and timezone.now() - newest.saved_at < TYPING
    if newest is not None and typing_on and text.startswith(newest.text):
        newest.version, newest.text = note.version + 1, text
        newest.save(update_fields=["version", "text"])
    else:
        NoteVersion.objects.create(note=note, version=note.version + 1, text=text)
