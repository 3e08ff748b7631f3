"""Find what could identify a patient in a note, and offer wording without it.

Examples
--------
>>> [
...     (s.label.value, "Saw Maria Lopez on 3/14."[s.start : s.end])
...     for s in find_identifiers("Saw Maria Lopez on 3/14.")
... ]
[('NAME', 'Maria Lopez'), ('DATE', '3/14')]
>>> deidentify("Saw Mr. Okafor, 93M, MRN 4471002.").text
'Saw the patient, 90+M, MRN [number].'
>>> find_identifiers("Murphy's sign positive; strength 5/5; BP 120/80.")
()
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from preround.logbook import guard_dates, guard_names, guard_numbers, guard_places, guard_traces
from preround.logbook.guard_span import Span, settle
from preround.logbook.guard_wording import reword
from preround.logbook.guard_words import tokens

LONGEST_PIECE = 2_000
MOST_ROUNDS = 3


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
    if not spans:
        return Deidentified(text, ())
    offered = reword(text, spans)
    for _ in range(MOST_ROUNDS):  # a name can show only once the one before it is gone
        if not (again := find_identifiers(offered)):
            break
        offered = reword(offered, again)
    return Deidentified(offered, spans)
