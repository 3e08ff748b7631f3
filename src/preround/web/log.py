"""The clinical log: read, written whole or not at all, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from preround.domain.applicant import Setting, UsceKind
from preround.domain.errors import UserError
from preround.logbook.days import LogDay
from preround.web import record as records
from preround.web.errors import StaleSave
from preround.web.log_models import LoggedDay, LoggedDayVersion, LogTable
from preround.web.models import ApplicantRecord
from preround.web.record import Dossier

LAST_KEY = 2**63 - 1  # what SQLite counts up to
FIELDS = (
    "day", "kind", "hours", "setting", "specialty", "site", "state", "duties", "saw", "learned",
    "feedback",
)  # fmt: skip
NONE_NAMED: Mapping[int, str] = MappingProxyType({})
NONE_NUMBERED: Mapping[str, int] = MappingProxyType({})


class NoSuchDay(UserError):
    """A day that is not in this log."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Day {got} is not in your log. Load the log again.")


class BroughtIn(NamedTuple):
    """What became of a table: new days, days that joined a rotation, the table's number."""

    n_new: int
    n_joined: int
    table: int


def own(dossier: Dossier, cause: str) -> ApplicantRecord:
    """The person's own record; the first thing logged begins it."""
    if not dossier.is_sample:
        return dossier.record
    return records.start_own(records.own_or_blank(dossier), cause, [])


def entries(record: ApplicantRecord) -> QuerySet[LoggedDay]:
    """Every day that was not removed, newest first."""
    return LoggedDay.objects.filter(record=record, removed=False)


def days(record: ApplicantRecord, rotations: Mapping[int, str] = NONE_NAMED) -> list[LogDay]:
    """Every day as the domain knows it, newest first.

    Parameters
    ----------
    rotations
        The name each rotation goes by in what is made of the days.
    """
    rows = entries(record).values_list("rotation", *FIELDS)
    return [
        _day({**dict(zip(FIELDS, row, strict=True)), "rotation": rotations.get(number, "")})
        for number, *row in rows
    ]


def recent_kinds(record: ApplicantRecord, most: int = 4) -> list[LoggedDay]:
    """The newest day of each sort of day among the last, for a next one like it."""
    found: dict[tuple[object, ...], LoggedDay] = {}
    for row in entries(record)[:60]:
        found.setdefault((row.kind, row.setting, row.specialty, row.site, row.duties), row)
    return list(found.values())[:most]


def days_for_counting(record: ApplicantRecord) -> list[LogDay]:
    """Every day that names no rotation, without its texts, which counting does not read."""
    loose = Q(rotation=None) | Q(rotation__removed=True)
    return [day for _, day in _to_count(entries(record).filter(loose))]


def days_of_rotations(record: ApplicantRecord) -> list[tuple[int, LogDay]]:
    """Every day that names a rotation, with its number and without its texts."""
    return _to_count(entries(record).filter(rotation__removed=False))


def _to_count(chosen: QuerySet[LoggedDay]) -> list[tuple[int, LogDay]]:
    kinds = {one.value: one for one in UsceKind}
    settings = {one.value: one for one in Setting} | {"": None}
    rows = chosen.order_by().values_list("rotation", *FIELDS[:8])
    return [
        (
            rotation,
            LogDay(
                day,
                kinds[kind],
                hours,
                settings[setting],
                specialty,
                site,
                state,
                tuple(duties.split()),
            ),
        )
        for rotation, day, kind, hours, setting, specialty, site, state, duties in rows
    ]


def entry(record: ApplicantRecord, number: int) -> LoggedDay:
    """One day by its number.

    Raises
    ------
    NoSuchDay
        When there is none, or it is of another record.
    """
    found = LoggedDay.objects.filter(record=record, pk=number).first()
    if found is None:
        raise NoSuchDay(number)
    return found


def as_day(row: LoggedDay) -> LogDay:
    """The day as the domain knows it."""
    return _day({name: getattr(row, name) for name in FIELDS})


def keep(
    record: ApplicantRecord,
    day: LogDay,
    number: int = 0,
    expected_version: int = 0,
    rotation: int | None = None,
) -> LoggedDay:
    """Store a new day, or an old one under its next version, with the history.

    Parameters
    ----------
    rotation
        Number of the rotation the day belongs to.

    Raises
    ------
    NoSuchDay, StaleSave
        When the day is gone, or another window saved it since.
    """
    with transaction.atomic():
        row = LoggedDay(record=record) if not number else entry(record, number)
        if number and row.version != expected_version:
            raise StaleSave("This day", expected_version, row.version)
        row.rotation_id = rotation
        _write(row, day)
    return row


def keep_all(
    record: ApplicantRecord,
    days_in: Iterable[LogDay],
    rotations: Mapping[str, int] = NONE_NUMBERED,
) -> BroughtIn:
    """Store many days, all or none; those already there are passed over.

    Parameters
    ----------
    rotations
        The number of each rotation that a day may name.
    """
    with transaction.atomic():
        known = {as_day(row): row for row in entries(record)}
        known = _once_unnamed(known, rotations) | known
        table = LogTable.objects.create(record=record)
        fresh = joined = 0
        for day, name in dict.fromkeys((day, day.rotation) for day in days_in):
            row = known.get(day)
            number = rotations.get(name)
            if row is not None and (number is None or row.rotation_id is not None):
                continue
            fresh, joined = fresh + (row is None), joined + (row is not None)
            row = row or LoggedDay(record=record, table=table)
            row.rotation_id = number
            _write(row, day)
        if not fresh:
            table.delete()
    return BroughtIn(fresh, joined, table.pk or 0)


def set_brought_aside(record: ApplicantRecord, table: int) -> int:
    """Take the days of one table out again; what was changed since stays."""
    return entries(record).filter(table=min(table, LAST_KEY), version=1).update(removed=True)


def _once_unnamed(
    known: Mapping[LogDay, LoggedDay], rotations: Mapping[str, int]
) -> dict[LogDay, LoggedDay]:
    """Days brought in before their rotation was there, which then stood as their place."""
    names = {" ".join(one.casefold().split()) for one in rotations}
    return {
        replace(day, site=""): row
        for day, row in known.items()
        if row.rotation_id is None and " ".join(day.site.casefold().split()) in names
    }


def history(row: LoggedDay) -> list[LoggedDayVersion]:
    """Every version of a day, newest first."""
    return list(LoggedDayVersion.objects.filter(entry=row))


def remove(record: ApplicantRecord, number: int, *, removed: bool = True) -> LoggedDay:
    """Take a day out of the log, or put it back."""
    with transaction.atomic():
        row = entry(record, number)
        row.removed = removed
        row.save(update_fields=["removed", "saved_at"])
    return row


def _write(row: LoggedDay, day: LogDay) -> None:
    values = document(day)
    for name, value in values.items():
        setattr(row, name, day.day if name == "day" else value)
    row.version += 1
    row.save()
    named = {"rotation": row.rotation_id} if row.rotation_id else {}
    LoggedDayVersion.objects.create(entry=row, version=row.version, document=values | named)


def document(day: LogDay) -> dict[str, object]:
    """The day as stored."""
    return {
        "day": day.day.isoformat(),
        "kind": day.kind.value,
        "hours": day.hours,
        "setting": day.setting.value if day.setting else "",
        "specialty": day.specialty,
        "site": day.site,
        "state": day.state,
        "duties": " ".join(day.duties),
        "saw": day.saw,
        "learned": day.learned,
        "feedback": day.feedback,
    }


def _day(values: dict[str, object]) -> LogDay:
    plain = dict(values)
    plain["kind"] = UsceKind(str(values["kind"]))
    plain["setting"] = Setting(str(values["setting"])) if values["setting"] else None
    plain["duties"] = tuple(str(values["duties"]).split())
    return LogDay(**plain)  # type: ignore[arg-type]
