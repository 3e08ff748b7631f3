"""The bytes of an applicant file as a plain table, or one sentence on why they are not one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from preround.domain.errors import EmptyFile, UserError

#: A full record is a few kilobytes; more than this is another file picked by mistake.
MOST_BYTES = 1_000_000
SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive (an XLSX or DOCX is one too)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
WANTED = "an applicant file is TOML or JSON text"


class NotAnApplicantFile(UserError):
    """The bytes are no TOML and no JSON, or not text at all."""

    def __init__(self, name: str, got: str, todo: str) -> None:
        super().__init__(f"{name}: {got}; {WANTED}. {todo}")


def decode_table(data: bytes, name: str) -> dict[str, Any]:
    """Read TOML or JSON, told apart by the content first and the file's ending second.

    Raises
    ------
    EmptyFile, NotAnApplicantFile
        With the line at fault where there is one.
    """
    text = _text(data, name)
    if _looks_like_json(text, name):
        return _json(text, name)
    return _toml(text, name)


def _text(data: bytes, name: str) -> str:
    if not data.strip():
        raise EmptyFile(name, "an applicant file in TOML or JSON, such as examples/sample.toml")
    if len(data) > MOST_BYTES:
        raise NotAnApplicantFile(
            name,
            f"{len(data):,} bytes, more than the {MOST_BYTES:,} that are read",
            "A full record is a few kilobytes: check that this is the file you meant.",
        )
    for start, what in SIGNATURES.items():
        if data.startswith(start):
            raise NotAnApplicantFile(
                name, f"it is {what}", "Write the answers into a text file ending in .toml."
            )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise NotAnApplicantFile(
            name, "it is not UTF-8 text (it may be UTF-16)", "Save it as UTF-8 in your editor."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotAnApplicantFile(
            name,
            f"line {line} holds byte 0x{data[error.start]:02x}, which is not UTF-8",
            "Save it as UTF-8 in your editor.",
        ) from None


def _looks_like_json(text: str, name: str) -> bool:
    """A brace can only open JSON; a bracket may open a TOML table, so the ending decides."""
    start = text.lstrip()[:1]
    return start == "{" or PurePath(name).suffix.lower() == ".json"


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotAnApplicantFile(
            name,
            f"not valid TOML: {_lower(str(error))}",
            'Texts stand in "quotes", dates as 2026-03-27, and each key once.',
        ) from None
    except (RecursionError, ValueError):
        raise _absurd(name) from None


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        table = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise NotAnApplicantFile(
            name,
            f"not valid JSON: {_lower(error.msg)} (at line {error.lineno}, column {error.colno})",
            "If it is TOML, let its name end in .toml.",
        ) from None
    except _BadJson as error:
        raise NotAnApplicantFile(name, f"not valid JSON: {error}", "Mend it there.") from None
    except (RecursionError, ValueError):
        raise _absurd(name) from None
    if not isinstance(table, dict):
        raise NotAnApplicantFile(
            name,
            f"the JSON holds {_kind(table)}",
            'It opens with { and holds tables such as "applicant" and "exams".',
        )
    return table


class _BadJson(Exception):
    """What Python's reader lets through and the JSON standard does not."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _BadJson(f"the key {twice!r} is given twice")
    return table


def _no_constant(word: str) -> None:
    raise _BadJson(f"{word} is not a number")


def _absurd(name: str) -> NotAnApplicantFile:
    return NotAnApplicantFile(
        name,
        "nested too deeply, or a number of thousands of digits",
        "Check that this is the file you meant.",
    )


def _kind(value: object) -> str:
    kinds: Mapping[type, str] = {list: "a list", str: "a text", bool: "true or false"}
    return kinds.get(type(value), "a bare value")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
