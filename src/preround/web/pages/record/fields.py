"""The applicant record as fields of a form: one table, shown and read back by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Exam,
    Setting,
    UsceKind,
    VisaNeed,
)
from preround.domain.program import Track
from preround.facts import specialties

Choice = tuple[str, str]
YES_NO: tuple[Choice, ...] = (("yes", "yes"), ("no", "no"))
MOST_ROWS = 60
N_SPECIALTIES = 4


def _words(
    values: type[ApplicantType | VisaNeed | Exam | Setting | UsceKind],
) -> tuple[Choice, ...]:
    return tuple((one.value, one.value.replace("_", " ")) for one in values)


@dataclass(frozen=True, slots=True)
class Field:
    """One answer: its key in the applicant file, its label, its shape."""

    key: str
    label: str
    kind: str = "text"
    choices: tuple[Choice, ...] = ()
    hint: str = ""


TYPES: tuple[Choice, ...] = (
    ("non_us_img", "non-U.S. IMG"),
    ("us_img", "U.S. citizen IMG"),
    ("us_md", "U.S. MD"),
    ("us_do", "U.S. DO"),
)
VISAS: tuple[Choice, ...] = (
    ("none", "none needed"),
    ("j1", "J-1"),
    ("h1b", "H-1B only"),
    ("j1_or_h1b", "J-1 or H-1B"),
)
EXAMS: tuple[Choice, ...] = (
    ("step_1", "Step 1"),
    ("step_2_ck", "Step 2 CK"),
    ("step_3", "Step 3"),
    ("oet", "OET"),
)
SPECIALTIES: tuple[Choice, ...] = tuple((one, specialties.display(one)) for one in specialties.ALL)
TRACKS: tuple[Choice, ...] = tuple((one.value, one.value.replace("_", " ")) for one in Track)

BACKGROUND = (
    Field("type", "Applicant type", "choice", TYPES),
    Field("school_country", "Country of the school", hint="two letters, such as PK or IN"),
    Field("yog", "Year of graduation", "whole"),
    Field("visa_need", "Visa needed", "choice", VISAS),
    Field("ecfmg_certified", "ECFMG certified", "yes_no", YES_NO),
    Field("has_us_experience", "Any U.S. experience", "yes_no", YES_NO),
)
EXAM = (
    Field("name", "Examination", "choice", EXAMS),
    Field("date", "Day of the sitting", "date"),
    Field("passed", "Passed", "yes_no", YES_NO),
    Field("score", "Score", "whole"),
)
EXPERIENCE = (
    Field("kind", "Kind", "choice", _words(UsceKind)),
    Field("setting", "Setting", "choice", _words(Setting)),
    Field("specialty", "Specialty"),
    Field("start", "First day", "date"),
    Field("end", "Last day", "date"),
    Field("months", "Months, without dates", "number"),
    Field("hours_per_week", "Hours a week", "number"),
    Field("hands_on", "Hands-on", "yes_no", YES_NO),
    Field("state", "State", hint="two letters"),
)
LETTER = (
    Field("specialty", "Writer's specialty"),
    Field("from_us_physician", "From a U.S. physician", "yes_no", YES_NO),
)
SCHOLARSHIP = (Field("publications", "Articles, abstracts and presentations", "whole"),)
WISHES = (
    Field("states_preferred", "States you would like", "codes", hint="such as NY, NJ"),
    Field("states_excluded", "States to leave out", "codes"),
    Field("states_only", "Only these states", "codes", hint="for a couple or a family"),
    Field("ties", "States with a real tie", "codes", hint="family, school, work"),
    Field("tracks", "Tracks", "several", TRACKS),
    Field("budget_usd", "Budget for fees, dollars", "number"),
    Field("usd_per_point", "One more chance in 100 to match is worth, dollars", "number"),
    Field("max_interviews", "Interviews you can attend", "whole"),
)
LISTS: Mapping[str, tuple[Field, ...]] = {
    "exams": EXAM,
    "us_experience": EXPERIENCE,
    "letters": LETTER,
}
SINGLE: Mapping[str, tuple[Field, ...]] = {
    "applicant": BACKGROUND,
    "scholarship": SCHOLARSHIP,
    "wishes": WISHES,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with its name in the form and what stands in it."""

    field: Field
    name: str
    value: str
    values: tuple[str, ...] = ()


def filled_from(applicant: Applicant) -> dict[str, str | list[str]]:
    """Write the record as the form's values."""
    document = applicant.model_dump(mode="python")
    typed: dict[str, str | list[str]] = {}
    for table, fields in SINGLE.items():
        for one in fields:
            typed[f"{table}.{one.key}"] = _typed(one, document[table][one.key])
    typed["wishes.specialties"] = list(document["wishes"]["specialties"])
    typed["no_letters"] = "yes" if applicant.letters == () else ""
    for table, fields in LISTS.items():
        for place, row in enumerate(document[table] or ()):
            for one in fields:
                typed[f"{table}-{place}.{one.key}"] = _typed(one, row[one.key])
    return typed


def _typed(field: Field, value: Any) -> str | list[str]:
    if field.kind == "several":
        return [str(one) for one in value]
    if field.kind == "codes":
        return ", ".join(value)
    if value is None or value == VisaNeed.UNKNOWN:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def typed_from(query: QueryDict) -> dict[str, str | list[str]]:
    """Take a sent form's values as they were typed, so that none is lost."""
    lists = {"wishes.tracks", "wishes.specialties"}
    return {
        key: query.getlist(key) if key in lists else query.get(key, "")
        for key in query
        if key.partition(".")[0].rpartition("-")[0] in LISTS
        or key.partition(".")[0] in SINGLE
        or key == "no_letters"
    }


def to_table(typed: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """Read the form's values as the table an applicant file would hold.

    Why: what cannot be read stays as it was typed, so that the one check that files go
    through names it.
    """
    table: dict[str, Any] = {name: _row(typed, name, fields) for name, fields in SINGLE.items()}
    chosen = typed.get("wishes.specialties", [])
    names = [chosen] if isinstance(chosen, str) else chosen
    table["wishes"]["specialties"] = [name for name in dict.fromkeys(names) if name.strip()]
    for name, fields in LISTS.items():
        rows = [_row(typed, f"{name}-{place}", fields) for place in range(MOST_ROWS)]
        table[name] = [row for row in rows if row]
    if not table["letters"] and not typed.get("no_letters"):
        del table["letters"]
    if not table["us_experience"]:
        del table["us_experience"]
    return table


def _row(
    typed: Mapping[str, str | list[str]], name: str, fields: Sequence[Field]
) -> dict[str, Any]:
    row = {one.key: _value(one, typed.get(f"{name}.{one.key}", "")) for one in fields}
    return {key: value for key, value in row.items() if value not in ("", [], None)}


def _value(field: Field, typed: str | list[str]) -> Any:
    if isinstance(typed, list):
        return [one for one in typed if one]
    text = typed.strip()
    if field.kind == "codes":
        return [code.upper() for code in text.replace(",", " ").split()]
    if field.kind == "yes_no" and text in {"yes", "no"}:
        return text == "yes"
    plain = text.replace(",", "").removeprefix("$")
    if field.kind in {"whole", "number"} and plain.lstrip("-").isascii():
        return _number(plain, text, whole=field.kind == "whole")
    return text.upper() if field.hint.startswith("two letters") else text


def _number(plain: str, text: str, *, whole: bool) -> int | float | str:
    if plain.lstrip("-").isdigit() and len(plain) < 12:
        return int(plain) if whole else float(plain)
    try:
        return float(plain) if not whole and len(plain) < 20 else text
    except ValueError:
        return text


def groups(typed: Mapping[str, str | list[str]], spare: int = 1) -> dict[str, Any]:
    """Give the form as its template draws it: fields with their values, and spare rows."""
    single = {
        table: [_filled(one, f"{table}.{one.key}", typed) for one in fields]
        for table, fields in SINGLE.items()
    }
    many = {
        table: [
            [_filled(one, f"{table}-{place}.{one.key}", typed) for one in fields]
            for place in range(min(_n_rows(typed, table) + spare, MOST_ROWS))
        ]
        for table, fields in LISTS.items()
    }
    chosen = typed.get("wishes.specialties", [])
    wished = list(chosen) if isinstance(chosen, list) else [chosen]
    return {
        **single,
        **many,
        "specialties": (wished + [""] * N_SPECIALTIES)[: max(N_SPECIALTIES, len(wished) + 1)],
        "specialty_choices": SPECIALTIES,
        "no_letters": typed.get("no_letters", ""),
    }


def _n_rows(typed: Mapping[str, str | list[str]], table: str) -> int:
    places = [
        int(head.rpartition("-")[2])
        for head in (key.partition(".")[0] for key, value in typed.items() if value)
        if head.rpartition("-")[0] == table and head.rpartition("-")[2].isdigit()
    ]
    return max(places, default=-1) + 1


def _filled(field: Field, name: str, typed: Mapping[str, str | list[str]]) -> Filled:
    value = typed.get(name, "")
    if isinstance(value, list):
        return Filled(field, name, "", tuple(value))
    return Filled(field, name, value)


def all_filled(*forms: Mapping[str, str | list[str]]) -> list[Filled]:
    """Give every field that any of the forms has, for naming what differs."""
    found: list[Filled] = []
    for typed in forms:
        shown = groups(typed)
        for table in SINGLE:
            found += shown[table]
        for table in LISTS:
            for place, row in enumerate(shown[table], start=1):
                found += [
                    Filled(
                        Field(
                            one.field.key, f"{table.replace('_', ' ')} {place}, {one.field.label}"
                        ),
                        one.name,
                        one.value,
                    )
                    for one in row
                ]
    found.append(Filled(Field("specialties", "Specialties"), "wishes.specialties", ""))
    return found
