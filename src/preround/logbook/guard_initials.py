"""Names written as initials, and names written family name first."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.logbook.guard_look import Kind, Seen, look
from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_spelling import spelled_as_name
from preround.logbook.guard_words import Token, grammar

#: No acronym has more letters.
LONGEST_ACRONYM = 5

#: Initials after the word for a patient: pt T.K., Mr. J.R., initials AB.
LED = re.compile(
    r"\b(?:pt|patient|mr|mrs|ms|miss|client|named|initials?)\.?[\s:]+(?:is\s+|are\s+)?(?P<v>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]\.?[A-Z]\.)(?![A-Za-z])",
    re.IGNORECASE,
)
#: Letters with dots that are no one's initials: U.S., M.D., P.O.
NOT_INITIALS = (
    "U.S|D.C|M.D|D.O|E.D|O.R|I.V|P.O|P.T|O.T|N.P|P.A|A.M|P.M|E.R|R.N|B.P|C.C|H.R|T.B|C.T|C.V|I.D|"
    "E.G|I.E|P.R|U.K|N.Y|L.A|Q.D|M.A|B.S|P.S|E.M|G.I|G.U|S.Q|S.L|I.M|N.S|D.M|P.E|C.S|H.I|V.S|C.F"
)
DOTTED = re.compile(
    rf"(?<![\w.])(?!(?:{NOT_INITIALS.replace('.', chr(92) + '.')})\b)(?P<v>[A-Z]\.\s?[A-Z]\.)(?![A-Za-z])(?!\s?[A-Z][a-z])"
)
BARE = re.compile(r"\b[Ii]nitials?[\s:]+(?:are\s+|is\s+)?(?P<v>[A-Z]{2,3})\b")
#: Mr. K, pt B. was seen, J in bed 4.
SINGLE = re.compile(
    r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|MRS?|MS)\.?\s+(?P<v>[A-Z])\b(?!['\u2019.]?[A-Za-z])"
    r"|\b(?:pt|Pt|PT|patient|Patient)\.?\s+(?P<w>[A-Z])\.?(?=\s+(?:was|is|has|had|came|said|told|reports?|denies|presented|who|with|in)\b)"
)
UNIT = re.compile(r"\d$|\d\.\d+ $")
LAST_FIRST = re.compile(
    r"(?<![\w'\u2019-])(?P<f>[A-Z][\w'\u2019-]{1,24}(?: [A-Z][\w'\u2019-]{1,24})?), ?(?P<g>[A-Z][\w'\u2019-]{1,24})(?: [A-Z]\b\.?)?"
)
#: PHAM, D on a band.
LAST_INITIAL = re.compile(
    r"(?<![\w'\u2019-])(?P<f>[A-Z][A-Z'\u2019-]{2,24}), ?[A-Z]\b\.?(?!['\u2019\w&])"
)


#: rm 412 Boatwright, L
IN_BED = re.compile(
    r"\b(?:rm|room|bed|bay|pod|chair)\s*\#?\d{1,4}[A-Za-z]?\s+(?P<f>[A-Z][a-z'\u2019-]{2,24}), ?[A-Z]\b\.?(?!['\u2019\w&])"
)


def find(text: str) -> Iterator[Span]:
    """Initials, and family name, given name."""
    for pattern in (LED, DOTTED, BARE):
        for match in pattern.finditer(text):
            yield Span(*match.span("v"), Identifier.NAME, "initials")
    for match in SINGLE.finditer(text):
        group = "v" if match.group("v") else "w"
        yield Span(*match.span(group), Identifier.NAME, "an initial")
    for match in LAST_FIRST.finditer(text):
        if _is_last_first(match.group("f"), match.group("g")):
            yield Span(*match.span(), Identifier.NAME, "family name, given name")

    for match in IN_BED.finditer(text):
        if look(match.group("f").lower()).may_name:
            yield Span(match.start("f"), match.end(), Identifier.NAME, "family name, initial")
    for match in LAST_INITIAL.finditer(text):
        if _is_family(match.group("f").lower()):
            yield Span(*match.span(), Identifier.NAME, "family name, initial")


def _is_family(word: str) -> bool:
    """Whether a word in capitals before a comma and a letter is a family name."""
    known = look(word)
    unknown = known.kind is Kind.UNKNOWN and len(word) > LONGEST_ACRONYM
    return known.is_sure or (unknown and spelled_as_name(word) > 0)


def _is_last_first(family: str, given: str) -> bool:
    """Whether two words with a comma are one name, not two people in a list."""
    last, first = look(family.rsplit(maxsplit=1)[-1].lower()), look(given.lower())
    shouted = family.isupper() and given.isupper()
    if shouted:
        return (
            (last.family or last.kind is Kind.UNKNOWN)
            and first.given
            and (last.is_sure or first.is_sure)
        )
    return last.family and first.given and not last.given and (last.is_sure or first.is_sure)


def from_initial(run: Sequence[Token], seen: Sequence[Seen], index: int) -> int:
    """Where J. Smith or J.R. Okafor ends, and `index` where no such name begins."""
    if UNIT.search(run[index].gap) and run[index].text in "TLMCFGUKV":  # the L of 2L, 0.6 T
        return index
    at = index + 1
    while (
        at < len(run) and run[at].is_initial and run[at].gap in (".", ". ", " ") and at - index < 3
    ):
        at += 1
    if at >= len(run) or not run[at].is_title or run[at].gap not in (". ", "."):
        return index
    follows = at + 1 < len(run) and run[at + 1].low in grammar("eponym_heads")
    follows = follows and not (seen[at].is_sure and not seen[at].eponym)
    if follows or not (seen[at].family or seen[at].kind is Kind.UNKNOWN):
        return index
    if seen[at].kind is Kind.EVERYDAY_FAMILY and run[index].opens:
        return index
    return at + 1
