"""`audit`, `lint` and `answer` as typed: exit status, keys that stay, one clear message."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "preround", *words],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_audit_gives_the_keys_that_stay(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text('job,task\nMA,"Room patients, take vitals"\ncashier,Bag items\n', "utf-8")
    answer = run("audit", str(path), "--json")
    document = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert set(document) >= {"tasks", "shares"}
    keys = {"task", "markers", "competency", "scope", "confidence", "because"}
    assert all(set(task) >= keys for task in document["tasks"])
    assert document["tasks"][0]["markers"]["P"] is True
    assert document["tasks"][1]["competency"] == "none"


def test_lint_ends_with_one_where_there_are_findings_and_with_zero_where_not() -> None:
    table = "role,duty_logged,text\ncall center agent,transferred calls,Triaged 80 callers a day\n"
    answer = run("lint", "-", "--csv", "--json", stdin=table)
    found = json.loads(answer.stdout)["findings"]
    assert answer.returncode == 1
    keys = {"row", "code", "kind", "severity", "start", "end", "message", "fix", "source"}
    assert all(set(one) >= keys for one in found)
    assert (found[0]["row"], found[0]["kind"], found[0]["start"]) == (1, "overclaim", 0)
    clean = run("lint", "-", "--role", "medical assistant", stdin="Roomed 25 patients a day\n")
    assert (clean.returncode, clean.stdout.strip()) == (0, "No findings.")


def test_answer_gives_the_person_s_own_facts() -> None:
    record = {"facts": [{"id": "f1", "text": "Cut errors by 25% with a template"}]}
    words = ("answer", "-", "--question", "What did you improve?", "--json")
    answer = run(*words, stdin=json.dumps(record))
    document = json.loads(answer.stdout)
    assert document["evidence"] == ["f1"]
    assert document["outline"]


def test_bad_input_is_one_message_and_two() -> None:
    for words in (("audit", "none.csv"), ("lint", "none.txt"), ("answer", "none", "-q", "x")):
        answer = run(*words)
        assert answer.returncode == 2
        assert answer.stderr.count("\n") == 1
        assert "Traceback" not in answer.stderr


def test_entry_runs_a_job_s_file_to_entry_ledger_and_answers() -> None:
    answer = run("entry", "examples/jobs/call_center.toml", "--json", "--today", "2026-11-22")
    document = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert document["entry"]["length"] <= document["entry"]["limit"]
    assert {line["standing"] for line in document["ledger"]} == {"traced"}
    told = run("entry", "examples/jobs/call_center.toml", "--today", "2026-11-22")
    assert "characters" in told.stdout
    assert run("entry", "none.toml").returncode == 2
