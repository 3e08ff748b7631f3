"""Days logged, guarded, counted; brought in and taken out without an identifier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from preround.domain.applicant import Applicant, UsExperience
from preround.domain.finding import Finding, Severity
from preround.exporters.sheet import csv_bytes, xlsx_bytes
from preround.importers.table_bytes import Wanted, read_tables
from preround.improve.cells import DayOrder, Unreadable, day, day_order, is_numbered_day
from preround.jobs.guard_about import About
from preround.jobs.guard_text import cleaned
from preround.logbook.day_table import NEEDED, day_rows, read_day_rows
from preround.logbook.days import LogDay
from preround.logbook.table_words import header_place, heading

MOST_TEXT = 10_000
WANTED = Wanted(
    f"a table of days with the columns {', '.join(NEEDED)} (CSV or XLSX)",
    keep_lines=True,
    longest_cell=MOST_TEXT,
)


@dataclass(frozen=True, slots=True)
class BroughtLog:
    """Days read from a table, already without identifiers, and what to look at."""

    days: tuple[LogDay, ...]
    findings: tuple[Finding, ...]
    n_reworded: int


def without_identifiers(day: LogDay) -> LogDay:
    """The day with every flagged stretch replaced; hospitals and colleagues keep their names."""
    saw, learned, feedback = (cleaned(text) for text in day.texts)
    clean = replace(
        day,
        saw=saw,
        learned=learned,
        feedback=feedback,
        site=cleaned(day.site, About.PEOPLE),
        specialty=cleaned(day.specialty, About.PEOPLE),
        rotation=cleaned(day.rotation, About.PEOPLE),
    )
    return day if clean == day and clean.rotation == day.rotation else clean


def export_log(days: Iterable[LogDay]) -> bytes:
    """The log as CSV; nothing the guard flags leaves."""
    return csv_bytes(day_rows(without_identifiers(day) for day in days))


def export_log_sheet(days: Iterable[LogDay]) -> bytes:
    """The log as a workbook; nothing the guard flags leaves."""
    return xlsx_bytes("Log", day_rows(without_identifiers(day) for day in days))


def bring_log(
    data: bytes,
    name: str,
    rotations: Collection[str] = (),
    *,
    today: dt.date | None = None,
) -> BroughtLog:
    """Read a log from CSV or the first sheet of a workbook, replacing what the guard flags.

    Parameters
    ----------
    rotations
        Names of the rotations there are, which a day may belong to.
    today
        Days after it are left out, and told; all are taken where it is not given.

    Raises
    ------
    EmptyFile, NotATable, LockedWorkbook, TableTooLarge, NotALog
        When the bytes are no table of days.
    """
    rows, remark = _with_days(read_tables(data, name, WANTED)[0].rows)
    read = read_day_rows(rows, name, rotations)
    last = today or dt.date.max
    days = [day for day in read.days if day.day <= last]
    ahead = [_ahead(day) for day in read.days if day.day > last]
    clean = [without_identifiers(day) for day in days]
    n_reworded = sum(a is not b for a, b in zip(clean, days, strict=True))
    return BroughtLog(tuple(clean), (*remark, *read.findings, *ahead), n_reworded)


def _ahead(day: LogDay) -> Finding:
    return Finding(
        "log_day_ahead", Severity.WARNING, "date",
        f"{day.day} has not come yet; that day was left out. Mend the date, or log it afterwards.",
    )  # fmt: skip


def _with_days(
    rows: Sequence[Sequence[object]],
) -> tuple[list[Sequence[object]], tuple[Finding, ...]]:
    """The rows with their days as days, however they are written; what is none stays."""
    start = header_place(rows, NEEDED)
    header = [heading(str(cell or "")) for cell in rows[start]] if start is not None else []
    if start is None or "date" not in header:
        return list(rows), ()
    place = header.index("date")
    cells = [row[place] for row in rows[start + 1 :] if place < len(row)]
    try:
        order = day_order(cells)
    except Unreadable:
        return list(rows), ()
    is_open = order is None and any(map(is_numbered_day, cells))
    remark = Finding(
        "log_day_order", Severity.WARNING, "date",
        "Days such as 03/04/2026 were read month first. If you write the day first, take the days "
        "out and bring the table again with days such as 2026-04-03.",
    )  # fmt: skip
    found = [*rows[: start + 1]]
    found += [_with_day(row, place, order or DayOrder.MONTH_FIRST) for row in rows[start + 1 :]]
    return found, (remark,) if is_open else ()


def _with_day(row: Sequence[object], place: int, order: DayOrder) -> Sequence[object]:
    try:
        written = day(row[place], order) if place < len(row) else None
    except Unreadable:
        return row
    return row if written is None else [*row[:place], written.isoformat(), *row[place + 1 :]]


def with_log(applicant: Applicant, logged: Sequence[UsExperience]) -> Applicant:
    """The applicant with the log's periods in place of those they continue.

    A period of the record is replaced where the log has one of its kind and specialty that
    begins on the same day; everything else stays.
    """
    taken = {_key(one) for one in logged}
    kept = tuple(one for one in applicant.us_experience if _key(one) not in taken)
    document = applicant.model_copy(update={"us_experience": kept + tuple(logged)})
    return Applicant.model_validate(document.model_dump())


def _key(period: UsExperience) -> tuple[object, ...]:
    return period.specialty, period.start
