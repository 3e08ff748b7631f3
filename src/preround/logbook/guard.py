"""Find what could identify a patient in a note, and offer wording without it.

Examples
--------
>>> [
...     (s.label.value, "Saw Maria Lopez on 3/14."[s.start : s.end])
...     for s in find_identifiers("Saw Maria Lopez on 3/14.")
... ]
[('NAME', 'Maria Lopez'), ('DATE', '3/14')]
>>> deidentify("Saw Mr. Okafor, 93M, MRN 4471002.").text
'Saw the patient, 90 or older M, MRN [number].'
>>> find_identifiers("Murphy's sign positive; strength 5/5; BP 120/80.")
()
"""

from __future__ import annotations

import re
from typing import NamedTuple

from preround.logbook import guard_dates, guard_names, guard_numbers, guard_places, guard_traces
from preround.logbook.guard_span import Identifier, Span, settle
from preround.logbook.guard_words import tokens

#: What stands in the place of each kind.
WORDING = {
    Identifier.NAME: "[name]",
    Identifier.DATE: "[date]",
    Identifier.AGE_OVER_89: "90 or older",
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
PATIENT_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+$", re.IGNORECASE)
DOCTOR_TITLE = re.compile(r"\b(?:Dr|Doctor|Prof|Professor)\.?\s+$", re.IGNORECASE)
YEARS = re.compile(
    r"[\s-]*(?:years?[\s-]+old|yrs?[\s-]+old|y[./]?o\.?|years? of age)(?![a-z])", re.IGNORECASE
)
PATIENT_WORD = re.compile(
    r"(?:\b(?:pt|patient)|\b(?:daughter|son|wife|husband|mother|father|mom|dad|"
    r"sister|brother|aunt|uncle|friend|neighbor|caregiver))\s+$",
    re.IGNORECASE,
)


class Deidentified(NamedTuple):
    """A text without its identifiers, and what was replaced in the original."""

    text: str
    spans: tuple[Span, ...]


def find_identifiers(text: str) -> tuple[Span, ...]:
    """Every identifier in a text, in order, never overlapping.

    Source: the 18 kinds of 45 CFR 164.514(b)(2)(i), Safe Harbor.

    Notes
    -----
    A guard by word lists and grammar, not a proof: it misses some names and flags some words.
    Cost grows with the length of the text.
    """
    run = tokens(text)
    spans = [
        *guard_numbers.find(text),
        *guard_dates.find(text),
        *guard_traces.find(text),
        *guard_places.find(text, run),
        *guard_names.find(text, run),
    ]
    return settle(spans)


def deidentify(text: str) -> Deidentified:
    """The same text with each identifier replaced by a word that says what stood there."""
    spans = find_identifiers(text)
    parts: list[str] = []
    at = 0
    for span in spans:
        start, instead = _instead(text, span)
        parts.append(text[at : max(start, at)])
        parts.append(instead)
        at = span.end
        if span.label is Identifier.AGE_OVER_89 and (unit := YEARS.match(text, at)):
            at = unit.end()
    parts.append(text[at:])
    return Deidentified("".join(parts), spans)


def _instead(text: str, span: Span) -> tuple[int, str]:
    """Where the replacement begins, so that a title goes with its name, and its words."""
    if span.label is Identifier.NAME:
        lead = text[max(span.start - 24, 0) : span.start]
        for pattern, words in ((PATIENT_TITLE, "the patient"), (DOCTOR_TITLE, "the physician")):
            if match := pattern.search(lead):
                return span.start - len(match.group()), words
        if match := PATIENT_WORD.search(lead):
            return span.start - len(match.group()) + len(match.group().rstrip()), ""
    if span.label is Identifier.AGE_OVER_89:
        tail = "" if YEARS.match(text, span.end) else text[span.end : span.end + 1]
        return span.start, "90 or older" + (" " if tail.isalpha() else "")
    return span.start, WORDING.get(span.label, NUMBER)
