"""Rows of a table of facts -> the programs they mean, and the entries that follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from preround.catalogue.catalogue import Catalogue
from preround.catalogue.fact_kinds import fact_kind
from preround.catalogue.linkage import Choice, Doubtful, Linked, Linker, NamedRow
from preround.catalogue.overlay import FactEntry
from preround.catalogue.program_groups import ProgramGroup
from preround.domain.errors import UnknownChoice, UserError
from preround.domain.finding import Finding, Severity
from preround.domain.program import FactScalar, Program, Track
from preround.facts import specialties
from preround.importers.program_table import ProgramTable, TableRow

_WHOLE = "reported for the whole program, all its tracks together"
_NOISE = re.compile(
    r"\b(20\d\d|data|table|interview|rates?|facts?|residency|programs?|explorer|match|copy|"
    r"final|sheet\s*\d*|export(ed)?|results?|v?\d+)\b",
    re.IGNORECASE,
)


class SpecialtyNeeded(UserError):
    """A table that names programs, but not of which specialty."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: the table does not say which specialty its programs are of. Name it with "
            "--specialty, add a Specialty column, or call the file after it "
            "(Internal Medicine.csv)."
        )


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A program a row may mean: its main code, all its codes, and how likely it is."""

    nrmp_code: str
    nrmp_codes: tuple[str, ...]
    institution: str
    program: str
    city: str
    state: str
    confidence: float


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row that was linked, and how: by its code, its name, or the person's decision."""

    key: str
    name: str
    city: str
    state: str
    specialty: str
    program: CandidateRow
    how: str
    n_facts: int


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row that is doubtful: the person chooses among the candidates, or leaves it out."""

    key: str
    name: str
    city: str
    state: str
    specialty: str
    candidates: tuple[CandidateRow, ...]
    why: str


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A row that means no program of the catalogue."""

    key: str
    name: str
    city: str
    state: str
    specialty: str
    why: str


@dataclass(slots=True)
class RowLinks:
    """What became of the rows of a file."""

    matched: list[MatchedRow] = field(default_factory=list)
    asked: list[AskedRow] = field(default_factory=list)
    unmatched: list[UnmatchedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    meant: list[tuple[TableRow, ProgramGroup]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row with its key in the file, and the specialty its program must be of ("" = any)."""

    key: str
    row: TableRow
    specialty: str


def keyed_rows(
    tables: Sequence[ProgramTable], filename: str, specialty: str | None
) -> Iterator[KeyedRow]:
    """Give every row of a file its key and its specialty.

    Notes
    -----
    A key is the row's number in the file, after the sheet's name where there are several
    sheets. The specialty is what was asked for, else the row's own, else the sheet's name,
    else the file's.

    Raises
    ------
    SpecialtyNeeded
        When a row has neither a code nor any specialty.
    UnknownChoice
        When the specialty asked for is none.
    """
    wanted = specialties.canonical(specialty) if specialty else ""
    for table in tables:
        by_name = wanted or specialty_in(table.sheet) or specialty_in(PurePath(filename).stem)
        for row in table.rows:
            of_row = wanted or (specialty_in(row.specialty) if row.specialty else by_name)
            if not of_row and not row.code and not row.specialty:
                raise SpecialtyNeeded(filename)
            key = str(row.number) if len(tables) == 1 else f"{table.sheet}!{row.number}"
            yield KeyedRow(key, row, of_row)


def specialty_in(text: str) -> str:
    """Give the specialty that a cell or the name of a file says, "" when none."""
    bare = " ".join(_NOISE.sub(" ", text.replace("_", " ").replace("-", " ")).split())
    for spelled in (text, bare, bare.replace("Surg", "Surgery")):
        try:
            return specialties.canonical(spelled) if spelled else ""
        except UnknownChoice:
            continue
    return ""


def link_rows(
    keyed: Sequence[KeyedRow], catalogue: Catalogue, decisions: Mapping[str, str]
) -> RowLinks:
    """Find the program each row means: by code, by decision, or by name and place."""
    links = RowLinks()
    linker = Linker(catalogue.programs)
    by_name: list[KeyedRow] = []
    for one in keyed:
        if one.key in decisions:
            _decide(one, decisions[one.key], catalogue, linker, links)
        elif one.row.code in catalogue.by_code:
            _by_code(one, catalogue.by_code[one.row.code], linker, links)
        elif one.row.name and one.specialty:
            if one.row.code:
                links.findings.append(_unknown_code(one))
            by_name.append(one)
        else:
            why = "its code is not in the catalogue" if one.row.code else "its specialty is unknown"
            links.unmatched.append(UnmatchedRow(one.key, *_said(one), why))
            links.findings.append(_unknown_code(one) if one.row.code else _unknown_specialty(one))
    _by_name(by_name, linker, links)
    return links


def _by_name(keyed: Sequence[KeyedRow], linker: Linker, links: RowLinks) -> None:
    rows = [
        NamedRow(one.row.number, one.row.name, one.row.city, one.row.state, one.specialty)
        for one in keyed
    ]
    for one, outcome in zip(keyed, linker.link(rows), strict=True):
        if isinstance(outcome, Linked):
            _take(one, outcome.group, outcome.confidence, "name", links)
        elif isinstance(outcome, Doubtful):
            candidates = tuple(_candidate(choice) for choice in outcome.choices)
            sure = outcome.choices[0].confidence >= 0.9
            why = "another row fits the same program" if sure else "several programs, or none, fit"
            links.asked.append(AskedRow(one.key, *_said(one), candidates, why))
        else:
            why = "no listed program of the specialty fits"
            links.unmatched.append(UnmatchedRow(one.key, *_said(one), why))


def _by_code(one: KeyedRow, program: Program, linker: Linker, links: RowLinks) -> None:
    """A code means its very track, unless the row's state or specialty says otherwise."""
    group = linker.group_of(program.nrmp_code).only(program)
    other_state = one.row.state and one.row.state != program.state
    other_specialty = one.specialty and one.specialty != program.specialty
    if other_state or other_specialty:
        what = "state" if other_state else "specialty"
        why = f"the code is of a program in another {what}"
        candidates = (_candidate(Choice(group, 0.5)),)
        links.asked.append(AskedRow(one.key, *_said(one), candidates, why))
    else:
        _take(one, group, 1.0, "code", links)


def _decide(
    one: KeyedRow, code: str, catalogue: Catalogue, linker: Linker, links: RowLinks
) -> None:
    if not code:
        links.unmatched.append(UnmatchedRow(one.key, *_said(one), "left out by decision"))
        return
    program = catalogue.get(code)
    _take(one, linker.group_of(program.nrmp_code), 1.0, "decision", links)


def _take(one: KeyedRow, group: ProgramGroup, confidence: float, how: str, links: RowLinks) -> None:
    narrowed = _of_track(one, group, links)
    candidate = _candidate(Choice(narrowed, confidence))
    links.matched.append(MatchedRow(one.key, *_said(one), candidate, how, len(one.row.facts)))
    links.meant.append((one.row, narrowed))


def _of_track(one: KeyedRow, group: ProgramGroup, links: RowLinks) -> ProgramGroup:
    """Keep the tracks that a Track column names, where the group has them."""
    named = one.row.track.casefold().replace("-", " ").strip()
    if not named:
        return group
    words = {track.value.replace("_", " "): track for track in Track}
    words |= {"prelim": Track.PRELIMINARY, "c": Track.CATEGORICAL, "p": Track.PRELIMINARY}
    words |= {"a": Track.ADVANCED, "physician": Track.RESERVED, "r": Track.RESERVED}
    track = words.get(named)
    kept = tuple(program for program in group.tracks if program.track is track)
    if track is None or not kept:
        links.findings.append(_unknown_track(one))
        return group
    return group.narrowed(kept)


def _said(one: KeyedRow) -> tuple[str, str, str, str]:
    return (one.row.name or one.row.code, one.row.city, one.row.state, one.specialty)


def _candidate(choice: Choice) -> CandidateRow:
    main = choice.group.main
    return CandidateRow(
        main.nrmp_code,
        choice.group.codes,
        main.institution,
        main.name,
        main.sponsor.city,
        main.state,
        round(choice.confidence, 3),
    )


def entries_of(links: RowLinks) -> Iterator[FactEntry]:
    """Spread each row's facts over the tracks they hold for.

    Notes
    -----
    An application goes to a program and an interview rate is reported for it, whatever
    the track, so the facts of a program go to all its tracks; the tracks beside the main
    one say so in a note. What is counted track by track goes to the main track alone. A
    row that names a track by its code or kind takes it from the program's own row.
    """
    named = {code for _, group in links.meant if group.is_part for code in group.codes}
    held: dict[tuple[str, str], tuple[TableRow, FactScalar]] = {}
    disputed: dict[tuple[str, str], tuple[TableRow, TableRow]] = {}
    notes: dict[tuple[str, str], str] = {}
    for row, group in links.meant:
        for fact, value in row.facts.items():
            for code, note in _codes(group, fact, named):
                place = (code, fact)
                winner = _newer(held.get(place), row, value)
                if winner is None:
                    disputed.setdefault(place, (held[place][0], row))
                else:
                    held[place] = winner
                    notes[place] = note
    links.findings.extend(_disputes(disputed))
    for (code, fact), (row, value) in held.items():
        if (code, fact) not in disputed:
            note = "; ".join(part for part in (row.note, notes[code, fact]) if part)
            yield FactEntry(code, fact, value, row.source, row.read, row.url, note)


def _codes(group: ProgramGroup, fact: str, named: set[str]) -> Iterator[tuple[str, str]]:
    codes = group.codes
    if not group.is_part:
        codes = tuple(code for code in codes if code not in named)
    if fact_kind(fact).per_track:
        codes = codes[:1]
    for code in codes:
        beside = not group.is_part and code != group.main.nrmp_code
        yield code, _WHOLE if beside else ""


def _newer(
    held: tuple[TableRow, FactScalar] | None, row: TableRow, value: FactScalar
) -> tuple[TableRow, FactScalar] | None:
    """The reading that counts of two in one file: the later year's; None when none is."""
    if held is None or held[1] == value:
        return held or (row, value)
    if held[0].year != row.year and held[0].year and row.year:
        return held if held[0].year > row.year else (row, value)
    return None


def _disputes(
    disputed: Mapping[tuple[str, str], tuple[TableRow, TableRow]],
) -> Iterable[Finding]:
    pairs: dict[tuple[int, int], list[str]] = {}
    for (_, fact), (one, other) in disputed.items():
        pairs.setdefault((one.number, other.number), []).append(fact)
    for (first, second), facts in pairs.items():
        labels = ", ".join(fact_kind(fact).label for fact in dict.fromkeys(facts))
        yield Finding(
            "table-rows-disagree",
            Severity.WARNING,
            f"rows {first} and {second}",
            f"Both are of one program and say different things of: {labels}. Neither is taken.",
            "Keep the right row and bring the table again.",
        )


def _unknown_code(one: KeyedRow) -> Finding:
    then = "looked for by name instead" if one.row.name and one.specialty else "left out"
    return Finding(
        "table-unknown-code",
        Severity.WARNING,
        f"row {one.key}",
        f"NRMP code {one.row.code!r} is not in the catalogue; the row is {then}.",
        "Check the code (not the ACGME number), or add the program as your own.",
    )


def _unknown_specialty(one: KeyedRow) -> Finding:
    return Finding(
        "table-unknown-specialty",
        Severity.WARNING,
        f"row {one.key}",
        f"Specialty {one.row.specialty!r} is not one of the listing; the row is left out.",
        "Write it as the catalogue does, or name it with --specialty.",
    )


def _unknown_track(one: KeyedRow) -> Finding:
    return Finding(
        "table-unknown-track",
        Severity.NOTE,
        f"row {one.key}",
        f"Track {one.row.track!r} is none of this program's; its facts go to all its tracks.",
        "Write categorical, preliminary, advanced, primary care or reserved.",
    )
