"""Openings brought from somebody's sheet, looked at first, nothing lost; and taken out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from preround.domain.errors import UserError
from preround.importers.table_bytes import RawTable, Wanted, read_tables
from preround.improve.cells import DayOrder, Unreadable, day_order, is_numbered_day
from preround.jobs.guard_about import About
from preround.jobs.guard_text import cleaned
from preround.jobs.opening_rows import Draft, read_row
from preround.jobs.openings import OpeningsBook
from preround.jobs.weigh_openings import WeighedOpening
from preround.openings.columns import WRITTEN_ALONG, columns_of, find_header
from preround.openings.directory import Directory
from preround.openings.journal import Record
from preround.openings.opening import COLUMNS, DATES, Opening

WANTED = Wanted(
    "a table of openings with a header line, at least one column for the institution", True
)
FREE = ("institution", "city", "duties", "who_may_apply", "letter_policy", "note")
LEAVE, UPDATE, ADD = "leave", "update", "add"


class NotOpenings(UserError):
    """A table without a column that names institutions."""

    def __init__(self, name: str, header: Sequence[object]) -> None:
        seen = ", ".join(repr(str(cell)) for cell in header[:8] if cell) or "an empty line"
        super().__init__(
            f"{name}: no column names the institution; the first line says {seen}. Call a column "
            "Institution or Hospital and bring the table again; every other column may stay."
        )


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """One row as it will be kept: a new opening, a change of one that is there, or nothing new.

    `differs` names the fields that would change, with what stood there and what the row
    says; `remarks` is what one should know of how it was read.
    """

    key: str
    opening: Opening
    what: str
    number: str = ""
    differs: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that is not kept, what it says, and why not."""

    key: str
    says: str
    why: str

    @property
    def message(self) -> str:
        """The same in one line."""
        return f"Row {self.key} was left out: {self.why} It says: {self.says}"


@dataclass(frozen=True, slots=True)
class TableReport:
    """What became of a table; `record` is empty when nothing was written."""

    filename: str
    rows: tuple[BroughtRow, ...]
    refused: tuple[RefusedRow, ...]
    columns: tuple[tuple[str, str], ...]
    kept_as_note: tuple[str, ...]
    order: DayOrder
    is_order_open: bool
    record: Record | None = None

    def of(self, what: str) -> tuple[BroughtRow, ...]:
        """The rows that are new, the same, or an update."""
        return tuple(row for row in self.rows if row.what == what)


def look_at_table(
    directory: Directory,
    data: bytes,
    name: str,
    today: dt.date,
    order: DayOrder | None = None,
) -> TableReport:
    """Say what a table would bring, and write nothing.

    Parameters
    ----------
    order
        How 03/04/2027 is meant; None lets the table's other days decide, else month first.

    Raises
    ------
    NotOpenings, EmptyFile, NotATable, LockedWorkbook, TableTooLarge
        When it cannot be used as a table of openings.
    """
    tables = read_tables(data, name, WANTED)
    rows: list[BroughtRow] = []
    refused: list[RefusedRow] = []
    used: dict[str, str] = {}
    extra: dict[str, None] = {}
    found, is_open = _order(tables)
    order = order or found
    headed = [(table, place) for table in tables if (place := find_header(table.rows)) is not None]
    if not headed:
        raise NotOpenings(name, tables[0].rows[0])
    known = _Known(directory)
    for table, place in headed:
        columns = columns_of(table.rows[place])
        used |= {one.header: one.field for one in columns if one.field and one.header}
        extra |= dict.fromkeys(one.header for one in columns if not one.field and one.header)
        for key, cells in _body(table, place, len(headed) > 1):
            draft = _named_nobody(read_row(columns, cells, today, order or DayOrder.MONTH_FIRST))
            if isinstance(draft, str):
                refused.append(RefusedRow(key, _says(cells), draft))
            else:
                rows.append(known.place(key, draft))
    return TableReport(
        name, tuple(rows), tuple(refused), tuple(used.items()), tuple(extra),
        order or DayOrder.MONTH_FIRST, is_open,
    )  # fmt: skip


def bring_table(
    book: OpeningsBook,
    data: bytes,
    name: str,
    today: dt.date,
    *,
    at: str,
    order: DayOrder | None = None,
    decisions: Mapping[str, str] | None = None,
) -> TableReport:
    """Keep the openings of a table in one record, which one undo takes back.

    Parameters
    ----------
    decisions
        Row key to leave, update or add; a new row is added and one that seems to be there
        is updated where nothing is decided.
    """
    report = look_at_table(book.read(), data, name, today, order)
    decided = decisions or {}
    wanted = []
    for row in report.rows:
        choice = decided.get(row.key, UPDATE if row.number else ADD)
        if row.what != "same" and choice != LEAVE:
            number = row.number if choice == UPDATE else ""
            wanted.append((number, row.opening))
    title = f"{len(wanted)} opening{'s' if len(wanted) != 1 else ''} from {name}"
    return replace(report, record=book.bring(wanted, title, at))


def _named_nobody(draft: Draft | str) -> Draft | str:
    """The row with any patient in its free texts reworded, and a word on it."""
    if isinstance(draft, str):
        return draft
    texts = _cleaned(draft.opening)
    changed = {name: text for name, text in texts.items() if text != getattr(draft.opening, name)}
    if not changed:
        return draft
    remark = f"reworded because it could identify a patient: {', '.join(changed)}"
    return replace(
        draft,
        opening=replace(draft.opening, **changed),
        given={**draft.given, **changed},
        remarks=(*draft.remarks, remark),
    )


class _Known:
    """The openings that are there, and those the table has brought so far."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._by_identity = {
            _identity(kept.opening): kept.id for kept in directory.openings.values()
        }
        self._taken: set[str] = set()
        self._brought: set[Opening] = set()

    def place(self, key: str, draft: Draft) -> BroughtRow:
        """Decide what a row is beside what is there."""
        if draft.opening in self._brought:
            return BroughtRow(key, draft.opening, "same", "", (), ("an earlier row says the same",))
        self._brought.add(draft.opening)
        identity = _identity(draft.opening)
        number = draft.number if draft.number in self._directory.openings else ""
        number = number or self._by_identity.get(identity, "")
        remarks = draft.remarks
        if number == "new" or (number and number in self._taken):
            again = "an earlier row of this table has the same institution, kind and dates"
            return BroughtRow(key, draft.opening, ADD, "", (), (*remarks, again))
        if not number:
            self._by_identity[identity] = "new"
            return BroughtRow(key, draft.opening, ADD, "", (), remarks)
        self._taken.add(number)
        there = self._directory.opening(number).opening
        merged = replace(there, **draft.given)
        differs = tuple(
            (name, _plain(getattr(there, name)), _plain(getattr(merged, name)))
            for name in COLUMNS
            if getattr(there, name) != getattr(merged, name)
        )
        return BroughtRow(key, merged, UPDATE if differs else "same", number, differs, remarks)


def _identity(opening: Opening) -> tuple[object, ...]:
    """What makes two rows the same opening."""
    words = (opening.institution, opening.kind, opening.specialty, opening.state)
    return (*(" ".join(one.casefold().split()) for one in words), opening.start, opening.url)


def _plain(value: object) -> str:
    if value is None or value == ():
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _says(cells: Sequence[object]) -> str:
    text = "; ".join(str(cell) for cell in cells if cell not in (None, ""))
    return text[:120] or "nothing"


def _body(table: RawTable, place: int, several: bool) -> Iterator[tuple[str, Sequence[object]]]:
    for number, cells in enumerate(table.rows[place + 1 :], table.first_line + place + 1):
        if any(cell not in (None, "") for cell in cells):
            yield f"{table.name}!{number}" if several else str(number), cells


def _order(tables: Sequence[RawTable]) -> tuple[DayOrder | None, bool]:
    """How numbered days are meant by what they say together, and whether that stays open."""
    cells: list[object] = []
    for table in tables:
        place = find_header(table.rows)
        if place is None:
            continue
        wanted = {c.place for c in columns_of(table.rows[place]) if c.field in DATES}
        cells += [row[i] for row in table.rows[place + 1 :] for i in wanted if i < len(row)]
    try:
        order = day_order(cells)
    except Unreadable:
        return None, True
    return order, order is None and any(is_numbered_day(cell) for cell in cells)


def _cleaned(opening: Opening) -> dict[str, Any]:
    """What is written freely of an opening, with any patient in it reworded."""
    texts = ((name, getattr(opening, name)) for name in FREE)
    return {name: cleaned(text, About.PEOPLE) for name, text in texts if text}


def export_rows(
    weighed: Sequence[WeighedOpening],
) -> list[list[str | float | bool | dt.date | None]]:
    """The directory as rows of cells: every field, and what this app says of each opening.

    Notes
    -----
    Brought again, the rows find their openings by number, and what was not changed in the
    sheet is not changed here.
    """
    rows: list[list[str | float | bool | dt.date | None]] = [
        ["opening id", *COLUMNS, *WRITTEN_ALONG]
    ]
    for one in weighed:
        leaving = replace(one.opening, **_cleaned(one.opening))
        values = (getattr(leaving, name) for name in COLUMNS)
        rows.append(
            [
                one.id,
                *(" ".join(value) if isinstance(value, tuple) else value for value in values),
                one.standing.label,
                one.standing.follow_up,
                one.kind.kind,
                one.cost.total_usd,
            ]
        )
    return rows
