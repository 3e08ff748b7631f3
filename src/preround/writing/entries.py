"""An experience entry assembled from accepted facts within the season's limits; no word invented.

The structure is the method's: context, responsibilities with numbers, clinical or systems angle,
impact. Each sentence is a recorded fact as the person wrote it, put in order and cut to the box.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from preround.writing.form_limits import form_length, form_limit
from preround.writing.recorded import RecordedFact

CHANGE = re.compile(
    r"\d\s?(?:%|percent)|\bfrom \d|\b(?:fell|rose|dropped|halved|doubled|reduc\w+|improv\w+|raised"
    r"|cut|lowered|shortened|turnaround)\b",
    re.IGNORECASE,
)
#: A figure that counts: not the one of ICD-10, A1c, a 12-lead, or 911.
COUNT = re.compile(
    r"(?<![\w/$:])(?<![a-z]-)(?!911\b|12[ -]leads?\b|24/7)"
    r"\d[\d,]*(?:\.\d+)?(?!\d|:\d|[a-z]\d|/\d\d)",
    re.IGNORECASE,
)
#: Three or four sentences and what came of them: more of them and none is read.
MOST_FACTS = 5
ORDER = ("context", "responsibility", "angle", "impact")


@dataclass(frozen=True, slots=True)
class EntryFact:
    """A fact with the place it takes in an entry; `markers` come from the audit."""

    fact: RecordedFact
    place: str = "responsibility"
    markers: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A composed entry: its text, length, limit, the facts used and those left out."""

    text: str
    length: int
    limit: int
    season: int
    used: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]


def has_count(text: str) -> bool:
    """Whether a text holds a figure that counts something.

    Examples
    --------
    >>> has_count("about 22 charts a shift"), has_count("Looked up ICD-10 codes, last A1c")
    (True, False)
    """
    return bool(COUNT.search(text))


def place_of(text: str, markers: str = "") -> str:
    """Where a fact belongs: a change is impact, patients counted the duty, the rest the angle."""
    numbered = has_count(text)
    if numbered and CHANGE.search(text):
        return "impact"
    if numbered and "P" in markers:
        return "responsibility"
    if "T" in markers or "S" in markers:
        return "angle"
    return "responsibility"


def compose_entry(context: str, facts: Sequence[EntryFact], *, season: int) -> Entry:
    """Put the five best facts into one box, one of each place first, within the season's limit.

    Parameters
    ----------
    context
        Where and in what setting, in the person's words; comes first.
    facts
        What the person accepted; numbers win over plain duties where the box is short.
    season
        Match year; decides the limit.
    """
    limit = form_limit("experience_description", season).limit
    ranked = sorted(facts, key=lambda one: (not has_count(one.fact.text), one.fact.id))
    chosen: list[EntryFact] = []
    for place in ("impact", "responsibility", "angle"):
        first = next((one for one in ranked if one.place == place), None)
        if first is not None and _fits(context, [*chosen, first], limit):
            chosen.append(first)
    for one in ranked:
        full = len(chosen) >= MOST_FACTS
        if one not in chosen and not full and _fits(context, [*chosen, one], limit):
            chosen.append(one)
    text = _text(context, chosen)
    held = {one.place for one in chosen}
    if held & {"responsibility", "angle"}:
        held.add("responsibility")
    if any({"T", "S"} & set(one.markers) for one in chosen):
        held.add("angle")
    return Entry(
        text,
        form_length(text),
        limit,
        season,
        tuple(one.fact.id for one in chosen),
        tuple(one.fact.id for one in facts if one not in chosen),
        tuple(place for place in ORDER[1:] if place not in held),
    )


def _fits(context: str, chosen: Sequence[EntryFact], limit: int) -> bool:
    return form_length(_text(context, chosen)) <= limit


def _text(context: str, chosen: Sequence[EntryFact]) -> str:
    ordered = sorted(chosen, key=lambda one: ORDER.index(one.place))
    sentences = [context, *(one.fact.text for one in ordered)]
    return " ".join(_sentence(text) for text in sentences if text.strip())


def _sentence(text: str) -> str:
    clean = " ".join(text.split())
    clean = clean[:1].upper() + clean[1:]
    return clean if clean.endswith((".", "!", "?")) else f"{clean}."


@dataclass(frozen=True, slots=True)
class Experience:
    """One experience to choose among: what it covers, how long, how recent."""

    id: str
    title: str
    start: date
    end: date | None
    hours_per_week: float
    competencies: frozenset[str]
    meaningful: bool = False


def total_hours(experience: Experience, today: date) -> float:
    """Hours of an experience: weeks from start to end (or today), times hours a week."""
    end = experience.end or today
    return max(0, (end - experience.start).days + 1) / 7 * experience.hours_per_week


def choose_experiences(
    experiences: Sequence[Experience], *, season: int, today: date, wanted: int | None = None
) -> tuple[Experience, ...]:
    """The best few by what they add: competencies not yet covered, recency, depth.

    Greedy by gain, which is within 1 - 1/e of the best coverage; at most the form's number.
    """
    most = wanted or form_limit("experiences_max", season).limit
    chosen: list[Experience] = []
    covered: set[str] = set()
    rest = list(experiences)
    while rest and len(chosen) < most:
        best = max(rest, key=lambda one: (_gain(one, covered, today), one.id))
        chosen.append(best)
        covered |= best.competencies
        rest.remove(best)
    return tuple(chosen)


def _gain(one: Experience, covered: set[str], today: date) -> float:
    years = max(0.0, (today - (one.end or today)).days / 365.25)
    recency = float(0.5 ** (years / 3))
    depth = min(1.0, total_hours(one, today) / 1000)
    return 1.0 * len(one.competencies - covered) + 1.5 * recency + depth + 0.5 * one.meaningful


def overlaps_and_gaps(
    experiences: Sequence[Experience], *, today: date, shortest_gap_days: int = 60
) -> tuple[str, ...]:
    """What dates say: overlaps above 80 hours a week, and gaps one may be asked about."""
    ordered = sorted(experiences, key=lambda one: one.start)
    said = []
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other.start <= (one.end or today):
                hours = one.hours_per_week + other.hours_per_week
                if hours > 80:
                    said.append(f"{one.title} and {other.title} overlap at {hours:g} hours a week")
    reached = None
    for one in ordered:
        if reached and (one.start - reached).days > shortest_gap_days:
            said.append(f"nothing from {_day(reached)} to {_day(one.start)}")
        end = one.end or today
        reached = end if reached is None else max(reached, end)
    return tuple(said)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
