"""The odds model's coefficients: read from data, checked, each with spread and source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.applicant import ApplicantType
from preround.domain.citation import Citation, Confidence
from preround.domain.errors import InternalError, UserError
from preround.domain.ranges import Support
from preround.facts.outcomes import load_outcomes
from preround.facts.sources import Source, parse_source

DATA = Path(__file__).parent / "data"
FILE = "coefficients.toml"
FIELDS = {
    *("value", "spread", "unit", "support", "study", "source", "locator", "why", "of", "cap"),
    *("center", "sd", "by", "by_specialty", "specialties"),
}
GUESS = "No figure is published: a guess"


class BadCoefficient(UserError):
    """The coefficient file breaks its own contract."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(
            f"{FILE} [{key}]: {problem}. Expected value, spread (0 or more), support "
            "(published, estimated or guess), why, and a study or source unless it is a guess."
        )


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One number of the model and what is known about it.

    `spread` is one standard deviation. `center` and `sd` describe the answer among the
    applicants of a type: a term is `value * (answer - center)`, so that the average
    applicant keeps the published rate. `by` and `by_specialty` hold the same kind of
    number for parts that need their own; `of` names what another thing is like.
    """

    key: str
    value: float
    spread: float
    support: Support
    citation: Citation
    why: str
    unit: str = "log odds"
    of: str = ""
    cap: float | None = None
    center: Mapping[str, float] = field(default_factory=dict)
    sd: Mapping[str, float] = field(default_factory=dict)
    by: Mapping[str, float] = field(default_factory=dict)
    by_specialty: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    specialties: tuple[str, ...] = ()

    def center_of(self, kind: ApplicantType) -> float | None:
        """Mean answer among applicants of this type; None where the term has no meaning."""
        return self.center.get(kind.value)

    def sd_of(self, kind: ApplicantType) -> float:
        """Spread of the answer among applicants of this type."""
        if kind.value in self.sd:
            return self.sd[kind.value]
        share = self.center[kind.value]
        return float((share * (1.0 - share)) ** 0.5)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """All of them, by dotted key."""

    entries: Mapping[str, Coefficient]

    def __getitem__(self, key: str) -> Coefficient:
        if key not in self.entries:
            raise InternalError(f"{FILE}: no coefficient {key!r}; the code asks for it.")
        return self.entries[key]

    def find(self, key: str) -> Coefficient | None:
        """The coefficient, or None where a part has none of its own."""
        return self.entries.get(key)

    def under(self, prefix: str) -> tuple[Coefficient, ...]:
        """All whose key starts with the prefix, in the file's order."""
        return tuple(entry for key, entry in self.entries.items() if key.startswith(prefix))


def _cite(key: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Citation:
    locator = str(entry.get("locator", ""))
    if "study" in entry:
        return load_outcomes().study(str(entry["study"])).citation
    if "source" in entry:
        if entry["source"] not in sources:
            raise BadCoefficient(key, f"source {entry['source']!r} has no entry")
        return sources[str(entry["source"])].cite(locator)
    if entry.get("support") != "guess":
        raise BadCoefficient(key, "no source, and not marked as a guess")
    return Citation(source=GUESS, locator=str(entry.get("why", "")), confidence=Confidence.LOW)


def _coefficient(key: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Coefficient:
    unknown = {name for name, value in entry.items() if name not in FIELDS}
    if unknown:
        raise BadCoefficient(key, f"unknown field {min(unknown)!r}")
    missing = {"value", "spread", "support", "why"} - set(entry)
    if missing:
        raise BadCoefficient(key, f"{min(missing)} is missing")
    if entry["spread"] < 0:
        raise BadCoefficient(key, f"spread {entry['spread']} is negative")
    if entry["support"] not in {support.value for support in Support}:
        raise BadCoefficient(key, f"support {entry['support']!r}")
    for table in ("center", "sd"):
        strange = set(entry.get(table, {})) - {kind.value for kind in ApplicantType}
        if strange:
            raise BadCoefficient(key, f"{table} of {min(strange)!r}, not an applicant type")
    return Coefficient(
        key=key,
        value=float(entry["value"]),
        spread=float(entry["spread"]),
        support=Support(entry["support"]),
        citation=_cite(key, entry, sources),
        why=str(entry["why"]),
        unit=str(entry.get("unit", "log odds")),
        of=str(entry.get("of", "")),
        cap=float(entry["cap"]) if "cap" in entry else None,
        center=entry.get("center", {}),
        sd=entry.get("sd", {}),
        by=entry.get("by", {}),
        by_specialty=entry.get("by_specialty", {}),
        specialties=tuple(entry.get("specialties", ())),
    )


def _walk(
    prefix: str, table: Mapping[str, Any], sources: Mapping[str, Source]
) -> dict[str, Coefficient]:
    found: dict[str, Coefficient] = {}
    own = {name: value for name, value in table.items() if name in FIELDS}
    if own:
        found[prefix] = _coefficient(prefix, own, sources)
    for name, value in table.items():
        if name in FIELDS:
            continue
        key = f"{prefix}.{name}" if prefix else name
        if not isinstance(value, dict):
            raise BadCoefficient(prefix, f"unknown field {name!r}")
        found |= _walk(key, value, sources)
    return found


def parse_coefficients(text: str) -> Coefficients:
    """Read and check the file's text.

    Raises
    ------
    BadCoefficient
        When an entry lacks a source, a spread, or says something unknown.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCoefficient("file", str(error)) from error
    listed = raw.pop("sources", {})
    sources = {name: parse_source(name, entry, FILE) for name, entry in listed.items()}
    return Coefficients(_walk("", raw, sources))


@cache
def load_coefficients() -> Coefficients:
    """The shipped coefficients; parsed once."""
    return parse_coefficients((DATA / FILE).read_text(encoding="utf-8"))
