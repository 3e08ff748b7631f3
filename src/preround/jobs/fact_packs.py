"""Fact packs exported from one's own look-ups, merged, compared and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.fact_kinds import Freshness, fact_kind, freshness, season_of
from preround.catalogue.overlay import Batch, BatchKind, FactEntry, Overlay
from preround.catalogue.packs import (
    Pack,
    PackDiff,
    PackFact,
    ReadPack,
    diff_packs,
    read_pack,
    write_pack,
)
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.domain.program import FactReading, FactScalar, FactState
from preround.jobs.workspace import Workspace

__all__ = [
    "Conflict",
    "ExportedPack",
    "MergeReport",
    "NothingToShare",
    "Pack",
    "PackDiff",
    "PackFact",
    "check_pack",
    "compare_packs",
    "export_pack",
    "merge_pack",
]

VIA = ", via "
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w{2,}|(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"
)


class NothingToShare(UserError):
    """No fact of one's own that a pack could hold."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            "There is no fact of your own to share yet: a pack holds what you looked up and "
            "corrected. Look some up, or add what you brought as tables with --with-tables."
        )


class ContributorNeeded(UserError):
    """A pack without a usable label."""

    def __init__(self, got: str) -> None:
        super().__init__(
            f"Contributor {got!r}: give a short label to stand beside every fact, not an address "
            "or a telephone number. Any name you like will do."
        )


@dataclass(frozen=True, slots=True)
class ExportedPack:
    """A pack ready to be written to a file."""

    pack: Pack
    data: bytes


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which the pack and what stood before do not agree."""

    nrmp_code: str
    program: str
    fact: str
    before: tuple[FactReading, ...]
    value: FactScalar
    source: str
    read: date


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What became of each fact of a pack; `batch_id` is empty when nothing was written.

    `conflicts` stand as *sources disagree* until the person settles them.
    """

    pack: Pack
    n_new: int
    n_agree: int
    n_known: int
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    batch_id: str
    version: int


def export_pack(
    workspace: Workspace,
    *,
    contributor: str,
    today: date,
    title: str = "",
    with_tables: bool = False,
) -> ExportedPack:
    """Make a pack of the person's own look-ups: facts, sources and dates, nothing else.

    Notes
    -----
    Left out: notes, marks, own programs that the listing lacks, and whatever came from
    another pack. Tables are left out unless asked for: their terms are not ours to know.

    Raises
    ------
    NothingToShare, ContributorNeeded
    """
    label = " ".join(contributor.split())
    if not label or len(label) > 80 or _PERSONAL.search(label):
        raise ContributorNeeded(contributor)
    overlay = workspace.read_overlay()
    facts = tuple(_own_facts(overlay, workspace.catalogue(), with_tables=with_tables))
    if not facts:
        raise NothingToShare
    pack = Pack(title or f"Program facts, {season_of(today)} season", label, today, facts)
    return ExportedPack(pack, write_pack(pack))


def _own_facts(overlay: Overlay, catalogue: Catalogue, *, with_tables: bool) -> Iterator[PackFact]:
    shared = {BatchKind.CORRECTION, BatchKind.IMPORT} if with_tables else {BatchKind.CORRECTION}
    batches = {batch.id for batch in overlay.batches if batch.kind in shared}
    for code, facts in overlay.facts.items():
        program = catalogue.by_code.get(code)
        if program is None or program.added_by_user:
            continue
        name = f"{program.institution}, {program.specialty}"
        for fact in facts.values():
            for one in fact.readings:
                if one.batch in batches and VIA not in one.source:
                    yield PackFact(code, name, fact.name, one.value, one.source, one.read, one.url)


def merge_pack(
    workspace: Workspace,
    data: bytes,
    name: str,
    today: date,
    *,
    at: str = "",
    expected_version: int | None = None,
    dry_run: bool = False,
) -> MergeReport:
    """Lay a pack beside what is known; where they differ, both stand as *sources disagree*.

    Notes
    -----
    A pack never replaces a reading of one's own: its source is written "…, via LABEL". A
    later version of the same contributor's pack replaces the earlier one's readings. One
    batch, which can be undone.

    Raises
    ------
    EmptyFile, NotAPack, NewerPack
        When the file is no pack; nothing is written.
    StaleWrite
        When the journal is not at the expected version.
    """
    read = read_pack(data, name)
    overlay, catalogue = workspace.read_overlay(), workspace.catalogue()
    usable = [fact for fact in read.pack.facts if _counts(fact, catalogue, today)]
    entries = tuple(_entry(fact, read.pack.contributor) for fact in usable)
    fresh = tuple(entry for entry in entries if not _stands(entry, overlay))
    title = f"Fact pack of {read.pack.contributor}: {len(fresh)} facts"
    batch = Batch("", at or today.isoformat(), title, BatchKind.IMPORT, fresh)
    if fresh and not dry_run:
        batch = workspace.append(batch, expected_version)
    conflicts = tuple(_conflicts(fresh, overlay, (*overlay.batches, batch), catalogue))
    agree = sum(_agrees(entry, overlay) for entry in fresh)
    return MergeReport(
        pack=read.pack,
        n_new=len(fresh) - agree - len(conflicts),
        n_agree=agree,
        n_known=len(entries) - len(fresh),
        conflicts=conflicts,
        findings=(*read.findings, *_doubts(read.pack, catalogue, today, name)),
        batch_id=batch.id,
        version=workspace.read_overlay().version,
    )


def _counts(fact: PackFact, catalogue: Catalogue, today: date) -> bool:
    return fact.nrmp_code in catalogue.by_code and fact.read <= today


def _entry(fact: PackFact, contributor: str) -> FactEntry:
    source = f"{fact.source}{VIA}{contributor}"
    return FactEntry(fact.nrmp_code, fact.fact, fact.value, source, fact.read, fact.url)


def _readings(entry: FactEntry, overlay: Overlay) -> tuple[FactReading, ...]:
    fact = overlay.facts.get(entry.nrmp_code, {}).get(entry.fact)
    return fact.readings if fact else ()


def _stands(entry: FactEntry, overlay: Overlay) -> bool:
    return any(
        (one.value, one.source, one.read, one.url)
        == (entry.value, entry.source, entry.read, entry.url)
        for one in _readings(entry, overlay)
    )


def _agrees(entry: FactEntry, overlay: Overlay) -> bool:
    values = {one.value for one in _readings(entry, overlay)}
    return values == {entry.value}


def _conflicts(
    entries: Iterable[FactEntry],
    before: Overlay,
    batches: tuple[Batch, ...],
    catalogue: Catalogue,
) -> Iterator[Conflict]:
    """Facts that were stated, or not known, and on which sources disagree after the merge."""
    after = Overlay.of(batches)
    for entry in entries:
        fact = after.facts.get(entry.nrmp_code, {}).get(entry.fact)
        if fact is None or entry.value is None or fact.state is not FactState.DISAGREE:
            continue
        if _agrees(entry, before):
            continue
        program = catalogue.by_code[entry.nrmp_code]
        yield Conflict(
            entry.nrmp_code,
            f"{program.institution}, {program.specialty}",
            entry.fact,
            _readings(entry, before),
            entry.value,
            entry.source,
            entry.read,
        )


def compare_packs(first: bytes, second: bytes, names: tuple[str, str]) -> PackDiff:
    """Say what a second pack has otherwise than a first.

    Raises
    ------
    EmptyFile, NotAPack, NewerPack
    """
    return diff_packs(read_pack(first, names[0]).pack, read_pack(second, names[1]).pack)


def check_pack(
    data: bytes, name: str, catalogue: Catalogue, today: date
) -> tuple[ReadPack, tuple[Finding, ...]]:
    """Read a pack as a community would before taking it in: every doubt is a finding.

    Returns
    -------
    tuple
        The pack, and its findings: errors must be mended, warnings looked at, notes tell.
    """
    read = read_pack(data, name)
    return read, (*read.findings, *_doubts(read.pack, catalogue, today, name))


def _doubts(pack: Pack, catalogue: Catalogue, today: date, name: str) -> Iterator[Finding]:
    if _PERSONAL.search(f"{pack.contributor} {pack.title}"):
        yield _finding("pack-personal", Severity.ERROR, name, "The header holds an address or a "
                       "telephone number.", "Use a plain label.")  # fmt: skip
    seen: dict[tuple[str, str], PackFact] = {}
    for fact in pack.facts:
        yield from _fact_doubts(fact, catalogue, today)
        other = seen.setdefault((fact.nrmp_code, fact.fact), fact)
        if other.value != fact.value and season_of(other.read) == season_of(fact.read):
            message = f"{other.value} by {other.source}, {fact.value} by {fact.source}."
            yield _finding("pack-disagrees", Severity.WARNING, _place(fact), message,
                           "Both are kept, as sources that disagree.")  # fmt: skip


def _fact_doubts(fact: PackFact, catalogue: Catalogue, today: date) -> Iterator[Finding]:
    place = _place(fact)
    if fact.nrmp_code not in catalogue.by_code:
        yield _finding("pack-unlisted", Severity.WARNING, place, "The listing has no such code; "
                       "the fact is left out.", "Check the NRMP code.")  # fmt: skip
    if _PERSONAL.search(f"{fact.source} {fact.url} {fact.value}"):
        yield _finding("pack-personal", Severity.ERROR, place, "Holds an address or a telephone "
                       "number.", "A source is a page, never a person.")  # fmt: skip
    state = freshness(FactReading(fact.value, fact.source, fact.read), today, fact_kind(fact.fact))
    if state is Freshness.FUTURE:
        yield _finding("pack-future", Severity.ERROR, place, f"Read on {fact.read}, which is yet "
                       "to come; the fact is left out.", "Correct the date.")  # fmt: skip
    elif state is Freshness.STALE:
        yield _finding("pack-stale", Severity.NOTE, place, f"Read on {fact.read}, for an earlier "
                       "season: it is as good as unknown.", "Read it again.")  # fmt: skip


def _place(fact: PackFact) -> str:
    return f"{fact.nrmp_code}, {fact.fact}"


def _finding(code: str, severity: Severity, place: str, message: str, fix: str) -> Finding:
    return Finding(code, severity, place, message, fix)
