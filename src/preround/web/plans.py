"""The person's marks on their plan: read, written whole or not at all, each save undoable."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from preround.facts.errors import UnpublishedFact
from preround.facts.reader import load_season, supported_seasons
from preround.plan.marks import PlanMarks
from preround.web import clock
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import ApplicantRecord
from preround.web.plan_models import PlanRecord, PlanVersion


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """The marks and the version a save must name; 0 before the first."""

    marks: PlanMarks
    version: int


def read(record: ApplicantRecord) -> StoredPlan:
    """Give the marks; none where nothing was said yet."""
    row = PlanRecord.objects.filter(record=record).first()
    if row is None:
        return StoredPlan(PlanMarks(), 0)
    return StoredPlan(PlanMarks.model_validate(row.document), row.version)


def seasons() -> list[int]:
    """The seasons one can still plan for."""
    running = clock.season()
    return [season for season in supported_seasons() if season >= running]


def aimed_at(marks: PlanMarks) -> int:
    """The Match the person aims at; until they say so, the next one with time to apply.

    Why: once programs read applications, a plan for the running season would begin with what
    is late.
    """
    there = seasons()
    if marks.match in there:
        return marks.match
    running = clock.season()
    return running + 1 if is_reading(running) and running + 1 in there else running


def is_reading(season: int) -> bool:
    """Whether programs have begun to read applications for a season."""
    try:
        return clock.today() > load_season(season).date("eras_review_opens").date
    except UnpublishedFact:
        return False


def write(record: ApplicantRecord, marks: PlanMarks, expected_version: int, cause: str) -> int:
    """Store changed marks under the next version, and the history with it.

    Raises
    ------
    StaleSave
        When another window saved since the page was shown.
    """
    document = marks.model_dump(mode="json")
    with transaction.atomic():
        row, _ = PlanRecord.objects.get_or_create(record=record)
        if row.version != expected_version:
            raise StaleSave("Your plan", expected_version, row.version)
        if row.version and row.document == document:
            return row.version
        row.document = document
        row.version += 1
        row.save()
        PlanVersion.objects.create(
            plan=row, version=row.version, document=document, cause=cause[:200]
        )
    return row.version


def undo(record: ApplicantRecord, version: int) -> int:
    """Put the plan back as it was before one save, where that save is the newest.

    Raises
    ------
    NothingToUndo, StaleSave
        When there is no such save, or the plan was saved again since.
    """
    row = PlanRecord.objects.filter(record=record).first()
    if row is None or not 0 < version <= row.version:
        raise NothingToUndo
    before = row.history.filter(version=version - 1).first()
    marks = PlanMarks.model_validate(before.document) if before else PlanMarks()
    return write(record, marks, version, "Undone")
