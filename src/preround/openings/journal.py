"""The openings journal: one JSON object a line, each a change that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.domain.kept_lines import KeptLines, read_lines

FORMAT = 1
FILE = "openings.jsonl"
Document = Mapping[str, Any]


class NewerOpenings(UserError):
    """A journal that a later version of the program has written."""

    http_status = 409

    def __init__(self, got: object) -> None:
        super().__init__(
            f"{FILE} is of format {got!r}; this version reads up to {FORMAT}. Update Preround; "
            "nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One document as it stands after a record; None when it was taken out."""

    key: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class Record:
    """One change of the directory, all of it or nothing."""

    id: str
    at: str
    title: str
    changes: tuple[Change, ...]
    undoes: str = ""


def read_records(data: bytes) -> KeptLines[Record]:
    """Read a journal, whatever state a killed process left it in.

    Raises
    ------
    NewerOpenings
        When a later version wrote it.
    """
    return read_lines(data, _record)


def findings_of(kept: KeptLines[Record]) -> tuple[Finding, ...]:
    """What is wrong with the file itself."""
    found = [
        Finding(
            "openings-damaged-line",
            Severity.ERROR,
            f"{FILE}, line {number}",
            "This line is no whole record and does not count; every other line does.",
            "Restore the line from a backup, or leave it.",
        )
        for number in kept.damaged
    ]
    if kept.is_torn:
        found.append(
            Finding(
                "openings-unfinished-line",
                Severity.WARNING,
                f"{FILE}, line {kept.version + 1}",
                "The last record was not written to its end, so it does not count.",
                "Do once more what was being saved. The next save sets the piece aside.",
            )
        )
    return tuple(found)


def write_record(record: Record) -> bytes:
    """Write one record as one line."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "id": record.id,
        "at": record.at,
        "title": record.title,
    }
    if record.undoes:
        document["undoes"] = record.undoes
    document["changes"] = [{"key": one.key, "document": one.document} for one in record.changes]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _record(line: bytes) -> Record | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    if isinstance(found.get("format"), int) and found["format"] > FORMAT:
        raise NewerOpenings(found["format"])
    try:
        changes = tuple(Change(str(one["key"]), one["document"]) for one in found["changes"])
        if any(not isinstance(one.document, dict | None) for one in changes):
            return None
        return Record(
            str(found["id"]),
            str(found["at"]),
            str(found["title"]),
            changes,
            str(found.get("undoes", "")),
        )
    except (KeyError, TypeError):
        return None
