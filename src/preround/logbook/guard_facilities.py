"""Facilities: hospitals, clinics, shops and schools, whose names end in what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import STRICT, Token, grammar, is_everyday, words

#: Before a name made of everyday words, which alone would be a kind of place.
AT = re.compile(r"\b(?:at|to|from|in|near|visited|by|the)\s+(?:the\s+)?$", re.IGNORECASE)
#: What a person does at a shop, a school or a church.
GOES = re.compile(
    r"\b(?:works?|worked|working|lives?|lived|stays?|sleeps?|goes|went|shops?|studies|studied|teaches|volunteers|prays|eats)\s+(?:nights\s+)?(?:at|to|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
LONGEST = 6
OF = ("of", "and", "the", "de", "&")


def is_cap(token: Token) -> bool:
    """Whether a word is written with a capital."""
    return token.is_title or token.is_upper or token.is_initial


def is_joined(token: Token) -> bool:
    """Whether a token stands in one phrase with the token before it."""
    return token.gap in (" ", "-", ". ", " & ", "'", "/", " - ", "  ", ".")


def find(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """A run of names that ends in a facility's word: Elm Clinic, Mercy General Hospital."""
    index = 0
    while index < len(run):
        if not _is_head(run[index]):
            index += 1
            continue
        first, last = _back(run, index), _ahead(run, index)
        if _is_named(text, run, first, last):
            yield Span(run[first].start, run[last].end, Identifier.GEO, "a place by its name")
        index = last + 1


def _is_head(token: Token) -> bool:
    written = is_cap(token) or token.low in grammar("lower_heads")
    return written and token.low in grammar("facility_heads") | grammar("place_heads")


def _back(run: Sequence[Token], index: int) -> int:
    """The first token of the phrase that ends at `index`."""
    outside, first = grammar("not_of_a_place"), index
    while first > 0 and is_joined(run[first]) and index - first < LONGEST:
        before = run[first - 1]
        if run[first].opens and run[first].gap.startswith("."):
            break
        if is_cap(before) and before.low not in outside and not before.text.endswith("'d"):
            first -= 1
        elif before.low in OF and first > 1 and is_joined(before) and is_cap(run[first - 2]):
            if run[first - 2].low in outside:
                break
            first -= 2
        else:
            break
    while first < index and _leads(run[first]):
        first += 1
    return first


def _leads(token: Token) -> bool:
    """Whether a capital only opens the sentence before the name: At Elm Clinic."""
    small = ("at", "the", "in", "seen", "pt", "our", "to", "from")
    return token.low in small or (token.opens and token.low in grammar("verbs"))


def _ahead(run: Sequence[Token], index: int) -> int:
    """The last of several words for a facility: Medical Center, Health System."""
    while index + 1 < len(run) and is_joined(run[index + 1]):
        after = run[index + 1]
        if not (_is_head(after) or (is_cap(after) and after.low in ("medical", "med"))):
            break
        index += 1
    return index


def _is_named(text: str, run: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words before a facility's word name one."""
    head = run[last]
    parts = [x for x in run[first:last] if x.low not in grammar("link")]
    owned = any(x.is_possessive and x.low not in grammar("saints") for x in parts)
    if parts and all(x.low in grammar("seasons") for x in parts):  # Friday clinic
        return False
    if not parts or (owned and head.text[0].islower()):
        return False
    if head.low in ("care", "health", "system") and run[last - 1].low == "of":
        return False
    faiths = grammar("faiths") if head.is_title else frozenset[str]()
    names = [x for x in parts if x.low not in grammar("generic_place") or x.low in faiths]
    lead = text[max(run[first].start - 40, 0) : run[first].start]
    if len(names) > 1 and GOES.search(lead) and not any(x.low in words().clinical for x in names):
        return True
    if names and is_cap(names[0]) and not _is_phrase(run, first, last, names):
        return True
    return head.is_title and _is_named_generic(parts, head, text)


def _is_named_generic(parts: Sequence[Token], head: Token, text: str) -> bool:
    """University Hospital and City Clinic are names; Primary Care Clinic is none."""
    raw = [x.text.lower().replace("\u2019", "'") for x in parts]
    if head.low == "general":
        return raw[-1] in ("county", "city", "mass", "central", "regional")
    if head.low not in ("hospital", "hosp", "clinic", "center", "centre", "infirmary", "health"):
        return False
    if not all(x.is_title or x.low in grammar("link") for x in parts):
        return False
    if head.low == "health":
        return raw[-1] in ("central", "regional")
    lead = text[max(parts[0].start - 14, 0) : parts[0].start]
    return any(x in grammar("common_names") for x in raw) and AT.search(lead) is not None


def _is_phrase(run: Sequence[Token], first: int, last: int, names: Sequence[Token]) -> bool:
    """Whether the words before a facility's word are clinical ones: Sepsis Care, Epic System."""
    head, name = run[last].low, names[0]
    if head not in grammar("weak_heads") and any(x.low in grammar("state_words") for x in names):
        return False
    if head in grammar("landscape") and len(names) == 1 and name.opens:
        return True
    if head in ("county", "parish", "township", "borough", "reservation"):
        return False
    weak = head in grammar("plain_heads")
    if all(_is_plain(x, weak=weak) for x in names):
        return True
    everyday = all(is_everyday(x.low) for x in names)
    if everyday and (head in grammar("service_heads") or (weak and name.opens and len(names) == 1)):
        return True
    medical = any(x.low in ("medical", "med") for x in run[first:last])
    known = all(is_everyday(x.low) or x.low in words().clinical for x in names)
    if head == "center" and known and not medical:
        return True
    return run[last].text[0].islower() and len(names) == 1 and (name.opens or name.is_upper)


def _is_plain(token: Token, *, weak: bool) -> bool:
    """Whether a word before a facility's word is a specialty, a disease or a service."""
    lists = words()
    if token.low in grammar("faiths"):
        return False
    if token.is_initial or token.low in grammar("generic_place") or STRICT.search(token.low):
        return True
    return token.low in lists.clinical and (weak or token.low not in lists.english)
