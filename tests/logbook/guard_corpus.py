"""Reads notes with marked identifiers and counts what the guard finds in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from preround.logbook.guard import find_identifiers

DATA = Path(__file__).parents[1] / "data" / "logbook"
MARK = re.compile(r"\{([A-Z_0-9]+):([^}]*)\}")


class Wanted(NamedTuple):
    """A note and where its identifiers stand."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def notes(name: str) -> list[Wanted]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [unmark(line) for line in lines if line and not line.startswith("#")]


def unmark(line: str) -> Wanted:
    text, spans, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return Wanted(text + line[at:], tuple(spans))


def recall(found: list[Wanted]) -> float:
    """Share of identifiers that a finding touches."""
    hit = total = 0
    for note in found:
        spans = find_identifiers(note.text)
        total += len(note.spans)
        hit += sum(any(x.start < e and x.end > s for x in spans) for s, e, _ in note.spans)
    return hit / total


def flagged(found: list[Wanted]) -> float:
    """Share of notes with any finding."""
    return sum(bool(find_identifiers(note.text)) for note in found) / len(found)
