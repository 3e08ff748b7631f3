"""What does not fit the applicant file's shape, each in one line a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from preround.domain.applicant import (
    SCHEMA_VERSION,
    Applicant,
    ApplicantType,
    Background,
    Exam,
    ExamAttempt,
    Letter,
    Scholarship,
    Setting,
    UsceKind,
    UsExperience,
    VisaNeed,
    Wishes,
)
from preround.domain.program import Track
from preround.facts.exams import load_exams

TABLES: Mapping[str, tuple[str, ...]] = {
    "": tuple(Applicant.model_fields),
    "applicant": tuple(Background.model_fields),
    "exams": tuple(ExamAttempt.model_fields),
    "us_experience": tuple(UsExperience.model_fields),
    "letters": tuple(Letter.model_fields),
    "scholarship": tuple(Scholarship.model_fields),
    "wishes": tuple(Wishes.model_fields),
}
LISTS = ("exams", "us_experience", "letters")
CHOICES: Mapping[str, type[StrEnum]] = {
    "applicant.type": ApplicantType,
    "applicant.visa_need": VisaNeed,
    "exams.name": Exam,
    "us_experience.kind": UsceKind,
    "us_experience.setting": Setting,
    "wishes.tracks": Track,
}
#: Words people write for a key whose own name is not near.
OTHER_WORDS = {
    "graduation_year": "applicant.yog",
    "year_of_graduation": "applicant.yog",
    "graduation": "applicant.yog",
    "citizenship": "applicant.type",
    "country": "applicant.school_country",
    "ecfmg": "applicant.ecfmg_certified",
    "exam": "exams",
    "result": "exams.passed",
    "usce": "us_experience",
    "experience": "us_experience",
    "hours": "us_experience.hours_per_week",
    "money": "wishes.budget_usd",
    "programs": "wishes.specialties",
    "states": "wishes.states_preferred",
    "papers": "scholarship.publications",
    "lor": "letters",
}
NEAR = 70
SHOWN = 60
RANGES = {
    "applicant.yog": "a year from 1950 to 2035",
    "us_experience.hours_per_week": "more than 0 and at most 120 hours",
    "us_experience.months": "more than 0 and at most 480 months",
    "scholarship.publications": "a number from 0 to 2,000",
    "wishes.max_interviews": "a number from 1 to 100",
    "wishes.usd_per_point": "more than 0 and at most 100,000 dollars",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend before the file can be read: where it stands, and one sentence."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def shape_problems(error: ValidationError, table: Mapping[str, Any]) -> list[Problem]:
    """Turn the validator's errors into problems, in the order of the file's keys."""
    return [
        Problem(place(item["loc"], table), _message(item, table))
        for item in error.errors(include_url=False)
    ]


def place(loc: Sequence[int | str], table: Mapping[str, Any]) -> str:
    """Name a place as a person would: `exam 2 (step_2_ck), score`."""
    if not loc:
        return ""
    head = str(loc[0])
    if head in LISTS and len(loc) > 1:
        index = int(loc[1])
        words = {"exams": "exam", "us_experience": "U.S. experience", "letters": "letter"}[head]
        spot = f"{words} {index + 1}{_named(table.get(head), index)}"
        return f"{spot}, {loc[2]}" if len(loc) > 2 else spot
    if isinstance(loc[-1], int):
        return f"{'.'.join(str(part) for part in loc[:-1])}, item {loc[-1] + 1}"
    return ".".join(str(part) for part in loc)


def shown(value: object) -> str:
    """The value as it stood, cut where it is long, always on one line."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


def nearest(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """At most two known words near the one written, nearest first."""
    found = process.extract(
        word.lower(), known, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=2, processor=str.lower
    )
    if len(found) == 2 and found[0][1] - found[1][1] > 10:
        found = found[:1]
    return tuple(match for match, _, _ in found)


def _named(rows: object, index: int) -> str:
    """A row's own name or kind in brackets, when it has one that reads well."""
    row = rows[index] if isinstance(rows, list) and index < len(rows) else None
    if not isinstance(row, dict):
        return ""
    name = row.get("name", row.get("kind"))
    return f" ({name})" if isinstance(name, str) and name.replace("_", "").isalnum() else ""


def _message(item: Mapping[str, Any], table: Mapping[str, Any]) -> str:
    kind, loc, got = item["type"], item["loc"], item["input"]
    key = ".".join(str(part) for part in loc if isinstance(part, str))
    if kind == "extra_forbidden":
        return _unknown_key(loc)
    if kind == "missing":
        return f"missing; expected {_choices(key)}."
    if kind == "literal_error":
        return (
            f"got {shown(got)}; this version reads {SCHEMA_VERSION}. "
            "Use a newer Preround, or the file's earlier form."
        )
    if kind == "enum":
        return _outside(key, got)
    if kind == "too_long":
        return f"{len(got):,} entries; at most {item['ctx']['max_length']} are read. Shorten it."
    if kind in ("tuple_type", "model_type"):
        return _wrong_container(key, got)
    return f"got {shown(got)}; {_expected(kind, key, loc, table)}"


def _unknown_key(loc: Sequence[int | str]) -> str:
    word = str(loc[-1])
    table = str(loc[0]) if len(loc) > 1 else ""
    homes = [name for name, keys in TABLES.items() if word in keys and name != table]
    if homes:
        home = "the top of the file" if not homes[0] else _header(homes[0])
        return f"unknown key here; {word} belongs under {home}."
    if word.lower() in OTHER_WORDS:
        return f"unknown key. Did you mean {OTHER_WORDS[word.lower()]}?"
    near = nearest(word, TABLES[table])
    if near:
        return f"unknown key. Did you mean {' or '.join(near)}?"
    elsewhere = {key: f"{name}.{key}" for name, keys in TABLES.items() for key in keys if name}
    near = nearest(word, tuple(elsewhere))
    if near:
        return f"unknown key. Did you mean {' or '.join(elsewhere[key] for key in near)}?"
    return f"unknown key; known here are {', '.join(TABLES[table])}."


def _header(table: str) -> str:
    return f"[[{table}]]" if table in LISTS else f"[{table}]"


def _choices(key: str) -> str:
    return " or ".join(word.value for word in CHOICES[key])


def _outside(key: str, got: object) -> str:
    near = nearest(str(got), [word.value for word in CHOICES[key]])
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"got {shown(got)}; expected {_choices(key)}.{hint}"


def _wrong_container(key: str, got: object) -> str:
    if key in LISTS and isinstance(got, dict):
        return f"a single table; write [[{key}]] with two brackets, once for each."
    if key in TABLES:
        return f"got {shown(got)}; expected a table that opens with {_header(key)}."
    return f"got {shown(got)}; expected a list in brackets, such as [{shown(got)}]."


def _expected(kind: str, key: str, loc: Sequence[int | str], table: Mapping[str, Any]) -> str:
    if kind.startswith("date"):
        return "expected a day of the calendar as YYYY-MM-DD, such as 2026-03-27."
    if kind == "bool_type":
        return "expected true or false, without quotes."
    if kind.startswith(("int", "float", "finite")):
        what = "a number" if kind.startswith(("float", "finite")) else "a whole number"
        return f"expected {what}, without quotes."
    if kind == "string_pattern_mismatch":
        example = "PK" if key == "applicant.school_country" else "NY"
        return f'expected two capital letters, such as "{example}".'
    if kind == "string_too_long":
        return "expected at most 200 characters."
    if kind.startswith("string"):
        return 'expected a text in "quotes".'
    if key == "exams.score":
        return score_expected(_exam_at(loc, table))
    return f"expected {RANGES[key]}." if key in RANGES else "that does not fit here."


def _exam_at(loc: Sequence[int | str], table: Mapping[str, Any]) -> Exam | None:
    name = table["exams"][loc[1]].get("name")
    return Exam(name) if name in set(Exam) else None


def score_expected(exam: Exam | None) -> str:
    """What a score of this examination may be, with the source of its scale."""
    if exam is None:
        return "expected a score on the examination's own scale."
    facts = load_exams()[exam]
    return (
        f"{facts.label} scores run from {facts.low} to {facts.high} ({facts.citation.source}). "
        "Correct it, or leave score out where only pass or fail is known."
    )
