"""A REDCap export and its dictionary to measurements of one field: one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from preround.domain.errors import UserError
from preround.importers.redcap_dictionary import Holds, read_dictionary
from preround.importers.redcap_export import ExportField, RedcapExport, read_export
from preround.improve.measurements import Measurement, SeriesWords
from preround.improve.periods import Period, bring_together, by_period, fitting_period

MEASURED = (Holds.YES_NO, Holds.CHOICE, Holds.NUMBER)


class UnclearFields(UserError):
    """An export whose day or measured field has to be chosen."""

    def __init__(self, what: str, fields: Sequence[ExportField], how: str) -> None:
        named = "; ".join(f"{one.name} ({one.label})" for one in fields[:8])
        more = f"; and {len(fields) - 8} more" if len(fields) > 8 else ""
        found = named + more if fields else "none was found"
        super().__init__(f"{what}: {found}. {how}")


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """What is charted of an export: dated by `day`, `measured` where its value is one of `counted`.

    `each` gives every record its own point, in order and without its day.
    """

    day: str = ""
    measured: str = ""
    counted: tuple[str, ...] = ()
    per: Period | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class BroughtSeries:
    """Measurements, what to call them, how they are defined, and what was understood."""

    measurements: tuple[Measurement, ...]
    words: SeriesWords
    name: str
    definition: str
    notes: tuple[str, ...]
    in_shares: bool = False


def read_redcap(
    data: bytes, name: str, dictionary: bytes = b"", dictionary_name: str = "data dictionary"
) -> RedcapExport:
    """Read an export, explained by its dictionary where there is one.

    Raises
    ------
    NotAnExport, NotADictionary
        When one of the files is something else.
    """
    fields = read_dictionary(dictionary, dictionary_name) if dictionary.strip() else ()
    return read_export(data, name, fields)


def propose(export: RedcapExport) -> FieldChoice:
    """The choice the fields themselves leave no doubt of; what is open stays empty."""
    days, measured = export.holding(Holds.DAY), export.holding(*MEASURED)
    choice = FieldChoice(day=days[0].name if days else "")
    if len(measured) == 1:
        choice = replace(choice, measured=measured[0].name)
    return choice


def bring_redcap(export: RedcapExport, choice: FieldChoice) -> BroughtSeries:
    """The measurements of one field.

    Raises
    ------
    UnclearFields
        When a field was not chosen, is not there, or no value of it was said to count.
    """
    day = _chosen(export, choice.day, (Holds.DAY,), "the day of each record", "date")
    field = _chosen(export, choice.measured, MEASURED, "what is measured", "case or value")
    counted = _counted(field, choice.counted)
    rows = [row for row in export.rows if row[field.name] is not None]
    dated = sorted(
        (when, place)
        for place, row in enumerate(rows)
        if isinstance(when := row[day.name], dt.date)
    )
    cases = [
        _case(when, n, rows[place][field.name], field, counted)
        for n, (when, place) in enumerate(dated, start=1)
    ]
    notes = [*export.notes, *_gaps(export, len(rows), len(cases), day, field)]
    points, told, words = _points(cases, field, choice)
    notes.append(told)
    labels = ", ".join(field.choices.get(code, code) for code in counted)
    name = f"{field.label}: {labels}" if field.holds is Holds.CHOICE else field.label
    return BroughtSeries(
        points, words, name, _definition(field, day, labels, choice.each), tuple(notes)
    )


def _chosen(
    export: RedcapExport, name: str, what: tuple[Holds, ...], said: str, role: str
) -> ExportField:
    found = export.holding(*what)
    for one in found:
        if name.casefold() in (one.name.casefold(), one.label.casefold()):
            return one
    if not name and len(found) == 1:
        return found[0]
    raise UnclearFields(said, found, f"Say which: --column {role.split(maxsplit=1)[0]}=NAME.")


def _counted(field: ExportField, asked: Sequence[str]) -> tuple[str, ...]:
    if field.holds is not Holds.CHOICE:
        return ()
    known = {code.casefold(): code for code in field.choices}
    known |= {label.casefold(): code for code, label in field.choices.items()}
    found = tuple(known[one.casefold()] for one in asked if one.casefold() in known)
    if not found:
        listed = [ExportField(code, label, field.holds) for code, label in field.choices.items()]
        raise UnclearFields(
            f"which answers of {field.label} count", listed, "Say which: --counts CODE."
        )
    return tuple(dict.fromkeys(found))


def _case(
    when: dt.date, n: int, value: object, field: ExportField, counted: tuple[str, ...]
) -> Measurement:
    if field.holds is Holds.NUMBER and isinstance(value, float):
        return Measurement(when, n, value=value)
    yes = value in counted if field.holds is Holds.CHOICE else value == 1.0
    return Measurement(when, n, count=float(yes), denominator=1.0)


def _points(
    cases: Sequence[Measurement], field: ExportField, choice: FieldChoice
) -> tuple[tuple[Measurement, ...], str, SeriesWords]:
    if field.holds is not Holds.NUMBER:
        return bring_together(cases, choice.per)
    if choice.each:
        single = tuple(Measurement(n, n, value=one.value) for n, one in enumerate(cases, 1))
        return single, "Every record is one point, in order; days are left out.", SeriesWords()
    per = choice.per or fitting_period(cases)
    return by_period(cases, per), f"Each point is the mean of its {per}.", SeriesWords()


def _gaps(
    export: RedcapExport, n_answered: int, n_dated: int, day: ExportField, field: ExportField
) -> list[str]:
    notes = []
    if n_answered < len(export.rows):
        without = len(export.rows) - n_answered
        notes.append(f"{without} of {len(export.rows)} rows say nothing on {field.label}.")
    if n_dated < n_answered:
        notes.append(f"{n_answered - n_dated} rows have no {day.label} and are left out.")
    return notes


def _definition(field: ExportField, day: ExportField, labels: str, each: bool) -> str:
    if field.holds is Holds.NUMBER:
        what = field.label if each else f"Mean of {field.label}"
    else:
        answer = f" = {labels}" if labels else " = yes"
        what = f"Records with {field.label}{answer}, of all records that answer it"
    return f"{what}, dated by {day.label}; from REDCap."


def export_as_json(export: RedcapExport) -> dict[str, Any]:
    """The export as a page keeps it between the look and the choice: no record, no free text."""
    return {
        "fields": [
            [one.name, one.label, one.holds.value, dict(one.choices), one.n_filled]
            for one in export.fields
        ],
        "rows": [
            [v.isoformat() if isinstance(v, dt.date) else v for v in row.values()]
            for row in export.rows
        ],
        "n_records": export.n_records,
        "notes": list(export.notes),
    }


def export_from_json(kept: Mapping[str, Any]) -> RedcapExport:
    """The export as it was kept."""
    fields = tuple(
        ExportField(name, label, Holds(holds), choices, n_filled)
        for name, label, holds, choices, n_filled in kept["fields"]
    )
    rows = tuple(
        {
            one.name: dt.date.fromisoformat(value) if value and one.holds is Holds.DAY else value
            for one, value in zip(fields, row, strict=True)
        }
        for row in kept["rows"]
    )
    return RedcapExport(fields, rows, kept["n_records"], tuple(kept["notes"]))
