from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_chart import run

TODAY = ("--today", "2026-11-22")
SHEET = """Hospital,Type,Specialty,Location,Start,End,Fee,Hands-on,LOR,Checked
Sample General,Observership,IM,"Houston, TX",2027-01-04,2027-01-29,"$1,200",no,Yes,2026-10-12
Sample Clinic,Hands-on externship,IM,"Newark, NJ",2027-02-01,2027-02-26,$500/week,yes,Guaranteed,
,Elective,,,,,,,,
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREROUND_HOME", str(tmp_path / "home"))
    (tmp_path / "a.csv").write_text(SHEET)
    return tmp_path


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    code, out, err = run(capsys, "openings", *words, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.fixture
def filled(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    found = answer(capsys, "add", home / "a.csv", *TODAY)
    assert (found["read"], found["new"], found["left_out"]) == (2, 2, 1)
    assert found["findings"] == ["Row 4 was left out: it names no institution. It says: Elective"]
    return home


def test_kinds_have_worth_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "kinds")
    assert set(found) == {"kinds", "starts", "questions"}
    assert all(one["worth"] and one["sources"] for one in found["kinds"])
    code, out, _ = run(capsys, "openings", "kinds")
    assert code == 0
    assert "Ask before paying" in out


def test_a_dry_run_writes_nothing_and_the_same_table_is_new_once(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "add", home / "a.csv", "--dry-run")["new"] == 2
    assert answer(capsys, "list")["openings"] == []
    answer(capsys, "add", home / "a.csv")
    assert answer(capsys, "add", home / "a.csv") == answer(capsys, "add", home / "a.csv")
    assert answer(capsys, "add", home / "a.csv")["same"] == 2


def test_rows_have_the_keys_of_the_pages(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "list", *TODAY, "--sort", "name")["openings"]
    clinic, general = rows
    assert (general["freshness"], clinic["freshness"]) == ("fresh", "unknown")
    assert (clinic["kind"], clinic["kind_by_duties"]) == ("Hands-on externship", "externship")
    # four weeks at 500
    assert (clinic["cost_usd"], clinic["cost_per_hands_on_week_usd"]) == (2000, 500)
    assert set(clinic["cost_open"]) == {"travel", "housing", "visa", "lost_wages"}
    assert "letter_promised" in {one["code"] for one in clinic["warnings"]}
    assert all(one["ask"] and one["source"] for one in clinic["warnings"])
    assert general["fits_plan"]["word"] == "fits"


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("houston",), ["Sample General"]),
        (("--kind", "externship"), ["Sample Clinic"]),
        (("--state", "tx"), ["Sample General"]),
        (("--specialty", "internal"), ["Sample Clinic", "Sample General"]),
        (("--max-fee", "1500"), ["Sample General"]),
        (("--hands-on", "yes"), ["Sample Clinic"]),
        (("--letter", "promised"), ["Sample Clinic"]),
        (("--freshness", "fresh"), ["Sample General"]),
        (("--from", "2027-01-20", "--until", "2027-03-30"), ["Sample Clinic"]),
        (("--stage", "asked"), []),
    ],
)
def test_filters_narrow(
    filled: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], names: list[str]
) -> None:
    rows = answer(capsys, "list", *options, *TODAY)["openings"]
    assert sorted(one["institution"] for one in rows) == names


def test_own_figures_are_kept_and_tried(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = answer(capsys, "costs", "--travel", 700, "--housing", 300)
    assert kept == {"travel_usd": 700, "housing_usd_per_week": 300}
    # 1200 + 700 + 4 x 300 = 3100; with another journey 2500
    assert answer(capsys, "show", "o1", *TODAY)["cost_usd"] == 3100
    tried = answer(capsys, "list", "houston", "--travel", 100, *TODAY)["openings"]
    assert tried[0]["cost_usd"] == 2500
    assert answer(capsys, "costs") == kept


def test_steps_are_noted_due_and_undone(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "openings", "note", "o1", "asked", "--on", "2026-11-01")
    assert code == 0
    assert "Write again on 2026-11-11" in out
    found = answer(capsys, "due", *TODAY)
    assert [one["id"] for one in found["due"]] == ["o1"]
    assert found["funnel"][1] == {"step": "asked", "reached": 1, "closed": 0}
    assert answer(capsys, "show", "o1", *TODAY)["stage"] == "asked"
    code, out, _ = run(capsys, "openings", "undo")
    assert code == 0
    assert "Undone: Asked" in out
    assert answer(capsys, "due", *TODAY)["due"] == []


def test_compare_export_and_words_for_people(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(answer(capsys, "compare", "o1", "o2", *TODAY)["openings"]) == 2
    for form in ("csv", "xlsx"):
        code, _, _ = run(capsys, "openings", "export", filled / f"out.{form}", *TODAY)
        assert code == 0
        back = answer(capsys, "add", filled / f"out.{form}", "--dry-run")
        assert (back["same"], back["new"]) == (2, 0)
    for words in (("list",), ("show", "o2"), ("compare", "o1", "o2"), ("due",), ("costs",)):
        code, out, err = run(capsys, "openings", *words)
        assert (code, err) == (0, "")
        assert out.strip()


def test_wrong_use_is_one_message(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (filled / "bad.csv").write_text("a,b\n1,2\n")
    for words in (
        ("add", filled / "none.csv"), ("add", filled / "bad.csv"), ("show", "o9"),
        ("list", "--kind", "holiday"), ("list", "--sort", "luck"), ("note", "o9", "asked"),
        ("export", filled / "out.pdf"), ("export", filled / "no" / "out.csv"),
        ("compare", "o1"), ("undo", "r99"), ("list", "--from", "soon"),
    ):  # fmt: skip
        code, out, err = run(capsys, "openings", *words)
        assert (code, out) == (2, ""), words
        assert err
        assert "Traceback" not in err


def test_an_applicant_file_weighs_them_for_a_person(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (filled / "me.toml").write_text('[applicant]\nyog = 2020\nvisa_need = "j1"\n')
    row = answer(capsys, "show", "o2", "--profile", filled / "me.toml", *TODAY)
    assert "visa_and_hands_on" in {one["code"] for one in row["warnings"]}


def test_a_patient_in_a_note_is_reworded_unless_kept(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ("--text", "Told them of a patient, Mrs. Okafor, MRN 4471002")
    for more, kept in (((), False), (("--as-typed",), True)):
        code, _, err = run(capsys, "openings", "note", "o1", "asked", *said, *more)
        assert code == 0
        assert ("could identify a patient" in err) is not kept
        journal = (filled / "home" / "openings.jsonl").read_text().splitlines()
        assert ("4471002" in journal[-1]) is kept
