"""What a specialty expects of letters, beside what a program names, read from its file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.citation import Citation, Confidence
from preround.domain.errors import UserError
from preround.facts.errors import BadFact
from preround.facts.specialties import canonical
from preround.letters.record import LetterForm, Writer

PATH = Path(__file__).with_name("needs.toml")


class NeedKind(StrEnum):
    """Which letters fill a need."""

    STANDARDIZED = "standardized"
    CHAIR = "chair"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class SpecialtyNeed:
    """One kind of letter a specialty expects, why, and what that means for an IMG."""

    specialty: str
    kind: NeedKind
    count: int
    name: str
    why: str
    for_img: str
    citation: Citation

    def is_filled_by(self, writer: Writer) -> bool:
        """Whether a letter of this writer is of the kind, and not of another specialty."""
        if writer.specialty and canonical_or_same(writer.specialty) != self.specialty:
            return False
        form = writer.form is LetterForm.STANDARDIZED
        if self.kind is NeedKind.STANDARDIZED:
            return form
        return writer.chair or (form and self.kind is NeedKind.EITHER)


@cache
def load_needs(path: Path = PATH) -> tuple[SpecialtyNeed, ...]:
    """Every need, parsed once.

    Raises
    ------
    BadFact
        When a specialty is not known, or an entry lacks a field.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["need"]
    return tuple(_need(row, f"{path.name} [{at}]") for at, row in enumerate(rows, 1))


def needs_of(specialty: str) -> tuple[SpecialtyNeed, ...]:
    """What one specialty expects; nothing for one nobody has written of."""
    name = canonical_or_same(specialty)
    return tuple(need for need in load_needs() if need.specialty == name)


def canonical_or_same(specialty: str) -> str:
    """The listing's name of a specialty, or the name as written where it has none."""
    try:
        return canonical(specialty)
    except UserError:
        return specialty


def cite(entry: dict[str, Any]) -> Citation:
    """The citation of an entry of these files."""
    return Citation(
        entry["source"],
        entry["locator"],
        entry["read"],
        Confidence(entry["confidence"]),
        entry.get("url", ""),
    )


def _need(row: dict[str, Any], place: str) -> SpecialtyNeed:
    try:
        specialty = row["specialty"]
        if canonical_or_same(specialty) != specialty:
            raise BadFact(place, specialty, "the listing's name of a specialty", "Write that name.")
        return SpecialtyNeed(
            specialty,
            NeedKind(row["kind"]),
            int(row["count"]),
            row["name"],
            row["why"],
            row["for_img"],
            cite(row),
        )
    except (KeyError, ValueError) as wrong:
        raise BadFact(place, str(wrong), "the fields of a need", "Mend the entry.") from None
