"""What was sent in a season: every change a new version, the newest one counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from preround.domain.sent_list import SentList
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import ApplicantRecord
from preround.web.record import Dossier
from preround.web.sent_models import SentListVersion


@dataclass(frozen=True, slots=True)
class StoredSent:
    """What was sent, None where nothing is said to be, and the version a save must name."""

    sent: SentList | None
    version: int
    cause: str = ""


def read(dossier: Dossier, season: int) -> StoredSent:
    """What was sent as it stands."""
    newest = SentListVersion.of(dossier.record, season).first()
    if newest is None:
        return StoredSent(None, 0)
    return StoredSent(SentList.of_document(newest.document), newest.version, newest.cause)


def version(record: ApplicantRecord, season: int) -> int:
    """The number of the newest change, 0 before the first."""
    return SentListVersion.of(record, season).values_list("version", flat=True).first() or 0


def save(
    dossier: Dossier, season: int, sent: SentList | None, expected_version: int, cause: str
) -> SentListVersion | None:
    """Store a changed list; nothing where nothing changed.

    Raises
    ------
    StaleSave
        When another window saved since the page was shown.
    """
    with transaction.atomic():
        stored = read(dossier, season)
        if stored.version != expected_version:
            raise StaleSave(SentListVersion.WHAT, expected_version, stored.version)
        if sent == stored.sent:
            return None
        return _store(dossier, season, stored.version + 1, sent, cause)


def undo(dossier: Dossier, season: int, undone: int) -> SentListVersion:
    """Store the list as it was before the newest change again.

    Raises
    ------
    NothingToUndo
        When there is no such change.
    StaleSave
        When something was changed after it.
    """
    with transaction.atomic():
        newest = version(dossier.record, season)
        if not 0 < undone <= newest:
            raise NothingToUndo
        if undone != newest:
            raise StaleSave(SentListVersion.WHAT, undone, newest)
        earlier = SentListVersion.of(dossier.record, season).filter(version=undone - 1).first()
        sent = SentList.of_document(earlier.document) if earlier else None
        return _store(dossier, season, newest + 1, sent, f"Undid version {undone}")


def _store(
    dossier: Dossier, season: int, number: int, sent: SentList | None, cause: str
) -> SentListVersion:
    document = sent.as_document() if sent else {}
    return SentListVersion.store(dossier.record, season, number, document, cause)
