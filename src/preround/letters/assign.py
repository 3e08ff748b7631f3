"""Which letters go to which program: at most so many each, the fitting ones first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.letters.needs import SpecialtyNeed, canonical_or_same, needs_of
from preround.letters.record import IN, PROMISED, LettersRecord, ProgramNeed, Writer

USABLE = (*IN, *PROMISED)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One program's letters, those of them still awaited, and what its rule still lacks."""

    program: str
    letters: tuple[str, ...]
    lacks: tuple[str, ...]
    awaited: tuple[str, ...] = ()
    specialty: str = ""
    code: str = ""
    by_hand: bool = False

    @property
    def institution(self) -> str:
        """The program's name without its specialty."""
        return self.program.removesuffix(f", {self.specialty}")

    @property
    def kind(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What makes two programs' rows say the same."""
        return self.letters, self.lacks


def assign(record: LettersRecord, most: int) -> tuple[Assignment, ...]:
    """Assign uploaded and promised letters to every program.

    Parameters
    ----------
    most
        How many letters a program takes.
    """
    usable = [writer for writer in record.writers if writer.status in USABLE]
    return tuple(_one(program, usable, most) for program in record.programs)


def _one(program: ProgramNeed, usable: Sequence[Writer], most: int) -> Assignment:
    by_key = {writer.key: writer for writer in usable}
    needs = needs_of(program.specialty)
    chosen = [key for key in dict.fromkeys(program.letters) if key in by_key][:most]
    if not program.letters:
        chosen = _chosen(program, usable, needs, most)
    awaited = tuple(key for key in chosen if by_key[key].status in PROMISED)
    return Assignment(
        program.name,
        tuple(chosen),
        _lacks(program, [by_key[key] for key in chosen], needs),
        awaited,
        program.specialty,
        program.code,
        bool(program.letters),
    )


def _chosen(
    program: ProgramNeed, usable: Sequence[Writer], needs: Sequence[SpecialtyNeed], most: int
) -> list[str]:
    """First what the specialty expects, then U.S. physicians of the specialty, then the rest."""
    ranked = sorted(usable, key=lambda writer: _rank(writer, program), reverse=True)
    asked = [
        writer.key
        for need in needs
        for writer in [one for one in ranked if need.is_filled_by(one)][: need.count]
    ]
    return list(dict.fromkeys([*asked, *(writer.key for writer in ranked)]))[:most]


def _lacks(
    program: ProgramNeed, letters: Sequence[Writer], needs: Sequence[SpecialtyNeed]
) -> tuple[str, ...]:
    lacks = []
    n_us = sum(bool(one.us_physician) for one in letters)
    if program.letters_min is not None and len(letters) < program.letters_min:
        lacks.append(f"{program.letters_min} letters asked, {len(letters)} there")
    if program.letters_us_min is not None and n_us < program.letters_us_min:
        lacks.append(f"{program.letters_us_min} from U.S. physicians asked, {n_us} there")
    for need in needs:
        n_there = sum(need.is_filled_by(one) for one in letters)
        if n_there < need.count:
            lacks.append(f"{need.name}: {need.count} expected, {n_there} there")
    left = [key for key in program.letters if key not in {one.key for one in letters}]
    if left:
        lacks.append(f"not assigned: {', '.join(left)}")
    return tuple(lacks)


def _rank(writer: Writer, program: ProgramNeed) -> tuple[bool, bool, bool, bool]:
    same = bool(program.specialty and writer.specialty) and canonical_or_same(
        writer.specialty
    ) == canonical_or_same(program.specialty)
    return bool(writer.us_physician), same, writer.status in IN, bool(writer.waived)
