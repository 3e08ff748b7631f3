"""Names that only the people around them give away: her daughter hope, the Dang family."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preround.logbook import guard_phrases as said
from preround.logbook.guard_look import Kind
from preround.logbook.guard_words import grammar

if TYPE_CHECKING:
    from preround.logbook.guard_stretch import Stretch

#: What follows a relative's name: the end of the clause, or what she does.
CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:)!?]|$|\n|(?:and|&|who|with|at|in|from|on|both)\s)")
PERSON_GOES_ON = re.compile(
    r"\s+(?:neg|pos|negative|positive|well|too|also|has|had|is|was|said|says|called|calls|came|comes|died|lives|works|drives|brought|brings|"
    r"takes|wants|thinks|told|asked|translated|cried)\b"
)
#: the Dang patient, the Castillo twins
WHOSE = re.compile(
    r"\s+(?:patient|pt|case|lady|guy|kid|kids|boy|girl|man|woman|gentleman|baby|brothers|sisters|"
    r"twins|couple|family|household)\b",
)
LONGEST_NICKNAME = 5


def is_named(part: Stretch) -> bool:
    """Whether a name in lower case stands right after a relative: her daughter hope, crying."""
    before, token = part.before, part.first
    if before is None or token.gap != " " or before.low not in grammar("kin"):
        return False
    if not token.text[0].islower() or token.low in grammar("modals") | grammar("adverbs"):
        return False
    known = part.seen[part.begin]
    if known.given and CLAUSE_ENDS.match(part.tail):
        return True
    return known.is_name and PERSON_GOES_ON.match(part.tail) is not None


def is_who(part: Stretch) -> bool:
    """Whether a relative is said to be this name: mom in the waiting room is crystal."""
    named = part.first.low in grammar("noun_names") or part.seen[part.begin].is_sure
    if not named or part.first.low in ("precious", "sunny", "innocent", "lovely"):
        return False
    return CLAUSE_ENDS.match(part.tail) is not None and said.KIN_IS.search(part.lead) is not None


def is_titled_low(part: Stretch) -> bool:
    """Whether mr or mrs in lower case stands right before a word: mr. gold."""
    before, token = part.before, part.first
    if before is None or before.low not in ("mr", "mrs", "mister"):
        return False
    if token.gap not in (" ", ". ", ".") or len(token.low) < 3 or before.is_upper:
        return False
    small = grammar("pronouns") | grammar("after_title") | grammar("conjunctions")
    return token.low not in small


def is_short_for(part: Stretch) -> bool:
    """Whether a short capital after a relative is a nickname that is also a term: partner Dre."""
    before, token = part.before, part.first
    if before is None or token.gap != " " or before.low not in grammar("kin"):
        return False
    if not token.is_title or token.opens or not 2 < len(token.text) <= LONGEST_NICKNAME:
        return False
    if token.low in grammar("peoples") or token.low in grammar("titles"):
        return False
    tail = part.tail
    return CLAUSE_ENDS.match(tail) is not None or PERSON_GOES_ON.match(tail) is not None


def is_whose(part: Stretch) -> bool:
    """Whether the people of a name follow: the Dang patient, but not the Whipple patient."""
    before, known = part.before, part.seen[part.begin]
    if before is None or before.low not in ("the", "our", "that", "this"):
        return False
    if known.eponym or known.kind in (Kind.TERM, Kind.UNKNOWN) or not part.first.is_title:
        return False
    return WHOSE.match(part.tail) is not None
