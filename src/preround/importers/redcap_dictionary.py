"""A REDCap data dictionary: what each field is called, what it holds, which codes mean what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from preround.domain.errors import EmptyFile, UserError
from preround.importers.table_bytes import NotATable, read_tables

MOST_FIELDS = 5_000
#: Headings of the file one downloads, beside those of the interface for programs.
HEADINGS = {
    "variable / field name": "field_name",
    "form name": "form_name",
    "field type": "field_type",
    "field label": "field_label",
    "choices, calculations, or slider labels": "select_choices_or_calculations",
    "choices or calculations": "select_choices_or_calculations",
    "text validation type or show slider number": ("text_validation_type_or_show_slider_number"),
    "identifier?": "identifier",
}
CHOICE = re.compile(r"^\s*([^,|]+?)\s*,\s*(.*?)\s*$", re.DOTALL)
TAG = re.compile(r"<[^>]{0,400}>")


class NotADictionary(UserError):
    """A file that is no data dictionary."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"{name}: {problem}; expected a REDCap data dictionary as CSV, whose first column is "
            "Variable / Field Name. Take it from Project Setup, Data Dictionary, Download, or go "
            "on without it."
        )


class Holds(StrEnum):
    """What a field holds, as far as a chart can use it."""

    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class DictionaryField:
    """One row of the dictionary; `choices` are code to label."""

    name: str
    label: str
    holds: Holds
    choices: Mapping[str, str] = field(default_factory=dict)
    is_checkbox: bool = False
    is_identifier: bool = False


def read_dictionary(data: bytes, name: str = "data dictionary") -> tuple[DictionaryField, ...]:
    """Read a data dictionary, as downloaded or from the interface for programs.

    Raises
    ------
    NotADictionary
        When it has no columns for field name and field type.

    Source
    ------
    Columns and field types: REDCap's data dictionary format, as its download writes it.
    """
    try:
        rows = read_tables(data, name)[0].rows
    except (NotATable, EmptyFile) as wrong:
        raise NotADictionary(name, "no table can be read from it") from wrong
    header = [str(cell or "").strip().casefold() for cell in rows[0]]
    header = [HEADINGS.get(one, one.replace(" ", "_")) for one in header]
    if not {"field_name", "field_type"} <= set(header):
        raise NotADictionary(name, "columns for field name and field type are missing")
    return tuple(
        found
        for row in rows[1 : MOST_FIELDS + 1]
        if (found := _field(dict(zip(header, row, strict=False)))) is not None
    )


def choices_of(text: str) -> dict[str, str]:
    """Codes and labels of a list of choices.

    Examples
    --------
    >>> choices_of("1, On time | 2, Late, but seen | 9, Cancelled")
    {'1': 'On time', '2': 'Late, but seen', '9': 'Cancelled'}
    """
    found = (CHOICE.match(part) for part in text.split("|"))
    return {one[1]: plain(one[2]) for one in found if one}


def plain(text: object) -> str:
    """A label without markup and line ends."""
    return " ".join(TAG.sub(" ", str(text or "")).split())


def _field(row: Mapping[str, object]) -> DictionaryField | None:
    name = str(row.get("field_name") or "").strip()
    kind = str(row.get("field_type") or "").strip().casefold()
    if not name or kind in ("descriptive", "file", "signature"):
        return None
    validation = str(row.get("text_validation_type_or_show_slider_number") or "").casefold()
    choices = choices_of(str(row.get("select_choices_or_calculations") or ""))
    return DictionaryField(
        name,
        plain(row.get("field_label")) or name,
        _holds(kind, validation),
        choices if kind in ("radio", "dropdown", "checkbox") else {},
        kind == "checkbox",
        str(row.get("identifier") or "").strip().casefold() in ("y", "yes", "1", "true"),
    )


def _holds(kind: str, validation: str) -> Holds:
    if kind in ("yesno", "truefalse", "checkbox"):
        return Holds.YES_NO
    if kind in ("radio", "dropdown"):
        return Holds.CHOICE
    if kind in ("calc", "slider"):
        return Holds.NUMBER
    if kind == "text" and validation.startswith(("date_", "datetime_")):
        return Holds.DAY
    if kind == "text" and validation.startswith(("integer", "number")):
        return Holds.NUMBER
    return Holds.WORDS


def by_label(fields: Sequence[DictionaryField]) -> dict[str, DictionaryField]:
    """Fields by their label, for an export with labels as headings; shared labels are left out."""
    found: dict[str, DictionaryField] = {}
    shared = set()
    for one in fields:
        key = one.label.casefold()
        shared |= {key} & set(found)
        found[key] = one
    return {key: one for key, one in found.items() if key not in shared}
