"""Each command as a person types it: exit status, one clear message, the JSON keys that stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = "examples/sample.toml"
TODAY = ("--today", "2026-11-22")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    answer = subprocess.run(
        [sys.executable, "-m", "preround", *words],
        cwd=ROOT,
        env={**os.environ, "PREROUND_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        input=stdin,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(
        words, answer.returncode, answer.stdout.decode(), answer.stderr.decode()
    )


def document(home: Path, *words: str) -> dict[str, Any]:
    answer = run(home, *words, "--json")
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert isinstance(found, dict)
    return found


def refusal(home: Path, *words: str, stdin: bytes = b"") -> str:
    answer = run(home, *words, stdin=stdin)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    return answer.stderr


def test_pick_keeps_its_keys(home: Path) -> None:
    found = document(home, "pick", SAMPLE, "--n", "30", *TODAY)
    assert found["season"] == 2027
    row = found["programs"][0]
    assert {
        "nrmp_code", "name", "institution", "state", "specialty", "track", "tier", "blocked_by",
        "interview", "signal", "apply", "marginal_fee_usd", "reasons",
    } <= set(row)  # fmt: skip
    assert {"low", "mid", "high", "support"} <= set(row["interview"])
    summary = found["summary"]
    assert summary["n_applications"] == 30
    assert summary["fee_usd"] == 330
    assert {"interviews", "p_match", "optimality_gap", "look_ups"} <= set(summary)


def test_pick_reads_standard_input(home: Path) -> None:
    answer = run(home, "pick", "-", *TODAY, stdin=(ROOT / SAMPLE).read_bytes())
    assert answer.returncode == 0, answer.stderr
    assert "Season 2027: Internal Medicine" in answer.stdout


def test_tables_fit_eighty_columns(home: Path) -> None:
    answer = run(home, "pick", SAMPLE, *TODAY)
    assert max(len(line) for line in answer.stdout.splitlines()) <= 80


def test_forecast_keeps_its_keys(home: Path) -> None:
    found = document(
        home, "forecast", SAMPLE, "--specialty", "IM", "--applications", "100", "--signals", "15"
    )
    assert {"mean", "p10", "p50", "p90"} <= set(found["interviews"])
    assert {"low", "mid", "high"} <= set(found["p_match"])
    assert found["support"] in {"published", "estimated", "guess"}


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (("Internal Medicine=100", "--season", "2026"), 2430),  # 30 x 11 + 70 x 30
        (("Internal Medicine=30", "Pediatrics=30", "--season", "2026"), 660),
        (("Internal Medicine=30", "--season", "2026"), 330),
        (("Internal Medicine=100", "--season", "2027"), 2430),
        (("Emergency Medicine=46", "--season", "2026"), 683),  # 99 + 12 x 18 + 16 x 23
        (("Internal Medicine=100", "--season", "2028", "--last-known"), 2430),
    ],
)
def test_fees(home: Path, words: tuple[str, ...], total: float) -> None:
    assert document(home, "fees", *words)["total_usd"] == total


def test_fees_of_an_unpublished_season_name_the_last_known_one(home: Path) -> None:
    message = refusal(home, "fees", "Internal Medicine=100", "--season", "2028")
    assert "not published" in message
    assert "2027" in message
    assert "--last-known" in message


def test_unconfirmed_fees_say_so(home: Path) -> None:
    assert "unconfirmed" in run(home, "fees", "Pediatrics=1", "--season", "2027").stdout


def test_catalogue_search_finds_expanded_and_listed_names(home: Path) -> None:
    long = document(home, "catalogue", "search", "university of alabama medical center")
    short = document(home, "catalogue", "search", "u alabama med ctr")
    assert long["programs"]
    assert long["programs"][0]["institution"] == short["programs"][0]["institution"]


def test_a_table_changes_the_list_and_its_undo_restores_it(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "Internal Medicine.csv"
    table.write_text(
        "Program,City,State,Non US IMG\nNYC Health + Hospitals/Lincoln Program,Bronx,NY,0.22\n"
    )
    pick = ("pick", SAMPLE, "--n", "20", *TODAY)
    before = document(home, *pick)
    report = document(home, "catalogue", "add", str(table), *TODAY)
    assert [row["how"] for row in report["matched"]] == ["name"]
    shown = document(home, "catalogue", "show", report["rows"][0]["nrmp_code"])
    fact = shown["facts"]["interview_rate_non_us_img"]
    assert (fact["value"], fact["state"], fact["read"]) == (0.22, "stated", "2026-11-22")
    after = document(home, *pick)
    assert after["programs"][0]["institution"].startswith("Lincoln")
    assert "22%" in after["programs"][0]["reasons"][0]["text"]
    run(home, "catalogue", "undo", report["batch_id"])
    assert document(home, *pick) == before


def test_schema_is_a_json_schema(home: Path) -> None:
    assert document(home, "schema", "profile")["type"] == "object"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "empty"),
        (b"[applicant]\nvisa = 'j1'\n", "visa_need"),
        (b"[[exams]]\nname = 'step_2_ck'\nscore = 412\n", "412"),
        (b"[wishes]\nbudget_usd = 0\n", "budget_usd"),
        (b"[wishes]\nspecialties = ['Internal Medicin']\n", "Internal Medicine"),
        (b"[wishes]\nspecialties = [" + b"'Pediatrics'," * 1000 + b"]\n", "1,000"),
        (b"\xff\xfe\x00nonsense", "standard input"),
    ],
)
def test_bad_input_gets_one_message(home: Path, text: bytes, told: str) -> None:
    message = refusal(home, "pick", "-", *TODAY, stdin=text)
    assert told in message


def test_a_wrong_table_gets_one_message_and_writes_nothing(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "wrong.csv"
    table.write_text("a,b\n1,2\n")
    assert "Expected a header line" in refusal(home, "catalogue", "add", str(table))
    assert not document(home, "catalogue", "batches")["batches"]


def test_a_missing_file_is_named(home: Path) -> None:
    assert "no such file" in refusal(home, "pick", "nowhere.toml")


@pytest.mark.parametrize(
    "words",
    [
        ("pick", SAMPLE, "--seed", "-1", *TODAY),
        ("forecast", SAMPLE, "--specialty", "IM", "--applications", "999999999", *TODAY),
        ("fees", "Internal Medicine=\u00b2"),
    ],
)
def test_a_number_that_cannot_be_is_refused(home: Path, words: tuple[str, ...]) -> None:
    assert "from" in refusal(home, *words) or "count" in refusal(home, *words)


def test_an_unreadable_journal_is_told_and_the_answer_still_comes(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "program-facts.jsonl").write_text("junk\n")
    for words in (("catalogue", "search", "bronx"), ("catalogue", "batches"), ("pick", SAMPLE)):
        answer = run(home, *words)
        assert answer.returncode == 0, answer.stderr
        assert "program-facts.jsonl" in answer.stderr
