"""No number where a volume, a size or a result would naturally be given."""

from __future__ import annotations

from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule, Spot
from preround.writing.rules.kit.words import COUNTABLE, QUALITY, is_verb, opening


def check(line: Line) -> Iterable[Spot]:
    """Fire once, where the whole text has no figure and names something that is counted."""
    if line.has_figure or not line.parts:
        return
    first = line.parts[0]
    if QUALITY.match(first.text) or len(first.text.split()) < 3:
        return
    match = COUNTABLE.search(line.text)
    if match and (is_verb(opening(first.text)) or first.text.lower().startswith("i ")):
        yield Spot(
            match.start(),
            match.end(),
            f'"{match.group()}" could be counted, and the text has no figure.',
            "Add how many a day, a shift or a week; an honest estimate says about.",
        )


RULE = LintRule(
    code="no-number",
    kind="no_number",
    severity=Severity.NOTE,
    title="No number",
    why="Volume tells a reader how much of the work you know.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Answered calls from patients", "call center representative"),
        Example("Registered patients in the EMR", "registration clerk"),
    ),
    good=(
        Example("Answered 80 calls a day", "call center representative"),
        Example("Showed respect and kept confidences", "CNA"),
    ),
    check=check,
)
