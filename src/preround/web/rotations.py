"""Rotations in the app: kept with their history, every change undoable, put into the record."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preround.domain.applicant import Applicant, Setting, UsceKind, UsExperience
from preround.domain.errors import UserError
from preround.jobs.rotations import RotationCount, count_rotation, in_record, out_of_record
from preround.logbook.rotations import Rotation, names_of
from preround.web import clock, log
from preround.web import record as records
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import ApplicantRecord
from preround.web.record import Dossier
from preround.web.rotation_models import KeptRotation, KeptRotationVersion


class NoSuchRotation(UserError):
    """A rotation that is not in this record."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Rotation {got} is not among yours. Load your rotations again.")


def rows(record: ApplicantRecord) -> QuerySet[KeptRotation]:
    """Every rotation that was not removed, latest first."""
    return KeptRotation.objects.filter(record=record, removed=False)


def one(record: ApplicantRecord, number: int) -> KeptRotation:
    """One rotation by its number.

    Raises
    ------
    NoSuchRotation
        When there is none, or it is of another record.
    """
    found = KeptRotation.objects.filter(record=record, pk=number).first()
    if found is None:
        raise NoSuchRotation(number)
    return found


def names(record: ApplicantRecord) -> dict[int, str]:
    """The name each rotation goes by in a table of days."""
    return names_of({row.pk: as_rotation(row.document) for row in rows(record)})


def of_opening(record: ApplicantRecord, number: str) -> list[KeptRotation]:
    """The rotations that an opening became."""
    return list(rows(record).filter(document__opening=number)) if number else []


def numbers(record: ApplicantRecord) -> dict[str, int]:
    """The number of each rotation by its name, and by its place alone where no other is there."""
    given = {row.pk: as_rotation(row.document) for row in rows(record)}
    places = Counter(one.institution.casefold() for one in given.values())
    alone = {
        one.institution: number
        for number, one in given.items()
        if places[one.institution.casefold()] == 1
    }
    return alone | {name: number for number, name in names_of(given).items()}


def named(record: ApplicantRecord, number: str) -> KeptRotation | None:
    """The rotation a form names, if it is one of this record."""
    if not number.isdecimal() or len(number) > 11:
        return None
    return rows(record).filter(pk=int(number)).first()


def counted(record: ApplicantRecord) -> list[tuple[KeptRotation, RotationCount]]:
    """Every rotation with its months and the days that name it, latest first."""
    by_rotation = defaultdict(list)
    for number, day in log.days_of_rotations(record):
        by_rotation[number].append(day)
    today = clock.today()
    return [
        (row, count_rotation(as_rotation(row.document), by_rotation[row.pk], today))
        for row in rows(record)
    ]


def keep(
    record: ApplicantRecord, rotation: Rotation, number: int = 0, expected_version: int = 0
) -> KeptRotation:
    """Store a new rotation, or an old one under its next version, with the history.

    Raises
    ------
    NoSuchRotation, StaleSave
        When the rotation is gone, or another window saved it since.
    """
    with transaction.atomic():
        row = KeptRotation(record=record) if not number else one(record, number)
        if number and row.version != expected_version:
            raise StaleSave("This rotation", expected_version, row.version)
        return _write(row, document(rotation), removed=False)


def remove(record: ApplicantRecord, number: int, *, removed: bool = True) -> KeptRotation:
    """Take a rotation out, or put it back; its days stay in the log."""
    with transaction.atomic():
        row = one(record, number)
        return _write(row, row.document, removed=removed)


def undo(record: ApplicantRecord, number: int, version: int) -> KeptRotation:
    """Put a rotation back as it was before one change; a change of its own.

    Raises
    ------
    NothingToUndo, StaleSave
        When there is no such change, or it was changed again since.
    """
    with transaction.atomic():
        row = one(record, number)
        if row.version != version:
            raise StaleSave("This rotation", version, row.version)
        if version < 1:
            raise NothingToUndo
        before = row.history.filter(version=version - 1).first()
        if before is None:
            return _write(row, row.document, removed=True)
        return _write(row, before.document, removed=before.removed)


def bring_back(record: ApplicantRecord, number: int, version: int) -> KeptRotation:
    """Make an earlier version the next one.

    Raises
    ------
    NothingToUndo
        When there is no such version.
    """
    with transaction.atomic():
        row = one(record, number)
        found = row.history.filter(version=version).first()
        if found is None:
            raise NothingToUndo
        return _write(row, found.document, removed=False)


def put_into_record(dossier: Dossier, number: int, expected_version: int) -> KeptRotation:
    """Put a rotation's period into the applicant record, under the record's next version."""
    with transaction.atomic():
        row = one(dossier.record, number)
        found = next((count for at, count in counted(dossier.record) if at.pk == number), None)
        if found is None:
            raise NoSuchRotation(number)
        joined = in_record(dossier.applicant, found.experience, placed(row))
        records.save(joined, expected_version, f"Rotation: {found.rotation.title}"[:200])
        _place(row, found.experience)
    return row


def take_from_record(dossier: Dossier, number: int, expected_version: int) -> KeptRotation:
    """Take the period a rotation put there out of the applicant record."""
    with transaction.atomic():
        row = one(dossier.record, number)
        before = placed(row)
        if before is None:
            raise NothingToUndo
        left = out_of_record(dossier.applicant, before)
        records.save(left, expected_version, f"Rotation taken out: {row}"[:200])
        _place(row, None)
    return row


def joined(dossier: Dossier) -> tuple[Applicant, tuple[UsExperience, ...]]:
    """The record with every dated rotation in it, and the periods those make."""
    applicant, made = dossier.applicant, []
    for row, count in counted(dossier.record):
        if count.experience.start is not None:
            made.append(count.experience)
            applicant = in_record(applicant, count.experience, placed(row))
    return applicant, tuple(made)


def note_placed(record: ApplicantRecord) -> None:
    """Remember that every dated rotation now stands in the record as it counts."""
    for row, count in counted(record):
        if count.experience.start is not None:
            _place(row, count.experience)


def placed(row: KeptRotation) -> UsExperience | None:
    """The period a rotation put into the applicant record."""
    return UsExperience.model_validate(row.placed) if row.placed else None


def document(rotation: Rotation) -> dict[str, Any]:
    """The rotation as stored."""
    return {
        "kind": rotation.kind.value,
        "institution": rotation.institution,
        "supervisor": rotation.supervisor,
        "specialty": rotation.specialty,
        "setting": rotation.setting.value if rotation.setting else "",
        "city": rotation.city,
        "state": rotation.state,
        "start": rotation.start.isoformat() if rotation.start else "",
        "end": rotation.end.isoformat() if rotation.end else "",
        "hours_per_week": rotation.hours_per_week,
        "hands_on": rotation.hands_on,
        "duties": list(rotation.duties),
        "opening": rotation.opening,
    }


def as_rotation(stored: dict[str, Any]) -> Rotation:
    """The rotation as the domain knows it."""
    return Rotation(
        **stored
        | {
            "kind": UsceKind(stored["kind"]),
            "setting": Setting(stored["setting"]) if stored["setting"] else None,
            "start": dt.date.fromisoformat(stored["start"]) if stored["start"] else None,
            "end": dt.date.fromisoformat(stored["end"]) if stored["end"] else None,
            "duties": tuple(stored["duties"]),
        }
    )


def _place(row: KeptRotation, period: UsExperience | None) -> None:
    row.placed = period.model_dump(mode="json") if period else None
    row.save(update_fields=["placed", "saved_at"])


def _write(row: KeptRotation, values: dict[str, Any], *, removed: bool) -> KeptRotation:
    row.document = values
    row.start = dt.date.fromisoformat(values["start"]) if values["start"] else None
    row.removed = removed
    row.version += 1
    row.save()
    KeptRotationVersion.objects.create(
        rotation=row, version=row.version, document=values, removed=removed
    )
    return row
