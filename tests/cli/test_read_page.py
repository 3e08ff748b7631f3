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
