"""Improvement projects: read, written part by part with their history, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preround.domain.errors import UserError
from preround.improve.project import Project, with_ids
from preround.jobs.project_story import project_facts
from preround.jobs.summarize_project import ProjectSummary, summarize_project
from preround.web import clock
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import ApplicantRecord
from preround.web.project_models import ImprovementProject, ImprovementProjectVersion
from preround.writing.answers import RecordedFact

#: The keys of the document that each part of the page writes; measures and cycles are found by id.
PARTS: dict[str, tuple[str, ...]] = {
    "problem": ("title", "place", "my_role", "problem", "found_in", "known"),
    "found": ("found",),
    "aim": ("aim",),
    "permission": ("permission",),
    "learned": ("lessons", "limits"),
    "measures": ("measures",),
    "cycles": ("cycles",),
    "all": tuple(Project.model_fields),
}


class NoSuchProject(UserError):
    """A project that is not in this record."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Project {got} is not among yours. Load the page again.")


def rows(record: ApplicantRecord) -> QuerySet[ImprovementProject]:
    """Every project that was not removed, the one last saved first."""
    return record.projects.filter(removed=False)


def row(record: ApplicantRecord, number: int) -> ImprovementProject:
    """One project by its number.

    Raises
    ------
    NoSuchProject
        When there is none, or it is of another record.
    """
    found = record.projects.filter(pk=number).first()
    if found is None:
        raise NoSuchProject(number)
    return found


def read(stored: ImprovementProject) -> Project:
    """The project a row holds."""
    return Project.model_validate(stored.document)


def start(record: ApplicantRecord, project: Project, cause: str) -> ImprovementProject:
    """Store a new project."""
    with transaction.atomic():
        new = ImprovementProject(record=record)
        return _write(new, with_ids(project), Save(0, "all", cause))


@dataclass(frozen=True, slots=True)
class Save:
    """What a save names: the version its page showed, the part it writes, and the page itself.

    `part` is a key of `PARTS`, or measures.ID and cycles.ID for one of them.
    """

    expected_version: int
    part: str
    cause: str
    window: str = ""


def keep(
    record: ApplicantRecord, number: int, change: Callable[[Project], Project], save: Save
) -> ImprovementProject:
    """Store a changed part under the next version; nothing happens where nothing changed.

    Parameters
    ----------
    record, number
        Whose project, and which.
    change
        Makes the new project from the one stored now.
    save
        What other windows saved of other parts since its version is kept.

    Raises
    ------
    NoSuchProject, StaleSave
        When the project is gone, or another window saved this part since.
    """
    with transaction.atomic():
        stored = row(record, number)
        if _was_changed_elsewhere(stored, save):
            raise StaleSave("This part of the project", save.expected_version, stored.version)
        project = with_ids(change(read(stored)))
        if project.model_dump(mode="json") == stored.document:
            return stored
        return _write(stored, project, save)


def bring_back(
    record: ApplicantRecord, number: int, version: int, expected_version: int | None = None
) -> ImprovementProject:
    """Store an earlier version again as the newest one.

    Raises
    ------
    NothingToUndo, StaleSave
        When there is no such version, or the project was saved since the page was shown.
    """
    with transaction.atomic():
        stored = row(record, number)
        earlier = stored.history.filter(version=version).first()
        if earlier is None:
            raise NothingToUndo
        if expected_version is not None and stored.version != expected_version:
            raise StaleSave("This project", expected_version, stored.version)
        project = Project.model_validate(earlier.document)
        return _write(stored, project, Save(version, "all", f"Back to version {version}"))


def remove(record: ApplicantRecord, number: int, *, removed: bool) -> ImprovementProject:
    """Take a project out, or put it back."""
    stored = row(record, number)
    stored.removed = removed
    stored.save(update_fields=["removed", "saved_at"])
    return stored


def summary(project: Project) -> ProjectSummary:
    """Everything a project says, as of today."""
    return summarize_project(project, {}, clock.today())


def recorded_facts(record: ApplicantRecord) -> list[RecordedFact]:
    """The facts of every project, for the ledger of an entry and for interview answers."""
    found = []
    for n, stored in enumerate(rows(record), start=1):
        try:
            facts = project_facts(summary(read(stored)))
        except UserError:
            continue  # points that cannot be charted; the project's own page says so
        found += [RecordedFact(f"project {n}, {_plain(f.id)}", f.text, f.day) for f in facts]
    return found


def _plain(key: str) -> str:
    return key.removeprefix("project.").replace(".", " ")


def _was_changed_elsewhere(stored: ImprovementProject, save: Save) -> bool:
    """Whether another window wrote this part since; true where nobody knows what stood then."""
    if stored.version == save.expected_version:
        return False
    since = list(stored.history.filter(version__gte=save.expected_version).order_by("version"))
    if not since or since[0].version != save.expected_version:
        return True
    return any(
        part_of(old.document, save.part) != part_of(new.document, save.part)
        for old, new in pairwise(since)
        if not (save.window and new.window == save.window)
    )


def part_of(document: dict[str, Any], part: str) -> Any:
    """What a document holds of one part."""
    kind, _, key = part.partition(".")
    if key:
        return next((one for one in document.get(kind, ()) if one.get("id") == key), None)
    return {name: document.get(name) for name in PARTS[kind]}


def _write(stored: ImprovementProject, project: Project, save: Save) -> ImprovementProject:
    stored.title = project.title
    stored.document = project.model_dump(mode="json")
    stored.version += 1
    stored.save()
    ImprovementProjectVersion.objects.create(
        project=stored,
        version=stored.version,
        document=stored.document,
        part=save.part[:60],
        cause=save.cause[:200],
        window=save.window[:20],
    )
    return stored
