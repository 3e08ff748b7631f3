"""`preround guard`: text or JSON lines in, spans out, and one message where a file is wrong."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from preround.cli.main import main
from preround.logbook.guard_span import Identifier

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


ONE_OF_EACH = """Mr. Okafor, 93M, from Tulsa, admitted 3/14/2026, MRN 00482913, SSN 219-09-9999.
Phone 718-555-0142, fax 212-555-0177, rosa@mailbox.com, www.myfightwithals.net from 73.112.48.9.
Insurance ID XJH839201774, account # 7730091845, driver's license D4429810, plate 8KZR219.
Pacemaker serial PJN448120S, case number 2291847, fingerprint on file, took a photo of the patient.
"""


def test_every_kind_is_named_as_agreed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_text(ONE_OF_EACH, encoding="utf-8")
    assert run(str(path), "--json") == 1
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert {x["label"] for x in note["spans"]} == set(Identifier)
    for span in note["spans"]:
        assert ONE_OF_EACH[span["start"] : span["end"]] == span["text"]


def test_the_offered_wording_is_clean_when_guarded_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Pt Mrs. Rose 94F from Tulsa, phone 918-555-0142.", encoding="utf-8")
    assert run(str(path), "--json") == 1
    offered = json.loads(capsys.readouterr().out)["notes"][0]["offered"]
    assert offered == "Pt 90+F from [place], phone [phone]."
    path.write_text(offered, encoding="utf-8")
    assert run(str(path)) == 0


def test_a_huge_line_is_read_to_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_text("x" * 40_000 + " saw Mr. Okafor", encoding="utf-8")
    assert run(str(path), "--json") == 1
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert [x["text"] for x in note["spans"]] == ["Okafor"]


@pytest.mark.parametrize("form", ["{0}", '{{"id": 1, "text": "{0}"}}'])
def test_a_note_of_megabytes_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    path = tmp_path / "note.txt"
    path.write_text(form.format("saw a patient " * 100_000), encoding="utf-8")
    assert run(str(path)) == 2
    assert "more than 400,000 characters" in capsys.readouterr().err


def test_a_picture_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert run(str(path)) == 2
    assert "UTF-8" in capsys.readouterr().err
