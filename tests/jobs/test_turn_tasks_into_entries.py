"""The method's five cases, from raw tasks and logged numbers to entry, ledger and answers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from preround.domain.finding import Severity
from preround.jobs.answer_question import NotARecord, read_facts
from preround.jobs.audit_tasks import NoJob, NoTasks, read_tasks
from preround.jobs.text_input import MissingColumn, read_rows
from preround.jobs.turn_tasks_into_entries import (
    NotAWorkFile,
    read_work_file,
    turn_tasks_into_entries,
)
from preround.writing.ledger import Standing

CASES = sorted((Path(__file__).parents[2] / "examples" / "jobs").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_case_runs_from_tasks_to_entry_ledger_and_answers(path: Path) -> None:
    story = turn_tasks_into_entries(read_work_file(path), season=2027, today=date(2026, 11, 22))
    assert 0 < story.entry.length <= 750
    assert "impact" not in story.entry.missing
    assert [f for f in story.findings if f.severity is not Severity.NOTE] == []
    assert story.ledger
    assert {line.standing for line in story.ledger} == {Standing.TRACED}
    assert story.audit.shares.relevant >= 0.5
    assert [a.question for a in story.answers if not a.evidence] == []


def test_all_five_cases_are_there() -> None:
    assert len(CASES) == 5


def test_a_reason_that_is_not_for_the_entry_stays_out_of_it() -> None:
    work = read_work_file(next(path for path in CASES if path.stem == "call_center"))
    story = turn_tasks_into_entries(work, season=2027, today=date(2026, 11, 22))
    assert "income" not in story.entry.text
    assert "log-5" in {fact.id for fact in story.answers[0].evidence}


def test_a_plain_list_needs_its_job_and_loses_its_bullets() -> None:
    assert read_tasks("- Room patients\n2. Take vitals\n", "f", "MA") == [
        ("MA", "Room patients"),
        ("MA", "Take vitals"),
    ]
    with pytest.raises(NoJob, match="--job"):
        read_tasks("Room patients", "f")
    with pytest.raises(NoTasks):
        read_tasks("job,task\nMA,\n", "f")


def test_a_table_is_read_by_its_headings() -> None:
    assert read_tasks('Task,Job\n"Room, and chart",MA\n', "f") == [("MA", "Room, and chart")]
    with pytest.raises(MissingColumn, match="'text'"):
        read_rows("a,b\n1,2\n", "f", ("text",))


NO_RECORDS = ("{", "{}", '[{"id": 1}]', '[{"id": 1, "text": "x", "date": "y"}]')


@pytest.mark.parametrize("text", NO_RECORDS)
def test_what_is_no_record_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(NotARecord, match="expected JSON"):
        read_facts(text, "f")


def test_dates_may_be_days_months_or_years() -> None:
    facts = [{"id": 1, "text": "a", "date": "2026-03"}, {"id": 2, "text": "b", "date": "2025"}]
    read = read_facts(json.dumps({"facts": facts}), "f")
    assert [fact.day for fact in read] == [date(2026, 3, 1), date(2025, 1, 1)]


def test_a_work_file_without_a_part_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    path.write_text('job = "x"\n', "utf-8")
    with pytest.raises(NotAWorkFile, match="context is missing"):
        read_work_file(path)
