"""Logged days as rows of a table, in and out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
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
                day.day, day.kind.value, day.hours,
                day.setting.value if day.setting else "", day.specialty, day.site, day.state,
                " ".join(day.duties), *day.texts,
            )
            for day in sorted(days, key=lambda one: one.day)
        ),
    ]  # fmt: skip


def read_day_rows(rows: Sequence[Sequence[object]], name: str) -> ReadLog:
    """Read days from cells under a header; a row that does not fit becomes a finding.

    Raises
    ------
    NotALog
        When the table lacks a needed column or is far too long.
    """
    first = next((n for n, row in enumerate(rows) if any(map(_words, row))), None)
    if first is None:
        raise NotALog(name, "an empty table")
    header = [_words(cell).lower() for cell in rows[first]]
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise NotALog(name, f"no column {missing[0]!r}")
    if len(rows) - first - 1 > MOST_ROWS:
        raise NotALog(name, f"more than {MOST_ROWS:,} rows")
    days: list[LogDay] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows[first + 1 :], first + 2):
        cells = dict(zip(header, map(_words, row), strict=False))
        if any(cells.values()):
            day = _day(cells, number, findings)
            if day is not None:
                days.append(day)
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


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
