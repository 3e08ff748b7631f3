"""A table of program facts -> typed values row by row, each with source and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from preround.catalogue.fact_kinds import BadFactValue, FactKind, parse_value
from preround.catalogue.search import state_code
from preround.domain.errors import UnknownChoice, UserError
from preround.domain.finding import Finding, Severity
from preround.domain.program import FactScalar
from preround.importers.table_bytes import RawTable, read_tables
from preround.importers.table_columns import Column, Columns, find_header, match_columns

_DATE_FORMATS: tuple[str, ...] = (
    *("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y"),
    *("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %Y", "%B %Y"),
)
_PLACE = re.compile(r"(?P<city>.+?),\s*(?P<state>[A-Za-z. ]+?)\s*(?:\d{5}(?:-\d{4})?)?")
_MOST_CELL_FINDINGS = 200


class NoUsableColumns(UserError):
    """A table without a column that names programs, or without one that states facts."""

    def __init__(self, name: str, header: Sequence[str], lacks: str) -> None:
        seen = ", ".join(repr(text) for text in header[:12] if text) or "no header"
        super().__init__(
            f"{name}: no column {lacks}; got {seen}. Expected a header line with Program (or NRMP "
            "code), City, State and at least one fact, such as Non US IMG, J-1 or Step 2 CK min. "
            "Rename the columns; docs/program-facts.md lists the names that are known."
        )


@dataclass(frozen=True, slots=True)
class TableDefaults:
    """What holds for every row that does not say otherwise."""

    source: str
    read: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: which program it names, and the facts it states of it.

    `number` is the line of the file. `facts` holds only what is reported.
    """

    number: int
    code: str
    name: str
    city: str
    state: str
    specialty: str
    track: str
    year: str
    facts: dict[str, FactScalar]
    source: str
    read: date
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class ProgramTable:
    """One table, read: its columns, its rows, and what is wrong with single cells."""

    sheet: str
    columns: Columns
    rows: tuple[TableRow, ...]
    findings: tuple[Finding, ...]


def read_program_tables(
    data: bytes, name: str, today: date, defaults: TableDefaults | None = None
) -> tuple[ProgramTable, ...]:
    """Read every sheet of a file that holds program facts.

    Parameters
    ----------
    data, name
        The file's bytes, and its name for messages.
    today
        Date of reading for values that have none, and the latest a date may be.
    defaults
        Source, date and address for all rows; by default the file's name and today.

    Raises
    ------
    NoUsableColumns
        When no sheet names programs and states facts.
    EmptyFile, NotATable, LockedWorkbook, TableTooLarge
        When the file cannot be read as a table at all.
    """
    given = defaults or TableDefaults(name, today)
    tables = []
    refused: NoUsableColumns | None = None
    for raw in read_tables(data, name):
        try:
            tables.append(_read(raw, f"{name} {raw.name}".strip(), today, given))
        except NoUsableColumns as reason:
            refused = refused or reason
    if not tables:
        raise refused or NoUsableColumns(name, (), "names programs")
    return tuple(tables)


def _read(raw: RawTable, place: str, today: date, given: TableDefaults) -> ProgramTable:
    at = find_header(raw.rows)
    if at is None:
        first = [str(cell) for cell in raw.rows[0]] if raw.rows else []
        raise NoUsableColumns(place, first, "names programs")
    header, body = raw.rows[at], raw.rows[at + 1 :]
    columns = match_columns(header, body, place)
    if not columns.names_programs:
        raise NoUsableColumns(place, [str(cell) for cell in header], "names programs")
    if not columns.facts:
        raise NoUsableColumns(place, [str(cell) for cell in header], "states facts")
    reader = _RowReader(place, columns, today, given)
    rows = tuple(reader.rows(body, raw.first_line + at + 1))
    return ProgramTable(raw.name, columns, rows, (*columns.findings, *reader.findings))


class _RowReader:
    """Reads rows by the columns found, collecting what is wrong with single cells."""

    def __init__(self, place: str, columns: Columns, today: date, given: TableDefaults) -> None:
        self._place = place
        self._columns = columns
        self._today = today
        self._given = given
        self.findings: list[Finding] = []

    def rows(self, body: Sequence[Sequence[object]], first: int) -> Iterator[TableRow]:
        for number, cells in enumerate(body, start=first):
            row = self._row(number, cells)
            if row is not None:
                yield row

    def _row(self, number: int, cells: Sequence[object]) -> TableRow | None:
        code = self._text(cells, "nrmp_code").replace(" ", "").upper()
        name = self._name(cells)
        if not (code or name):
            if any(cell not in (None, "") for cell in cells):
                self._find(number, "program", "", "the name or NRMP code of a program")
            return None
        city, state = self._where(number, cells)
        year = re.sub(r"\.0$", "", self._text(cells, "year"))
        return TableRow(
            number=number,
            code=code,
            name=name,
            city=city,
            state=state,
            specialty=self._text(cells, "specialty"),
            track=self._text(cells, "track"),
            year=year,
            facts=dict(self._facts(number, cells, year)),
            source=self._text(cells, "source") or self._given.source,
            read=self._date(number, cells),
            url=self._text(cells, "url") or self._given.url,
            note=self._text(cells, "note"),
        )

    def _text(self, cells: Sequence[object], field: str) -> str:
        column = self._columns.of(field)
        value = _cell(cells, column) if column else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip() if value is not None else ""

    def _name(self, cells: Sequence[object]) -> str:
        """The program's name, under its institution where the table has both."""
        program, institution = self._text(cells, "program"), self._text(cells, "institution")
        if not institution or institution.casefold() in program.casefold():
            return program
        return f"{institution}/{program}" if program else institution

    def _where(self, number: int, cells: Sequence[object]) -> tuple[str, str]:
        city, state = self._text(cells, "city"), self._text(cells, "state")
        both = _PLACE.fullmatch(self._text(cells, "place") or (city if not state else ""))
        if both and not state:
            city, state = both["city"], both["state"]
        if city in {"-", "--"}:
            city = ""
        if not state or state in {"-", "--"}:
            return city, ""
        try:
            return city, state_code(state)
        except UnknownChoice:
            self._find(number, "state", state, "a two-letter state code or a state's name")
            return city, ""

    def _facts(
        self, number: int, cells: Sequence[object], year: str
    ) -> Iterator[tuple[str, FactScalar]]:
        for column in self._columns.facts:
            kind = column.kind
            if kind is None:
                continue
            try:
                value = parse_value(kind, _cell(cells, column), percent=column.percent)
            except BadFactValue as bad:
                self._find(number, column.header, str(bad.got), bad.expected)
                continue
            if value is not None:
                name = self._fact_name(number, column, kind, year)
                if name:
                    yield name, value

    def _fact_name(self, number: int, column: Column, kind: FactKind, year: str) -> str:
        """Name of a fact; a count of no stated year takes the row's."""
        if not kind.by_year or kind.name != column.field or column.field[-4:].isdigit():
            return column.field
        if re.fullmatch(r"20\d\d", year):
            return f"{column.field}_{year}"
        self._find(number, column.header, year, "a year, in the header or in a Year column")
        return ""

    def _date(self, number: int, cells: Sequence[object]) -> date:
        column = self._columns.of("read")
        value = _cell(cells, column) if column else None
        if column is None or value is None or str(value).strip() in {"", "-"}:
            return self._given.read
        day = _as_date(value)
        if day is None or day > self._today or day.year < 2000:
            expected = f"a date up to {self._today.isoformat()}, such as 2026-11-21"
            self._find(number, column.header, str(value), expected)
            return self._given.read
        return day

    def _find(self, number: int, column: str, got: str, expected: str) -> None:
        if len(self.findings) == _MOST_CELL_FINDINGS:
            self.findings.append(_and_more(self._place))
        if len(self.findings) > _MOST_CELL_FINDINGS:
            return
        self.findings.append(
            Finding(
                "table-bad-cell",
                Severity.WARNING,
                f"{self._place}, row {number}, column {column!r}",
                f"Got {got[:80]!r}; expected {expected}. The cell is left out.",
                "Correct the cell and bring the table again: nothing is taken twice.",
            )
        )


def _cell(cells: Sequence[object], column: Column) -> object:
    return cells[column.place] if column.place < len(cells) else None


def _as_date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _and_more(place: str) -> Finding:
    return Finding(
        "table-more-bad-cells",
        Severity.WARNING,
        place,
        f"More than {_MOST_CELL_FINDINGS} cells are not as expected; the rest are not listed.",
        "Look at the columns named above as a whole.",
    )
