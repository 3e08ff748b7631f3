"""A record of facts and a question in, evidence and an outline out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from preround.domain.errors import UserError
from preround.jobs.text_input import read_text
from preround.writing.answers import Answer, answer_question
from preround.writing.recorded import RecordedFact

EXPECTED = 'JSON: {"facts": [{"id": "…", "text": "…", "date": "2026-03-01"}]} or the bare list'


class NotARecord(UserError):
    """The file is no record of facts."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}; expected {EXPECTED}.")


def read_facts(text: str, name: str) -> tuple[RecordedFact, ...]:
    """Facts from JSON: a list, or an object that holds one under "facts".

    Raises
    ------
    NotARecord
        When it is no JSON, or a fact lacks its id or text, or a date is no day.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotARecord(name, f"line {error.lineno} is not JSON") from None
    listed = document.get("facts") if isinstance(document, dict) else document
    return facts_of(listed, name)


def facts_of(listed: object, name: str) -> tuple[RecordedFact, ...]:
    """Facts from a list of objects with id, text and perhaps date.

    Raises
    ------
    NotARecord
        When it is no list, or a fact lacks its id or text, or a date is no day.
    """
    if not isinstance(listed, list | tuple):
        raise NotARecord(name, "there is no list of facts")
    return tuple(_fact(entry, number, name) for number, entry in enumerate(listed, start=1))


def _fact(entry: Any, number: int, name: str) -> RecordedFact:
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
        raise NotARecord(name, f"fact {number} has no id or no text")
    written = entry.get("date")
    if written in (None, ""):
        return RecordedFact(str(entry["id"]), entry["text"])
    try:
        text = str(written)
        full = text if len(text) >= 10 else f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"
        return RecordedFact(str(entry["id"]), entry["text"], date.fromisoformat(full[:10]))
    except ValueError:
        raise NotARecord(name, f"fact {number}: {written!r} is no day") from None


def answer_from_record(
    source: Path, question: str, today: date, *, stdin: BinaryIO | None = None
) -> Answer:
    """The best evidence for a question from a file of facts."""
    facts = read_facts(read_text(source, EXPECTED, stdin=stdin), str(source))
    return answer_question(question, facts, today=today)


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The answer with the keys of the command line."""
    return {
        "question": answer.question,
        "theme": "" if answer.near else answer.theme.name,
        "nearest_themes": [theme.name for theme in answer.near],
        "evidence": [fact.id for fact in answer.evidence],
        "outline": [
            {"step": step.step, "facts": list(step.facts), "add": step.add}
            for step in answer.outline
        ],
    }
