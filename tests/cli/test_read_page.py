"""`preround read-page`: the JSON keys that stay, and one clear message when it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from preround.cli.main import main

PAGE = "Visas: J-1 only.\nThree letters of recommendation are required.\n"


def test_json_keeps_its_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["read-page", str(file), "--json"])
    assert left.value.code == 0
    facts = json.loads(capsys.readouterr().out)["facts"]
    assert [(fact["name"], fact["value"]) for fact in facts] == [
        ("visa_j1", "yes"),
        ("visa_h1b", "no"),
        ("letters_min", 3),
    ]
    assert all(PAGE[fact["start"] : fact["end"]] == fact["text"] for fact in facts)


def test_what_is_counted_stands_apart_and_places_count_in_the_text_that_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><p>About <b>60%</b> of our residents are IMGs.</p></html>", "utf-8")
    with pytest.raises(SystemExit):
        main(["read-page", str(file), "--json"])
    read = json.loads(capsys.readouterr().out)
    (share,) = read["counts"]
    assert (share["name"], share["value"]) == ("img_share", 0.6)
    assert read["read"][share["start"] : share["end"]] == share["text"]
    assert "img_share" not in {fact["name"] for fact in read["facts"]}


def test_json_lines_give_each_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pages.jsonl"
    file.write_text(json.dumps({"id": "a", "text": PAGE}) + '\n{"id": "b", "text": ""}\n', "utf-8")
    with pytest.raises(SystemExit):
        main(["read-page", str(file), "--json"])
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert [(page["id"], len(page["facts"])) for page in pages] == [("a", 3), ("b", 0)]


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 and so on"])
def test_what_cannot_be_read_is_said_in_one_sentence(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SystemExit) as left:
        main(["read-page", str(file)])
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.err.startswith("preround: ")
    assert not said.out


WAY_OUT = "J-1 visas only.\nStep 2 CK of 230 is required unless you trained in the U.S.\n"


def test_a_rule_with_a_way_out_is_told_with_both_readings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.txt"
    file.write_text(WAY_OUT, "utf-8")
    with pytest.raises(SystemExit):
        main(["read-page", str(file), "--json"])
    read = json.loads(capsys.readouterr().out)
    (one,) = read["undecided"]
    assert WAY_OUT[one["start"] : one["end"]] == one["text"]
    assert one["name"] == "step2_min"
    assert one["because"].startswith("unless")
    assert [(way["way"], way["value"]) for way in one["ways"]] == [("rule", 230), ("open", None)]
    with pytest.raises(SystemExit):
        main(["read-page", str(file)])
    said = capsys.readouterr().out
    assert "Decide yourself" in said
    assert "--keep step2_min=open" in said


def test_what_is_decided_is_kept_by_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.txt"
    file.write_text(WAY_OUT, "utf-8")
    home = ["--home", str(tmp_path / "home"), "--program", "1007140C0"]
    with pytest.raises(SystemExit) as left:
        main(["read-page", str(file), *home, "--keep", "visa_h1b", "--keep", "step2_min=rule"])
    assert left.value.code == 0
    assert capsys.readouterr().out.count("kept") == 2
    with pytest.raises(SystemExit):
        main(["catalogue", "show", "1007140C0", "--home", str(tmp_path / "home"), "--json"])
    assert json.loads(capsys.readouterr().out)["facts"]["step2_min"]["value"] == 230


def test_keeping_without_a_program_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.txt"
    file.write_text(WAY_OUT, "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["read-page", str(file), "--keep", "visa_j1"])
    assert left.value.code == 2
    assert "--program" in capsys.readouterr().err
