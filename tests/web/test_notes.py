"""Private notes and their history."""

from __future__ import annotations

import datetime as dt

import pytest

from preround.web import notes
from preround.web.errors import StaleSave
from preround.web.models import NoteVersion
from preround.web.record import Dossier

CODE = "1234140C0"


def texts() -> list[str]:
    return [one.text for one in NoteVersion.objects.all()]


def test_a_note_is_kept_and_listed(mine: Dossier) -> None:
    assert notes.read(mine.record, CODE).text == ""
    notes.write(mine.record, CODE, "Met Dr. A", 0)
    assert notes.all_notes(mine.record) == {CODE: "Met Dr. A"}


def test_saves_while_typing_are_one_version(mine: Dossier) -> None:
    notes.write(mine.record, CODE, "Met", 0)
    notes.write(mine.record, CODE, "Met Dr.", 1)
    assert texts() == ["Met Dr."]


def test_what_is_replaced_or_deleted_stays_in_the_history(mine: Dossier) -> None:
    notes.write(mine.record, CODE, "Ask about call", 0)
    notes.write(mine.record, CODE, "Another thought", 1)
    notes.write(mine.record, CODE, "", 2)
    assert texts() == ["", "Another thought", "Ask about call"]
    assert notes.all_notes(mine.record) == {}


def test_after_a_minute_more_text_is_a_new_version(mine: Dossier) -> None:
    notes.write(mine.record, CODE, "Met", 0)
    NoteVersion.objects.update(saved_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    notes.write(mine.record, CODE, "Met Dr. A", 1)
    assert texts() == ["Met Dr. A", "Met"]


def test_a_stale_note_is_refused(mine: Dossier) -> None:
    notes.write(mine.record, CODE, "One", 0)
    with pytest.raises(StaleSave):
        notes.write(mine.record, CODE, "Two", 0)
    assert notes.read(mine.record, CODE).text == "One"
