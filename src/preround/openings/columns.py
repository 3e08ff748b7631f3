"""Which column of somebody's sheet holds what."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from preround.openings.guide import DATA
from preround.openings.opening import COLUMNS

#: Written beside an opening for the reader of a table; read again, they say nothing new.
WRITTEN_ALONG = ("stage", "write_again", "counts_as", "cost_in_all_usd")
#: Fields that several columns may fill together.
JOINED = ("contact", "note", "duties", "who_may_apply", "letter_policy", "source")
_SURE_ENOUGH = 88
_ROWS_LOOKED_AT = 20
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_UNITS = re.compile(r"\([^)]*\)|\b(?:usd|us dollars|optional|required|y n|mm dd yyyy)\b|\$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its header as written, and the field it fills ("" for none)."""

    place: int
    header: str
    field: str


@cache
def _headers() -> Mapping[str, str]:
    with (DATA / "headers.csv").open(encoding="utf-8", newline="") as file:
        table = {fold(row["header"]): row["field"] for row in csv.DictReader(file)}
    return {fold(name): name for name in (*COLUMNS, *WRITTEN_ALONG)} | table


def fold(header: str) -> str:
    """A header without case, signs and units."""
    plain = _UNITS.sub(" ", header.lower().replace("_", " "))
    return " ".join(_NOT_A_WORD.sub(" ", plain).split())


def field_of(header: object) -> str:
    """The field a header names; "" when none.

    Examples
    --------
    >>> field_of("Fee (USD)"), field_of("Hospital / clinic"), field_of("LOR?"), field_of("Parking")
    ('fee_usd', 'institution', 'letter_policy', '')
    """
    folded = fold(str(header or ""))
    if folded in _headers():
        return _headers()[folded]
    if len(folded) < 5:
        return ""
    near = process.extractOne(
        folded, list(_headers()), scorer=fuzz.ratio, score_cutoff=_SURE_ENOUGH
    )
    return _headers()[near[0]] if near else ""


def find_header(rows: Sequence[Sequence[object]]) -> int | None:
    """The place of the header line: of the first lines the one that names most fields."""
    best, best_known = None, 0
    for place, row in enumerate(rows[:_ROWS_LOOKED_AT]):
        fields = {field_of(cell) for cell in row if isinstance(cell, str)} - {""}
        if "institution" in fields and len(fields) > best_known:
            best, best_known = place, len(fields)
    return best


def columns_of(header: Sequence[object]) -> tuple[Column, ...]:
    """What each column holds; of two for one field the first counts, unless they join."""
    found: list[Column] = []
    taken: set[str] = set()
    for place, cell in enumerate(header):
        text = str(cell or "").strip()
        field = field_of(text)
        if field in taken and field not in JOINED:
            field = ""
        taken.add(field)
        found.append(Column(place, text, field))
    return tuple(found)
