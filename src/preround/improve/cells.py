"""What a cell of a pasted sheet says: a number, a day, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

NOTHING = frozenset({"", "-", "–", "—", "na", "n/a", "nan", "null", "none", "missing", ".", "?"})
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
THOUSANDS_DOTTED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d.*)?")
NUMBERED_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
NAMED_DAY = re.compile(r"(\d{1,2})[ .-]+([A-Za-z]{3,9})\.?[ ,.-]+(\d{4}|\d{2})")
NAMED_DAY_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})")


class DayOrder(StrEnum):
    """How 03/04/2026 is meant."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Unreadable(ValueError):
    """A cell that is neither a number, a day nor empty."""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column writes its numbers."""

    decimal_comma: bool = False
    percent: bool = False


def is_nothing(cell: object) -> bool:
    """An empty cell, or a word for one."""
    return cell is None or str(cell).strip().casefold() in NOTHING


def number_style(cells: Sequence[object], *, semicolons: bool) -> NumberStyle:
    """The style of a column, from all its cells together.

    Why: "1,234" alone may be either; beside "12,5" it cannot be a thousand, and beside
    "1.5" it cannot be a decimal comma.
    """
    texts = [_bare(str(c)) for c in cells if isinstance(c, str) and not is_nothing(c)]
    dotted = any(THOUSANDS_DOTTED.fullmatch(t) and "," in t for t in texts)
    commas = any(DECIMAL_COMMA.fullmatch(t) and not THOUSANDS.fullmatch(t) for t in texts)
    points = any(PLAIN.fullmatch(t) and "." in t for t in texts)
    comma_only = semicolons and not points and any("," in t for t in texts)
    percent = bool(texts) and any("%" in str(c) for c in cells)
    return NumberStyle(dotted or commas or comma_only, percent)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f'’%]", "", text)


def number(cell: object, style: NumberStyle = NumberStyle()) -> float | None:
    """The number of a cell, None where it says nothing; a percentage becomes a share.

    Raises
    ------
    Unreadable
        When it is neither.

    Examples
    --------
    >>> number("1,234"), number("12.5 %"), number("n/a")
    (1234.0, 0.125, None)
    >>> number("1.234,5", NumberStyle(decimal_comma=True))
    1234.5
    """
    if is_nothing(cell):
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = _bare(str(cell)).replace("−", "-")
    share = 0.01 if "%" in str(cell) else 1.0
    if style.decimal_comma and (DECIMAL_COMMA.fullmatch(text) or THOUSANDS_DOTTED.fullmatch(text)):
        text = text.replace(".", "").replace(",", ".")
    elif THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not PLAIN.fullmatch(text):
        raise Unreadable(str(cell))
    return float(text) * share if share == 1.0 else round(float(text) * share, 12)


def day_order(cells: Sequence[object]) -> DayOrder | None:
    """How the numbered days of a column must be read; None when they leave it open.

    Raises
    ------
    Unreadable
        When some can only be read one way and some only the other.
    """
    orders = set()
    for cell in cells:
        found = NUMBERED_DAY.fullmatch(str(cell).strip()) if isinstance(cell, str) else None
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > 12:
            orders.add(DayOrder.DAY_FIRST)
        elif second > 12:
            orders.add(DayOrder.MONTH_FIRST)
    if len(orders) > 1:
        raise Unreadable("days and months change places")
    return orders.pop() if orders else None


def is_numbered_day(cell: object) -> bool:
    """A day written in digits alone, without the year in front."""
    return isinstance(cell, str) and bool(NUMBERED_DAY.fullmatch(cell.strip()))


def day(cell: object, order: DayOrder | None = None) -> date | None:
    """The day of a cell, None where it says nothing; a month is its first day.

    Raises
    ------
    Unreadable
        When it is no day, or a numbered one whose order nobody knows.

    Examples
    --------
    >>> day("5 Jan 2026"), day("2026-W02"), day("03/04/2026", DayOrder.DAY_FIRST)
    (datetime.date(2026, 1, 5), datetime.date(2026, 1, 5), datetime.date(2026, 4, 3))
    """
    if is_nothing(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        return _written_day(text, order)
    except ValueError:
        raise Unreadable(text) from None


def _written_day(text: str, order: DayOrder | None) -> date:
    if found := ISO_DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := ISO_WEEK.fullmatch(text):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    if found := ISO_MONTH.fullmatch(text):
        return date(int(found[1]), int(found[2]), 1)
    if found := NUMBERED_DAY.fullmatch(text):
        if order is None:
            raise ValueError(text)
        one, two = int(found[1]), int(found[3])
        if order is DayOrder.DAY_FIRST:
            one, two = two, one
        return date(_year(found[4]), one, two)
    if found := NAMED_DAY.fullmatch(text):
        return date(_year(found[3]), _month(found[2]), int(found[1]))
    if found := NAMED_DAY_AMERICAN.fullmatch(text):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    if found := NAMED_MONTH.fullmatch(text):
        return date(_year(found[2]), _month(found[1]), 1)
    raise ValueError(text)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int:
    matches = [i for i, month in enumerate(MONTHS, 1) if month.startswith(name.casefold())]
    if len(matches) != 1:
        raise ValueError(name)
    return matches[0]
