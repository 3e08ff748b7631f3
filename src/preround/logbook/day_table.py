"""Logged days as rows of a table, in and out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.logbook.days import DUTIES, LogDay
from preround.logbook.table_words import (
    duties_of,
    header_place,
    heading,
    hours_of,
    kind_of,
    setting_of,
    state_of,
)

COLUMNS = (
    "date", "kind", "hours", "rotation", "setting", "specialty", "site", "state", "duties", "saw",
    "learned", "feedback",
)  # fmt: skip
NEEDED = ("date", "kind", "hours")
MOST_ROWS = 20_000
#: A spreadsheet would run a cell that begins so.
FORMULA = ("=", "+", "-", "@", "\t")


class NotALog(UserError):
    """A table is no log of days."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected a table, CSV or XLSX, with the columns "
            f"{', '.join(NEEDED)} and, if you like, {', '.join(COLUMNS[3:])}. "
            "Export an empty log to see one."
        )


@dataclass(frozen=True, slots=True)
class ReadLog:
    """The days of a table, and the rows that could not be read."""

    days: tuple[LogDay, ...]
    findings: tuple[Finding, ...]


def day_rows(days: Iterable[LogDay]) -> list[tuple[str | float | dt.date, ...]]:
    """The header and the days as cells, oldest first."""
    return [
        COLUMNS,
        *(
            (
                day.day, day.kind.value, day.hours, day.rotation,
                day.setting.value if day.setting else "", day.specialty, day.site, day.state,
                " ".join(day.duties), *day.texts,
            )
            for day in sorted(days, key=lambda one: one.day)
        ),
    ]  # fmt: skip


def read_day_rows(
    rows: Sequence[Sequence[object]], name: str, rotations: Collection[str] = ()
) -> ReadLog:
    """Read days from cells under a header; a row that does not fit becomes a finding.

    Parameters
    ----------
    rotations
        Names a day's rotation may have; a day of another is read and stands without one.

    Raises
    ------
    NotALog
        When the table lacks a needed column or is far too long.
    """
    first = header_place(rows, NEEDED)
    if first is None:
        raise NotALog(name, "an empty table")
    header = [heading(_words(cell)) for cell in rows[first]]
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise NotALog(name, f"no column {missing[0]!r}")
    if len(rows) - first - 1 > MOST_ROWS:
        raise NotALog(name, f"more than {MOST_ROWS:,} rows")
    days: list[LogDay] = []
    findings = _strange_columns(header)
    known = {" ".join(one.casefold().split()): one for one in rotations}
    for number, row in enumerate(rows[first + 1 :], first + 2):
        cells = dict(zip(header, map(_words, row), strict=False))
        if any(cells.values()):
            day = _day(cells, number, findings)
            if day is not None:
                days.append(_with_rotation(day, known, number, findings))
    return ReadLog(tuple(days), tuple(findings))


def _words(cell: object) -> str:
    """A cell as CSV would hold it; workbooks give days and numbers as such."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        return f"{cell:g}"
    return str(cell).strip()


def _day(row: dict[str, str], number: int, findings: list[Finding]) -> LogDay | None:
    cells = {key: _bare((row.get(key) or "").strip()) for key in COLUMNS}
    duties, strange = duties_of(cells["duties"])
    if strange:
        message = f"Row {number}: no duty is called {', '.join(strange)}; the day is kept without"
        fix = f"Duties are {', '.join(DUTIES)}."
        findings.append(Finding("log_duty", Severity.WARNING, f"row {number}", message, fix))
    try:
        return LogDay(
            day=_date(cells["date"]),
            kind=kind_of(cells["kind"]),
            hours=hours_of(cells["hours"]),
            setting=setting_of(cells["setting"]),
            specialty=cells["specialty"][:200],
            site=cells["site"][:200],
            state=state_of(cells["state"]),
            duties=duties,
            saw=cells["saw"],
            learned=cells["learned"],
            feedback=cells["feedback"],
            rotation=cells["rotation"],
        )
    except ValueError as error:
        message = f"Row {number} was left out: {error}."
        findings.append(Finding("log_row", Severity.WARNING, f"row {number}", message))
        return None


def _strange_columns(header: Sequence[str]) -> list[Finding]:
    """Columns that no day has; what stands in them stays in the table alone."""
    strange = [one for one in header if one and one not in COLUMNS]
    if not strange:
        return []
    message = f"Left out, since a day has no such column: {', '.join(strange[:8])}"
    fix = f"A day has {', '.join(COLUMNS)}."
    return [Finding("log_column", Severity.WARNING, "row 1", message, fix)]


def _with_rotation(
    day: LogDay, known: Mapping[str, str], number: int, findings: list[Finding]
) -> LogDay:
    """The day with the rotation it names; an unknown one is told, and kept as the place."""
    if not day.rotation:
        return day
    name = known.get(" ".join(day.rotation.casefold().split()), "")
    if not name:
        kept = "; it stands as the place" if not day.site else ""
        message = f"Row {number}: no rotation of yours is called {day.rotation!r}{kept}"
        fix = "Add the rotation and bring the table again: the day joins it then."
        findings.append(
            Finding("log_rotation", Severity.WARNING, f"row {number}", f"{message}. {fix}")
        )
    return replace(day, rotation=name, site=day.site or ("" if name else day.rotation[:200]))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as 2026-11-22") from None


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
