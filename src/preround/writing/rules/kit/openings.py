"""How a sentence or bullet opens: in the past, the present, with -ing, or with a thing."""

from __future__ import annotations

import re
from functools import lru_cache

from preround.writing.rules.kit.acts import tokens_of, verb_at
from preround.writing.rules.kit.line import Part
from preround.writing.rules.kit.words import is_verb, opening

LEAD_IN = re.compile(
    r"^(?:in|at|on|as|during|while|over|for|with|under|after|before|by|across|from|within|when"
    r"|each|every|the|a|an|this|our|my|their|it|no|all|both|how|what|\d)\b",
    re.IGNORECASE,
)
TAKES_OBJECT = re.compile(
    r"^(?:\w+ly )?\w+ (?:\d|(?:the|a|an|our|all|each|every|any|both|and|or|on|for|with|in|to|up"
    r"|by|about|new|daily)\b|\w+s\b|\w+ (?:and|or) |\w+ \w+s\b)",
    re.IGNORECASE,
)
NOT_VERBS = frozenset(
    [
        "need",
        "feed",
        "speed",
        "breed",
        "unpaid",
        "aged",
        "related",
        "based",
        "limited",
        "united",
        "weekend",
        "outpatient",
    ]
)
#: Verbs that are adjectives too: "Open charts fell" opens with a thing.
ALSO_ADJECTIVES = frozenset(
    (
        "clean", "clear", "close", "complete", "correct", "direct", "double", "dry", "empty",
        "free", "live", "open", "present", "secure", "select", "separate", "slow", "warm",
    )
)  # fmt: skip
TAKES_MARKED_OBJECT = re.compile(
    r"^(?:\w+ly )?\w+ (?:\d|(?:the|a|an|our|all|each|every|any|both|up)\b)", re.IGNORECASE
)
SAME_FORM = frozenset(["cut", "read", "set", "put", "shut", "hit", "led"])


@lru_cache(maxsize=512)
def opening_form(text: str) -> str:
    """The form of the first word: past, base, third, gerund, or "" where it is no verb."""
    if LEAD_IN.match(text):
        return ""
    first = opening(text)
    if not first or first in NOT_VERBS:
        return ""
    tokens = tokens_of(first)
    verb = verb_at(tokens, 0) if tokens else None
    if first in SAME_FORM:
        return "past"
    takes = TAKES_MARKED_OBJECT if first in ALSO_ADJECTIVES else TAKES_OBJECT
    if verb is not None and (verb.form != "base" or takes.search(text)):
        return verb.form
    if verb is not None:
        return ""
    if first.endswith("ed") and len(first) > 3:
        return "past"
    if first.endswith("ing") and len(first) > 4:
        return "gerund"
    return "past" if is_verb(first) and not first.endswith(("ize", "ise")) else ""


def opening_spot(part: Part) -> tuple[int, int]:
    """Where the first word of a part stands in the whole text."""
    word = opening(part.text)
    at = part.text.lower().find(word) if word else 0
    return part.start + max(at, 0), part.start + max(at, 0) + len(word)
