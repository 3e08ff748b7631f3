"""The rank sheet of a season: every change a new version, the newest one counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from preround.domain.rank_sheet import RankSheet
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.interview_models import RankSheetVersion
from preround.web.interviews import sample_season
from preround.web.models import ApplicantRecord
from preround.web.record import Dossier


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet and the version a save must name; 0 before the first."""

    sheet: RankSheet
    version: int


def read(dossier: Dossier, season: int) -> StoredSheet:
    """The sheet as it stands; the sample begins with its own."""
    newest = RankSheetVersion.of(dossier.record, season).first()
    if newest is not None:
        return StoredSheet(RankSheet.of_document(newest.document), newest.version)
    first = RankSheet.of_document(sample_season()["sheet"]) if dossier.is_sample else RankSheet()
    return StoredSheet(first, 0)


def save(
    dossier: Dossier, season: int, sheet: RankSheet, expected_version: int, cause: str
) -> RankSheetVersion | None:
    """Store a changed sheet; nothing where nothing changed.

    Raises
    ------
    StaleSave
        When another window saved since the page was shown.
    """
    with transaction.atomic():
        stored = read(dossier, season)
        if stored.version != expected_version:
            raise StaleSave(RankSheetVersion.WHAT, expected_version, stored.version)
        if sheet == stored.sheet:
            return None
        if stored.version == 0 and dossier.is_sample:
            # what the sample began with is a version too, so that the first change can be undone
            RankSheetVersion.store(
                dossier.record, season, 0, stored.sheet.as_document(), "As the sample begins"
            )
        return RankSheetVersion.store(
            dossier.record, season, stored.version + 1, sheet.as_document(), cause
        )


def undo(dossier: Dossier, season: int, version: int) -> RankSheetVersion:
    """Store the sheet as it was before one change again, as the newest.

    Raises
    ------
    NothingToUndo
        When there is no such change.
    StaleSave
        When something was changed after it.
    """
    with transaction.atomic():
        stored = read(dossier, season)
        if stored.version == 0 or version > stored.version:
            raise NothingToUndo
        if stored.version != version:
            raise StaleSave(RankSheetVersion.WHAT, version, stored.version)
        earlier = RankSheetVersion.of(dossier.record, season).filter(version=version - 1).first()
        sheet = RankSheet.of_document(earlier.document) if earlier else RankSheet()
        return RankSheetVersion.store(
            dossier.record, season, version + 1, sheet.as_document(), f"Undid version {version}"
        )


def history(record: ApplicantRecord, season: int) -> list[RankSheetVersion]:
    """Every version, newest first."""
    return list(RankSheetVersion.of(record, season))


def bring_back(
    dossier: Dossier, season: int, version: int, expected_version: int
) -> RankSheetVersion | None:
    """Store an earlier version again as the newest.

    Raises
    ------
    NothingToUndo, StaleSave
        When there is no such version, or another window saved since.
    """
    earlier = RankSheetVersion.of(dossier.record, season).filter(version=version).first()
    if earlier is None:
        raise NothingToUndo
    sheet = RankSheet.of_document(earlier.document)
    return save(dossier, season, sheet, expected_version, f"Brought back version {version}")
