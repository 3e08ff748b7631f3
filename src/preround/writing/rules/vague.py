"""Vague lines: no duty, object or setting that one could picture."""

from __future__ import annotations

from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule, Spot
from preround.writing.rules.kit.words import BUZZ, CONCRETE, GENERIC_VERB, QUALITY, is_verb, opening

SHORT = 7
FIX = "Name the task, the setting and for whom: what would one see you do?"


def check(line: Line) -> Iterable[Spot]:
    """Fire on a buzzword, a bare quality, or a few general words."""
    for part in line.parts:
        spot = _buzz(part, line) or _bare(part, line)
        if spot:
            yield spot


def _buzz(part: Part, line: Line) -> Spot | None:
    match = BUZZ.search(part.text)
    if not match or (line.has_figure and CONCRETE.search(part.text)):
        return None
    return Spot(
        part.start + match.start(),
        part.start + match.end(),
        f'"{match.group()}" could stand in anyone\'s application.',
        FIX,
    )


def _bare(part: Part, line: Line) -> Spot | None:
    if len(line.parts) > 1 and part is line.parts[0]:
        return None  # where and in what setting: a noun is right there
    words = part.text.split()
    if line.has_figure or CONCRETE.search(part.text):
        figureless_thing = len(words) <= 4 and not is_verb(opening(part.text))
        if not figureless_thing or CONCRETE.search(part.text):
            return None
    quality = QUALITY.match(part.text) and len(words) < 14
    general = GENERIC_VERB.match(part.text) and len(words) <= SHORT
    bare = len(words) <= 4 and not is_verb(opening(part.text))
    if not (quality or general or bare):
        return None
    return Spot(
        part.start,
        part.start + len(part.text),
        "Nothing here can be pictured: no task, object or setting.",
        FIX,
    )


RULE = LintRule(
    code="vague",
    kind="vague",
    severity=Severity.WARNING,
    title="Vague",
    why="A line that fits every job says nothing of yours.",
    sources=(PROSE, METHOD),
    bad=(
        Example("Provided excellent service in a fast-paced environment", "front desk clerk"),
        Example("Worked hard", "medical assistant"),
        Example("Assisted in clinic", "ERAS applicant, clinical"),
    ),
    good=(
        Example("Roomed 25 patients a day and recorded vitals in the EMR", "medical assistant"),
        Example("Escalated red-flag symptoms to the nurse by protocol", "call center agent"),
    ),
    check=check,
)
