"""An entry of several sentences in which nothing came of the work."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

CAME_OF_IT = re.compile(
    r"\d\s?%|\bfrom \d[\d,.]*\s?(?:[\w/-]+ ){0,4}to \d"
    r"|\b(?:fell|rose|dropped|halved|doubled|shortened|improv\w+|reduc\w+"
    r"|lower\w+|cut|raised|increas\w+|decreas\w+|sav(?:ed|ing)|prevented|won|earned"
    r"|award\w*|adopted|became|still in use|now (?:used|use|held|part)|in use|so that|which let"
    r"|allow(?:ed|ing)|no (?:new|missed|lost|late|longer)"
    r"|without (?:a|an|one) (?:fall|miss\w*|loss|error)|passed"
    r"|published|accepted|promoted|asked to|chosen|learned|taught me|thank\w*|result\w*|led to"
    r"|turnaround|fewer|faster|sooner|instead of)\b",
    re.IGNORECASE,
)


def check(line: Line) -> Iterable[Spot]:
    """Fire once, on the last sentence of an entry that names no change."""
    if not line.is_entry or CAME_OF_IT.search(line.text):
        return
    last = line.parts[-1]
    yield Spot(
        last.start,
        last.start + len(last.text),
        "Nothing in the entry says what came of the work.",
        "Close with one change you saw: a number before and after, something still in use, a thing"
        " you do differently. If there is none yet, choose one problem and count it.",
    )


RULE = LintRule(
    code="no-impact",
    kind="no_impact",
    severity=Severity.NOTE,
    title="No impact",
    why="Duties say what the job was; a change says what you were in it.",
    sources=(METHOD,),
    bad=(Example("Clinic in Ohio. Answered 80 calls a day. Booked visits.", "call center agent"),),
    good=(
        Example(
            "Clinic in Ohio. Answered 80 calls a day. Incomplete messages fell by 25%.",
            "call center agent",
        ),
        Example(
            "Clinic in Ohio. Booked visits. Late calls went from 14 a week to 6.",
            "call center agent",
        ),
        Example("Answered 80 calls a day", "call center agent"),
    ),
    check=check,
)
