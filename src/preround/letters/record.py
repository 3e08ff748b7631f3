"""The letters record: writers, days with what was done, programs with what they ask."""

from __future__ import annotations

import datetime as dt
import tomllib
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from preround.domain.errors import UserError

Line = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(max_length=2000)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class LetterStatus(StrEnum):
    """How far a letter is."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    AGREED = "agreed"
    UPLOADED = "uploaded"
    DECLINED = "declined"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Writer(_Part):
    """One who might write."""

    key: Key
    name: Line
    role: Line = ""
    specialty: Line = ""
    us_physician: bool | None = None
    status: LetterStatus = LetterStatus.NOT_ASKED
    waived: bool | None = None
    asked_on: dt.date | None = None
    asked_to_draft: bool = False
    former: bool = False


class Day(_Part):
    """One day or entry of the log: who was there, what was done."""

    date: dt.date
    writers: tuple[Key, ...] = ()
    did: Words = ""


class ProgramNeed(_Part):
    """What a program asks of letters; `letters` are writers already chosen for it."""

    name: Line
    specialty: Line = ""
    letters_min: int | None = Field(None, ge=0, le=10)
    letters_us_min: int | None = Field(None, ge=0, le=10)
    letters: tuple[Key, ...] = ()


class LettersRecord(_Part):
    """Everything about letters, as its file holds it."""

    schema_version: Literal[1] = 1
    specialty: Line = ""
    writers: tuple[Writer, ...] = Field((), max_length=60)
    days: tuple[Day, ...] = Field((), max_length=5000)
    programs: tuple[ProgramNeed, ...] = Field((), max_length=400)


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
