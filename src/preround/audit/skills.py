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
#: The person says that they did not do it; "patients who did not come" says nothing of the person.
REFUSED = re.compile(
    r"\b(?:i|we|but|and) (?:do not|don'?t|did not|didn'?t|never|can ?not|can'?t|could not|"
    r"couldn'?t|will not|won'?t|would not|wouldn'?t|refused?|declined?)\b(?! (?:know|find|reach))"
    r"|^(?:do not|don'?t|did not|didn'?t|never|refused? to|declined? to|not allowed)\b"
    r"|\b(?:i am|i'?m|was|were|are|am) not (?:allowed|permitted|licensed)\b"
    r"|\bnot (?:my|in my|within my) (?:role|job|scope|duty)\b"
)
#: Food and drink fetched for those one works with is a chore, however it is spelled.
CHORE = re.compile(
    r"\b(?:cof+ee?s?|tea|snacks?|lunch(?:es)?|donuts?|doughnuts?|bagels?|breakfast)\b"
    r"(?:[^.;]*\b(?:for|to) (?:\w+ ){0,2}"
    r"(?:doctors?|docs?|physicians?|providers?|staff|team|nurses?|office|boss|manager|break room))"
)


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
def _patterns() -> tuple[tuple[Skill, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each skill with what bears it and, where there is such, what speaks against it."""
    rows = zip(skills(), _table()["skill"], strict=True)
    return tuple(
        (skill, _any_of(row["says"]), _any_of(row["unless"]) if "unless" in row else None)
        for skill, row in rows
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_compiled, patterns)))


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


def is_refused(task: str) -> bool:
    """Whether a line says that the person did not do what it names.

    Examples
    --------
    >>> is_refused("nurse asks me to triage but I dont do")
    True
    >>> is_refused("Called patients who did not come")
    False
    """
    return bool(REFUSED.search(" ".join(task.lower().replace("’", "'").split())))


def is_chore(task: str) -> bool:
    """Whether a line tells of food or drink fetched for colleagues, of no use in residency."""
    return bool(CHORE.search(" ".join(task.lower().split())))


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
    if is_refused(task) or is_chore(task):
        return None
    plain = "".join(f"{word.plain} " for word in cut(task))
    return next(
        (
            skill
            for skill, says, unless in _patterns()
            if says.search(plain) and not (unless and unless.search(plain))
        ),
        None,
    )
