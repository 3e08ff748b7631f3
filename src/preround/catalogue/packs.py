"""Fact packs: the open format in which program facts are shared, one fact a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from preround.catalogue.fact_kinds import BadFactValue, FactKind, ValueType, fact_kind, parse_value
from preround.domain.errors import EmptyFile, UnknownChoice, UserError
from preround.domain.finding import Finding, Severity
from preround.domain.program import FactScalar

NAME = "preround-fact-pack"
VERSION = 1
MOST_BYTES = 30_000_000
_EXPECTED = "a fact pack (JSON lines, the first of them its header)"
_FACT_KEYS = frozenset({"nrmp_code", "program", "fact", "value", "source", "read", "url"})
_LONGEST = 300


class NotAPack(UserError):
    """A file that is no fact pack."""

    def __init__(self, name: str, got: str) -> None:
        super().__init__(
            f"{name}: {got}; expected {_EXPECTED}. `preround packs export` writes one; "
            "docs/fact-packs.md describes it."
        )


class NewerPack(UserError):
    """A pack in a later version of the format."""

    http_status = 409

    def __init__(self, name: str, got: object) -> None:
        super().__init__(
            f"{name}: the pack is of format version {got!r}; this Preround reads up to {VERSION}. "
            "Update Preround; nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class PackFact:
    """One value of one fact of one track: where it was read, and when.

    `program` is for the eye; the code decides.
    """

    nrmp_code: str
    program: str
    fact: str
    value: FactScalar
    source: str
    read: date
    url: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a pack has at most once: a fact of a track from one source."""
        return self.nrmp_code, self.fact, self.source.casefold(), self.url


@dataclass(frozen=True, slots=True)
class Pack:
    """Facts under one contributor's label; `made` is the day the pack was written."""

    title: str
    contributor: str
    made: date
    facts: tuple[PackFact, ...]


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack as read: whatever is sound in it, and what is not."""

    pack: Pack
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PackDiff:
    """What a second pack has otherwise than a first."""

    added: tuple[PackFact, ...]
    removed: tuple[PackFact, ...]
    changed: tuple[tuple[PackFact, PackFact], ...]
    n_same: int


def write_pack(pack: Pack) -> bytes:
    """Write a pack: a header line, then its facts in a fixed order, one a line.

    Why in order: two versions of a pack then differ only in the lines that changed.
    """
    header = {
        "format": NAME,
        "version": VERSION,
        "title": pack.title,
        "contributor": pack.contributor,
        "made": pack.made.isoformat(),
    }
    ordered = sorted(pack.facts, key=lambda fact: (*fact.key, fact.read, str(fact.value)))
    lines = [header, *(_record(fact) for fact in ordered)]
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _record(fact: PackFact) -> dict[str, Any]:
    record: dict[str, Any] = {
        "nrmp_code": fact.nrmp_code,
        "program": fact.program,
        "fact": fact.fact,
        "value": fact.value,
        "source": fact.source,
        "read": fact.read.isoformat(),
    }
    return {**record, "url": fact.url} if fact.url else record


def read_pack(data: bytes, name: str) -> ReadPack:
    """Read a pack; a line that is no sound fact becomes a finding and is left out.

    Raises
    ------
    EmptyFile, NotAPack, NewerPack
        When the file has no header of a pack.
    """
    if not data.strip():
        raise EmptyFile(name, _EXPECTED)
    if len(data) > MOST_BYTES:
        raise NotAPack(name, f"{len(data):,} bytes, more than the {MOST_BYTES:,} a pack may have")
    first, *rest = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    header = _header(first, name)
    facts: list[PackFact] = []
    findings: list[Finding] = []
    for number, line in enumerate(rest, start=2):
        if not line.strip():
            continue
        read = _fact(line, f"{name}, line {number}")
        if isinstance(read, Finding):
            findings.append(read)
        else:
            facts.append(read)
    return ReadPack(Pack(*header, tuple(facts)), tuple(findings))


def _header(line: bytes, name: str) -> tuple[str, str, date]:
    record = _object(line)
    if record is None or record.get("format") != NAME:
        raise NotAPack(name, "its first line is no header of a fact pack")
    version = record.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise NewerPack(name, version)
    contributor = " ".join(str(record.get("contributor", "")).split())[:_LONGEST]
    if not contributor:
        raise NotAPack(name, "its header has no contributor label")
    try:
        made = date.fromisoformat(str(record.get("made", "")))
    except ValueError:
        raise NotAPack(name, "its header has no day on which it was made") from None
    return " ".join(str(record.get("title", "")).split())[:_LONGEST], contributor, made


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _fact(line: bytes, place: str) -> PackFact | Finding:
    record = _object(line)
    if record is None:
        return _wrong(place, "This line is no JSON object.")
    if unknown := sorted(set(record) - _FACT_KEYS):
        return _wrong(place, f"A fact has no {unknown[0]!r}; a pack holds facts and nothing else.")
    try:
        kind = fact_kind(str(record.get("fact", "")))
        value = _value(kind, record.get("value"))
        read = date.fromisoformat(str(record.get("read", "")))
    except (UnknownChoice, BadFactValue) as reason:
        return _wrong(place, str(reason))
    except ValueError:
        return _wrong(place, f"read {record.get('read')!r} is no date such as 2026-11-22.")
    return _sound(record, kind, value, read, place)


def _sound(
    record: Mapping[str, Any], kind: FactKind, value: FactScalar, read: date, place: str
) -> PackFact | Finding:
    texts = {key: record.get(key, "") for key in ("nrmp_code", "program", "source", "url")}
    for key, text in texts.items():
        if not isinstance(text, str) or len(text) > _LONGEST + 200:
            return _wrong(place, f"{key} is no short text.")
    source = " ".join(texts["source"].split())
    if not texts["nrmp_code"].strip() or not source:
        return _wrong(place, "A fact needs nrmp_code and source; without a source it is hearsay.")
    if texts["url"] and not re.match(r"https?://", texts["url"]):
        return _wrong(place, f"url {texts['url']!r} is no https:// address.")
    code = "".join(texts["nrmp_code"].split()).upper()
    return PackFact(code, texts["program"], kind.name, value, source, read, texts["url"])


def _value(kind: FactKind, raw: object) -> FactScalar:
    if kind.type is ValueType.BOOL and isinstance(raw, bool):
        return raw
    typed = None if isinstance(raw, bool | dict | list) else parse_value(kind, raw, percent=False)
    if typed is None:
        raise BadFactValue(kind, raw)
    return typed


def _wrong(place: str, message: str) -> Finding:
    return Finding("pack-bad-line", Severity.ERROR, place, message, "Mend the line or take it out.")


def diff_packs(first: Pack, second: Pack) -> PackDiff:
    """Compare two packs, fact by fact and source by source."""
    before, after = _by_key(first.facts), _by_key(second.facts)
    changed = tuple(
        (before[key], after[key])
        for key in sorted(before.keys() & after.keys())
        if (before[key].value, before[key].read) != (after[key].value, after[key].read)
    )
    return PackDiff(
        added=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        removed=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        changed=changed,
        n_same=len(before.keys() & after.keys()) - len(changed),
    )


def _by_key(facts: Iterable[PackFact]) -> dict[tuple[str, str, str, str], PackFact]:
    """The newest reading of each fact from each source."""
    return {fact.key: fact for fact in sorted(facts, key=lambda fact: fact.read)}
