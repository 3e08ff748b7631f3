"""Answers, accounts, statement notes and drafts: read and written with their history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preround.domain.errors import UserError
from preround.web.entry_models import KeptExperience
from preround.web.errors import StaleSave
from preround.web.models import ApplicantRecord
from preround.web.written_models import SwitchedRule, WrittenPiece, WrittenPieceVersion

Kind = WrittenPiece.Kind
WHAT = {
    Kind.ANSWER: "This answer",
    Kind.ACCOUNT: "This account",
    Kind.MOMENT: "This note",
    Kind.STATEMENT: "Your statement",
}


class NoSuchPiece(UserError):
    """Something written that is not in this record."""

    http_status = 404

    def __init__(self, got: object) -> None:
        super().__init__(f"{got}: nothing of that name is among yours. Load the page again.")


def rows(record: ApplicantRecord, kind: Kind) -> QuerySet[WrittenPiece]:
    """Everything of a kind that was not removed, oldest first."""
    return record.written.filter(kind=kind, removed=False)


def named(record: ApplicantRecord, kind: Kind, name: str) -> WrittenPiece | None:
    """The piece of a kind that bears a name, if there is one."""
    return rows(record, kind).filter(name=name).first()


def piece(record: ApplicantRecord, kind: Kind, number: int) -> WrittenPiece:
    """One piece by its number, removed ones too.

    Raises
    ------
    NoSuchPiece
        When there is none, or it is of another record or kind.
    """
    found = record.written.filter(pk=number, kind=kind).first()
    if found is None:
        raise NoSuchPiece(number)
    return found


def keep(
    record: ApplicantRecord,
    kind: Kind,
    name: str,
    document: Mapping[str, Any],
    expected_version: int,
    number: int = 0,
) -> WrittenPiece:
    """Store a new piece, or an old one under its next version, with the history.

    Parameters
    ----------
    name
        What it is about: the question, the account's kind, the theme.
    number
        The piece to change; the one of this name where 0, else a new one.

    Raises
    ------
    NoSuchPiece, StaleSave
        When the piece is gone, or another window saved it since.
    """
    with transaction.atomic():
        if number:
            row: WrittenPiece | None = piece(record, kind, number)
        else:
            row = named(record, kind, name) if kind is not Kind.MOMENT else None
        row = row or WrittenPiece(record=record, kind=kind)
        if row.version != expected_version:
            raise StaleSave(WHAT[kind], expected_version, row.version)
        row.name, row.document = name, dict(document)
        row.version += 1
        row.save()
        WrittenPieceVersion.objects.create(piece=row, version=row.version, document=row.document)
    return row


def remove(record: ApplicantRecord, kind: Kind, number: int, *, removed: bool) -> WrittenPiece:
    """Take a piece out, or put it back."""
    row = piece(record, kind, number)
    row.removed = removed
    row.save(update_fields=["removed", "saved_at"])
    return row


def switched_off(entry: KeptExperience) -> dict[str, str]:
    """The rules an entry does without, each with its note."""
    return dict(entry.switched_off.values_list("code", "note"))


def switch(entry: KeptExperience, code: str, note: str, *, off: bool) -> None:
    """Switch a rule off for one entry, with the reason, or on again."""
    if off:
        SwitchedRule.objects.update_or_create(entry=entry, code=code, defaults={"note": note})
    else:
        entry.switched_off.filter(code=code).delete()
