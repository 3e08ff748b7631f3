"""One row of somebody's sheet -> one opening; what does not fit its column stays as a note."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from preround.catalogue.search import state_codes
from preround.domain.errors import UnknownChoice
from preround.facts import specialties
from preround.improve.cells import ISO_MONTH, NAMED_MONTH, DayOrder, Unreadable, day
from preround.openings.columns import JOINED, WRITTEN_ALONG, Column
from preround.openings.opening import COLUMNS, DATES, Opening
from preround.openings.reading import (
    Read,
    Unclear,
    is_address,
    is_nothing,
    is_vague,
    read_fee,
    read_hands_on,
    read_hours,
    read_per,
    read_setting,
    read_weeks,
)
from preround.openings.wording import duty_rules

MOST_TEXT = 5_000
FORMULA = ("=", "+", "-", "@", "\t")
PLACE = re.compile(r"(?P<city>.*?)[\s,]+(?P<state>[A-Za-z. ]{2,}?)\.?\s*(?:\d{5}(?:-\d{4})?)?")
SPAN = re.compile(r"\s*(?:\bto\b|\buntil\b|\bthrough\b|–|—|\s-\s)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """One opening as a row gives it; `given` holds the fields the row fills."""

    opening: Opening
    given: Mapping[str, Any]
    number: str
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    today: dt.date
    order: DayOrder
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    number: str = ""


def read_row(
    columns: Sequence[Column], cells: Sequence[object], today: dt.date, order: DayOrder
) -> Draft | str:
    """Read one row; a row that is no opening gives the reason instead.

    Notes
    -----
    A cell that its column cannot hold is kept in the note under its header, with a
    remark; a column that nothing here is for goes to the note too.
    """
    reader = _Reader(today, order)
    for column in columns:
        cell = cells[column.place] if column.place < len(cells) else None
        if not is_nothing(cell):
            _take(reader, column, cell)
    institution = str(reader.values.get("institution", ""))
    if not institution:
        return "it names no institution."
    if len(institution) > 300:
        return "its institution is longer than 300 characters."
    _settle(reader)
    if reader.notes:
        told = [reader.values["note"]] if reader.values.get("note") else []
        reader.values["note"] = "\n".join((*told, *reader.notes))[:MOST_TEXT]
    return Draft(
        Opening(**reader.values), dict(reader.values), reader.number, tuple(reader.remarks)
    )


def _take(reader: _Reader, column: Column, cell: object) -> None:
    text = _bare(cell)
    if column.field in WRITTEN_ALONG:
        return
    if not column.field:
        label = column.header or f"column {column.place + 1}"
        reader.notes.append(f"{label}: {text}")
        return
    try:
        _TAKERS.get(column.field, _take_text)(reader, column.field, cell, text)
    except (Unclear, Unreadable, UnknownChoice) as wrong:
        reader.notes.append(f"{column.header}: {text}")
        if not is_vague(cell):
            why = str(wrong) if isinstance(wrong, Unclear) else "no day that can be read"
            reader.remarks.append(f"{column.header}: {text[:60]!r} is {why}; kept in the note")


def _bare(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _take_text(reader: _Reader, name: str, _cell: object, text: str) -> None:
    kept = text[:MOST_TEXT]
    if name in JOINED and reader.values.get(name):
        kept = f"{reader.values[name]}; {kept}"
    reader.values[name] = kept


def _take_number(reader: _Reader, name: str, cell: object, _text: str) -> None:
    read: Read = read_hours(cell) if name == "hours_per_week" else read_weeks(cell)
    reader.values[name] = read.value
    if read.remark:
        reader.remarks.append(read.remark)


def _take_fee(reader: _Reader, name: str, cell: object, _text: str) -> None:
    fee = read_fee(cell)
    reader.values[name] = fee.usd
    if name == "fee_usd" and (fee.per != "stay" or "fee_per" not in reader.values):
        reader.values["fee_per"] = fee.per
    if fee.remark:
        reader.remarks.append(fee.remark)


def _take_per(reader: _Reader, name: str, cell: object, _text: str) -> None:
    reader.values[name] = read_per(cell)


def _take_day(reader: _Reader, name: str, cell: object, text: str) -> None:
    found = _last_of_month(text) if name == "end" else None
    found = found or day(cell, reader.order)
    if found is None or not 1990 <= found.year <= 2100:
        raise Unclear("no day of these years")
    if name == "read" and found > reader.today:
        raise Unclear("a day still ahead, so it was not read then")
    reader.values[name] = found


def _last_of_month(text: str) -> dt.date | None:
    """The last day, where only a month is written."""
    if not (ISO_MONTH.fullmatch(text) or NAMED_MONTH.fullmatch(text)):
        return None
    first = day(text)
    if first is None:
        return None
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _take_dates(reader: _Reader, _name: str, cell: object, text: str) -> None:
    parts = [part.strip(" ,") for part in SPAN.split(text) if part.strip(" ,")]
    if len(parts) == 2:
        if not re.search(r"\d{4}", parts[0]) and (year := re.search(r"\d{4}$", parts[1])):
            parts[0] = f"{parts[0]}, {year[0]}"
        _take_day(reader, "start", parts[0], parts[0])
        _take_day(reader, "end", parts[1], parts[1])
    elif isinstance(cell, dt.date) or _last_of_month(text):
        _take_day(reader, "start", cell, text)
        if end := _last_of_month(text):
            reader.values["end"] = end
    else:
        raise Unclear("no first and last day")


def _take_hands_on(reader: _Reader, name: str, cell: object, text: str) -> None:
    reader.values[name] = read_hands_on(cell)
    if len(text) > 12:
        reader.notes.append(f"Hands-on: {text}")


def _take_state(reader: _Reader, name: str, _cell: object, text: str) -> None:
    code = state_codes().get(" ".join(text.replace(".", "").split()).casefold())
    if code is None:
        raise Unclear("no state")
    reader.values[name] = code


def _take_place(reader: _Reader, _name: str, cell: object, text: str) -> None:
    found = PLACE.fullmatch(text)
    state = found["state"].strip() if found else text
    code = state_codes().get(" ".join(state.replace(".", "").split()).casefold())
    if code is None:
        _take_text(reader, "city", cell, text)
        return
    reader.values["state"] = code
    if found and found["city"].strip(" ,"):
        reader.values["city"] = found["city"].strip(" ,")


def _take_specialty(reader: _Reader, name: str, cell: object, text: str) -> None:
    try:
        _take_text(reader, name, cell, specialties.display(specialties.canonical(text)))
    except UnknownChoice:
        _take_text(reader, name, cell, text)


def _take_setting(reader: _Reader, name: str, cell: object, _text: str) -> None:
    reader.values[name] = read_setting(cell)


def _take_codes(reader: _Reader, name: str, _cell: object, text: str) -> None:
    known = {rule.code for rule in duty_rules()}
    found = tuple(one for one in re.split(r"[\s;,]+", text) if one in known)
    if not found:
        raise Unclear("no duty of the clinical log")
    reader.values[name] = found


def _take_address(reader: _Reader, name: str, cell: object, text: str) -> None:
    if name == "url" and not is_address(text):
        name = "source"
    elif name == "source" and is_address(text) and not reader.values.get("url"):
        name = "url"
    if name == "url":
        reader.values[name] = text if "://" in text else f"https://{text}"
    else:
        _take_text(reader, name, cell, text)


def _take_id(reader: _Reader, _name: str, _cell: object, text: str) -> None:
    reader.number = text


_TAKERS: Mapping[str, Callable[[_Reader, str, object, str], None]] = MappingProxyType(
    {
        **dict.fromkeys(DATES, _take_day),
        "fee_usd": _take_fee,
        "other_fees_usd": _take_fee,
        "fee_per": _take_per,
        "hours_per_week": _take_number,
        "weeks": _take_number,
        "hands_on": _take_hands_on,
        "state": _take_state,
        "place": _take_place,
        "dates": _take_dates,
        "specialty": _take_specialty,
        "setting": _take_setting,
        "may_do": _take_codes,
        "url": _take_address,
        "source": _take_address,
        "id": _take_id,
    }
)


def _settle(reader: _Reader) -> None:
    """What two cells say together."""
    values = reader.values
    start, end, weeks = values.get("start"), values.get("end"), values.get("weeks")
    if start and end and end < start:
        reader.remarks.append("its last day is before its first; the last is kept in the note")
        reader.notes.append(f"Last day: {end.isoformat()}")
        del values["end"]
        end = None
    if weeks is None or reader.number:  # a row of our own table says exactly what it means
        weeks = None
    elif start and end:
        # said twice: a length that is the whole of the dates makes no window
        if abs(((end - start).days + 1) / 7 - weeks) < 0.75:
            del values["weeks"]
    elif start:
        values["end"] = start + dt.timedelta(days=round(weeks * 7) - 1)
        del values["weeks"]
    assert set(values) <= set(COLUMNS)  # noqa: S101 - every taker names a field
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.strip()
