"""What a page's words say, clause by clause: who may apply, duties, letters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from preround.openings.guide import DATA

CLAUSE = re.compile(
    r"[.;:,!?\n()]+|\b(?:and|but|while|although|however)\b|\s[-–—]\s", re.IGNORECASE
)
NEGATION = re.compile(
    r"\b(?:no|not|never|cannot|without|neither|nor|non|isn.?t|aren.?t|can.?t|won.?t|don.?t|"
    r"doesn.?t|prohibited|excluded?|excluding|forbidden|except)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.;!?\n]|\b(?:but|however|while|whereas|although)\b", re.IGNORECASE)
#: Somebody's own work begins anew after one of these; "takes" and "performs" are another's.
OWN = re.compile(
    r"\b(?:take|obtain|perform|examine|write|draft|assist|counsel|present|conduct|participate)\b|"
    r"\b(?:you|externs?|students?|participants?|visitors?) (?:may|will|can)\b",
    re.IGNORECASE,
)
HOW = re.compile(r"\bhow\b", re.IGNORECASE)
WATCHING = re.compile(r"\b(?:observ|shadow|watch)\w*", re.IGNORECASE)
ONLY = re.compile(r"\bonly\b|\bexclusively\b|\blimited to\b|\brestricted to\b", re.IGNORECASE)

#: Texts whose reading is remembered: a directory is read again on every look at it.
REMEMBERED = 8192


class Said(NamedTuple):
    """Words that were found in a clause."""

    words: str
    is_denied: bool
    is_watched: bool


class Letter(StrEnum):
    """What is said of a letter."""

    PROMISED = "promised"
    POSSIBLE = "possible"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WhoMayApply:
    """For whom it is open, None where nobody said, and what it asks for."""

    students: bool | None
    graduates: bool | None
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties that the words grant, those they deny, and what they say of hands-on work."""

    granted: frozenset[str]
    denied: frozenset[str]
    hands_on: bool | None
    telehealth: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty by the clinical log's code; a strong one touches a patient."""

    code: str
    pattern: re.Pattern[str]
    strong: bool


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


@cache
def duty_rules() -> tuple[DutyRule, ...]:
    """How each duty is worded."""
    return tuple(
        DutyRule(code, re.compile(one["pattern"], re.IGNORECASE), bool(one.get("strong")))
        for code, one in _words()["duty"].items()
    )


@cache
def _pattern(group: str, name: str) -> re.Pattern[str]:
    found = _words()[group][name]
    return re.compile(found["pattern"] if isinstance(found, dict) else found, re.IGNORECASE)


def asks_label(name: str) -> str:
    """What an opening asks for, as people say it."""
    return str(_words()["asks"][name]["label"])


def said(pattern: re.Pattern[str], text: str, unless: re.Pattern[str] | None = None) -> str:
    """The first words that match and are not denied in their clause; "" when none.

    Parameters
    ----------
    unless
        Words that take a match back when they stand in its sentence.

    Examples
    --------
    >>> import re
    >>> letter = re.compile("letter guaranteed|guaranteed letter")
    >>> said(letter, "Four weeks, guaranteed letter."), said(letter, "No guaranteed letter.")
    ('guaranteed letter', '')
    """
    for match in pattern.finditer(text):
        if NEGATION.search(text[_begin(text, match.start()) : match.end()]):
            continue
        if unless is None or not unless.search(_sentence(text, match)):
            return match[0]
    return ""


def _sentence(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in ".;\n!?")
    stop = re.search(r"[.;\n!?]", text[match.end() :])
    return text[start + 1 : match.end() + (stop.start() if stop else len(text))]


def _begin(text: str, place: int) -> int:
    begin = 0
    for cut in CLAUSE.finditer(text, 0, place):
        begin = cut.end()
    return begin


def _each(pattern: re.Pattern[str], text: str) -> Iterator[Said]:
    """Every match outside a question, with whether it is denied or only watched."""
    for match in pattern.finditer(text):
        stop = CLAUSE.search(text, match.end())
        end = SENTENCE.search(text, match.end())
        if end is not None and end[0] == "?":
            continue
        clause = text[_begin(text, match.start()) : stop.start() if stop else len(text)]
        yield Said(match[0], bool(NEGATION.search(clause)), _is_watched(text, match))


def _is_watched(text: str, match: re.Match[str]) -> bool:
    """Whether the work is somebody else's: watching comes before it, and no own work between.

    Examples
    --------
    >>> import re
    >>> texts = ("Observe how the physician takes history", "Shadow, take history")
    >>> [_is_watched(text, re.search("takes? history", text)) for text in texts]
    [True, False]
    """
    begin = max((cut.end() for cut in SENTENCE.finditer(text, 0, match.start())), default=0)
    before = text[begin : match.start()]
    watched = [one.end() for one in WATCHING.finditer(before)]
    if not watched:
        return False
    if HOW.search(before, watched[-1]):
        return True
    return not OWN.search(before, watched[-1]) and not OWN.match(match[0])


@lru_cache(maxsize=REMEMBERED)
def who_may_apply(text: str) -> WhoMayApply:
    """Read for whom an opening is open.

    Notes
    -----
    A group that is named is admitted, one that is denied is not. "Only" beside one group
    shuts the other out; without it, silence about a group stays unknown.
    """
    open_to: dict[str, bool | None] = {}
    for name in ("students", "graduates"):
        found = list(_each(_pattern("who", name), text))
        granted = any(not one.is_denied for one in found)
        open_to[name] = True if granted else (False if found else None)
    if ONLY.search(text):
        if open_to["students"] and open_to["graduates"] is None:
            open_to["graduates"] = False
        elif open_to["graduates"] and open_to["students"] is None:
            open_to["students"] = False
    asks = tuple(
        name
        for name in _words()["asks"]
        if any(not one.is_denied for one in _each(_pattern("asks", name), text))
    )
    return WhoMayApply(open_to["students"], open_to["graduates"], asks)


@lru_cache(maxsize=REMEMBERED)
def letter(text: str, promised: bool) -> Letter:
    """What is said of a letter; `promised` is what vetting found."""
    if promised:
        return Letter.PROMISED
    if not text.strip():
        return Letter.UNKNOWN
    if _pattern("letter", "none").search(text):
        return Letter.NONE
    return Letter.POSSIBLE if _pattern("letter", "possible").search(text) else Letter.UNKNOWN


@lru_cache(maxsize=REMEMBERED)
def read_duties(text: str) -> Duties:
    """Read what one may do, and what not, each with the words that say so."""
    granted: set[str] = set()
    denied: set[str] = set()
    because: list[str] = []
    for rule in duty_rules():
        for one in _each(rule.pattern, text):
            if rule.strong and one.is_watched and not one.is_denied:
                continue
            (denied if one.is_denied else granted).add(rule.code)
            because.append(_quoted(one))
    hands_on: bool | None = None
    for one in _each(_pattern("hands_on", "yes"), text):
        if one.is_denied or not one.is_watched:
            hands_on = not one.is_denied
            because.append(_quoted(one))
    watching = said(_pattern("hands_on", "no"), text)
    tele = said(_pattern("hands_on", "telehealth"), text)
    because += [words for words in (watching, tele) if words]
    return Duties(
        frozenset(granted),
        frozenset(denied - granted),
        False if watching else hands_on,
        bool(tele),
        tuple(dict.fromkeys(" ".join(one.lower().split()) for one in because)),
    )


def _quoted(one: Said) -> str:
    return f"no {one.words}" if one.is_denied else one.words
