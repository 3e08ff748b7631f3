"""The applicant file: TOML or JSON in, every problem at once or the applicant out, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from preround.domain.applicant import SCHEMA_VERSION, Applicant
from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.importers.applicant_checks import check_applicant
from preround.importers.applicant_text import decode_table
from preround.importers.applicant_words import Problem, shape_problems

SCHEMA_ID = f"urn:preround:schema:applicant:{SCHEMA_VERSION}"
MOST_SHOWN = 20


class ApplicantRefused(UserError):
    """The answers cannot be read as they stand; every problem is named at once."""

    http_status = 422

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        if len(problems) == 1:
            super().__init__(f"{name}: {problems[0]}")
            return
        lines = [f"  {problem}" for problem in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            lines.append(f"  and {len(problems) - MOST_SHOWN} more")
        super().__init__("\n".join([f"{name}: {len(problems)} things to mend", *lines]))


@dataclass(frozen=True, slots=True)
class ReadApplicant:
    """An applicant that was read, and what is worth a look in the answers."""

    applicant: Applicant
    findings: tuple[Finding, ...] = ()


def parse_applicant(data: bytes, name: str, today: dt.date) -> ReadApplicant:
    """Read an applicant file.

    Parameters
    ----------
    data
        The file's bytes, TOML or JSON in UTF-8.
    name
        What to call it in messages; its ending helps to tell the formats apart.
    today
        A result dated later is pointed out.

    Raises
    ------
    EmptyFile, NotAnApplicantFile
        When there is nothing to read, or it is neither format.
    ApplicantRefused
        With all problems, when a key is not known, a value does not fit, or two disagree.
    """
    return validate_table(decode_table(data, name), name, today)


def validate_table(table: Mapping[str, Any], name: str, today: dt.date) -> ReadApplicant:
    """Check answers that are already a plain table, as `parse_applicant` does.

    Raises
    ------
    ApplicantRefused
        With all problems.
    """
    plain = _without_empty_periods(table)
    try:
        applicant = Applicant.model_validate(plain)
    except ValidationError as error:
        raise ApplicantRefused(name, shape_problems(error, plain)) from None
    checked = check_applicant(applicant, today)
    if checked.problems:
        raise ApplicantRefused(name, checked.problems)
    findings = checked.findings
    if checked.applicant == Applicant():
        nothing = Finding(
            "nothing_answered",
            Severity.NOTE,
            name,
            "no key is filled in, so every answer is unknown.",
            "Fill in type, yog, visa_need, exams and specialties first.",
        )
        findings = (nothing, *findings)
    return ReadApplicant(checked.applicant, findings)


def _without_empty_periods(table: Mapping[str, Any]) -> dict[str, Any]:
    """Read a list of periods that is given and empty as *there is none*."""
    plain = dict(table)
    background = plain.get("applicant", {})
    if plain.get("us_experience") == [] and isinstance(background, dict):
        plain["applicant"] = {"has_us_experience": False, **background}
    return plain


def applicant_schema() -> dict[str, Any]:
    """The JSON Schema of the applicant file, each key with what it means."""
    schema = Applicant.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
        "title": "Preround applicant file",
        "description": (
            "What an applicant tells Preround, as TOML or JSON. Every key is optional: "
            "what is missing is unknown."
        ),
    }


def to_json(applicant: Applicant) -> str:
    """Write the applicant as JSON that `parse_applicant` reads back unchanged."""
    return json.dumps(_table(applicant, "json"), indent=2, ensure_ascii=False) + "\n"


def to_toml(applicant: Applicant) -> str:
    """Write the applicant as TOML that `parse_applicant` reads back unchanged."""
    table = _table(applicant, "python")
    plain = {key: value for key, value in table.items() if not _is_table(value)}
    lines = [f"{key} = {_toml_value(value)}" for key, value in plain.items()]
    for key, value in table.items():
        if key not in plain:
            lines.extend(_toml_tables(key, value))
    return "\n".join(lines) + "\n"


def to_table(applicant: Applicant) -> dict[str, Any]:
    """The answers that were given, as plain values that `validate_table` takes back."""
    return _table(applicant, "json")


def _table(applicant: Applicant, mode: Literal["json", "python"]) -> dict[str, Any]:
    """The answers that were given, the version first."""
    given = applicant.model_dump(mode=mode, exclude_defaults=True)
    return {"schema_version": SCHEMA_VERSION, **given}


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, (list, tuple)) and len(value) > 0)


def _toml_tables(key: str, value: Any) -> Iterator[str]:
    single = isinstance(value, dict)
    for row in [value] if single else value:
        yield ""
        yield f"[{key}]" if single else f"[[{key}]]"
        yield from (f"{name} = {_toml_value(cell)}" for name, cell in row.items())


def _toml_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml_value(item) for item in value)}]"
    return repr(value)
