from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_chart import run

EXAMPLES = Path(__file__).parents[2] / "examples"
LETTERS = EXAMPLES / "letters" / "letters.toml"
PROJECT = EXAMPLES / "projects" / "visit_length" / "project.toml"
TODAY = ("--today", "2026-11-21")


def test_letters_name_whom_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "letters", LETTERS, *TODAY, "--season", 2028, "--json")
    answer = json.loads(out)
    assert code == 0
    assert {row["key"] for row in answer["writers"]} == {"ward", "clinic", "office", "home"}
    assert all(row["source"] for row in answer["specialty_needs"])
    assert all(row["next"] and row["ask_by"] for row in answer["writers"])
    code, out, _ = run(capsys, "letters", LETTERS, *TODAY)
    assert code == 0
    assert "Sample program A" in out


def test_packet_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out_file = tmp_path / "packet.txt"
    code, out, _ = run(capsys, "letters", LETTERS, *TODAY, "--packet", "ward", "--out", out_file)
    assert code == 0
    assert "rounds" in out_file.read_text()
    assert "red-flag" not in out_file.read_text()
    assert "strong letter" in out


def test_project_is_summed_up_on_one_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    code, out, _ = run(capsys, "project", PROJECT, *TODAY, "--html", page)
    assert code == 0
    assert "71 min then 65 min" in out
    assert page.read_text().startswith("<!doctype html>")
    code, out, _ = run(capsys, "project", PROJECT, *TODAY, "--json")
    assert json.loads(out)["measures"][0]["chart"]["kind"] == "xmr"


def test_wrong_use_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("title = ")
    for arguments in (
        ("letters", tmp_path / "none.toml"), ("letters", broken), ("letters", "--home", tmp_path),
        ("letters", LETTERS, "--packet", "nobody"),
        ("project", tmp_path / "none.toml"), ("project", broken),
    ):  # fmt: skip
        code, out, err = run(capsys, *arguments)
        assert (code, out) == (2, ""), arguments
        assert "Traceback" not in err
