"""A season's invitations: read and written with their history, nothing overwritten."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import transaction

from preround.domain.errors import UserError
from preround.domain.invitation import Invitation, InvitationStatus
from preround.jobs.season_record import HeldHow, KeptInterview
from preround.web.errors import StaleSave
from preround.web.interview_models import Interview, InterviewVersion
from preround.web.models import ApplicantRecord
from preround.web.record import Dossier, examples_folder

FIELDS = ("status", "invited_on", "interview_on", "starts_at", "form", "signal", "ties", "note")


class NoSuchInterview(UserError):
    """An interview that is not in this season's record."""

    http_status = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code}: there is no invitation of this program in the season's record. "
            "Add it from the list of interviews."
        )


def kept(dossier: Dossier, season: int) -> list[KeptInterview]:
    """Every invitation of a season that was not removed; the sample has its own."""
    if dossier.is_sample:
        return list(sample_interviews())
    rows = dossier.record.interviews.filter(season=season, removed=False)
    return [as_kept(row) for row in rows]


def everything(dossier: Dossier, season: int) -> list[KeptInterview]:
    """The same with those taken out, for a calendar that has them."""
    if dossier.is_sample:
        return list(sample_interviews())
    return [as_kept(row) for row in dossier.record.interviews.filter(season=season)]


def row_of(record: ApplicantRecord, season: int, code: str) -> Interview:
    """One program's row.

    Raises
    ------
    NoSuchInterview
    """
    found = record.interviews.filter(season=season, nrmp_code=code).first()
    if found is None:
        raise NoSuchInterview(code)
    return found


def add(record: ApplicantRecord, season: int, code: str, values: Mapping[str, Any]) -> Interview:
    """Record an invitation; one that was taken out before is put back as it was."""
    with transaction.atomic():
        row = record.interviews.filter(season=season, nrmp_code=code).first()
        if row is None:
            row = Interview(record=record, season=season, nrmp_code=code)
            _write(row, values)
        elif row.removed:
            row.removed = False
            row.save(update_fields=["removed", "saved_at"])
    return row


def keep(row: Interview, values: Mapping[str, Any], expected_version: int) -> Interview:
    """Store an invitation under its next version, with the history.

    Raises
    ------
    StaleSave
        When another window saved it since.
    """
    with transaction.atomic():
        stored = Interview.objects.select_for_update().get(pk=row.pk)
        if stored.version != expected_version:
            raise StaleSave("This interview", expected_version, stored.version)
        if _document(values) != _document({name: getattr(stored, name) for name in FIELDS}):
            _write(stored, values)
    return stored


def remove(row: Interview, *, removed: bool) -> Interview:
    """Take an invitation out of the record, or put it back."""
    row.removed = removed
    row.save(update_fields=["removed", "saved_at"])
    return row


def _write(row: Interview, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(row, name, values[name])
    row.version += 1
    row.save()
    InterviewVersion.objects.create(interview=row, version=row.version, document=_document(values))


def _document(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
        for name, value in ((name, values[name]) for name in FIELDS)
    }


def as_kept(row: Interview) -> KeptInterview:
    """A stored row as the jobs know it."""
    invitation = Invitation(
        program_code=row.nrmp_code,
        invited_on=row.invited_on,
        interview_on=row.interview_on,
        status=InvitationStatus(row.status),
        signal=row.signal,
        ties=tuple(row.ties.split()),
    )
    return KeptInterview(
        invitation, row.starts_at, HeldHow(row.form), row.note, row.pk, row.version,
        row.removed,
    )  # fmt: skip


@cache
def sample_season() -> Mapping[str, Any]:
    """The sample's season as its file gives it."""
    path = examples_folder() / "season" / "sample.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def sample_interviews() -> tuple[KeptInterview, ...]:
    """The sample's invitations."""
    return tuple(
        KeptInterview(
            Invitation(
                program_code=one["code"],
                invited_on=one.get("invited_on"),
                interview_on=one.get("interview_on"),
                status=InvitationStatus(one["status"]),
                signal=one.get("signal", ""),
                ties=tuple(one.get("ties", ())),
            ),
            starts_at=one.get("starts_at"),
            form=HeldHow(one.get("form", "")),
        )
        for one in sample_season()["interview"]
    )
