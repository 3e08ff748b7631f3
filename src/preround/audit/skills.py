"""Which skill a task bears witness to: an act and what it was done to, or nothing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from preround.audit.verbs import forms
from preround.audit.words import cut

PART = re.compile(r"<([^>]+)>|\{(\w+)\}|\(([^)]+)\)|(\S+)")
#: Up to eight words on the way; a full stop, a semicolon or a bracket ends what belongs together.
GAP = r"(?:[^\s;.()]+ ){0,8}?"


@dataclass(frozen=True, slots=True)
class Skill:
    """What a task taught, the situation in residency that uses it, and the area it belongs to."""

    id: str
    area: str
    skill: str
    situation: str


@cache
def _table() -> dict[str, Any]:
    text = resources.files("preround.audit").joinpath("data/skills.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def skills() -> tuple[Skill, ...]:
    """Every skill, the narrow ones before the wide ones."""
    return tuple(
        Skill(row["id"], row["area"], row["skill"], row["situation"]) for row in _table()["skill"]
    )


@cache
def _patterns() -> tuple[tuple[Skill, re.Pattern[str]], ...]:
    rows = zip(skills(), _table()["skill"], strict=True)
    return tuple((skill, re.compile("|".join(map(_compiled, row["says"])))) for skill, row in rows)


def _compiled(says: str) -> str:
    """One pattern as a regular expression over plain words, each followed by a space."""
    start = "^" if says.startswith("^ ") else r"(?<!\S)"
    return start + "".join(_part(match) for match in PART.finditer(says.removeprefix("^ ")))


def _part(match: re.Match[str]) -> str:
    verbs, named, choices, word = match.groups()
    if word == "~":
        return GAP
    if verbs:
        return _one_of([form for verb in verbs.split("|") for form in sorted(forms(verb))])
    if named:
        return _one_of(_table()["words"][named])
    return _one_of(choices.split("|") if choices else [word])


def _one_of(choices: list[str]) -> str:
    return f"(?:{'|'.join(_phrase(one) for one in choices)}) "


def _phrase(words: str) -> str:
    parts = []
    for word in words.split():
        if word == "~":
            parts.append(GAP)
        elif word.startswith("{"):
            parts.append(_one_of(_table()["words"][word[1:-1]]))
        else:
            parts.append(
                re.escape(word[:-1]) + r"\S* " if word[-1] == "*" else f"{re.escape(word)} "
            )
    return "".join(parts).removesuffix(" ")


@lru_cache(maxsize=4096)
def skill_of(task: str) -> Skill | None:
    """The skill a task's words bear, or none where they bear none for sure.

    Examples
    --------
    >>> skill_of("Told the nurse about new pain").id
    'urgent_up'
    >>> skill_of("Fixed the printer") is None
    True
    """
    plain = "".join(f"{word.plain} " for word in cut(task))
    return next((skill for skill, pattern in _patterns() if pattern.search(plain)), None)
