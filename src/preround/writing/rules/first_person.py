"""I and my, where the form's box already says who is speaking."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

OPENS = re.compile(r"^(?:I|We|My)\b(?: (?:am|was|have|had|would|also))?")
ENOUGH = 3
ANYWHERE = re.compile(r"\b(?:I|me|my|mine|myself)\b")


def check(line: Line) -> Iterable[Spot]:
    """Fire where sentences open with I, at the first place, and say how often."""
    opens = [(part, match) for part in line.parts if (match := OPENS.match(part.text))]
    n_all = len(ANYWHERE.findall(line.text))
    if not opens or (line.is_entry and len(opens) == 1 and n_all < ENOUGH):
        return
    part, match = opens[0]
    n = len(opens)
    often = "The sentence opens" if n == 1 else f"{n} sentences open"
    yield Spot(
        part.start,
        part.start + match.end(),
        f'{often} with "{match.group().split()[0]}"; the box is yours already.',
        "Begin with the verb and keep the characters for what you did.",
    )


RULE = LintRule(
    code="first-person",
    kind="first_person",
    severity=Severity.NOTE,
    title="First person",
    why="In a box of few characters, the verb says as much without I.",
    sources=(METHOD,),
    bad=(
        Example("I registered 50 patients a shift.", "registration clerk"),
        Example("My duties were phones and charts.", "front desk clerk"),
    ),
    good=(
        Example("Registered 50 patients a shift.", "registration clerk"),
        Example(
            "Registered 50 patients a shift. Updated lists in the EMR. I learned Haitian Creole"
            " greetings from callers.",
            "registration clerk",
        ),
    ),
    check=check,
)
