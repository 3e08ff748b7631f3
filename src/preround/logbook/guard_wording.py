"""Wording in place of identifiers: a role for a name, a year for a date, a kind for a place.

Examples
--------
>>> from preround.logbook.guard import find_identifiers
>>> def say(text):
...     return reword(text, find_identifiers(text))
>>> say("Rounded on Maria, Ahmed and Lee.")
'Rounded on three patients.'
>>> say("Wife, Carolina, called; DKA since March 3, 2024.")
'Wife called; DKA since 2024.'
>>> say("A 93-year-old man from Shady Oaks Nursing Home.")
'A 90+-year-old man from a nursing home.'
"""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import fold, grammar

#: What stands in the place of each kind where nothing better is known.
WORDING = {
    Identifier.NAME: "[name]",
    Identifier.DATE: "[date]",
    Identifier.AGE_OVER_89: "90+",
    Identifier.GEO: "[place]",
    Identifier.PHONE: "[phone]",
    Identifier.FAX: "[fax]",
    Identifier.EMAIL: "[e-mail]",
    Identifier.URL: "[web address]",
    Identifier.IP: "[network address]",
    Identifier.BIOMETRIC: "[biometric]",
    Identifier.PHOTO: "[picture]",
}
NUMBER = "[number]"
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
#: A birth before this year may tell an age over 89, so that its year goes too.
OLDEST_YEAR = 1950

PATIENT_TITLE = re.compile(
    r"\b(?:the |our )?(?:Mr\.? and )?(?:Mr|Mrs|Ms|Miss|Mx|Mister|Missus|Madam|Madame|Mme|Mlle|Signora|Signor|Sra|Sr|Srta|Señora|Señor)\.?\s+$",
    re.IGNORECASE,
)
DOCTOR_TITLE = re.compile(r"\b(?:Dr|Dra|Doc|Doctor|Prof|Professor)\.?\s+$", re.IGNORECASE)
#: Big Mike, old Hussein: the word before goes with the name.
DEAR = re.compile(
    r"\b(?:big|old|little|poor|dear|sweet|young|good|lovely|our|my)\s+$", re.IGNORECASE
)
NAME_OF = re.compile(r"\bname\s*[:=]?\s*$", re.IGNORECASE)
ROLE = re.compile(r"(?P<role>[^\W\d_][\w'-]*)(?P<mark>\s*[(,-]\s*|\s+named\s+|\s+)$")
CLOSES = {"(": ")", ",": ",", "-": "-"}
FAMILY = re.compile(r"\s+(?=(?:family|fam|household|baby|twins|kids|couple)\b)", re.IGNORECASE)
JOIN = re.compile(r"\s*(?:,\s*(?:and\s+)?|/|&|\+|;|\band\b)\s*", re.IGNORECASE)
OPENS = re.compile(r"(?:^|[.!?:\n]\s*|^\s*(?:[-*]|\d+[.)])\s*)$")
ATTORNEY = re.compile(r"\b(?:Atty|Attorney|Esq)\.?\s+$", re.IGNORECASE)
TITLES = (
    (PATIENT_TITLE, "the patient"),
    (DOCTOR_TITLE, "the physician"),
    (ATTORNEY, "the attorney"),
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BIRTH = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|birth\s?date|birthday|birth|b\.)\W*(?:on|in|:)?\s*$", re.IGNORECASE
)
ON = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
KEEPS_YEAR = re.compile(
    r"(?:\b(?:in|since|of|from|until|till|by|before|after|during|to|and|between|around)\s+|[(:/-]\s*|^|\n)$",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
DETERMINED = re.compile(r"\b(?:the|our|a|an|their|his|her|this|my)\s+$", re.IGNORECASE)
KEPT_HEADS = re.compile(
    r"(?:nursing home|high school|medical center|health center|urgent care|group home|hospital|hosp|clinic|pharmacy|school|church|shelter|market|mosque|temple|synagogue|university|college|library|factory|farm|mall|hotel|motel|restaurant|diner|deli|gym|salon|airport|prison|jail|reservation|hospice|rehab)$",
    re.IGNORECASE,
)


class Instead(NamedTuple):
    """What a stretch of the text becomes."""

    start: int
    end: int
    words: str


def reword(text: str, spans: Sequence[Span]) -> str:
    """The text with each identifier replaced by a word that says what stood there."""
    parts: list[str] = []
    known: dict[str, str] = {}
    at = index = 0
    while index < len(spans):
        last = _last_of_list(text, spans, index)
        instead = _instead(text, spans[index : last + 1], known)
        start = max(instead.start, at)
        parts += [text[at:start], instead.words]
        at, index = max(instead.end, start), last + 1
    parts.append(text[at:])
    return "".join(parts)


def _last_of_list(text: str, spans: Sequence[Span], index: int) -> int:
    """The last of several names in a row: Maria, Ahmed and Lee."""
    last = index
    while last + 1 < len(spans) and spans[last].label is spans[last + 1].label is Identifier.NAME:
        if JOIN.fullmatch(text[spans[last].end : spans[last + 1].start]) is None:
            break
        last += 1
    return last


def _instead(text: str, group: Sequence[Span], known: dict[str, str]) -> Instead:
    span = group[0]
    lead = text[max(span.start - 40, 0) : span.start]
    if span.label is Identifier.NAME:
        return _name(text, group, lead, known)
    if span.label is Identifier.DATE:
        return _date(text, span, lead)
    if span.label is Identifier.AGE_OVER_89:
        return _age(text, span)
    if span.label is Identifier.GEO:
        return Instead(span.start, span.end, _place(text, span, lead))
    return Instead(span.start, span.end, WORDING.get(span.label, NUMBER))


def _name(text: str, group: Sequence[Span], lead: str, known: dict[str, str]) -> Instead:
    """A role in place of one name or of several in a row."""
    span, end = group[0], group[-1].end
    for title, whom in TITLES:
        if match := title.search(lead):
            start = span.start - len(match.group())
            role = ROLE.search(lead[: match.start()])
            if role and fold(role["role"]) in _roles():
                return _without(text, start - len(role["mark"]), end, role["mark"].strip())
            words = "the couple" if " and " in match.group() else whom
            first = Instead(start, span.end, _capital(text, start, words))
            return (
                first
                if len(group) == 1
                else first._replace(end=end, words=first.words + " and [name]")
            )
    role = ROLE.search(lead)
    if role and fold(role["role"]) in _roles():
        return _without(text, span.start - len(role["mark"]), end, role["mark"].strip())
    if match := FAMILY.match(text, end):
        return Instead(span.start, match.end(), "")
    labelled = NAME_OF.search(lead) or (role is None and lead.rstrip().endswith(":"))
    if span.why == "said to be a name" or labelled:
        return Instead(span.start, end, "[name]")
    if len(group) > 1:
        many = COUNTS[len(group)] if len(group) < len(COUNTS) else "several"
        return Instead(span.start, end, _capital(text, span.start, f"{many} patients"))
    word = known.setdefault(
        fold(text[span.start : end]), "another patient" if known else "the patient"
    )
    owned = text[end : end + 1] == "s"  # Lakshmis sugar, the Sorensens
    if owned and lead.endswith("the "):
        return Instead(span.start, end + 1, "family")
    start = span.start - len(match.group()) if (match := DEAR.search(lead)) else span.start
    return Instead(start, end + owned, _capital(text, start, word) + ("'s" if owned else ""))


def _roles() -> frozenset[str]:
    sets = ("kin", "patient", "patient_plural", "clinician", "described")
    return frozenset[str]().union(*(grammar(key) for key in sets))


def _without(text: str, start: int, end: int, mark: str) -> Instead:
    """The role alone, without the name and the brackets or commas around it."""
    close = CLOSES.get(mark[:1], "")
    if close and text[end : end + 1] == close:
        return Instead(start, end + 1, "")
    return (
        Instead(start, end, mark if mark == "," else "")
        if mark != "("
        else Instead(start, end, " (")
    )


def _capital(text: str, start: int, words: str) -> str:
    """The words with a capital where the original had one that opened a sentence."""
    opened = text[start : start + 1].isupper() and OPENS.search(text[max(start - 8, 0) : start])
    return words[0].upper() + words[1:] if opened else words


def _date(text: str, span: Span, lead: str) -> Instead:
    """The year, where one is written and tells no age over 89."""
    year = YEAR.search(text, span.start, span.end)
    if year is None or (BIRTH.search(lead) and int(year.group()) < OLDEST_YEAR):
        return Instead(span.start, span.end, "[date]")
    if match := ON.search(lead):
        start = span.start - len(match.group())
        return Instead(start, span.end, _capital(text, start, f"in {year.group()}"))
    kept = KEEPS_YEAR.search(lead) is not None or BIRTH.search(lead) is not None
    return Instead(span.start, span.end, year.group() if kept else f"in {year.group()}")


def _age(text: str, span: Span) -> Instead:
    """90+ with its unit kept: a 90+-year-old man."""
    said = text[span.start : span.end].lower()
    if said.endswith("rian"):
        return Instead(span.start, span.end, "person of 90+")
    if match := ORDINAL.match(text, span.end):
        return Instead(span.start, match.end(), "90th or later")
    return Instead(span.start, span.end, "a 90+" if said.startswith("a ") else "90+")


def _place(text: str, span: Span, lead: str) -> str:
    """A kind of place, where the name ends in it."""
    if span.why == "an address":
        return "[address]"
    head = KEPT_HEADS.search(text[span.start : span.end])
    by_name = "name" in span.why or "words before" in span.why
    if head is None or not by_name:
        return WORDING[Identifier.GEO]
    word = "hospital" if head.group().lower() == "hosp" else head.group().lower()
    article = "an " if word[0] in "aeiou" and not word.startswith("un") else "a "
    return word if DETERMINED.search(lead) else article + word
