"""Reading a fact table: a CSV whose every row says where it was read.

Every table ends in the same four columns: `source` (an id of the sources file),
`locator`, `read`, `confidence`. A bad cell is refused with its file, line and column.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact
from preround.facts.sources import Source

CITATION_COLUMNS = ("source", "locator", "read", "confidence")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with typed access to its cells and its citation."""

    place: str
    cells: Mapping[str, str]
    citation: Citation

    def refuse(self, column: str, expected: str) -> BadFact:
        """Build the error for one cell, ready to raise."""
        return BadFact(
            f"{self.place}, column {column}", repr(self.cells[column]), expected, "Mend the cell."
        )

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column]:
            raise self.refuse(column, "a value")
        return self.cells[column]

    def maybe_number(self, column: str) -> float | None:
        """The cell as a number, or None when it is empty."""
        cell = self.cells[column]
        if not cell:
            return None
        try:
            return float(cell)
        except ValueError:
            raise self.refuse(column, "a number or nothing") from None

    def number(self, column: str) -> float:
        """The cell as a number."""
        value = self.maybe_number(column)
        if value is None:
            raise self.refuse(column, "a number")
        return value

    def maybe_count(self, column: str) -> int | None:
        """The cell as a whole number of at least zero, or None when it is empty."""
        cell = self.cells[column]
        if not cell:
            return None
        if not cell.isdecimal():
            raise self.refuse(column, "a whole number or nothing")
        return int(cell)

    def count(self, column: str) -> int:
        """The cell as a whole number of at least zero."""
        value = self.maybe_count(column)
        if value is None:
            raise self.refuse(column, "a whole number")
        return value

    def maybe_share(self, column: str) -> float | None:
        """The cell as a share between 0 and 1, or None when it is empty."""
        value = self.maybe_number(column)
        if value is not None and not 0.0 <= value <= 1.0:
            raise self.refuse(column, "a share between 0 and 1")
        return value

    def choice(self, column: str, allowed: tuple[str, ...]) -> str:
        """The cell, which must be one of the words given."""
        if self.cells[column] not in allowed:
            raise self.refuse(column, " or ".join(word or "nothing" for word in allowed))
        return self.cells[column]


def parse_citation(place: str, cells: Mapping[str, str], sources: Mapping[str, Source]) -> Citation:
    """The citation in a row's last four cells.

    Raises
    ------
    BadFact
        When the source is missing or has no entry, or a date or confidence is malformed.
    """
    name = cells["source"]
    if not name:
        raise BadFact(place, "no citation", "a source id in `source`", "Say where it was read.")
    if name not in sources:
        raise BadFact(
            place, f"source {name!r}", "an id of sources.toml", "Add the source or mend the id."
        )
    try:
        read = dt.date.fromisoformat(cells["read"]) if cells["read"] else None
    except ValueError:
        raise BadFact(
            place, f"read {cells['read']!r}", "a date as YYYY-MM-DD, or nothing", "Mend the cell."
        ) from None
    try:
        confidence = Confidence(cells["confidence"])
    except ValueError:
        raise BadFact(
            place, f"confidence {cells['confidence']!r}", "high, medium or low", "Mend the cell."
        ) from None
    return sources[name].cite(cells["locator"], read, confidence)


def read_rows(path: Path, columns: tuple[str, ...], sources: Mapping[str, Source]) -> Iterator[Row]:
    """Yield the rows of a table that has exactly these columns and the citation's.

    Raises
    ------
    BadFact
        When the header differs or a citation is not sound.
    """
    expected = [*columns, *CITATION_COLUMNS]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if header != expected:
            raise BadFact(path.name, f"columns {header}", f"{expected}", "Mend the header.")
        for cells in reader:
            place = f"{path.name}, line {reader.line_num}"
            if len(cells) != len(expected):
                raise BadFact(
                    place, f"{len(cells)} cells", f"{len(expected)} cells", "Mend the row."
                )
            by_name = dict(zip(header, cells, strict=True))
            yield Row(place, by_name, parse_citation(place, by_name, sources))
