"""A REDCap data export: the fields a chart can use, and nothing that tells who a person is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from preround.domain.errors import EmptyFile, UserError
from preround.importers.redcap_dictionary import DictionaryField, Holds, by_label, plain
from preround.importers.table_bytes import NotATable, read_tables

MOST_COLUMNS = 3_000
MOST_CODES = 12
OWN = frozenset(
    {
        "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
        "redcap_data_access_group", "redcap_survey_identifier", "event name",
        "repeat instrument", "repeat instance", "data access group", "survey identifier",
    }
)  # fmt: skip
CHECKBOX = re.compile(r"^(.+)___(\w+)$")
CHECKBOX_LABEL = re.compile(r"^(.*) \(choice=(.*)\)$")
IDENTIFYING = re.compile(
    r"(?:^|_|\b)(?:first|last|full|patient|middle|maiden)?_?name(?:$|_|\b)|mrn|ssn|\bdob\b|_dob|"
    r"dob_|birth|phone|fax|e_?mail|address|street|\bzip|_zip|zip_|postal|initials|record_?number|"
    r"account|license|insurance|signature",
    re.IGNORECASE,
)
YES = frozenset({"1", "yes", "true", "checked"})
NO = frozenset({"0", "no", "false", "unchecked"})
#: Codes that REDCap suggests for missing data, beside an empty cell.
MISSING = frozenset(
    {"", "ni", "inv", "unk", "nask", "asku", "nav", "msk", "na", "navu", "np", "n/a", "missing"}
)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{1,2}:\d{2}.*)?")
#: How a spreadsheet writes the days of an export that was opened and saved in it.
RESAVED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d{1,2}:\d{2}.*)?")
MONTH_FIRST = "Days such as 3/4/2026 were read with the month first."
Value = str | float | dt.date | None


class NotAnExport(UserError):
    """A file that is no data export."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"{name}: {problem}; expected a REDCap data export as CSV, one row a record. Take it "
            "from Data Exports, CSV / Microsoft Excel (raw data or labels)."
        )


@dataclass(frozen=True, slots=True)
class ExportField:
    """One column that a chart can use; `choices` are code to label."""

    name: str
    label: str
    holds: Holds
    choices: Mapping[str, str] = field(default_factory=dict)
    n_filled: int = 0


@dataclass(frozen=True, slots=True)
class RedcapExport:
    """Rows of usable columns, dates filled in from the same record, and what was left out.

    Records have lost their number: a row names nobody.
    """

    fields: tuple[ExportField, ...]
    rows: tuple[Mapping[str, Value], ...]
    n_records: int
    notes: tuple[str, ...] = ()

    def holding(self, *what: Holds) -> tuple[ExportField, ...]:
        """The fields that hold one of these, fullest first."""
        found = [one for one in self.fields if one.holds in what]
        return tuple(sorted(found, key=lambda one: -one.n_filled))


def read_export(
    data: bytes, name: str = "data export", dictionary: Sequence[DictionaryField] = ()
) -> RedcapExport:
    """Read an export, raw or with labels, with or without its dictionary.

    Parameters
    ----------
    data
        The CSV's bytes.
    name
        What to call it in messages.
    dictionary
        The project's fields; without it, what a column holds is read from the column, and a
        column whose name speaks of a person is left out.

    Raises
    ------
    NotAnExport
        When there is no header with rows below it, or nothing in it can be charted.
    """
    try:
        table = [row for row in read_tables(data, name, most_columns=MOST_COLUMNS)[0].rows if row]
    except (NotATable, EmptyFile) as wrong:
        raise NotAnExport(name, "no table can be read from it") from wrong
    if len(table) < 2:
        raise NotAnExport(name, "there is no row below the header")
    header = [str(cell or "").strip() for cell in table[0]]
    body = [[*row, *[None] * (len(header) - len(row))] for row in table[1:]]
    records = [str(row[0]) for row in body]
    fields: list[ExportField] = []
    columns: dict[str, list[Value]] = {}
    left: list[str] = []
    notes: list[str] = []
    for i, heading in enumerate(header):
        if i == 0 or not heading or _is_redcaps_own(heading):
            continue
        cells = [_text(row[i]) for row in body]
        found = _described(heading, dictionary) if dictionary else _guessed(heading, cells)
        if found is None:
            left.append(heading)
            continue
        values = _values(cells, found, notes)
        n_filled = sum(value is not None for value in values)
        if n_filled:
            fields.append(replace(found, n_filled=n_filled))
            columns[found.name] = values
    if not fields:
        where = "is in the dictionary" if dictionary else "holds days, yes and no, or numbers"
        raise NotAnExport(name, f"no filled column {where}")
    for one in fields:
        if one.holds is Holds.DAY:
            _fill_in(columns[one.name], records)
    cells_of = zip(*columns.values(), strict=True)
    rows = tuple(dict(zip(columns, row, strict=True)) for row in cells_of)
    told = (*_notes(left), *dict.fromkeys(notes))
    return RedcapExport(tuple(fields), rows, len(set(records)), told)


def _notes(left: Sequence[str]) -> tuple[str, ...]:
    if not left:
        return ()
    shown = ", ".join(left[:6]) + (f" and {len(left) - 6} more" if len(left) > 6 else "")
    return (f"Left out, as free text or as telling who a person is: {shown}.",)


def _is_redcaps_own(heading: str) -> bool:
    plain_heading = heading.casefold()
    return (
        plain_heading in OWN
        or plain_heading.endswith(("_complete", "_timestamp"))
        or plain_heading in ("complete?", "survey timestamp")
    )


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def _described(heading: str, dictionary: Sequence[DictionaryField]) -> ExportField | None:
    """The column as the dictionary tells; None when it is not there, or not for a chart."""
    known = {one.name.casefold(): one for one in dictionary}
    labels = by_label(dictionary)
    box = CHECKBOX.match(heading) or CHECKBOX_LABEL.match(heading)
    if box is not None:
        found = known.get(box[1].casefold()) or labels.get(plain(box[1]).casefold())
        if found is not None and found.is_checkbox and not found.is_identifier:
            label = {k.casefold(): v for k, v in found.choices.items()}.get(
                box[2].casefold(), box[2]
            )
            return ExportField(heading, f"{found.label}: {plain(label)}", Holds.YES_NO)
    found = known.get(heading.casefold()) or labels.get(plain(heading).casefold())
    if found is None or found.is_identifier or found.holds is Holds.WORDS:
        return None
    return ExportField(found.name, found.label, found.holds, found.choices)


def _guessed(heading: str, cells: Sequence[str]) -> ExportField | None:
    """What a column holds by its cells; nothing for text, or for what may tell who a person is."""
    said = [cell for cell in cells if cell.casefold() not in MISSING]
    if not said or IDENTIFYING.search(heading):
        return None
    words = heading.replace("_", " ").strip().capitalize()
    if all(DAY.fullmatch(cell) or RESAVED_DAY.fullmatch(cell) for cell in said):
        return ExportField(heading, words, Holds.DAY)
    codes = set(map(str.casefold, said))
    if codes <= YES | NO:
        return ExportField(heading, words, Holds.YES_NO)
    if all(_number(cell) is not None for cell in said):
        return ExportField(heading, words, Holds.NUMBER)
    if len(codes) <= MOST_CODES and len(said) >= 2 * len(codes):
        return ExportField(heading, words, Holds.CHOICE, {one: one for one in sorted(set(said))})
    return None


def _values(cells: Sequence[str], found: ExportField, notes: list[str]) -> list[Value]:
    """The column as its field holds it; None where nothing, or nothing readable, stands."""
    if found.holds is Holds.DAY:
        return list(_days(cells, notes))
    codes = {code.casefold(): code for code in found.choices}
    codes |= {label.casefold(): code for code, label in found.choices.items()}
    values: list[Value] = []
    for cell in cells:
        low = cell.casefold()
        if low in MISSING and low not in codes:
            values.append(None)
        elif found.holds is Holds.NUMBER:
            values.append(_number(cell))
        elif found.holds is Holds.CHOICE:
            values.append(codes.get(low))
        else:
            values.append(None if low not in YES | NO else float(low in YES))
    return values


def _days(cells: Sequence[str], notes: list[str]) -> list[dt.date | None]:
    resaved = [found for cell in cells if (found := RESAVED_DAY.fullmatch(cell))]
    day_first = any(int(found[1]) > 12 for found in resaved)
    if resaved and not day_first and not any(int(found[2]) > 12 for found in resaved):
        notes.append(MONTH_FIRST)
    return [_day(cell, day_first=day_first) for cell in cells]


def _day(cell: str, *, day_first: bool) -> dt.date | None:
    parts: tuple[str, ...] | None = None
    if found := DAY.fullmatch(cell):
        parts = (found[1], found[2], found[3])
    elif found := RESAVED_DAY.fullmatch(cell):
        month, day = (found[2], found[1]) if day_first else (found[1], found[2])
        parts = (found[3], month, day)
    try:
        return dt.date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def _fill_in(days: list[Value], records: Sequence[str]) -> None:
    """Give rows without the day that of the same record, where the record has one alone.

    Why: in a project with events or repeating forms the date may stand in another row.
    """
    known: dict[str, set[Value]] = {}
    for record, day in zip(records, days, strict=True):
        if day is not None:
            known.setdefault(record, set()).add(day)
    for i, record in enumerate(records):
        if days[i] is None and len(known.get(record, ())) == 1:
            days[i] = next(iter(known[record]))
