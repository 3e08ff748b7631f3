"""Which letters go to which program: at most so many each, the fitting ones first."""

from __future__ import annotations

from dataclasses import dataclass

from preround.letters.record import LettersRecord, LetterStatus, ProgramNeed, Writer

USABLE = (LetterStatus.UPLOADED, LetterStatus.AGREED)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One program's letters, and what its rule still lacks."""

    program: str
    letters: tuple[str, ...]
    lacks: tuple[str, ...]


def assign(record: LettersRecord, most: int) -> tuple[Assignment, ...]:
    """Assign uploaded and promised letters to every program.

    Parameters
    ----------
    most
        How many letters a program takes.
    """
    usable = [writer for writer in record.writers if writer.status in USABLE]
    return tuple(_one(program, usable, most) for program in record.programs)


def _one(program: ProgramNeed, usable: list[Writer], most: int) -> Assignment:
    by_key = {writer.key: writer for writer in usable}
    chosen = [key for key in dict.fromkeys(program.letters) if key in by_key][:most]
    ranked = sorted(usable, key=lambda w: _rank(w, program), reverse=True)
    for writer in ranked:
        if len(chosen) < most and writer.key not in chosen:
            chosen.append(writer.key)
    n_us = sum(bool(by_key[key].us_physician) for key in chosen)
    lacks = []
    if program.letters_min is not None and len(chosen) < program.letters_min:
        lacks.append(f"{program.letters_min} letters asked, {len(chosen)} there")
    if program.letters_us_min is not None and n_us < program.letters_us_min:
        lacks.append(f"{program.letters_us_min} from U.S. physicians asked, {n_us} there")
    over = [key for key in program.letters if key not in chosen]
    if over:
        lacks.append(f"not assigned: {', '.join(over)}")
    return Assignment(program.name, tuple(chosen), tuple(lacks))


def _rank(writer: Writer, program: ProgramNeed) -> tuple[bool, bool, bool, bool]:
    same = bool(program.specialty) and writer.specialty.casefold() == program.specialty.casefold()
    return (
        bool(writer.us_physician),
        same,
        writer.status is LetterStatus.UPLOADED,
        bool(writer.waived),
    )
