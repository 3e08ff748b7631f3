"""The work log: jobs and weeks read, written whole or not at all, each change undoable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preround.audit.work_log import LineKind, WorkLine
from preround.domain.errors import UserError
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import ApplicantRecord
from preround.web.work_models import (
    LoggedWork,
    LoggedWorkVersion,
    WorkChange,
    WorkJob,
    WorkJobVersion,
)

JOB_FIELDS = ("title", "place", "start", "end", "hours_per_week", "description")
LINE_FIELDS = ("week", "kind", "text", "count", "counted_in", "seen_by")


class NoSuchJob(UserError):
    """A job that is not in this record."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Job {got} is not in your work log. Load the page again.")


def number_titled(record: ApplicantRecord, title: str) -> int:
    """The number of the one job of that title; 0 where there is none, or several."""
    found = list(record.jobs.filter(title__iexact=title.strip()).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else 0


def job(record: ApplicantRecord, number: int) -> WorkJob:
    """One job by its number.

    Raises
    ------
    NoSuchJob
        When there is none, or it is of another record.
    """
    found = record.jobs.filter(pk=number).first()
    if found is None:
        raise NoSuchJob(number)
    return found


def keep_job(
    record: ApplicantRecord, values: Mapping[str, Any], number: int = 0, expected_version: int = 0
) -> WorkJob:
    """Store a new job, or an old one under its next version, with the history.

    Raises
    ------
    NoSuchJob, StaleSave
        When the job is gone, or another window saved it since.
    """
    with transaction.atomic():
        row = WorkJob(record=record) if not number else job(record, number)
        if number and row.version != expected_version:
            raise StaleSave("This job", expected_version, row.version)
        for name in JOB_FIELDS:
            setattr(row, name, values[name])
        row.version += 1
        row.save()
        document = {name: _plain(values[name]) for name in JOB_FIELDS}
        WorkJobVersion.objects.create(job=row, version=row.version, document=document)
    return row


def rows(record: ApplicantRecord) -> QuerySet[LoggedWork]:
    """Every line that was not removed, newest week first."""
    return LoggedWork.objects.filter(job__record=record, removed=False).select_related("job")


def lines(
    record: ApplicantRecord, since: dt.date | None = None, job_number: int | None = None
) -> list[WorkLine]:
    """The lines as the audit knows them, newest week first."""
    found = rows(record)
    if since is not None:
        found = found.filter(week__gte=since)
    if job_number is not None:
        found = found.filter(job=job_number)
    return [as_line(row) for row in found]


def as_line(row: LoggedWork) -> WorkLine:
    """One stored line as the audit knows it."""
    return WorkLine(
        row.week, row.job.title, LineKind(row.kind), row.text, row.count, row.counted_in,
        row.seen_by,
    )  # fmt: skip


def version(record: ApplicantRecord) -> int:
    """The number of the newest change, 0 before the first."""
    return record.work_changes.values_list("id", flat=True).first() or 0


def keep_week(
    record: ApplicantRecord,
    at: WorkJob,
    week: dt.date,
    wanted: Iterable[WorkLine],
    expected_version: int,
) -> WorkChange | None:
    """Make a week of a job hold these lines and no others; nothing when it already does.

    Raises
    ------
    StaleSave
        When another window saved since the page was shown.
    """
    with transaction.atomic():
        now = version(record)
        if now != expected_version:
            raise StaleSave("Your work log", expected_version, now)
        there = {as_line(row).key: row for row in rows(record).filter(job=at, week=week)}
        by_key = {line.key: line for line in wanted}
        touched = [(there.get(key), line) for key, line in by_key.items()]
        gone = [row for key, row in there.items() if key not in by_key]
        return _change(record, at, touched, gone)


def add_lines(record: ApplicantRecord, new: Iterable[WorkLine]) -> WorkChange | None:
    """Add lines of any job and week in one change; a job not known yet is begun."""
    with transaction.atomic():
        jobs = {one.title.lower(): one for one in record.jobs.all()}
        before: dict[str, int] = {}
        after: dict[str, int] = {}
        for line in new:
            at = jobs.get(line.job.lower())
            if at is None:
                blank = dict.fromkeys(JOB_FIELDS, None) | {"place": "", "description": ""}
                at = keep_job(record, blank | {"title": line.job})
                jobs[line.job.lower()] = at
            row = LoggedWork(job=at)
            _write(row, line)
            before[str(row.pk)], after[str(row.pk)] = 0, row.version
        return _remember(record, before, after)


def undo(record: ApplicantRecord, number: int) -> WorkChange:
    """Put every line of one change back as it was; undoing is a change of its own.

    Raises
    ------
    NothingToUndo, StaleSave
        When there is no such change, or a line was saved again since.
    """
    with transaction.atomic():
        change = record.work_changes.filter(pk=number).first()
        if change is None:
            raise NothingToUndo
        before: dict[str, int] = {}
        after: dict[str, int] = {}
        for key, was in change.before.items():
            row = LoggedWork.objects.get(pk=int(key), job__record=record)
            stands = 0 if row.removed else row.version
            if stands != change.after[key]:
                raise StaleSave("A line of this week", change.after[key], stands)
            before[key] = stands
            if was == 0:
                _set_removed(row, removed=True)
            else:
                document = row.history.get(version=was).document
                _write(row, _from_document(row.job.title, document))
            after[key] = 0 if row.removed else row.version
        done = _remember(record, before, after)
        if done is None:
            raise NothingToUndo
        return done


def _change(
    record: ApplicantRecord,
    at: WorkJob,
    touched: Iterable[tuple[LoggedWork | None, WorkLine]],
    gone: Iterable[LoggedWork],
) -> WorkChange | None:
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for old, line in touched:
        row = old or LoggedWork(job=at)
        if old is not None and as_line(old) == line:
            continue
        was = row.version
        _write(row, line)
        before[str(row.pk)], after[str(row.pk)] = was, row.version
    for row in gone:
        before[str(row.pk)], after[str(row.pk)] = row.version, 0
        _set_removed(row, removed=True)
    return _remember(record, before, after)


def _remember(
    record: ApplicantRecord, before: dict[str, int], after: dict[str, int]
) -> WorkChange | None:
    if not after:
        return None
    return WorkChange.objects.create(record=record, before=before, after=after)


def _set_removed(row: LoggedWork, *, removed: bool) -> None:
    row.removed = removed
    row.save(update_fields=["removed", "saved_at"])


def _write(row: LoggedWork, line: WorkLine) -> None:
    for name in LINE_FIELDS:
        value = getattr(line, name)
        setattr(row, name, value.value if isinstance(value, LineKind) else value)
    row.removed = False
    row.version += 1
    row.save()
    document = {name: _plain(getattr(line, name)) for name in LINE_FIELDS}
    LoggedWorkVersion.objects.create(line=row, version=row.version, document=document)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, LineKind) else value


def _from_document(title: str, document: Mapping[str, Any]) -> WorkLine:
    return WorkLine(
        dt.date.fromisoformat(document["week"]), title, LineKind(document["kind"]),
        document["text"], document["count"], document["counted_in"], document["seen_by"],
    )  # fmt: skip
