"""A verb of authority that the log does not bear out."""

from __future__ import annotations

from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.above_log import acts_above
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

LONGEST = 80


def check(line: Line) -> Iterable[Spot]:
    """Fire on each act of authority that has nothing like it in the log."""
    for start, act in acts_above(line):
        said = line.text[start + act.start : start + act.end]
        logged = line.duty if len(line.duty) <= LONGEST else f"{line.duty[:LONGEST]}…"
        yield Spot(
            start + act.start,
            start + act.end,
            f'"{said}" says more than the log: {logged}.',
            "Write what the log shows, or log the weeks in which you did this.",
        )


RULE = LintRule(
    code="overclaim-above-log",
    kind="overclaim",
    severity=Severity.ERROR,
    title="More than the log shows",
    why="The log is what you answer from when someone asks about the verb.",
    sources=(METHOD,),
    bad=(
        Example("Led the hospital's sepsis program", "quality assistant", "typed sepsis times"),
        Example("Headed clinical training", "call center agent", "mentored new hires"),
    ),
    good=(
        Example("Led the morning stock check", "medical assistant", "led the stock check"),
        Example("Designed a call-back sheet", "receptionist", "made a sheet for call-backs"),
        Example("Led the huddle board update each morning", "medical assistant"),
    ),
    check=check,
)
