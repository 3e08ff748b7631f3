"""`preround what-if`: both summaries, what moved, and one message where a change is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from preround.cli.main import main

SAMPLE = str(Path(__file__).resolve().parents[2] / "examples" / "sample.toml")
DAY = ("--today", "2026-11-22")


def test_json_holds_before_after_and_moves(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = ("--home", str(tmp_path))
    with pytest.raises(SystemExit) as end:
        main(["what-if", SAMPLE, "--set", "exams.step_2_ck.score=258", "--json", *DAY, *home])
    assert end.value.code == 0
    document = json.loads(capsys.readouterr().out)
    assert document["after"]["p_match"]["mid"] > document["before"]["p_match"]["mid"]
    assert {"nrmp_code", "from", "to", "why"} <= set(document["moved"][0])


def test_a_table_for_people(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["what-if", SAMPLE, "--set", "wishes.budget_usd=600", *DAY, "--home", str(tmp_path)])
    out = capsys.readouterr().out
    assert "Chance to match" in out
    assert "$600" in out


@pytest.mark.parametrize("change", ["nothing", "exams.step_9.score=3", "wishes.budget_usd=1500"])
def test_a_wrong_change_ends_with_two(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["what-if", SAMPLE, "--set", change, *DAY, "--home", str(tmp_path)])
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("preround: ")
