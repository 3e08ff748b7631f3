"""Longer than the form's box."""

from __future__ import annotations

from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import GUIDE, Example, LintRule, Spot


def check(line: Line) -> Iterable[Spot]:
    """Fire on what stands beyond the limit; every character counts, spaces and line ends too."""
    if line.limit is not None and len(line.text) > line.limit:
        over = len(line.text) - line.limit
        yield Spot(
            line.limit,
            len(line.text),
            f"{len(line.text)} characters; the form allows {line.limit}.",
            f"Remove {over} or split the entry.",
        )


RULE = LintRule(
    code="over-limit",
    kind="over_limit",
    severity=Severity.ERROR,
    title="Over the limit",
    why="The form cuts what stands beyond its limit.",
    sources=(GUIDE,),
    bad=(Example("Roomed 25 patients a day", "medical assistant", "", 10),),
    good=(Example("Roomed 25 patients a day", "medical assistant", "", 750),),
    check=check,
)
