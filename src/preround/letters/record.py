"""The letters record: writers, days with what was done, programs with what they ask."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from preround.domain.errors import UserError

Line = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(max_length=2000)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
PHYSICIAN = re.compile(r"\b(?:M\.?D|D\.?O|MBBS|MBChB)\b")


class LetterStatus(StrEnum):
    """How far a letter is."""

    THINKING = "thinking"
    ASKED = "asked"
    AGREED = "agreed"
    PACKET_GIVEN = "packet_given"
    UPLOADED = "uploaded"
    ASSIGNED = "assigned"
    DECLINED = "declined"


#: The road of a letter, in order; a letter that was declined has left it.
ROAD = tuple(one for one in LetterStatus if one is not LetterStatus.DECLINED)
IN = (LetterStatus.UPLOADED, LetterStatus.ASSIGNED)
PROMISED = (LetterStatus.AGREED, LetterStatus.PACKET_GIVEN)


class LetterForm(StrEnum):
    """The two forms MyERAS tells apart: an own text, or a specialty's form (SLOE, SLOR, SEL)."""

    NARRATIVE = "narrative"
    STANDARDIZED = "standardized"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Writer(_Part):
    """One who might write.

    `known_as` are the names under which the work log says who saw something; `also_saw` is what
    the person remembers the writer saw, `left_out` what is not to stand in the packet, and
    `keep_words` are words that could be a name and are none.
    """

    key: Key
    name: Line
    role: Line = ""
    place: Line = ""
    specialty: Line = ""
    us_physician: bool | None = None
    form: LetterForm = LetterForm.NARRATIVE
    chair: bool = False
    status: LetterStatus = LetterStatus.THINKING
    waived: bool | None = None
    asked_on: dt.date | None = None
    agreed_on: dt.date | None = None
    packet_on: dt.date | None = None
    uploaded_on: dt.date | None = None
    asked_to_draft: bool = False
    former: bool = False
    known_as: tuple[Line, ...] = Field((), max_length=20)
    together_from: dt.date | None = None
    together_to: dt.date | None = None
    also_saw: tuple[Words, ...] = Field((), max_length=60)
    left_out: tuple[Line, ...] = Field((), max_length=2000)
    keep_words: tuple[Line, ...] = Field((), max_length=200)

    @property
    def greeting(self) -> str:
        """How a message to them begins: by title and family name for a physician."""
        plain = self.name.split(",")[0].strip()
        words = plain.split()
        titled = words[:1] and words[0].rstrip(".").lower() in ("dr", "doctor", "prof", "professor")
        if titled or PHYSICIAN.search(self.name):
            return f"Dr. {words[-1]}"
        return plain


class Day(_Part):
    """One day, or one week at work, of a log: who was there, what was done."""

    date: dt.date
    writers: tuple[Key, ...] = ()
    did: Words = ""
    duties: tuple[Line, ...] = ()
    is_week: bool = False
    ref: Line = ""


class ProgramNeed(_Part):
    """What a program asks of letters; `letters` were chosen by hand: these and no others."""

    name: Line
    specialty: Line = ""
    letters_min: int | None = Field(None, ge=0, le=10)
    letters_us_min: int | None = Field(None, ge=0, le=10)
    letters: tuple[Key, ...] = ()
    code: Line = ""


class LettersRecord(_Part):
    """Everything about letters, as its file holds it."""

    schema_version: Literal[1] = 1
    specialty: Line = ""
    writers: tuple[Writer, ...] = Field((), max_length=60)
    days: tuple[Day, ...] = Field((), max_length=20_000)
    programs: tuple[ProgramNeed, ...] = Field((), max_length=2000)


class BadLettersRecord(UserError):
    """A letters record that cannot be read; names every place at fault."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__(f"{name}: {'; '.join(problems[:6])}. Correct the file.")


def read_letters(text: str, name: str = "letters") -> LettersRecord:
    """Read a letters record's TOML.

    Raises
    ------
    BadLettersRecord
        When it is no TOML, values do not fit, or a day or program names an unknown writer.
    """
    try:
        record = LettersRecord.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise BadLettersRecord(name, [str(wrong)]) from None
    except ValidationError as wrong:
        problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in wrong.errors()]
        raise BadLettersRecord(name, problems) from None
    keys = [writer.key for writer in record.writers]
    problems = [f"writer {key!r} stands twice" for key in set(keys) if keys.count(key) > 1]
    named = [(f"days.{i}", key) for i, day in enumerate(record.days, 1) for key in day.writers]
    named += [
        (f"programs.{i}", key) for i, one in enumerate(record.programs, 1) for key in one.letters
    ]
    problems += [f"{place}: no writer {key!r}" for place, key in named if key not in keys]
    if problems:
        raise BadLettersRecord(name, problems)
    return record
