"""A reach the log does not have: a whole hospital, a national meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

WHOLE = re.compile(
    r"\b(?:hospital|department|system|organi[sz]ation|clinic|enterprise|network|nation|institution"
    r"|facility|company|state|region|world|district)[- ]?wide\b"
    r"|\b(?:across|throughout|for|of) the (?:entire |whole )?(?:hospital|health (?:care )?system"
    r"|organi[sz]ation|network|department|institution|nation|country|company)\b"
    r"|\b(?:entire|whole) (?:hospital|department|clinic|organi[sz]ation|health system|network)\b",
    re.IGNORECASE,
)
WHOLE_IN_LOG = re.compile(
    r"\bwide\b|-wide|\bacross\b|\bthroughout\b|\bentire\b|\bwhole\b|\ball\b|\bevery\b|\bhospital"
    r"|\bsystem\b|\bnetwork\b|\bdepartment",
    re.IGNORECASE,
)
LADDER = (
    re.compile(r"\b(?:department\w*|local|hospital|clinic|school|campus|class)\b", re.IGNORECASE),
    re.compile(r"\b(?:state|regional|district|city|county|province|chapter)\b", re.IGNORECASE),
    re.compile(r"\bnational(?:ly)?\b", re.IGNORECASE),
    re.compile(r"\b(?:international|worldwide|global)(?:ly)?\b", re.IGNORECASE),
)
MEETING = re.compile(
    r"\b(?:conferences?|meetings?|congress\w*|symposi\w+|posters?|journals?|competition|award"
    r"|recognition|present\w+|published)\b",
    re.IGNORECASE,
)
FIX = "Name the unit, the clinic or the meeting as the log does; a small true reach is believed."


def check(line: Line) -> Iterable[Spot]:
    """Fire where the line reaches further than the log."""
    if not line.duty.strip():
        return
    match = None if WHOLE_IN_LOG.search(line.duty) else WHOLE.search(line.text)
    if match:
        why = f'"{match.group()}" is further than the log goes.'
        yield Spot(match.start(), match.end(), why, FIX)
    if not (MEETING.search(line.text) and MEETING.search(line.duty)):
        return
    logged = [n for n, rung in enumerate(LADDER) if rung.search(line.duty)]
    for n, rung in enumerate(LADDER):
        higher = rung.search(line.text)
        if higher and n > 1 and logged and n > max(logged):
            why = f'"{higher.group()}" is further than the log goes.'
            yield Spot(higher.start(), higher.end(), why, FIX)


RULE = LintRule(
    code="overclaim-reach",
    kind="overclaim",
    severity=Severity.ERROR,
    title="A reach the log does not have",
    why="Where something was used or shown is checked with one call or one search.",
    sources=(METHOD,),
    bad=(
        Example("Built a hospital-wide template", "call center agent", "made a message template"),
        Example(
            "Presented at international conferences",
            "research assistant",
            "poster at local meeting",
        ),
    ),
    good=(
        Example("Built a template for my team", "call center agent", "made a message template"),
        Example("Presented at a state meeting", "research assistant", "poster at a state meeting"),
        Example("Taught across the hospital", "EHR trainer", "classes on all units"),
    ),
    check=check,
)
