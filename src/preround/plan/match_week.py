"""The end of the season as data: checks before certifying, SOAP's needs, moments and rules."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.citation import Citation, Confidence
from preround.facts.dates import EVENTS
from preround.facts.errors import BadFact

PATH = Path(__file__).with_name("match_week.toml")


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One thing to see to before a list is certified; `by_hand` is ticked by the person."""

    key: str
    title: str
    why: str
    citation: Citation
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """Something SOAP needs, so many days before an event of the season."""

    key: str
    title: str
    why: str
    event: str
    days_before: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class WeekMoment:
    """One moment of Match Week; `time` stands in where the season's facts give no hour."""

    event: str
    title: str
    do: str
    time: dt.time | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class SoapRule:
    """One rule of SOAP, in our words."""

    key: str
    title: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class CallQuestion:
    """One question of a short telephone call, and how long an answer may take."""

    question: str
    seconds: int


@dataclass(frozen=True, slots=True)
class MatchWeek:
    """Everything the file holds."""

    checks: tuple[CheckRule, ...]
    needs: tuple[Need, ...]
    moments: tuple[WeekMoment, ...]
    rules: tuple[SoapRule, ...]
    calls: tuple[CallQuestion, ...]


@cache
def load_match_week(path: Path = PATH) -> MatchWeek:
    """Read the file, parsed once.

    Raises
    ------
    BadFact
        When an entry cites no known source, names no event, or a source is never cited.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    cited: set[str] = set()

    def cite(entry: Mapping[str, Any]) -> Citation:
        name = str(entry.get("source", ""))
        if name not in raw["sources"]:
            raise _bad(path, entry, f"source {name!r}", "one of [sources]", "Add it there.")
        cited.add(name)
        source = raw["sources"][name]
        confidence = Confidence(entry["confidence"])
        return Citation(
            source["title"], read=raw["read"], confidence=confidence, url=source.get("url", "")
        )

    def event(entry: Mapping[str, Any]) -> str:
        if entry["event"] not in EVENTS:
            raise _bad(path, entry, f"event {entry['event']!r}", "an event of the season", "Mend.")
        return str(entry["event"])

    week = MatchWeek(
        checks=tuple(
            CheckRule(one["key"], one["title"], one["why"], cite(one), one.get("by_hand", False))
            for one in raw["check"]
        ),
        needs=tuple(
            Need(one["key"], one["title"], one["why"], event(one), one.get("days_before", 0),
                 cite(one))
            for one in raw["need"]
        ),
        moments=tuple(
            WeekMoment(event(one), one["title"], one["do"], _time(one.get("time")), cite(one))
            for one in raw["moment"]
        ),
        rules=tuple(
            SoapRule(one["key"], one["title"], one["text"], cite(one)) for one in raw["rule"]
        ),
        calls=tuple(CallQuestion(one["question"], one["seconds"]) for one in raw["call"]),
    )  # fmt: skip
    unused = sorted(set(raw["sources"]) - cited)
    if unused:
        raise BadFact(path.name, f"sources {unused}", "each cited by an entry", "Remove them.")
    return week


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _bad(path: Path, entry: Mapping[str, Any], got: str, expected: str, then: str) -> BadFact:
    name = entry.get("key") or entry.get("title") or "?"
    return BadFact(f"{path.name} [{name}]", got, expected, then)
