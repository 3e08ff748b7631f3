"""A number that the log contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\+?(?:\s?[-–to]+\s?(\d[\d,]*))?\s?(%|percent)?\s*(\w+)?")
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
TOLERANCE = 1.25
CALL_NUMBERS = frozenset((211.0, 311.0, 911.0, 988.0))


def counts(text: str) -> list[tuple[float, str, int, int]]:
    """Figures with the word after them: (largest value, word or %, start, end)."""
    found = []
    for match in COUNT.finditer(text):
        value = float((match.group(2) or match.group(1)).replace(",", ""))
        unit = "%" if match.group(3) else (match.group(4) or "").lower().rstrip("s")
        found.append(
            (value, unit, match.start(1), match.end(2) if match.group(2) else match.end(1))
        )
    return found


def check(line: Line) -> Iterable[Spot]:
    """Fire where the same thing is counted higher than the log counts it."""
    logged: dict[str, float] = {}
    held = {float(figure.replace(",", "")) for figure in FIGURE.findall(line.duty)} | CALL_NUMBERS
    for value, unit, _start, _end in counts(line.duty):
        logged[unit] = max(value, logged.get(unit, 0.0))
    for value, unit, start, end in counts(line.text):
        if unit and value not in held and value > logged.get(unit, value) * TOLERANCE:
            yield Spot(
                start,
                end,
                f"{value:g} {unit}; the log says {logged[unit]:g}.",
                "Use the logged figure, or log the weeks that show the higher one.",
            )


RULE = LintRule(
    code="overclaim-number",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Number above the log",
    why="A number is the easiest claim to ask about, and the log is what you answer from.",
    sources=(METHOD,),
    bad=(Example("Answered 100 calls a day", "call center agent", "answered 40 calls a day"),),
    good=(
        Example("Answered 40 calls a day", "call center agent", "answered 40 calls a day"),
        Example("Answered 40 calls a day", "call center agent"),
        Example("Missed visits fell from 22% to 10%", "research assistant", "missed 22->10%"),
        Example("Worked 911 calls, about 6 a shift", "EMT", "6 calls a shift"),
    ),
    check=check,
)
