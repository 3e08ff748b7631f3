from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from tests.cli.test_chart import run

SAMPLE = Path(__file__).parents[2] / "examples" / "no_us_experience.toml"
KEYS = {"title", "earliest", "latest", "why", "status", "source"}


def test_plan_of_a_sample_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "plan", SAMPLE, "--match", 2028, "--today", "2026-11-21", "--json")
    answer = json.loads(out)
    assert code == 0
    assert all(set(step) >= KEYS and step["why"] and step["source"] for step in answer["steps"])
    for step in answer["steps"]:
        if step["latest"] is not None and step["status"] not in ("done", "late", "impossible"):
            assert step["earliest"] <= step["latest"], step["title"]
    assert len(answer["next_three"]) == 3
    assert all(date["date"] is None for date in answer["dates"])


def test_calendar_and_ribbon_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ics, svg = tmp_path / "plan.ics", tmp_path / "plan.svg"
    code, out, _ = run(capsys, "plan", SAMPLE, "--match", 2028, "--today", "2026-11-21",
                       "--ics", ics, "--svg", svg)  # fmt: skip
    assert code == 0
    assert "Next:" in out
    events = Calendar.from_ical(ics.read_bytes()).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) > 15
    assert ET.parse(svg).getroot().tag.endswith("svg")


def test_moving_an_exam_says_what_slips(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "plan", SAMPLE, "--match", 2028, "--today", "2026-11-21",
                       "--move", "oet=2027-12-30", "--json")  # fmt: skip
    assert code == 0
    moved = {one["title"]: one["to"] for one in json.loads(out)["moved"]}
    assert moved["Sit OET Medicine"] == "2027-12-30"
    assert "SOAP ready: documents, list of programs, telephone" in moved
    assert "Hold ECFMG Certification" in moved


@pytest.mark.parametrize(
    "options",
    [["--match", "2019"], ["--move", "oet"], ["--move", "oet=soon"], ["--move", "dance=2027-01-01"],
     ["--done", "dance"], ["--today", "now"], ["--last-applied", "then"]],
)  # fmt: skip
def test_wrong_use_is_one_message(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "plan", SAMPLE, *options)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_any_step_can_be_moved_and_a_reapplicant_is_told_what_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    at = ("plan", SAMPLE, "--match", 2028, "--today", "2026-11-21")
    moved = ("--move", "rotation_1=2027-07-01", "--last-applied", "2025-09-03")
    code, out, _ = run(capsys, *at, *moved)
    assert code == 0
    assert "Moves: First U.S. rotation" in out
    assert "New: Step 2 CK passed, 239, 2026-02-17" in out
    assert "Nothing new yet: Letters" in out
