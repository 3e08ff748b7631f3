"""Changes to an applicant, one `key=value` each, as a person types them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from preround.domain.applicant import Applicant, Exam
from preround.domain.errors import UnknownChoice, UserError
from preround.importers.applicant_file import ReadApplicant, to_table, validate_table
from preround.importers.applicant_words import LISTS, TABLES

NAME = "--set"
NEW = "+"
MANY = {"specialties", "states_preferred", "states_excluded", "ties", "tracks"}


class BadChange(UserError):
    """A change that names no answer, or no value."""

    def __init__(self, got: str, problem: str) -> None:
        super().__init__(
            f"{NAME} {got[:80]!r}: {problem}. Write a key of the applicant file and a value, such "
            "as exams.step_2_ck.score=255, wishes.budget_usd=2000 or letters.+.specialty=Neurology."
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One answer and its new value; an empty value takes the answer back.

    `place` is the sitting's exam, or the number of the period or letter from 1, or `+`
    for a new one; "" in parts that are no list.
    """

    part: str
    place: str
    key: str
    value: str

    def __str__(self) -> str:
        path = ".".join(word for word in (self.part, self.place, self.key) if word)
        return f"{path}={self.value}"


def parse_change(text: str) -> Change:
    """Read one `part.key=value` or `list.place.key=value`.

    Raises
    ------
    BadChange, UnknownChoice
        When it has no value, or names no part or key of the applicant file.
    """
    path, equals, value = text.partition("=")
    words = [word.strip() for word in path.strip().split(".")]
    if not equals or not all(words):
        raise BadChange(text, "no key and value")
    part, *rest = words
    if part not in TABLES or not part:
        raise UnknownChoice(NAME, part, tuple(sorted(set(TABLES) - {"", "schema_version"})))
    if len(rest) != (2 if part in LISTS else 1):
        wanted = "a place and a key" if part in LISTS else "one key"
        raise BadChange(text, f"{part} takes {wanted}")
    place, key = rest if part in LISTS else ("", rest[0])
    if key not in TABLES[part]:
        raise UnknownChoice(f"{NAME} {part}", key, TABLES[part])
    return Change(part, place, key, value.strip())


def change_applicant(
    applicant: Applicant, changes: Sequence[Change], today: dt.date
) -> ReadApplicant:
    """The same person with these answers, checked as a file is.

    Raises
    ------
    BadChange
        When a place names nothing that is there.
    ApplicantRefused
        When the answers do not fit; all problems at once.
    """
    table = to_table(applicant)
    added: dict[str, dict[str, Any]] = {}
    for change in changes:
        target = _target(table, change, added)
        if change.value:
            target[change.key] = _value(change)
        else:
            target.pop(change.key, None)
    return validate_table(table, NAME, today)


def _target(
    table: dict[str, Any], change: Change, added: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """The table that holds the key; a new one is begun once, however many keys it gets."""
    if change.part not in LISTS:
        part: dict[str, Any] = table.setdefault(change.part, {})
        return part
    items = list(table.get(change.part) or ())
    table[change.part] = items
    if change.place == NEW or (change.part == "exams" and change.place in {*Exam}):
        return _named_or_new(items, change, added)
    if not re.fullmatch(r"[0-9]{1,3}", change.place) or not 1 <= int(change.place) <= len(items):
        places = f"there are {len(items)}" if items else "there are none"
        raise BadChange(str(change), f"{change.part} {change.place!r} is not there ({places})")
    chosen: dict[str, Any] = items[int(change.place) - 1]
    return chosen


def _named_or_new(
    items: list[dict[str, Any]], change: Change, added: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """The last sitting of an exam, or what is being added."""
    where = f"{change.part}.{change.place}"
    if where in added:
        return added[where]
    of_name = [item for item in items if change.place != NEW and item["name"] == change.place]
    if of_name:
        return of_name[-1]
    added[where] = {} if change.place == NEW else {"name": change.place}
    items.append(added[where])
    return added[where]


def _value(change: Change) -> object:
    """What was typed, as TOML reads it where it can, else the words."""
    if change.key in MANY:
        return [word.strip() for word in change.value.split(",") if word.strip()]
    try:
        return tomllib.loads(f"x = {change.value}")["x"]
    except tomllib.TOMLDecodeError:
        return change.value
