"""What the library offers keeps its name, whatever package is imported beside it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import preround
from preround.domain.errors import UserError


def test_calls_survive_packages_of_the_same_name() -> None:
    code = (
        "import preround.plan.plan, preround.audit.audit, preround.jobs.make_plan\n"
        "from preround import Profile, audit, chart, plan\n"
        "assert callable(audit)\n"
        "import datetime as dt\n"
        "plan(Profile(), 2028, today=dt.date(2026, 11, 21))\n"
        "from preround import plan as again\n"
        "assert callable(again) and again is plan\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_chart_and_plan_answer_as_the_commands_do() -> None:
    assert preround.chart(b"value\n3\n5\n4\n").as_json()["center"] == 4
    made = preround.plan(preround.Profile(), 2028, today=dt.date(2026, 11, 21))
    assert made.as_json()["match"] == 2028


def test_lint_and_answer_give_what_the_commands_give() -> None:
    assert [one.code for one in preround.lint("Triaged 80 callers a day", "call center agent")] == [
        "overclaim-triage"
    ]
    facts = [{"id": "a", "text": "Cut errors by 25% with a template", "date": "2026-03"}]
    found = preround.answer("What did you improve?", facts, today=dt.date(2026, 11, 22))
    assert [fact.id for fact in found.evidence] == ["a"]


def test_audit_takes_a_list_pairs_text_or_a_file_and_gives_what_the_command_gives(
    tmp_path: Path,
) -> None:
    task = "Roomed 20 patients and took vitals"
    path = tmp_path / "tasks.csv"
    path.write_text(f"job,task\nmedical assistant,{task}\n", encoding="utf-8")
    given = [
        preround.audit([task], "medical assistant"),
        preround.audit([("medical assistant", task)]),
        preround.audit(task, "medical assistant"),
        preround.audit(path),
    ]
    assert {one.tasks[0].scope for one in given} == {"hands_on"}
    assert set(given[0].as_json()) == {"tasks", "shares"}
    assert set(given[0].as_json()["tasks"][0]) == {
        "job", "task", "markers", "competency", "scope", "confidence", "because",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tasks", "words"), [([], "no task"), (["Took vitals"], "say which"), ("Took vitals", "--job")]
)
def test_audit_says_what_is_wanting(tasks: list[str] | str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        preround.audit(tasks)
