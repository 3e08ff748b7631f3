"""Facts of programs brought in, corrected and undone; and which ones to look up next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from preround.catalogue.fact_kinds import BadFactValue, FactKind, ValueType, fact_kind, parse_value
from preround.catalogue.listing import Listing, load_listing
from preround.catalogue.overlay import AddedProgram, Batch, BatchKind, FactEntry, Overlay
from preround.catalogue.search import state_code
from preround.domain.errors import UserError
from preround.domain.finding import Finding
from preround.domain.program import FactScalar, ProgramFact, Track
from preround.facts import specialties
from preround.importers.program_table import ProgramTable, TableDefaults, read_program_tables
from preround.jobs.look_ups import look_up_queue, missing_facts
from preround.jobs.table_rows import (
    AskedRow,
    CandidateRow,
    MatchedRow,
    SpecialtyNeeded,
    UnmatchedRow,
    entries_of,
    keyed_rows,
    link_rows,
)
from preround.jobs.workspace import StaleWrite, Workspace

__all__ = [
    "AddedProgram",
    "AskedRow",
    "CandidateRow",
    "FactChange",
    "ImportOptions",
    "ImportReport",
    "MatchedRow",
    "SpecialtyNeeded",
    "StaleWrite",
    "UndoReport",
    "UnmatchedRow",
    "add_own_program",
    "add_program_facts",
    "correct_fact",
    "look_up_queue",
    "missing_facts",
    "undo_batch",
]

_CODE = re.compile(r"[A-Z0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class FactChange:
    """What a batch changed: one fact of one track, before and after."""

    nrmp_code: str
    fact: str
    before: ProgramFact
    after: ProgramFact


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table: every row, every column, and what changed by it.

    `columns` pairs each header that was used with what it was taken for; `batch_id` is
    empty when nothing was written.
    """

    filename: str
    matched: tuple[MatchedRow, ...]
    asked: tuple[AskedRow, ...]
    unmatched: tuple[UnmatchedRow, ...]
    entries: tuple[FactEntry, ...]
    changes: tuple[FactChange, ...]
    findings: tuple[Finding, ...]
    columns: tuple[tuple[str, str], ...]
    columns_ignored: tuple[str, ...]
    columns_unmatched: tuple[str, ...]
    batch_id: str
    version: int


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo restored; `batch_id` names the undo itself, which can be undone too."""

    batch_id: str
    title: str
    changes: tuple[FactChange, ...]
    version: int


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to bring a table, beyond what it is.

    `source`, `read` and `url` are of all rows that do not give their own: by default the
    file's name and today. `at` is the moment the journal records, by default the day.
    With `dry_run` everything is reported and nothing written.
    """

    source: str = ""
    read: date | None = None
    url: str = ""
    at: str = ""
    expected_version: int | None = None
    dry_run: bool = False


class ProgramIsListed(UserError):
    """A program that the catalogue already has."""

    http_status = 409

    def __init__(self, code: str, institution: str) -> None:
        super().__init__(
            f"{code} is in the catalogue already ({institution}). State its facts there, or leave "
            "the code empty to add another program."
        )


class BadOwnProgram(UserError):
    """A program of one's own that cannot be kept as typed."""

    http_status = 422

    def __init__(self, what: str, got: str, expected: str) -> None:
        super().__init__(f"{what}: got {got[:60]!r}; expected {expected}. Nothing was saved.")


def add_program_facts(
    workspace: Workspace,
    data: bytes,
    filename: str,
    today: date,
    specialty: str | None = None,
    decisions: Mapping[str, str] | None = None,
    *,
    options: ImportOptions | None = None,
) -> ImportReport:
    """Bring a table of program facts: link its rows, keep its facts, report everything.

    Parameters
    ----------
    data, filename
        The table (CSV or XLSX) and its name, which may tell the specialty.
    today
        Date of reading where the table gives none.
    specialty
        Of all rows, over what the table says.
    decisions
        Row key of an asked row -> NRMP code chosen, or "" to leave it out.
    options
        Source and date of all rows, the version looked at, or a dry run.

    Notes
    -----
    Values that stand already, from the same source and day, are not written again, so
    the same table with decisions added brings only what was missing.

    Raises
    ------
    SpecialtyNeeded, NoUsableColumns, EmptyFile, NotATable, LockedWorkbook, TableTooLarge
        When the table cannot be used; nothing is written.
    StaleWrite
        When the journal is not at the expected version.
    """
    asked = options or ImportOptions()
    defaults = TableDefaults(asked.source or filename, asked.read or today, asked.url)
    tables = read_program_tables(data, filename, today, defaults)
    overlay = workspace.read_overlay()
    keyed = list(keyed_rows(tables, filename, specialty))
    decided = {str(key): code for key, code in (decisions or {}).items()}
    links = link_rows(keyed, overlay.apply(load_listing()), decided)
    entries = tuple(_not_standing(entries_of(links), overlay))
    programs = len({entry.nrmp_code for entry in entries})
    title = f"{filename}: {len(entries)} facts of {programs} tracks"
    batch = Batch("", asked.at or today.isoformat(), title, BatchKind.IMPORT, entries)
    if entries and not asked.dry_run:
        batch = workspace.append(batch, asked.expected_version)
    after = Overlay.of((*overlay.batches, batch)) if entries else overlay
    findings = [finding for table in tables for finding in table.findings]
    return ImportReport(
        filename=filename,
        matched=tuple(links.matched),
        asked=tuple(links.asked),
        unmatched=tuple(links.unmatched),
        entries=entries,
        changes=_changes(overlay, after, entries),
        findings=(*findings, *links.findings),
        columns=tuple(dict.fromkeys(pair for table in tables for pair in _used(table))),
        columns_ignored=_headers(table.columns.ignored for table in tables),
        columns_unmatched=_headers(table.columns.unmatched for table in tables),
        batch_id=batch.id,
        version=workspace.read_overlay().version,
    )


def _not_standing(entries: Iterable[FactEntry], overlay: Overlay) -> Iterable[FactEntry]:
    for entry in entries:
        fact = overlay.facts.get(entry.nrmp_code, {}).get(entry.fact)
        readings = fact.readings if fact else ()
        if not any(
            (old.value, old.source, old.read, old.url, old.note)
            == (entry.value, entry.source, entry.read, entry.url, entry.note)
            for old in readings
        ):
            yield entry


def _used(table: ProgramTable) -> Iterable[tuple[str, str]]:
    for column in table.columns.used:
        kind = column.kind
        yield column.header, kind.label if kind else column.field.replace("_", " ")


def _headers(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(header for group in groups for header in group))


def _changes(
    before: Overlay, after: Overlay, entries: Iterable[FactEntry]
) -> tuple[FactChange, ...]:
    changes = []
    for code, name in dict.fromkeys((entry.nrmp_code, entry.fact) for entry in entries):
        old = before.facts.get(code, {}).get(name, ProgramFact(name))
        new = after.facts.get(code, {}).get(name, ProgramFact(name))
        if (old.state, old.value) != (new.state, new.value):
            changes.append(FactChange(code, name, old, new))
    return tuple(changes)


def undo_batch(
    workspace: Workspace,
    batch_id: str,
    today: date,
    *,
    at: str = "",
    expected_version: int | None = None,
) -> UndoReport:
    """Take back a batch: everything stands as if it had never been.

    Raises
    ------
    UnknownBatch
        When no such batch counts (any more).
    StaleWrite
        When the journal is not at the expected version.
    """
    before = workspace.read_overlay()
    record = before.undo(batch_id, at or today.isoformat())
    written = workspace.append(
        record, before.version if expected_version is None else expected_version
    )
    after = workspace.read_overlay()
    undone = next(batch for batch in before.batches if batch.id == batch_id)
    changes = _changes(before, after, undone.entries)
    return UndoReport(written.id, undone.title, changes, after.version)


def correct_fact(  # noqa: PLR0913 - a fact has so many parts
    workspace: Workspace,
    code: str,
    fact: str,
    value: FactScalar | None,
    *,
    source: str,
    read: date,
    url: str = "",
    note: str = "",
    expected_version: int | None = None,
    at: str = "",
) -> Batch:
    """State one fact of one track, over whatever stood; None takes it back.

    Raises
    ------
    UnknownProgram, UnknownChoice, BadFactValue
        When there is no such track or fact, or the value is none of its kind.
    StaleWrite
        When the journal is not at the expected version.
    """
    program = workspace.catalogue().get(code)
    kind = fact_kind(fact)
    typed = None if value is None else _typed(kind, value)
    entry = FactEntry(program.nrmp_code, kind.name, typed, source, read, url, note)
    title = f"{kind.label}, {program.institution}"
    day = at or read.isoformat()
    batch = Batch("", day, title, BatchKind.CORRECTION, (entry,))
    return workspace.append(batch, expected_version)


def _typed(kind: FactKind, value: FactScalar) -> FactScalar:
    if kind.type is ValueType.BOOL and isinstance(value, bool):
        return value
    typed = parse_value(kind, value)
    if typed is None:
        raise BadFactValue(kind, value)
    return typed


def add_own_program(
    workspace: Workspace,
    own: AddedProgram,
    today: date,
    *,
    at: str = "",
    expected_version: int | None = None,
) -> Batch:
    """Add a program that the listing lacks; without a code it gets one of its own.

    Raises
    ------
    BadOwnProgram, ProgramIsListed, UnknownChoice
        When the institution or the code is unusable, the catalogue has the code, or the
        specialty or state is none.
    StaleWrite
        When the journal is not at the expected version.
    """
    catalogue = workspace.catalogue()
    specialty = specialties.canonical(own.specialty)
    if not own.institution.strip():
        raise BadOwnProgram("Institution", own.institution, "its name")
    typed = "".join(own.nrmp_code.split()).upper()
    if typed and not _CODE.fullmatch(typed):
        raise BadOwnProgram("Code", typed, "letters and digits such as 1903140C0, or nothing")
    code = typed or _own_code(specialty, own.track, catalogue.by_code)
    if code in catalogue.by_code:
        raise ProgramIsListed(code, catalogue.by_code[code].institution)
    program = replace(
        own,
        nrmp_code=code,
        name=own.name or specialty,
        specialty=specialty,
        state=state_code(own.state),
    )
    title = f"Own program: {own.institution}"
    batch = Batch("", at or today.isoformat(), title, BatchKind.PROGRAM, programs=(program,))
    return workspace.append(batch, expected_version)


def _own_code(specialty: str, track: Track, taken: Mapping[str, object]) -> str:
    """A code no institution has: X, a number, and the listing's code of the kind."""
    kind = _kind_code(load_listing(), specialty, track)
    number = 1
    while f"X{number:03d}{kind}0" in taken:
        number += 1
    return f"X{number:03d}{kind}0"


def _kind_code(listing: Listing, specialty: str, track: Track) -> str:
    of_specialty = {
        code: kind for code, kind in listing.kinds.items() if kind.specialty == specialty
    }
    for code, kind in of_specialty.items():
        if kind.track is track:
            return code
    return next(iter(of_specialty))
