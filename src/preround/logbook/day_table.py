"""Logged days as CSV, in and out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from preround.domain.applicant import Setting, UsceKind
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.logbook.days import DUTIES, LogDay

COLUMNS = (
    "date", "kind", "hours", "setting", "specialty", "site", "state", "duties", "saw", "learned",
    "feedback",
)  # fmt: skip
NEEDED = ("date", "kind", "hours")
MOST_ROWS = 20_000
#: A spreadsheet would run a cell that begins so.
FORMULA = ("=", "+", "-", "@", "\t")


class NotALog(UserError):
    """A table is no log of days."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected a CSV table with the columns {', '.join(NEEDED)} and, if you "
            f"like, {', '.join(COLUMNS[3:])}. Export an empty log to see one."
        )


@dataclass(frozen=True, slots=True)
class ReadLog:
    """The days of a table, and the rows that could not be read."""

    days: tuple[LogDay, ...]
    findings: tuple[Finding, ...]


def write_days(days: Iterable[LogDay]) -> str:
    """The days as CSV, oldest first."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for day in sorted(days, key=lambda one: one.day):
        rows.writerow(
            _safe(cell)
            for cell in (
                day.day.isoformat(), day.kind.value, f"{day.hours:g}",
                day.setting.value if day.setting else "", day.specialty, day.site, day.state,
                " ".join(day.duties), *day.texts,
            )
        )  # fmt: skip
    return out.getvalue()


def read_days(text: str, name: str) -> ReadLog:
    """Read days from CSV; a row that does not fit becomes a finding and the rest is read.

    Raises
    ------
    NotALog
        When the table lacks a needed column or is far too long.
    """
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=_delimiter(text))
    try:
        header = [column.strip().lower() for column in rows.fieldnames or ()]
        rows.fieldnames = header
        missing = [column for column in NEEDED if column not in header]
        if missing:
            raise NotALog(name, f"no column {missing[0]!r}")
        days: list[LogDay] = []
        findings: list[Finding] = []
        for number, row in enumerate(rows, 2):
            if number > MOST_ROWS:
                raise NotALog(name, f"more than {MOST_ROWS:,} rows")
            if not any((cell or "") for cell in row.values() if isinstance(cell, str | None)):
                continue
            day = _day(row, number, findings)
            if day is not None:
                days.append(day)
    except csv.Error as error:
        raise NotALog(name, f"not a CSV table ({error})") from None
    return ReadLog(tuple(days), tuple(findings))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _day(row: dict[str, str], number: int, findings: list[Finding]) -> LogDay | None:
    cells = {key: _bare((row.get(key) or "").strip()) for key in COLUMNS}
    try:
        return LogDay(
            day=dt.date.fromisoformat(cells["date"]),
            kind=UsceKind(cells["kind"].lower()),
            hours=_hours(cells["hours"]),
            setting=Setting(cells["setting"].lower()) if cells["setting"] else None,
            specialty=cells["specialty"][:200],
            site=cells["site"][:200],
            state=_state(cells["state"]),
            duties=tuple(x for x in re.split(r"[\s;,]+", cells["duties"]) if x in DUTIES),
            saw=cells["saw"],
            learned=cells["learned"],
            feedback=cells["feedback"],
        )
    except ValueError as error:
        message = f"Row {number} was left out: {error}"
        findings.append(Finding("log_row", Severity.WARNING, f"row {number}", message))
        return None


def _state(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{2}", text):
        raise ValueError(f"{text!r} is not a two-letter state")
    return text.upper()


def _hours(text: str) -> float:
    hours = float(text.replace(",", "."))
    if not 0 < hours <= 24:
        raise ValueError(f"{text!r} hours do not fit in a day")
    return hours


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
