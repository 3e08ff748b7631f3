"""Score scales of the examinations, and their pass lines by test date."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.applicant import Exam
from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact

PATH = Path(__file__).with_name("exams.toml")
CITED = ("source", "locator", "read", "confidence")


@dataclass(frozen=True, slots=True)
class PassLine:
    """The lowest passing score for tests taken on or after a day."""

    since: dt.date
    score: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class ExamFacts:
    """One examination: its name, its score scale, its pass lines, oldest first."""

    exam: Exam
    label: str
    usmle: bool
    low: int
    high: int
    citation: Citation
    pass_lines: tuple[PassLine, ...] = ()
    pass_fail_since: dt.date | None = None

    def pass_line(self, day: dt.date | None) -> PassLine | None:
        """The line in force on a day; None where the day or the line is not known."""
        if day is None:
            return None
        known = [line for line in self.pass_lines if line.since <= day]
        return known[-1] if known else None

    def reports_score(self, day: dt.date | None) -> bool:
        """Whether a test of that day came with a three-digit score when it was passed."""
        return self.pass_fail_since is None or day is None or day < self.pass_fail_since


@cache
def load_exams(path: Path = PATH) -> Mapping[Exam, ExamFacts]:
    """Read what is known of each examination, parsed once.

    Raises
    ------
    BadFact
        When an entry has no citation, a scale is upside down, or pass lines are out of order.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {exam: _exam(exam, raw[exam.value], f"{path.name} [{exam.value}]") for exam in Exam}


def _exam(exam: Exam, entry: Mapping[str, Any], place: str) -> ExamFacts:
    lines = tuple(
        PassLine(line["since"], line["score"], _cite(line, f"{place} pass_line {i}"))
        for i, line in enumerate(entry.get("pass_line", ()), start=1)
    )
    if entry["low"] >= entry["high"]:
        raise BadFact(place, f"low {entry['low']}", f"below high {entry['high']}", "Mend it.")
    if list(lines) != sorted(lines, key=lambda line: line.since):
        raise BadFact(place, "pass lines out of order", "the oldest first", "Sort them.")
    pass_fail = entry.get("pass_fail")
    if pass_fail:
        _cite(pass_fail, f"{place} pass_fail")
    return ExamFacts(
        exam=exam,
        label=entry["label"],
        usmle=entry["usmle"],
        low=entry["low"],
        high=entry["high"],
        citation=_cite(entry, place),
        pass_lines=lines,
        pass_fail_since=pass_fail["since"] if pass_fail else None,
    )


def _cite(entry: Mapping[str, Any], place: str) -> Citation:
    missing = [key for key in CITED if not entry.get(key)]
    if missing:
        raise BadFact(place, f"no {' and no '.join(missing)}", "a full citation", "Add it.")
    return Citation(
        source=entry["source"],
        locator=entry["locator"],
        read=entry["read"],
        confidence=Confidence(entry["confidence"]),
        url=entry.get("url", ""),
    )
