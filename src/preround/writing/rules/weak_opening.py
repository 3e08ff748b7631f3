"""Weak openings: words that stand where an action should."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule, Spot
from preround.writing.rules.kit.words import is_verb, opening

WEAK = re.compile(
    r"^(?:i )?(?:was |am |were |have been )?(?:also |mainly |mostly |primarily )?"
    r"(?:responsible for|in charge of|duties included|responsibilities included|tasked with"
    r"|involved in|"
    r"helped(?: out| with| to)?|helping|worked (?:on|with|as|in|hard|at)"
    r"|assisted(?! (?:physicians?|surgeons?|the (?:physician|surgeon)))|"
    r"assisting|participated in|participating|took part in|contributed to|had the opportunity"
    r"|got to|able to|"
    r"performed (?:all |various |other )?duties|exposed to|gained|learned|duties|my (?:role"
    r"|duties|job))\b",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"^(?:in|at|on|as|during|while|over|for|with|under|after|before|by|across|from|\d)",
    re.IGNORECASE,
)
VERB_LATER = re.compile(
    r"\b\w{2,}ed\b|\b(?:led|ran|wrote|taught|built|gave|kept|took|made|met|rose|fell)\b",
    re.IGNORECASE,
)


def check(line: Line) -> Iterable[Spot]:
    """Fire on the first words of a part, once a part."""
    for part in line.parts:
        match = WEAK.match(part.text)
        if match:
            yield Spot(
                part.start,
                part.start + match.end(),
                f'Opens with "{match.group()}", which hides what you did.',
                "Begin with the verb of the act: registered, charted, escalated, taught.",
            )
        elif _no_action(part) and (len(line.parts) == 1 or part is not line.parts[0]):
            yield Spot(
                part.start,
                part.start + len(part.text),
                "Names a thing, not an action.",
                "Begin with what you did, then where and how often.",
            )


def _no_action(part: Part) -> bool:
    first = opening(part.text)
    if not first or is_verb(first) or LEAD_IN.match(part.text):
        return False
    words = part.text.split()
    if words and words[0].lower() in ("i", "we"):
        return False
    if re.match(
        r"(?:the|a|an|this|our|my|their|it|no|each|every|most|all)\b", part.text, re.IGNORECASE
    ):
        return False
    if first.endswith("ing") and len(words) > 3:
        return False
    return not VERB_LATER.search(" ".join(words[1:4])) and (
        len(words) <= 4 or bool(NOUN_FIRST.match(part.text))
    )


NOUN_FIRST = re.compile(
    r"^(?:[\w-]+ ){0,6}(?:coordinator|observer|observership|volunteer|intern|author|completion"
    r"|participation|"
    r"experience|publication|degree|member|assistant|rotation|externship|clerkship|training"
    r"|program|course|"
    r"knowledge|responsibilities|employment|position|job|exposure)\b",
    re.IGNORECASE,
)

RULE = LintRule(
    code="weak-opening",
    kind="weak_opening",
    severity=Severity.WARNING,
    title="Weak opening",
    why="The first word is read most; it should be what you did.",
    sources=(PROSE, METHOD),
    bad=(
        Example("Responsible for patient check-in", "front desk clerk"),
        Example("Helped with charting", "medical scribe"),
        Example("Observership, two weeks.", "IMG, observership"),
    ),
    good=(
        Example("Checked in 60 patients a day", "front desk clerk"),
        Example("Documented 20 encounters a shift", "medical scribe"),
        Example("In an academic clinic, roomed 25 patients a day", "medical assistant"),
    ),
    check=check,
)
