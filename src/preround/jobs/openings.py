"""The person's own directory of openings: brought from a table, kept whole, listed and vetted."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.importers.table_bytes import read_tables
from preround.openings.opening import COLUMNS, Opening

FILE = "openings.json"
DATES = ("start", "end", "read")
NUMBERS = ("fee_usd", "hours_per_week")
HEADERS = {
    "hospital": "institution", "place": "institution", "site": "institution", "type": "kind",
    "fee": "fee_usd", "cost": "fee_usd", "price": "fee_usd", "hours": "hours_per_week",
    "link": "url", "website": "url", "source": "url", "date read": "read", "checked": "read",
    "letter": "letter_policy", "lor": "letter_policy", "notes": "note", "begins": "start",
    "ends": "end", "eligibility": "who_may_apply", "supervisor": "physician", "email": "contact",
}  # fmt: skip


class NotOpenings(UserError):
    """A table or a file holds no openings."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected a table with the column institution and any of "
            f"{', '.join(COLUMNS[1:])}."
        )


@dataclass(frozen=True, slots=True)
class BroughtOpenings:
    """What a table gave, and the rows or cells that did not fit."""

    openings: tuple[Opening, ...]
    n_new: int
    findings: tuple[Finding, ...]


def read_openings(folder: Path) -> tuple[Opening, ...]:
    """The directory kept in a folder; empty where there is none."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_stored(row) for row in rows)
    except (ValueError, TypeError, AttributeError) as error:
        raise NotOpenings(str(path), f"cannot be read ({error})") from None


def bring_openings(folder: Path, data: bytes, name: str) -> BroughtOpenings:
    """Add the openings of a CSV or XLSX table; the same one is not added twice.

    Raises
    ------
    NotOpenings
        When no table has a column for the institution.
    """
    findings: list[Finding] = []
    found: list[Opening] = []
    for table in read_tables(data, name):
        found += _of_table(table.rows, name, findings)
    if not found and not findings:
        raise NotOpenings(name, "no column for the institution")
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder / f"{FILE}.lock"), timeout=10):
        known = read_openings(folder)
        fresh = [one for one in dict.fromkeys(found) if one not in known]
        _write(folder / FILE, (*known, *fresh))
    return BroughtOpenings(tuple(found), len(fresh), tuple(findings))


def _of_table(
    rows: Sequence[Sequence[object]], name: str, findings: list[Finding]
) -> list[Opening]:
    if not rows:
        return []
    header = [_column(cell) for cell in rows[0]]
    if "institution" not in header:
        return []
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = {key: cell for key, cell in zip(header, row, strict=False) if key}
        if not str(cells.get("institution") or "").strip():
            continue
        try:
            found.append(_opening(cells))
        except ValueError as error:
            place = f"{name}, row {number}"
            findings.append(
                Finding("opening_row", Severity.WARNING, place, f"{place} was left out: {error}")
            )
    return found


def _column(cell: object) -> str:
    word = str(cell or "").strip().lower()
    plain = word.replace(" ", "_")
    return plain if plain in COLUMNS else HEADERS.get(word, "")


def _opening(cells: dict[str, object]) -> Opening:
    values: dict[str, object] = {}
    for key, cell in cells.items():
        text = "" if cell is None else str(cell).strip()
        if not text:
            continue
        if key in DATES:
            values[key] = (
                cell.date() if isinstance(cell, dt.datetime) else dt.date.fromisoformat(text[:10])
            )
        elif key in NUMBERS:
            values[key] = float(text.replace("$", "").replace(",", ""))
        elif key == "hands_on":
            values[key] = _yes(text)
        else:
            values[key] = text
    return Opening(**values)  # type: ignore[arg-type]


def _yes(text: str) -> bool:
    word = text.lower()
    if word in ("yes", "true", "y", "1"):
        return True
    if word in ("no", "false", "n", "0"):
        return False
    raise ValueError(f"hands_on {text!r} is neither yes nor no")


def _stored(row: dict[str, object]) -> Opening:
    values = {key: row[key] for key in COLUMNS if row.get(key) is not None}
    for key in DATES:
        if key in values:
            values[key] = dt.date.fromisoformat(str(values[key]))
    return Opening(**values)  # type: ignore[arg-type]


def _write(path: Path, openings: Sequence[Opening]) -> None:
    """Write beside, then put in place, so that a killed process leaves the old file whole."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as out:
        json.dump([asdict(one) for one in openings], out, default=str, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
