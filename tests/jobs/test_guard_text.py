from __future__ import annotations

import pytest

from preround.domain.errors import EmptyFile
from preround.jobs.guard_text import (
    NotNotes,
    cleaned,
    findings_for,
    guard_notes,
    guard_texts,
)


def test_text_is_one_note_and_json_lines_are_many() -> None:
    (one,) = guard_notes(b"Saw Mr. Okafor.\nBP 120/80.", "a.txt")
    assert one.offered == "Saw the patient.\nBP 120/80."
    two = guard_notes(b'{"id": "a", "text": "fine"}\n{"id": 7, "text": "MRN 4471002"}\n', "a.jsonl")
    assert [(note.id, len(note.spans)) for note in two] == [("a", 0), (7, 1)]


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        guard_notes(data, "a.txt")


def test_a_broken_line_is_named() -> None:
    with pytest.raises(NotNotes, match="line 2"):
        guard_notes(b'{"id": 1, "text": "a"}\n{"id": 2}\n', "a.jsonl")
    with pytest.raises(NotNotes, match="UTF-8"):
        guard_notes(b"fine\n\xff", "a.txt")


def test_one_line_for_a_page_that_saves_brings_in_or_lists() -> None:
    assert [note.text for note in guard_texts(["fine", "", "MRN 4471002"])] == ["MRN 4471002"]
    assert cleaned("wife Maria called") == "wife called"
    (finding,) = findings_for({"learned": "Saw Mr. Okafor.", "saw": "two patients"})
    assert (finding.code, finding.place) == ("identifier.name", "learned")
    assert finding.fix == "Write: Saw the patient."
