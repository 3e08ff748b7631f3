"""Reads notes with marked identifiers and counts what the guard finds in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from preround.logbook.guard import find_identifiers

#: Every set of notes of our own, by what its files begin with.
SETS = (
    "", "unseen_", "third_", "fourth_", "fifth_", "a_", "b_", "c_", "d_",
    "e_", "f_", "g_", "h_", "i_", "j_", "k_", "l_", "m_", "n_", "o_", "p_", "q_", "r_", "s_",
    "t_", "u_", "v_", "w_", "x_", "y_", "words_", "things_", "styles_", "rare_", "odd_",
)  # fmt: skip
DATA = Path(__file__).parents[1] / "data" / "logbook"
MARK = re.compile(r"\{([A-Z_0-9]+):([^}]*)\}")


class Wanted(NamedTuple):
    """A note and where its identifiers stand."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def notes(name: str) -> list[Wanted]:
    """The notes of one file; a set may have no clean ones."""
    path = DATA / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line and not line.startswith("#")]
    return [unmark(line.replace("\\n", "\n")) for line in kept]


def marked(sets: tuple[str, ...] = SETS) -> list[Wanted]:
    """Every note with identifiers."""
    return [note for name in sets for note in notes(f"{name}notes_with_identifiers.txt")]


def clean(sets: tuple[str, ...] = SETS) -> list[Wanted]:
    """Every note without any."""
    return [note for name in sets for note in notes(f"{name}clean_notes.txt")]


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
