"""`preround usce`: months by kind, gaps, and the programs whose rule they meet."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import preround
from preround.catalogue.listing import load_listing
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace
from tests.cli.test_chart import run

SAMPLES = Path(__file__).parents[2] / "examples" / "logbook"
TODAY = ("--today", "2026-11-22")
CODE = load_listing().programs[0].nrmp_code
KEYS = {
    "months", "by_kind", "clinical_months", "planned_months", "hands_on_months", "hands_on_share",
    "last_end", "recency_months", "gaps", "programs", "as_of",
}  # fmt: skip


def answer(capsys: pytest.CaptureFixture[str], name: str, home: Path, *more: str) -> dict[str, Any]:
    file = SAMPLES / f"{name}.toml"
    code, out, err = run(capsys, "usce", file, "--home", home, *(more or TODAY), "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_document_has_the_promised_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "gap", tmp_path)
    assert set(found) == KEYS
    assert found["months"] == {"externship": 2.0}
    assert found["hands_on_months"] == 2.0
    assert found["last_end"] == "2026-06-26"
    # 26 Jun to 22 Nov are 149 days / 30.4375
    assert found["recency_months"] == 4.9
    assert [set(gap) for gap in found["gaps"]] == [{"start", "end", "months"}]
    assert found["programs"] == []


def test_without_experience_nothing_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "none.toml"
    empty.write_text("us_experience = []\n")
    code, out, _ = run(capsys, "usce", empty, "--home", tmp_path, *TODAY, "--json")
    found = json.loads(out)
    assert (code, found["months"], found["hands_on_share"], found["last_end"]) == (
        0,
        {},
        None,
        None,
    )
    code, out, _ = run(capsys, "usce", empty, "--home", tmp_path, *TODAY)
    assert "No U.S. experience is recorded." in out


def test_the_day_of_application_divides_done_from_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "ends_after", tmp_path)
    assert (found["clinical_months"], found["planned_months"]) == (0.75, 1.75)
    later = answer(capsys, "ends_after", tmp_path, "--today", "2027-01-08")
    assert (later["clinical_months"], later["planned_months"]) == (2.5, 0.0)


def test_each_program_with_a_rule_is_judged_with_its_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("usce_required", "yes"), ("usce_months", "3")):
        correct_fact(Workspace(tmp_path), CODE, name, value, source="its page",
                     read=dt.date(2026, 10, 12))  # fmt: skip
    (found,) = answer(capsys, "eight_weeks", tmp_path)["programs"]
    assert (found["nrmp_code"], found["verdict"]) == (CODE, "not met")
    assert (found["source"], found["read"]) == ("its page", "2026-10-12")
    (found,) = answer(capsys, "overlap", tmp_path)["programs"]
    assert found["verdict"] == "met"
    code, out, _ = run(capsys, "usce", SAMPLES / "overlap.toml", "--home", tmp_path, *TODAY)
    assert code == 0
    assert "Counted as clinical: 3.0 months" in out


def test_a_file_that_is_not_there_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "usce", tmp_path / "gone.toml", *TODAY)
    assert code == 2
    assert "gone.toml" in err


def test_the_library_answers_as_the_command_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    today = dt.date(2026, 11, 22)
    profile = preround.read_profile(SAMPLES / "part_time.toml", today=today)
    proof = preround.usce(profile, today=today, home=tmp_path)
    found = answer(capsys, "part_time", tmp_path)
    assert proof.summary.clinical.months == found["clinical_months"] == 1.0
