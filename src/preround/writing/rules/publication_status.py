"""Words on a paper's state that say more than the state is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.citation import Citation, Confidence
from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import GUIDE, Example, LintRule, Spot

SCHOLARLY = Citation(
    "AMA, What ERAS application changes could mean for future Match cycles",
    "Scholarly Work: accepted or submitted work, oral and poster presentations",
    confidence=Confidence.HIGH,
)
PUBLISHED = re.compile(r"\bpublish(?:ed|ing)?\b|\bpublications?\b", re.IGNORECASE)
NOT_YET = re.compile(
    r"\b(?:under (?:peer )?review|submitted|in preparation|in progress|draft\w*|preprint"
    r"|in revision|being (?:written|reviewed|prepared)|manuscript stage|not yet"
    r"|to be submitted|resubmitted)\b",
    re.IGNORECASE,
)
HOPED = re.compile(
    r"\b(?:pending|awaiting|upcoming|forthcoming|expected|anticipated|soon[- ]to[- ]be|future)"
    r" (?:\w+ )?publi(?:cation|shed)\w*|\bto be published\b(?! in)|\bwill be published\b(?! in)"
    r"|\bpublication[- ]ready\b",
    re.IGNORECASE,
)
NOT_PAPERS = re.compile(
    r"\bpublished (?:\w+ ){0,3}(?:posters?|presentations?|talks?|abstract at|preprints?|blogs?)\b",
    re.IGNORECASE,
)
PREPARED = re.compile(
    r"\b(?:paper|manuscript|article|case report|review)s? (?:is |are )?(?:in preparation"
    r"|in progress|being written|planned)\b",
    re.IGNORECASE,
)
FIX = "Use the state's own word, with month and journal: submitted, accepted, in press, published."


def check(line: Line) -> Iterable[Spot]:
    """Fire where published stands beside a state that is not yet that, or a hope."""
    for pattern, why in (
        (HOPED, "is a hope, not a state"),
        (NOT_PAPERS, "is presented, not published"),
        (PREPARED, "is not listed until it is submitted"),
    ):
        for match in pattern.finditer(line.text):
            yield Spot(match.start(), match.end(), f'"{match.group()}" {why}.', FIX)
    for part in line.parts:
        said, state = PUBLISHED.search(part.text), NOT_YET.search(part.text)
        if said and state and not HOPED.search(part.text) and _of_one(part.text, said, state):
            why = f'"{said.group()}" and "{state.group()}" cannot both be true of one paper.'
            yield Spot(part.start + said.start(), part.start + said.end(), why, FIX)


def _of_one(text: str, said: re.Match[str], state: re.Match[str]) -> bool:
    """Whether both words speak of one paper, not of two that are listed."""
    between = text[min(said.end(), state.end()) : max(said.start(), state.start())]
    return not re.search(r"\band\b|,|\d|\bwhile\b", between)


RULE = LintRule(
    code="publication-status",
    kind="publication_status",
    severity=Severity.WARNING,
    title="State of a publication",
    why="A search takes a minute, and a paper that is not there ends the conversation.",
    sources=(SCHOLARLY, GUIDE),
    bad=(
        Example("Published a case report (under review)", "research assistant"),
        Example("Wrote a paper, pending publication", "research assistant"),
        Example("Published a poster at a state meeting", "research assistant"),
    ),
    good=(
        Example("Submitted a case report in May 2026; under review", "research assistant"),
        Example("Wrote two papers: one published in 2025, one submitted", "research assistant"),
        Example("Presented a poster at a state meeting", "research assistant"),
    ),
    check=check,
)
