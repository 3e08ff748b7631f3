"""`preround guard`: text or JSON lines in, spans out, and one message where a file is wrong."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from preround.cli.main import main

NOTES = '{"id": "a", "text": "Saw Mr. Okafor on 3/14/2026."}\n\n{"id": 7, "text": "BP 120/80."}\n'


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["guard", *args])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.jsonl"
    path.write_text(NOTES, encoding="utf-8")
    return path


def test_json_lines_give_spans_by_note(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(notes), "--json") == 1
    document = json.loads(capsys.readouterr().out)
    first, second = document["notes"]
    assert (first["id"], second["id"], second["spans"]) == ("a", 7, [])
    text = "Saw Mr. Okafor on 3/14/2026."
    found = {(text[x["start"] : x["end"]], x["label"]) for x in first["spans"]}
    assert found == {("Okafor", "NAME"), ("3/14/2026", "DATE")}
    assert first["offered"] == "Saw the patient in 2026."


def test_text_is_one_note_and_offered_wording_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Pt María Núñez, MRN 4471002\n", encoding="utf-8")
    assert run(str(path)) == 1
    out = capsys.readouterr().out
    assert "María Núñez" in out
    assert "Pt, MRN [number]" in out
    assert "2 found in 1 of 1 notes." in out


def test_a_clean_note_ends_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Murphy's sign positive, strength 5/5.", encoding="utf-8")
    assert run(str(path)) == 0
    assert "Nothing found" in capsys.readouterr().out


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"saw maria lopez")))
    assert run("-", "--json") == 1
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert [(x["start"], x["end"], x["label"]) for x in note["spans"]] == [(4, 15, "NAME")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"id": 1, "text": "fine"}\n{"id": 2, "text": \n', "line 2"),
        (b'{"id": 1, "text": "fine"}\n["no object"]\n', "line 2"),
        (b'{"id": 1, "text": 5}\n', "line 1"),
        (b'{"id": 1, "text": "a"}\n{"id": {}, "text": "b"}\n', "line 2"),
        (b"fine\nand \xff not\n", "line 2"),
        (b"\xff\xfeS\x00a\x00w\x00", "UTF-8"),
    ],
)
def test_a_wrong_file_gets_one_message_and_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(data)
    assert run(str(path), "--json") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("preround: ")
    assert said in printed.err
    assert "Traceback" not in printed.err


def test_a_missing_file_and_a_folder_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(tmp_path / "none.txt")) == 2
    assert run(str(tmp_path)) == 2
    assert capsys.readouterr().err.count("preround: ") == 2
