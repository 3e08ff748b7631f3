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
from collections.abc import Iterator
from typing import NamedTuple

from preround.logbook import guard_dates, guard_names, guard_numbers, guard_places, guard_traces
from preround.logbook.guard_span import Identifier, Span, settle
from preround.logbook.guard_words import tokens

LONGEST_PIECE = 2_000
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
    Cost is linear in the length of the text: it is read in pieces of `LONGEST_PIECE` characters.
    """
    found: list[Span] = []
    for start, piece in _pieces(text):
        spans = settle(list(_in_piece(piece)))
        found += [x._replace(start=x.start + start, end=x.end + start) for x in spans]
    return tuple(found)


def _in_piece(text: str) -> Iterator[Span]:
    run = tokens(text)
    yield from guard_numbers.find(text)
    yield from guard_dates.find(text)
    yield from guard_traces.find(text)
    yield from guard_places.find(text, run)
    yield from guard_names.find(text, run)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A long text in pieces, cut at a blank line, a line's end, a sentence's end or a space."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        ends = (text.rfind(mark, start + 1, limit) for mark in ("\n\n", "\n", ". ", " "))
        end = next((at + 1 for at in ends if at > start), limit)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


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
