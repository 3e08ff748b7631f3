"""Which column of a table holds what: by its header, and by whether its values fit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from preround.catalogue.fact_kinds import (
    FACT_KINDS,
    BadFactValue,
    FactKind,
    ValueType,
    fact_kind,
    parse_value,
)
from preround.catalogue.search import state_codes
from preround.catalogue.words import plain_words, rows
from preround.domain.finding import Finding, Severity

_YEAR = re.compile(r"\b(20[0-3]\d)\b")
_OF_A_YEAR = re.compile(r"_20\d\d$")
_SURE_ENOUGH = 90
_FIT_ENOUGH = 0.5
_LOOKED_AT = 300
_FEW = 4
_SHARE_ABOVE = 0.05
_NRMP_CODE = re.compile(r"\d{4}\d{3}[A-Z]\d{1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is used: its place, its header, and the field it holds.

    `field` is a fact's name or one of the words that describe a row (program, city, …);
    `percent` says of a column of shares whether it is in percent.
    """

    place: int
    header: str
    field: str
    percent: bool | None = None

    @property
    def kind(self) -> FactKind | None:
        """The kind of fact it holds, if it holds one; a count may still lack its year."""
        if self.field in FACT_KINDS:
            return FACT_KINDS[self.field]
        return fact_kind(self.field) if _OF_A_YEAR.search(self.field) else None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: used, known but not needed, and not understood."""

    used: tuple[Column, ...]
    ignored: tuple[str, ...]
    unmatched: tuple[str, ...]
    findings: tuple[Finding, ...]

    def of(self, field: str) -> Column | None:
        """Give the column that holds a field."""
        return next((column for column in self.used if column.field == field), None)

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns that hold facts."""
        return tuple(column for column in self.used if column.kind is not None)

    @property
    def names_programs(self) -> bool:
        """Whether the rows say which program they are of."""
        return any(self.of(field) for field in ("nrmp_code", "program", "institution"))


@lru_cache(maxsize=1)
def _headers() -> Mapping[str, str]:
    table = {_fold(row["header"]): row["field"] for row in rows("table_headers.csv")}
    for name, kind in FACT_KINDS.items():
        table.setdefault(_fold(name), name)
        table.setdefault(_fold(kind.label), name)
    return table


def _fold(header: str) -> str:
    return " ".join(plain_words(header.replace("_", " ").replace("%", " percent ")))


def field_of(header: str) -> str:
    """Give the field a header names, "" when none; a count of a year has its year.

    Examples
    --------
    >>> field_of("Non-US IMG"), field_of("2025 Quota"), field_of("Favourite food")
    ('interview_rate_non_us_img', 'quota_2025', '')
    """
    folded = _fold(header)
    table = _headers()
    if folded in table:
        return table[folded]
    year = _YEAR.search(folded)
    bare = " ".join(_YEAR.sub(" ", folded).split())
    base = table.get(bare) or table.get(_without_unit(bare)) or _near(bare)
    if base in FACT_KINDS and FACT_KINDS[base].by_year:
        return f"{base}_{year[1]}" if year else base
    return base


def _without_unit(folded: str) -> str:
    words = [word for word in folded.split() if word not in {"percent", "pct", "share", "fraction"}]
    return " ".join(words)


def _near(folded: str) -> str:
    if len(folded) < 5:
        return ""
    found = process.extractOne(
        folded, list(_headers()), scorer=fuzz.token_sort_ratio, score_cutoff=_SURE_ENOUGH
    )
    if found is None or _numbers(found[0]) != _numbers(folded):
        return ""
    return _headers()[found[0]]


def _numbers(text: str) -> list[str]:
    """Digits must agree: Step 1 is not nearly Step 2."""
    return re.findall(r"\d+", text)


def find_header(cells: Sequence[Sequence[object]]) -> int | None:
    """Give the place of the header line: the first line that names a program and more."""
    best: tuple[int, int] | None = None
    for place, row in enumerate(cells[:20]):
        fields = {field_of(str(cell)) for cell in row if isinstance(cell, str) and cell}
        known = len(fields - {""})
        if fields & {"program", "institution", "nrmp_code"} and (best is None or known > best[0]):
            best = (known, place)
    return best[1] if best else None


def match_columns(
    header: Sequence[object], body: Sequence[Sequence[object]], place: str
) -> Columns:
    """Decide what each column holds.

    Parameters
    ----------
    header
        Cells of the header line.
    body
        The rows below it.
    place
        Name of the file or sheet, for findings.

    Notes
    -----
    A header that is known decides, unless the values cannot be of that kind; one that is
    nearly known needs values that fit. Of two columns for one field the first is used.
    """
    used: list[Column] = []
    ignored: list[str] = []
    unmatched: list[str] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for number, cell in enumerate(header):
        text = str(cell) if cell is not None else ""
        field = field_of(text) if text else ""
        if field == "ignored":
            ignored.append(text)
        elif not field:
            if text:
                unmatched.append(text)
        elif field in taken:
            findings.append(_twice(place, text, field))
        elif not _values_fit(field, [row[number] for row in body if number < len(row)]):
            findings.append(_unlike(place, text, field))
            unmatched.append(text)
        else:
            taken.add(field)
            used.append(Column(number, text, field))
    return Columns(
        _with_units(used, body, place, findings), tuple(ignored), tuple(unmatched), tuple(findings)
    )


def _values_fit(field: str, values: Sequence[object]) -> bool:
    filled = [value for value in values if value is not None and str(value).strip()][:_LOOKED_AT]
    if not filled:
        return True
    fits = sum(_fits(field, value) for value in filled)
    return fits >= _FIT_ENOUGH * len(filled)


def _fits(field: str, value: object) -> bool:
    text = str(value).strip()
    if field == "state":
        return text.replace(".", "").casefold() in state_codes()
    if field == "nrmp_code":
        return bool(_NRMP_CODE.fullmatch(text.replace(" ", "")))
    if field in {"program", "institution", "city", "specialty", "place"}:
        return any(character.isalpha() for character in text)
    column = Column(0, "", field)
    if column.kind is None:
        return True
    try:
        parse_value(column.kind, value)
    except BadFactValue:
        return False
    return True


def _with_units(
    used: Sequence[Column],
    body: Sequence[Sequence[object]],
    place: str,
    findings: list[Finding],
) -> tuple[Column, ...]:
    """Settle for each column of shares whether it is in percent.

    Percent signs or several values above 1 settle a column; one without either follows
    the others of the table, and counts as fractions when none is settled.
    """
    settled: dict[int, bool | None] = {}
    for column in used:
        if column.kind is not None and column.kind.type is ValueType.RATE:
            values = [row[column.place] for row in body if column.place < len(row)]
            in_header = "%" in column.header or "percent" in column.header.lower()
            settled[column.place] = _in_percent(values) or (True if in_header else None)
    in_percent = any(settled.values())
    units = []
    for column in used:
        percent = settled.get(column.place)
        if column.place in settled and percent is None:
            percent = in_percent
            if in_percent:
                findings.append(_unit_guessed(place, column.header))
        units.append(Column(column.place, column.header, column.field, percent))
    return tuple(units)


def _in_percent(values: Sequence[object]) -> bool | None:
    """True when the column is surely in percent; None when nothing tells.

    Why not one value: a single slip (12 for 0.12) must not turn all others into a
    hundredth of themselves; it becomes a bad cell instead.
    """
    texts = [str(value).strip() for value in values]
    signed = sum(text.endswith("%") for text in texts)
    numbers = [number for text in texts if (number := _number(text)) is not None and number > 0]
    above = sum(number > 1 for number in numbers)
    enough = above >= 2 or len(numbers) <= _FEW
    if signed * 2 > len(numbers) or (above and enough and above >= _SHARE_ABOVE * len(numbers)):
        return True
    return None


def _number(text: str) -> float | None:
    try:
        number = float(text.removesuffix("%").replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _twice(place: str, header: str, field: str) -> Finding:
    return Finding(
        "table-column-twice",
        Severity.WARNING,
        f"{place}, column {header!r}",
        f"An earlier column already holds {field.replace('_', ' ')}; this one is left out.",
        "Rename or delete one of the two.",
    )


def _unlike(place: str, header: str, field: str) -> Finding:
    kind = Column(0, "", field).kind
    expected = f"; expected {kind.expected}" if kind else ""
    return Finding(
        "table-column-unlike",
        Severity.WARNING,
        f"{place}, column {header!r}",
        f"The header says {field.replace('_', ' ')}, most of its values do not{expected}.",
        "The column is left out. Rename it, or correct its values.",
    )


def _unit_guessed(place: str, header: str) -> Finding:
    return Finding(
        "table-unit-taken",
        Severity.NOTE,
        f"{place}, column {header!r}",
        "All values are 1 or less; read as percent, as the other columns of the table are.",
        "Write 12% or 0.12 to leave no doubt.",
    )
