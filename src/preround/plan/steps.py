"""The steps a plan is made of, read from their file and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preround.domain.citation import Citation, Confidence
from preround.facts.dates import EVENTS
from preround.facts.errors import BadFact

PATH = Path(__file__).with_name("steps.toml")
PROGRAM_START = "program_start"
SCORE_WEEKS = "score_weeks"
CONDITIONS = (
    "always", "uncertified", "h1b", "visa", "img", "rotation_1", "rotation_2", "rotation_3",
    "letters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step: what it needs, how long it takes, between which events it must lie."""

    key: str
    title: str
    stage: str
    why: str
    gives: str
    citation: Citation
    when: str = "always"
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    takes_days: int = 1
    lead_days: int = 0
    result: str = ""
    result_days: int = 0
    opens: str = ""
    due: str = ""
    before_days: int = 0
    hard_due: str = ""
    if_late: str = ""
    optional: bool = False
    title_residency_cas: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All steps, in an order in which each stands after what it needs, and the allowances."""

    steps: tuple[StepRule, ...]
    margin_days: int
    margin_citation: Citation
    recent_years: int
    rotation_days: int
    n_letters: int
    n_relationships: int
    start_month: int
    start_day: int
    start_citation: Citation


@cache
def load_rules(path: Path = PATH) -> Rules:
    """Read the steps, parsed once.

    Raises
    ------
    BadFact
        When a step has no citation, names an unknown step, event or condition, or stands
        before one that it needs.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    steps: dict[str, StepRule] = {}
    for entry in raw["step"]:
        place = f"{path.name} [{entry.get('key', '?')}]"
        step = _step(entry, place)
        _check(step, steps, place)
        steps[step.key] = step
    start = raw[PROGRAM_START]
    return Rules(
        tuple(steps.values()),
        raw["margin_days"],
        _cite(raw["margin"], f"{path.name} [margin]"),
        raw["recent_years"],
        raw["rotation_days"],
        raw["n_letters"],
        raw["n_relationships"],
        start["month"],
        start["day"],
        _cite(start, f"{path.name} [program_start]"),
    )


def _step(entry: Mapping[str, Any], place: str) -> StepRule:
    plain = {k: v for k, v in entry.items() if k not in ("source", "locator", "read", "confidence")}
    for name in ("needs", "wants"):
        plain[name] = tuple(plain.get(name, ()))
    try:
        return StepRule(**plain, citation=_cite(entry, place))
    except TypeError as wrong:
        raise BadFact(place, str(wrong), "the fields of a step", "Mend the entry.") from None


def _cite(entry: Mapping[str, Any], place: str) -> Citation:
    for field in ("source", "locator", "read", "confidence"):
        if field not in entry:
            raise BadFact(place, f"no {field}", "a citation", "Say where it was read.")
    return Citation(
        entry["source"], entry["locator"], entry["read"], Confidence(entry["confidence"])
    )


def _check(step: StepRule, known: Mapping[str, StepRule], place: str) -> None:
    missing = [k for k in (*step.needs, *step.wants) if k not in known]
    if missing:
        raise BadFact(place, f"needs {missing[0]}", "a step above it", "Move or name it.")
    events = [e for e in (step.opens, step.due, step.hard_due) if e]
    odd = [e for e in events if e not in EVENTS and e != PROGRAM_START]
    if odd or step.when not in CONDITIONS or step.result not in ("", SCORE_WEEKS):
        raise BadFact(place, f"{odd or step.when or step.result}", "a known word", "Mend it.")
    if step.key in known:
        raise BadFact(place, "the key a second time", "each key once", "Rename it.")
