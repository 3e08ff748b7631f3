"""The person's own facts and programs: a journal of batches, folded into one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.fact_kinds import fact_kind, season_of
from preround.catalogue.listing import Listing
from preround.domain.errors import UnknownChoice, UserError
from preround.domain.finding import Finding, Severity
from preround.domain.program import FactReading, FactScalar, Program, ProgramFact, Sponsor, Track


class BatchKind(StrEnum):
    """What a batch of the journal is."""

    IMPORT = "import"
    CORRECTION = "correction"
    PROGRAM = "program"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One value of one fact of one track, as one source gave it; None takes it back."""

    nrmp_code: str
    fact: str
    value: FactScalar | None
    source: str
    read: date
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddedProgram:
    """A program the listing lacks, as the person added it."""

    nrmp_code: str
    name: str
    specialty: str
    track: Track
    institution: str
    city: str
    state: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One thing done: what was imported, corrected, added, or which batch is undone."""

    id: str
    at: str
    title: str
    kind: BatchKind
    entries: tuple[FactEntry, ...] = ()
    programs: tuple[AddedProgram, ...] = ()
    undoes: str = ""


class UnknownBatch(UserError):
    """A batch that the journal does not hold, or no longer applies."""

    http_status = 404

    def __init__(self, batch_id: str, known: Iterable[str]) -> None:
        names = ", ".join(list(known)[-5:]) or "none yet"
        super().__init__(
            f"Batch {batch_id!r}: nothing of that name can be undone; expected one of: {names}."
        )


Facts = Mapping[str, Mapping[str, ProgramFact]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything the person knows beyond the listing, at one version of the journal.

    `facts` is by code, then by fact; `standing` holds the ids of batches that count;
    `version` is the number of records read, for refusing a stale write.
    """

    batches: tuple[Batch, ...] = ()
    version: int = 0
    facts: Facts = field(default_factory=dict)
    programs: Mapping[str, Program] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(
        cls,
        batches: Iterable[Batch],
        *,
        version: int | None = None,
        findings: Iterable[Finding] = (),
    ) -> Overlay:
        """Fold a journal, oldest record first."""
        kept = tuple(batches)
        standing = standing_batches(kept)
        entries = [
            (entry, batch) for batch in kept if batch.id in standing for entry in batch.entries
        ]
        added = [program for batch in kept if batch.id in standing for program in batch.programs]
        return cls(
            batches=kept,
            version=len(kept) if version is None else version,
            facts=_fold(entries),
            programs=MappingProxyType({own.nrmp_code: _program(own) for own in added}),
            standing=standing,
            findings=tuple(findings),
        )

    def undoable(self) -> tuple[Batch, ...]:
        """Batches that count and can be undone, newest first."""
        return tuple(
            batch
            for batch in reversed(self.batches)
            if batch.id in self.standing and batch.kind is not BatchKind.UNDO
        )

    def undo(self, batch_id: str, at: str) -> Batch:
        """Give the record that undoes a batch; undoing an undo brings its batch back.

        Raises
        ------
        UnknownBatch
            When nothing of that id counts any more.
        """
        for batch in self.batches:
            if batch.id == batch_id and batch_id in self.standing:
                title = f"Undo: {batch.title}"
                return Batch("", at, title, BatchKind.UNDO, undoes=batch_id)
        raise UnknownBatch(batch_id, (batch.id for batch in reversed(self.undoable())))

    def apply(self, listing: Listing) -> Catalogue:
        """Lay the facts and programs over a listing.

        Notes
        -----
        Facts of codes that the listing no longer has are kept in the journal and reported
        as findings, so that a newer listing loses nothing.
        """
        by_code = {**listing.by_code, **self.programs}
        known = {code: facts for code, facts in self.facts.items() if code in by_code}
        for code, facts in known.items():
            by_code[code] = _with_facts(by_code[code], facts)
        return Catalogue.of(
            by_code.values(),
            listing,
            version=self.version,
            findings=(*self.findings, *_unlisted(self.facts, by_code)),
        )


def standing_batches(batches: tuple[Batch, ...]) -> frozenset[str]:
    """Give the ids of the records that count, read from the newest back.

    Why from the newest: an undo names an earlier record, which may itself be an undo, so
    whether a record counts is settled once all later ones are.
    """
    undone: set[str] = set()
    for batch in reversed(batches):
        if batch.kind is BatchKind.UNDO and batch.id not in undone:
            undone.add(batch.undoes)
    return frozenset(batch.id for batch in batches if batch.id not in undone)


def _fold(entries: Iterable[tuple[FactEntry, Batch]]) -> Facts:
    readings: dict[str, dict[str, list[FactReading]]] = {}
    for entry, batch in entries:
        held = readings.setdefault(entry.nrmp_code, {}).setdefault(entry.fact, [])
        if batch.kind is BatchKind.CORRECTION or entry.value is None:
            held.clear()
        else:
            held[:] = [old for old in held if not _same_place(old, entry)]
        if entry.value is not None:
            held.append(
                FactReading(entry.value, entry.source, entry.read, entry.url, entry.note, batch.id)
            )
    return {
        code: {fact: _fact(fact, held) for fact, held in facts.items() if held}
        for code, facts in readings.items()
        if any(facts.values())
    }


def _same_place(old: FactReading, new: FactEntry) -> bool:
    """A source that is read again replaces what it said before."""
    return old.source.casefold() == new.source.casefold() and (
        not old.url or not new.url or old.url == new.url
    )


def _fact(name: str, readings: list[FactReading]) -> ProgramFact:
    """Order the readings, newest first, without those of seasons before the newest one.

    Why: a policy or a rate that changed between two seasons is not a disagreement of
    sources. A count of one year stays what it was, whenever it was read.
    """
    placed = sorted(enumerate(readings), key=lambda pair: (pair[1].read, pair[0]), reverse=True)
    newest_first = [reading for _, reading in placed]
    if not _of_one_year(name):
        season = season_of(newest_first[0].read)
        newest_first = [old for old in newest_first if season_of(old.read) == season]
    return ProgramFact(name, tuple(newest_first))


def _of_one_year(name: str) -> bool:
    try:
        return fact_kind(name).by_year
    except UnknownChoice:
        return False


def _program(own: AddedProgram) -> Program:
    sponsor = Sponsor(own.nrmp_code[:4], own.institution, own.institution, own.city, own.state)
    return Program(own.nrmp_code, own.name, own.specialty, own.track, sponsor, "", False, True, {})


def _with_facts(program: Program, facts: Mapping[str, ProgramFact]) -> Program:
    return Program(
        program.nrmp_code,
        program.name,
        program.specialty,
        program.track,
        program.sponsor,
        program.listed_in,
        program.teaching_health_center,
        program.added_by_user,
        MappingProxyType({**program.facts, **facts}),
    )


def _unlisted(facts: Facts, by_code: Mapping[str, Program]) -> Iterable[Finding]:
    for code in sorted(set(facts) - set(by_code)):
        yield Finding(
            "catalogue-unlisted-code",
            Severity.NOTE,
            code,
            f"{len(facts[code])} facts are kept for {code}, which the listing does not have.",
            "They count again when the listing has the code, or when you add the program.",
        )
