"""One season's facts, sorted for reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from preround.domain.citation import Citation
from preround.facts import specialties
from preround.facts.errors import UnpublishedFact
from preround.facts.fact import Fact
from preround.facts.reader import SeasonFacts
from preround.facts.schedules import FeeSchedule
from preround.facts.signals import SignalRule
from preround.web.design.words import day, usd

GROUPS = (
    ("application", "Applying"),
    ("certification", "Certification"),
    ("exam", "Examinations"),
    ("visa", "Visa"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as a row: what it is, its value in words, how sure, where from."""

    what: str
    value: str
    note: str
    citations: tuple[Citation, ...]
    unconfirmed: bool
    season: int | None
    others: tuple[str, ...] = ()


def season_page(facts: SeasonFacts, today: dt.date) -> dict[str, Any]:
    """Give everything the season page draws."""
    signals = [facts.signals(name, last_known=True) for name in specialties.ALL]
    return {
        "facts": facts,
        "today": today,
        "dates": facts.dates(),
        "signals": [rule for rule in signals if rule.known],
        "n_unknown_signals": sum(not rule.known for rule in signals),
        "signals_season": _one_season(rule.season for rule in signals if rule.known),
        "schedules": _schedules(facts),
        "costs": [
            (label, [_line(fact) for fact in facts.costs(group, last_known=True)])
            for group, label in GROUPS
        ],
        "rules": [_line(fact) for fact in _rules(facts)],
    }


def _one_season(seasons: Iterable[int | None]) -> int | None:
    found = {season for season in seasons if season}
    return found.pop() if len(found) == 1 else None


def _schedules(facts: SeasonFacts) -> list[tuple[FeeSchedule, str]]:
    """Each platform's steps once, with the specialties that go by it."""
    grouped: dict[tuple[object, ...], tuple[FeeSchedule, list[str]]] = {}
    for name in specialties.ALL:
        try:
            found = facts.fee_schedule(name, last_known=True)
        except UnpublishedFact:
            continue
        key = (found.platform, found.steps, found.season_of_figures)
        grouped.setdefault(key, (found, []))[1].append(name)
    most = max((len(names) for _, names in grouped.values()), default=0)
    return [
        (found, "all other specialties" if len(names) == most else ", ".join(names))
        for found, names in grouped.values()
    ]


def _rules(facts: SeasonFacts) -> list[Fact]:
    shown = []
    for key in facts.store.schema.values():
        if key.group:
            continue
        try:
            shown.append(facts.last_known(key.name))
        except UnpublishedFact:
            continue
    return shown


def _line(fact: Fact) -> Line:
    return Line(
        what=fact.meaning,
        value=in_words(fact.value, fact.unit),
        note=fact.note,
        citations=fact.citations,
        unconfirmed=fact.unconfirmed,
        season=fact.season,
        others=tuple(in_words(other.value, fact.unit) for other in fact.disagree),
    )


def in_words(value: object, unit: str) -> str:
    """Write a fact's value with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return day(value)
    if unit == "usd" and isinstance(value, int | float):
        return usd(float(value))
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return shown if unit in {"text", "count", "bool"} else f"{shown} {unit}"


def tiers_in_words(rule: SignalRule) -> str:
    """Write a specialty's signals: 3 gold, 12 silver."""
    return ", ".join(f"{count} {tier}" for tier, count in rule.tiers) or "none"
