"""Calling an experience what it was not: hands-on, in person, U.S. clinical."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

HANDS_ON_CARE = re.compile(
    r"(?<!no )(?<!not )(?<!without )\bhands[- ]on (?:[\w-]+ ){0,2}"
    r"(?:care|training|clinical|experience|rotation|treatment|exposure)\b(?! with (?:epic|the))",
    re.IGNORECASE,
)
NOT_IN_PERSON = re.compile(
    r"tele-?(?!phone|met)|\bvirtual|\bonline|\bremote|\bzoom|\bvideo|\brecorded", re.IGNORECASE
)
HANDS_ON = re.compile(r"(?<!no )(?<!not )(?<!without )\bhands[- ]on\b(?! surgical)", re.IGNORECASE)
HANDS_ON_CARE = re.compile(
    r"(?<!no )(?<!not )(?<!without )\bhands[- ]on (?:[\w-]+ ){0,2}"
    r"(?:care|training|clinical|experience|rotation|treatment|exposure)\b(?! with (?:epic|the))",
    re.IGNORECASE,
)
IN_PERSON = re.compile(r"\b(?:in[- ]person|on[- ]site|bedside)\b", re.IGNORECASE)
TAKING_PART = re.compile(
    r"\b(?:(?:participat|partook|partak|took part|engag|assist|help|contribut)\w*(?: \w+ly)?"
    r" (?:in|with|to) (?:[\w-]+ ){0,3}(?:patient care|treat\w*|operat\w+|surger\w+|procedures?"
    r"|examin\w+|manage\w*|deliver\w+|resuscitat\w+|care of|\w+ectom\w+|\w+oscop\w+"
    r"|\w+(?:plast|otom|ostom|ization|centes|raph)\w*)"
    r"|scrubbed in)",
    re.IGNORECASE,
)
IN_CARE = re.compile(
    r"\b(?:participat\w+|took part|take part|taking part)(?: \w+ly)? in (?:[\w-]+ ){0,2}"
    r"(?:resuscitat\w+|treat\w*|surger\w+|operat(?:ing|ions?) on|diagnos\w+|examin\w+)",
    re.IGNORECASE,
)
DESKS = frozenset(("clerical", "outreach", "language"))
CLINICAL = re.compile(
    r"\b(?:(?:us|u\.s\.|american|direct) clinical (?:experience|rotation|clerkship)|usce)\b",
    re.IGNORECASE,
)
OTHER_WORK = frozenset(("clerical", "outreach", "pharmacy", "laboratory", "language", "research"))
FIX = "Name the kind it was; programs count each kind by its own rule."


def check(line: Line) -> Iterable[Spot]:
    """Fire on a kind that the role or the log rules out."""
    known = f"{line.role} {line.duty}"
    by_hand = re.search(r"hands[- ]on", line.duty, re.IGNORECASE)
    rules = (
        (HANDS_ON, line.role_class == "observer" and not by_hand, "Watching is not hands-on"),
        (HANDS_ON_CARE, line.role_class in DESKS and not by_hand, "No hands are laid on here"),
        (TAKING_PART, line.role_class == "observer" and _only_watched(line), "An observer watches"),
        (IN_CARE, line.role_class in DESKS, "This role takes no part in that"),
        (IN_PERSON, bool(NOT_IN_PERSON.search(known)), "What was seen by video was not in person"),
        (CLINICAL, line.role_class in OTHER_WORK, "This work is not counted as clinical"),
    )
    for pattern, ruled_out, why in rules:
        match = pattern.search(line.text) if ruled_out else None
        if match:
            yield Spot(match.start(), match.end(), f'"{match.group()}": {why}.', FIX)


def _only_watched(line: Line) -> bool:
    """Whether nothing in the log says that a hand was lent."""
    return not re.search(
        r"\bassist|\bhelp|\bscrub|supervis|\bheld|\btook", line.duty, re.IGNORECASE
    )


RULE = LintRule(
    code="overclaim-kind",
    kind="overclaim",
    severity=Severity.ERROR,
    title="A kind it was not",
    why="Programs ask which kind of experience it was, and the letter will say.",
    sources=(METHOD,),
    bad=(
        Example("Gained hands-on experience with 40 patients", "observership"),
        Example("Completed an in-person rotation", "tele-observership", "watched clinics on Zoom"),
        Example("Two years of U.S. clinical experience in a call center", "call center agent"),
    ),
    good=(
        Example("Watched 40 visits; no hands-on contact", "observership"),
        Example("Examined 6 patients a day, hands-on and supervised", "externship"),
    ),
    check=check,
)
