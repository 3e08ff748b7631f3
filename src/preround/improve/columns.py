"""Which column of a sheet says what: by its name, else by what stands in it, else a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from preround.domain.errors import UserError
from preround.improve import cells
from preround.improve.cells import DayOrder, Unreadable

ROLES = ("date", "index", "value", "count", "denominator", "case")
NAMES: dict[str, tuple[str, ...]] = {
    "date": (
        "date", "day", "week", "month", "when", "period", "week of", "week starting", "week ending",
        "week beginning", "year month", "quarter", "time",
    ),
    "index": ("index", "i", "no", "nr", "number", "point", "order", "record id", "sample", "batch"),
    "value": (
        "value", "measure", "measurement", "result", "rate", "percent", "percentage", "%", "mean",
        "average", "median", "minutes", "min", "days", "hours", "y", "score", "x",
    ),
    "count": (
        "count", "numerator", "num", "events", "cases", "defects", "missed", "yes", "late",
        "incomplete", "no-shows", "no shows", "errors", "n events", "numer",
    ),
    "denominator": (
        "denominator", "denom", "total", "n", "out of", "of", "opportunities", "size", "scheduled",
        "all", "sample size", "den", "area", "exposure",
    ),
}  # fmt: skip
YES = frozenset({"yes", "y", "true", "x", "✓", "1"})
NO = frozenset({"no", "n", "false", "0"})
BETWEEN = re.compile(r"\bbetween\b|\bsince (?:the )?(?:last|previous)\b", re.IGNORECASE)
EXPECTED = "a header row with date or index, and value, or count and denominator"
LOOKED_AT = 60
Row = Sequence[object]


class BadTable(UserError):
    """A sheet that cannot be read as measurements."""

    def __init__(self, name: str, problem: str, fix: str) -> None:
        super().__init__(f"{name}: {problem}; expected {EXPECTED}. {fix}")


class UnclearColumns(BadTable):
    """A sheet whose columns may be read in several ways; `headings` are the choice."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        self.headings = tuple(headings)
        super().__init__(
            name,
            f"columns {', '.join(headings)}",
            "Say which is which: --column count=Missed --column denominator=Scheduled, or name "
            "the measured column value or count.",
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each role stands, the rows below the header, and what had to be guessed."""

    places: dict[str, int]
    titles: tuple[str, ...]
    body: Sequence[Row]
    notes: tuple[str, ...] = ()


def find_columns(
    rows: Sequence[Row], name: str, chosen: Mapping[str, str] | None = None
) -> Columns:
    """Find the columns of a sheet without empty rows.

    Parameters
    ----------
    rows
        All rows, the header among them where there is one.
    name
        What to call the sheet in messages.
    chosen
        What the person said: role to heading.

    Raises
    ------
    BadTable
        When a chosen heading is not there, or nothing measured can be found.
    UnclearColumns
        When several columns could be what is measured.
    """
    rows, notes = _without_title(rows)
    if not chosen and all(_is_datum(cell) for cell in rows[0] if not cells.is_nothing(cell)):
        places = _by_place(rows, name)
        titles = tuple(f"column {i + 1}" for i in range(_width(rows)))
        return Columns(places, titles, rows, notes)
    titles = tuple(str(cell or "").strip() for cell in rows[0])
    body = rows[1:]
    if chosen:
        return Columns(_as_chosen(titles, name, chosen), titles, body, notes)
    found = _by_name(titles)
    if _is_enough(found):
        if "count" in found:
            found.pop("value", None)
        return Columns(found, titles, body, notes)
    found, guessed = _by_content(found, titles, body, name)
    return Columns(found, titles, body, (*notes, *guessed))


def plain(cell: object) -> str:
    """A heading without case, underscores and what stands in brackets."""
    text = str(cell or "").strip().casefold().replace("_", " ")
    return re.sub(r"\s*[(\[].*?[)\]]", "", text).rstrip(".:").strip()


def says_yes(cell: object) -> bool | None:
    """What a cell of yes and no says; None where it says nothing.

    Raises
    ------
    Unreadable
        When it says something else.
    """
    text = str(cell if cell is not None else "").strip().casefold().removesuffix(".0")
    if text in YES or text in NO:
        return text in YES
    if cells.is_nothing(cell):
        return None
    raise Unreadable(text)


def _is_yes_no(column: Sequence[object]) -> bool:
    """Whether every cell is a yes or a no, in words rather than 0 and 1."""
    try:
        said = {says_yes(cell) for cell in column}
    except Unreadable:
        return False
    return bool(said - {None}) and not _are_numbers(column)


def _without_title(rows: Sequence[Row]) -> tuple[Sequence[Row], tuple[str, ...]]:
    if max(_filled(row) for row in rows) < 2:
        return rows, ()
    start = next(i for i, row in enumerate(rows) if _filled(row) >= 2)
    above = [cell for row in rows[:start] for cell in row if not cells.is_nothing(cell)]
    if not above or any(_is_datum(cell) for cell in above):
        return rows, ()
    words = " ".join(str(cell).strip() for cell in above)
    return rows[start:], (f"Left out above the header: {words[:80]}.",)


def _filled(row: Row) -> int:
    return sum(not cells.is_nothing(cell) for cell in row)


def _width(rows: Sequence[Row]) -> int:
    return max(len(row) for row in rows)


def _is_datum(cell: object) -> bool:
    readers: tuple[Callable[[object], object], ...] = (
        cells.number,
        lambda c: cells.day(c, DayOrder.DAY_FIRST),
    )
    for read in readers:
        try:
            read(cell)
        except Unreadable:
            continue
        return True
    return cells.is_numbered_day(cell)


def _by_place(rows: Sequence[Row], name: str) -> dict[str, int]:
    width = _width(rows)
    if width == 1:
        is_day = all(not _is_number(row[0]) for row in rows if not cells.is_nothing(row[0]))
        return {"date": 0} if is_day else {"value": 0}
    first = "index" if all(is_whole(row[0]) for row in rows) else "date"
    if width == 2:
        return {first: 0, "value": 1}
    if width == 3:
        return {first: 0, "count": 1, "denominator": 2}
    raise BadTable(name, f"{width} columns without names", "Add a header row.")


def is_whole(cell: object) -> bool:
    """Whether a cell is a whole number."""
    try:
        value = cells.number(cell)
    except Unreadable:
        return False
    return value is not None and value == int(value)


def _is_number(cell: object) -> bool:
    try:
        return cells.number(cell) is not None
    except Unreadable:
        return False


def _as_chosen(titles: Sequence[str], name: str, chosen: Mapping[str, str]) -> dict[str, int]:
    known = {title.casefold(): i for i, title in enumerate(titles) if title}
    found = {}
    for role, heading in chosen.items():
        if role not in ROLES:
            raise BadTable(name, f"a column said to be {role!r}", f"Roles are {', '.join(ROLES)}.")
        place = known.get(heading.strip().casefold())
        if place is None:
            there = ", ".join(title for title in titles if title)
            raise BadTable(name, f"no column {heading!r}", f"There are: {there}.")
        found[role] = place
    if not {"value", "count", "case", "date"} & set(found):
        raise UnclearColumns(name, [title for title in titles if title])
    return found


def _by_name(titles: Sequence[str]) -> dict[str, int]:
    header = [plain(title) for title in titles]
    found: dict[str, int] = {}
    for i, heading in enumerate(header):
        if BETWEEN.search(heading):
            found["value"] = i
    for role, names in NAMES.items():
        for i, heading in enumerate(header):
            if role not in found and heading in names and i not in found.values():
                found[role] = i
    return found


def _is_enough(found: Mapping[str, int]) -> bool:
    return "value" in found or ("count" in found and "denominator" in found)


def _by_content(
    found: dict[str, int], titles: Sequence[str], body: Sequence[Row], name: str
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The roles that names left open, from what stands below them."""
    headings = [title for title in titles if title]
    free = [i for i, title in enumerate(titles) if title and i not in found.values()]
    columns = {i: [row[i] if i < len(row) else None for row in body] for i in free}
    found = dict(found)
    if "date" not in found and "index" not in found:
        days = [i for i in free if _are_days(columns[i])]
        if len(days) > 1:
            raise UnclearColumns(name, headings)
        if days:
            found["date"] = days[0]
    numbers = [i for i in free if i not in found.values() and _are_numbers(columns[i])]
    marks = [i for i in free if i not in found.values() and _is_yes_no(columns[i])]
    if "count" in found:
        if not numbers:
            return found, ()
        both = [row[found["count"]] if found["count"] < len(row) else None for row in body]
        pair = _pair({**columns, found["count"]: both}, [found["count"], numbers[0]])
        if len(numbers) > 1 or pair != (found["count"], numbers[0]):
            raise UnclearColumns(name, headings)
        found["denominator"] = numbers[0]
    elif "denominator" in found and len(numbers) == 1:
        found["count"] = numbers[0]
    elif len(numbers) == 1 and not marks:
        found["value"] = numbers[0]
    elif len(numbers) == 2 and not marks and (pair := _pair(columns, numbers)):
        found["count"], found["denominator"] = pair
    elif len(marks) == 1 and not numbers:
        found["case"] = marks[0]
    elif not numbers and not marks and "date" in found and len(headings) == 1:
        return found, ()
    else:
        raise UnclearColumns(name, headings)
    return found, (_told(found, titles),)


def _told(found: Mapping[str, int], titles: Sequence[str]) -> str:
    if "case" in found:
        return f"Every row was read as one case, counted where {titles[found['case']]} says yes."
    if "value" in found:
        return f"{titles[found['value']]} was read as the measured value."
    return f"{titles[found['count']]} was read as the count, out of {titles[found['denominator']]}."


def _are_days(column: Sequence[object]) -> bool:
    said = [cell for cell in column[:LOOKED_AT] if not cells.is_nothing(cell)]
    return bool(said) and all(_is_datum(cell) and not _is_number(cell) for cell in said)


def _are_numbers(column: Sequence[object]) -> bool:
    said = [cell for cell in column[:LOOKED_AT] if not cells.is_nothing(cell)]
    return bool(said) and sum(_is_number(cell) for cell in said) * 5 >= 4 * len(said)


def _pair(columns: Mapping[int, Sequence[object]], two: Sequence[int]) -> tuple[int, int] | None:
    """Count and denominator, where one of two columns is nowhere above the other."""
    read = {i: [cells.number(c) if _is_number(c) else None for c in columns[i]] for i in two}
    for count, size in ((two[0], two[1]), (two[1], two[0])):
        both = [
            (a, b)
            for a, b in zip(read[count], read[size], strict=True)
            if a is not None and b is not None
        ]
        if both and all(a <= b and a == int(a) and b == int(b) for a, b in both):
            return count, size
    return None
