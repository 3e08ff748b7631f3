"""From a job's tasks and log to entry, findings, ledger and interview answers: one line."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from preround.audit.audit import Audit, audit
from preround.domain.errors import UserError
from preround.jobs.answer_question import answer_as_json
from preround.jobs.text_input import read_text
from preround.writing.answers import Answer, answer_question
from preround.writing.entries import Entry, EntryFact, compose_entry, place_of
from preround.writing.ledger import LedgerLine, claims_ledger
from preround.writing.linter import LintFinding, lint
from preround.writing.recorded import RecordedFact
from preround.writing.spoken import SpokenLength, spoken_length

FORM = (
    "experience_type", "focus_area", "key_characteristic", "start", "end", "hours_per_week",
)  # fmt: skip
EXPECTED = "TOML with job, context, tasks and [[log]] entries of id, text and date"


class NotAWorkFile(UserError):
    """The file is no work file."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}; expected {EXPECTED}.")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in the person's own words, as practised aloud."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A job as recorded: where, which tasks, what was logged, what to be asked."""

    job: str
    context: str
    tasks: tuple[str, ...]
    log: tuple[RecordedFact, ...]
    questions: tuple[str, ...]
    accepted: frozenset[str]
    said: tuple[Said, ...] = ()
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Practised:
    """A practised answer with its length aloud and its claims held against the log."""

    said: Said
    length: SpokenLength
    ledger: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True)
class WorkStory:
    """Everything a job yields, each part traced to the log."""

    audit: Audit
    entry: Entry
    findings: tuple[LintFinding, ...]
    ledger: tuple[LedgerLine, ...]
    answers: tuple[Answer, ...]
    practised: tuple[Practised, ...] = ()


def read_work_file(source: Path) -> WorkFile:
    """Read a job's tasks and log.

    Raises
    ------
    NotAWorkFile
        When it is no TOML, or a part is missing.
    """
    try:
        table = tomllib.loads(read_text(source, EXPECTED))
    except tomllib.TOMLDecodeError as error:
        raise NotAWorkFile(str(source), str(error)) from None
    for key in ("job", "context", "tasks", "log"):
        if key not in table:
            raise NotAWorkFile(str(source), f"{key} is missing")
    return WorkFile(
        str(table["job"]),
        str(table["context"]),
        tuple(str(task) for task in table["tasks"]),
        tuple(_fact(entry, str(source)) for entry in table["log"]),
        tuple(str(question) for question in table.get("questions", ())),
        frozenset(str(one.get("id")) for one in table["log"] if one.get("entry", True)),
        tuple(_said(one, str(source)) for one in table.get("said", ())),
        tuple((key, str(table[key])) for key in FORM if key in table),
    )


def _said(entry: Any, name: str) -> Said:
    if not isinstance(entry, dict) or not {"question", "text"} <= entry.keys():
        raise NotAWorkFile(name, "a practised answer has no question or no text")
    return Said(str(entry["question"]), " ".join(str(entry["text"]).split()))


def _fact(entry: Any, name: str) -> RecordedFact:
    if not isinstance(entry, dict) or not {"id", "text"} <= entry.keys():
        raise NotAWorkFile(name, "a log entry has no id or no text")
    day = entry.get("date")
    return RecordedFact(
        str(entry["id"]), str(entry["text"]), day if isinstance(day, date) else None
    )


def turn_tasks_into_entries(
    work: WorkFile, *, season: int, today: date, accepted: Sequence[str] | None = None
) -> WorkStory:
    """Audit the tasks, compose an entry from accepted facts, check it, and prepare answers.

    Parameters
    ----------
    work
        The job's tasks and log.
    season
        Match year; decides the limits.
    today
        Recency is counted to this day.
    accepted
        Ids of the log entries that may enter the text; those not marked
        `entry = false` if left out.
    """
    allowed = work.accepted if accepted is None else frozenset(accepted)
    chosen = [fact for fact in work.log if fact.id in allowed]
    read = audit((work.job, fact.text) for fact in chosen)
    placed = [
        EntryFact(fact, place_of(fact.text, task.letters), task.letters)
        for fact, task in zip(chosen, read.tasks, strict=True)
    ]
    entry = compose_entry(work.context, placed, season=season)
    logged = "; ".join(fact.text for fact in work.log)
    context = RecordedFact("context", work.context, None)
    return WorkStory(
        audit=audit((work.job, task) for task in work.tasks),
        entry=entry,
        findings=lint(entry.text, work.job, logged, limit=entry.limit),
        ledger=claims_ledger(entry.text, [*work.log, context], role=work.job),
        answers=tuple(answer_question(q, work.log, today=today) for q in work.questions),
        practised=tuple(
            Practised(
                one,
                spoken_length(one.text),
                claims_ledger(one.text, [*work.log, context], role=work.job),
            )
            for one in work.said
        ),
    )


def story_as_json(story: WorkStory) -> dict[str, Any]:
    """The whole story as one document, each part with the keys of its own command."""
    return {
        "audit": story.audit.as_json(),
        "entry": {
            "text": story.entry.text,
            "length": story.entry.length,
            "limit": story.entry.limit,
            "used": list(story.entry.used),
            "left_out": list(story.entry.left_out),
            "missing": list(story.entry.missing),
        },
        "findings": [finding.as_json() for finding in story.findings],
        "ledger": [line.as_json() for line in story.ledger],
        "answers": [answer_as_json(answer) for answer in story.answers],
    }
