"""The work log on the command line: a file that grows, is read again and can be audited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_chart import run

if TYPE_CHECKING:
    from pathlib import Path

MA = ("--job", "medical assistant", "--week", "2026-11-18")


def lines(capsys: pytest.CaptureFixture[str], log: Path) -> list[dict[str, object]]:
    code, out, _ = run(capsys, "work", "list", log, "--json")
    assert code == 0
    found: list[dict[str, object]] = json.loads(out)["lines"]
    return found


def test_lines_are_added_once_with_their_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    run(capsys, "work", "add", log, "Took vitals", *MA, "--count", 40, "--counted-in", "a day")
    code, _, said = run(capsys, "work", "add", log, "took vitals.", "Cleaned rooms", *MA)
    assert code == 0
    assert "1 line added to" in said
    assert "1 was there already" in said
    assert [(one["week"], one["text"], one["count"]) for one in lines(capsys, log)] == [
        ("2026-11-16", "Took vitals", 40.0), ("2026-11-16", "Cleaned rooms", None),
    ]  # fmt: skip


def test_what_could_identify_a_patient_is_reworded_before_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    _, _, said = run(capsys, "work", "add", log, "told Dr. Patel that Mr. Okafor was dizzy", *MA)
    assert "1 reworded" in said
    assert "Okafor" not in log.read_text("utf-8")


def test_a_plain_list_is_brought_in_and_the_log_is_audited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, phone = tmp_path / "log.csv", tmp_path / "phone.txt"
    phone.write_text("- ran vitals on pts\n- made coffee\n", encoding="utf-8")
    run(capsys, "work", "bring", log, phone, *MA)
    run(capsys, "work", "add", log, "A patient thanked us", *MA, "--kind", "moment")
    code, out, _ = run(capsys, "audit", log, "--json")
    assert code == 0
    read = json.loads(out)["tasks"]
    assert [(one["task"], one["markers"]["P"]) for one in read] == [
        ("ran vitals on pts", True), ("made coffee", False),
    ]  # fmt: skip


def test_a_log_with_a_row_that_cannot_be_read_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    before = "week,job,kind,text\nsomeday,clerk,task,Filed charts\n2026-11-16,clerk,task,Filed\n"
    log.write_text(before, encoding="utf-8")
    code, _, said = run(capsys, "work", "add", log, "Took vitals", *MA)
    assert code != 0
    assert "nothing was written" in said
    assert log.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("list", "nothere.csv"), "no such file"),
        (("bring", "log.csv", "nothere.csv"), "no such file"),
        (("add", "log.csv", "Took vitals", "--job", "x", "--week", "someday"), "--week"),
        (("add", "log.csv", "Took vitals", "--job", "x", "--week", "9999-12-31"), "has begun"),
        (("add", "log.csv", "Took vitals", "--job", "x", "--week", "0001-01-01"), "has begun"),
    ],
)
def test_what_is_wrong_is_said_plainly(
    asked: tuple[str, ...],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, said = run(capsys, "work", *asked)
    assert code != 0
    assert words in said


@pytest.mark.parametrize(
    ("held", "words"),
    [("", "it is empty"), (" \n", "it is empty"), ("week,text\n,\n", "no line under the heading"),
     ("text\n", "no line under the heading")],
)  # fmt: skip
def test_a_table_without_a_line_is_told_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], held: str, words: str
) -> None:
    table = tmp_path / "list.csv"
    table.write_text(held, "utf-8")
    code, _, said = run(capsys, "work", "bring", tmp_path / "log.csv", table, *MA)
    assert code == 2
    assert words in said
    assert not (tmp_path / "log.csv").exists()


@pytest.mark.parametrize("count", ["inf", "nan", "2000000", "-1"])
def test_what_is_no_count_is_refused_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str
) -> None:
    code, _, said = run(
        capsys, "work", "add", tmp_path / "log.csv", "Took vitals", *MA, "--count", count
    )
    assert code == 2
    assert "--count" in said
    assert not list(tmp_path.iterdir())


def test_a_folder_a_missing_folder_and_bytes_are_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, "work", "add", tmp_path, "Took vitals", *MA)
    assert (code, "it is a folder" in said) == (2, True)
    code, _, said = run(capsys, "work", "add", tmp_path / "none" / "log.csv", "Took vitals", *MA)
    assert (code, "No such file or directory" in said) == (2, True)
    table = tmp_path / "bytes.csv"
    table.write_bytes(bytes(range(256)) * 4)
    code, _, said = run(capsys, "work", "bring", tmp_path / "log.csv", table, *MA)
    assert (code, "it is not text" in said) == (2, True)
