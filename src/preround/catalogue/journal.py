"""The journal's format: one JSON object a line, and what a damaged line is worth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from preround.catalogue.overlay import AddedProgram, Batch, BatchKind, FactEntry
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.domain.kept_lines import read_lines
from preround.domain.program import Track

FORMAT = 1
_SHARED = ("source", "read", "url", "note")


class NewerJournal(UserError):
    """A journal that a later version of the program has written."""

    http_status = 409

    def __init__(self, got: object) -> None:
        super().__init__(
            f"The program-facts journal is of format {got!r}; this version reads up to {FORMAT}. "
            "Update Preround; nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class ReadJournal:
    """What a journal's bytes say.

    `version` counts complete lines; `good_bytes` is where the complete part ends, and
    `closed` is false when its last record lacks the line break.
    """

    batches: tuple[Batch, ...]
    version: int
    findings: tuple[Finding, ...]
    good_bytes: int
    closed: bool = True


def read_journal(data: bytes) -> ReadJournal:
    """Read a journal, whatever state a killed process or a text editor left it in."""
    kept = read_lines(data, _batch)
    findings = [_damaged(number) for number in kept.damaged]
    if kept.is_torn:
        findings.append(_torn(kept.version + 1))
    return ReadJournal(kept.records, kept.version, tuple(findings), kept.good_bytes, kept.closed)


def write_record(batch: Batch) -> bytes:
    """Write one batch as one line; what all its entries share is written once."""
    shared = _shared(batch.entries)
    record: dict[str, Any] = {
        "format": FORMAT,
        "id": batch.id,
        "at": batch.at,
        "kind": batch.kind.value,
        "title": batch.title,
    }
    if batch.undoes:
        record["undoes"] = batch.undoes
    if shared:
        record["shared"] = shared
    if batch.entries:
        record["entries"] = [_entry_record(entry, shared) for entry in batch.entries]
    if batch.programs:
        record["programs"] = [_program_record(program) for program in batch.programs]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _shared(entries: tuple[FactEntry, ...]) -> dict[str, str]:
    shared = {}
    for name in _SHARED:
        values = {_text(getattr(entry, name)) for entry in entries}
        if len(values) == 1 and (value := values.pop()):
            shared[name] = value
    return shared


def _entry_record(entry: FactEntry, shared: Mapping[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "nrmp_code": entry.nrmp_code,
        "fact": entry.fact,
        "value": entry.value,
    }
    for name in _SHARED:
        value = _text(getattr(entry, name))
        if value != shared.get(name, ""):
            record[name] = value
    return record


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _program_record(program: AddedProgram) -> dict[str, str]:
    return {
        "nrmp_code": program.nrmp_code,
        "name": program.name,
        "specialty": program.specialty,
        "track": program.track.value,
        "institution": program.institution,
        "city": program.city,
        "state": program.state,
    }


def _batch(line: bytes) -> Batch | None:
    """Read a line, or give None when it is no whole record."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    if isinstance(record.get("format"), int) and record["format"] > FORMAT:
        raise NewerJournal(record["format"])
    try:
        return Batch(
            id=str(record["id"]),
            at=str(record["at"]),
            title=str(record["title"]),
            kind=BatchKind(record["kind"]),
            entries=tuple(_entries(record)),
            programs=tuple(_programs(record)),
            undoes=str(record.get("undoes", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _entries(record: Mapping[str, Any]) -> Iterable[FactEntry]:
    shared = record.get("shared", {})
    days: dict[str, date] = {}
    for entry in record.get("entries", ()):
        value = entry["value"]
        if value is not None and not isinstance(value, bool | int | float | str):
            raise TypeError(value)
        read = entry.get("read", shared.get("read", ""))
        if read not in days:
            days[read] = date.fromisoformat(read)
        yield FactEntry(
            entry["nrmp_code"],
            entry["fact"],
            value,
            entry.get("source", shared.get("source", "")),
            days[read],
            entry.get("url", shared.get("url", "")),
            entry.get("note", shared.get("note", "")),
        )


def _programs(record: Mapping[str, Any]) -> Iterable[AddedProgram]:
    for program in record.get("programs", ()):
        yield AddedProgram(
            program["nrmp_code"],
            program["name"],
            program["specialty"],
            Track(program["track"]),
            program["institution"],
            program["city"],
            program["state"],
        )


def _damaged(number: int) -> Finding:
    return Finding(
        "journal-damaged-line",
        Severity.ERROR,
        f"program-facts.jsonl, line {number}",
        "This line is no whole record and does not count; every other line does.",
        "Restore the line from a backup, or leave it: nothing else depends on it.",
    )


def _torn(number: int) -> Finding:
    return Finding(
        "journal-unfinished-line",
        Severity.WARNING,
        f"program-facts.jsonl, line {number}",
        "The last record was not written to its end, so it does not count.",
        "Do once more what was being saved. The next save sets the piece aside.",
    )
