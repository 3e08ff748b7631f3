"""Kept entries: read and written with their history, nothing overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preround.domain.errors import UserError
from preround.jobs.choose_entries import KeptEntry
from preround.web.entry_models import KeptExperience, KeptExperienceVersion
from preround.web.errors import StaleSave
from preround.web.models import ApplicantRecord

FIELDS = ("title", "organization", "experience_type", "focus_area", "key_characteristic",
          "setting", "frequency", "start", "end", "hours_per_week", "text", "meaningful",
          "why")  # fmt: skip


class NoSuchEntry(UserError):
    """An entry that is not in this record."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Entry {got} is not among yours. Load the page again.")


def rows(record: ApplicantRecord) -> QuerySet[KeptExperience]:
    """Every entry that was not removed."""
    return record.experiences.filter(removed=False)


def entry(record: ApplicantRecord, number: int) -> KeptExperience:
    """One entry by its number.

    Raises
    ------
    NoSuchEntry
        When there is none, or it is of another record.
    """
    found = record.experiences.filter(pk=number).first()
    if found is None:
        raise NoSuchEntry(number)
    return found


def keep(
    record: ApplicantRecord,
    values: Mapping[str, Any],
    number: int = 0,
    expected_version: int = 0,
    job: int | None = None,
) -> KeptExperience:
    """Store a new entry, or an old one under its next version, with the history.

    Parameters
    ----------
    values
        By the names of `FIELDS`; what is left out stays as it is.

    Raises
    ------
    NoSuchEntry, StaleSave
        When the entry is gone, or another window saved it since.
    """
    with transaction.atomic():
        row = entry(record, number) if number else KeptExperience(record=record, job_id=job)
        if number and row.version != expected_version:
            raise StaleSave("This entry", expected_version, row.version)
        for name in FIELDS:
            setattr(row, name, values.get(name, getattr(row, name)))
        row.version += 1
        row.save()
        document = {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in ((name, getattr(row, name)) for name in FIELDS)
        }
        KeptExperienceVersion.objects.create(entry=row, version=row.version, document=document)
    return row


def remove(record: ApplicantRecord, number: int, *, removed: bool) -> KeptExperience:
    """Take an entry out, or put it back."""
    row = entry(record, number)
    row.removed = removed
    row.save(update_fields=["removed", "saved_at"])
    return row


def as_kept(row: KeptExperience) -> KeptEntry:
    """The entry as the choice knows it."""
    return KeptEntry(
        str(row.pk), row.title, row.text, row.start, row.end, row.hours_per_week, row.meaningful
    )
