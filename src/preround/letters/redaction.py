"""A second look at a packet: what the identifier guard let pass and could still be a name.

Nobody reads a packet over before it is sent, so this look is strict: a capitalized word that no
word list knows goes, and so does the number of a room or a bed. The person sees what was taken
out and may say that a word names no patient; what the guard itself found cannot be put back.

Source
------
The identifiers of 45 CFR 164.514(b)(2) (safe harbor); what makes a word suspicious is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

PLACE = re.compile(r"\b(?:room|rm|bed|bay|id|acct)\b[ .:#]*(?:no\.?\s*)?\d\w*", re.IGNORECASE)
NUMBER = re.compile(r"#\s?\w*\d\w*|(?<![\d.,])\d{5,}(?![\d,])")
DATE = re.compile(
    r"\b(?:last|this|next)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|"
    r"april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
#: One capital and then small letters, as names are written; REDCap and NYHA are not.
WORD = re.compile(r"(?<![\w\[-])[A-Z](?:[a-z]|['’][A-Z])[\w’'-]*")
#: Somebody stands after it: the Smith baby.
PERSON = re.compile(r"\s+(?:baby|twins?|family|kids?|boys?|girls?|child|lady|gentleman|couple)\b")
BRACKETED = re.compile(r"\[[^\]]*\]")
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]\s*|^\s*[-•*]\s*)$")
FEWEST_LETTERS = 3


class WordLook(NamedTuple):
    """What word lists say of one word: a plain word, a name of people; it can be both."""

    is_plain: bool
    is_name: bool


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text that may leave, and what was taken out, by label.

    What is `doubtful` the person may put back; what is `removed` stays out.
    """

    text: str
    removed: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()


def look_again(text: str, look: Callable[[str], WordLook], keep: Collection[str] = ()) -> Redacted:
    """Take out what could still be a name or a bed.

    Parameters
    ----------
    look
        Asks the word lists about one word.
    keep
        Words the person has said name no patient.
    """
    doubtful: list[tuple[str, str]] = []
    kept = {word.casefold() for word in keep}

    def take(found: re.Match[str], label: str, instead: str) -> str:
        if found[0].casefold() in kept:
            return found[0]
        doubtful.append((label, found[0]))
        return instead

    def word(found: re.Match[str]) -> str:
        return take(found, "NAME", "[name]") if _is_suspect(now, found, look) else found[0]

    now = DATE.sub(lambda found: take(found, "DATE", "[date]"), text)
    for pattern in (PLACE, NUMBER):
        now = pattern.sub(lambda found: take(found, "OTHER_ID", "[number]"), now)
    text = WORD.sub(word, now)
    return Redacted(text, doubtful=tuple(doubtful))


def _is_suspect(text: str, found: re.Match[str], look: Callable[[str], WordLook]) -> bool:
    plain = re.sub(r"['’]s$", "", found[0])
    if len(plain) < FEWEST_LETTERS or _in_brackets(text, found.start()):
        return False
    known = look(plain)
    if known.is_name and PERSON.match(text, found.end()):
        return True
    if known.is_plain:
        return False
    return known.is_name or not SENTENCE_START.search(text[: found.start()])


def _in_brackets(text: str, at: int) -> bool:
    return any(span.start() <= at < span.end() for span in BRACKETED.finditer(text))
