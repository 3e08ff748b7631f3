"""The job description pasted: its own words in a row, or its way of speaking."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Surroundings
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

WORD = re.compile(r"[\w'’-]+")
FEWEST_WORDS = 7
POSTING = re.compile(
    r"\b(?:other (?:related )?duties as (?:assigned|needed|required)|as (?:assigned|required) by"
    r" (?:management|the supervisor)|must be able to|the (?:ideal|successful) candidate|incumbent"
    r"|under (?:the )?general supervision|perform(?:s|ed)? (?:a )?variety of"
    r"|ensur(?:e|es|ed|ing) (?:full )?compliance with|in accordance with (?:established |company "
    r"|hospital |applicable )?(?:policies|policy|procedures|standards|regulations)"
    r"|in a (?:timely|professional|courteous|efficient)(?: and \w+)? manner|job duties include"
    r"|essential (?:functions|duties)|serves? as (?:a |the )?(?:liaison|point of contact)"
    r"|maintains? (?:a )?(?:positive|professional) (?:attitude|demeanor|work environment)"
    r"|customer service excellence|minimum (?:of )?\d+ years|high school diploma"
    r"|and related (?:tasks|duties))\b",
    re.IGNORECASE,
)
THIRD = re.compile(
    r"^(?:\w+ly )?(?:performs|maintains|assists|provides|ensures|coordinates|prepares|schedules"
    r"|answers|greets|processes|verifies|documents|monitors|participates|communicates|manages"
    r"|responds|collects|reviews|completes|obtains|registers|supports|works|handles|records"
    r"|follows|demonstrates|acts|updates|enters|reports|conducts|educates|administers)\b"
)
FIX = "Say what you do on a day, with how many, in your own words."
PASTED = Surroundings(
    description="Greets patients and visitors and directs them to the proper department promptly."
)


def check(line: Line) -> Iterable[Spot]:
    """Fire on words shared with the description in a row, and on the way postings speak."""
    yield from _shared(line)
    for match in POSTING.finditer(line.text):
        said = f'"{match.group()}" is how a job is posted, not how it was done.'
        yield Spot(match.start(), match.end(), said, FIX)
    for part in line.parts:
        opens = THIRD.match(part.text[:1].lower() + part.text[1:])
        if opens and part.text[:1].isupper():
            said = f'"{opens.group()}" speaks of a post; you are the one who did it.'
            yield Spot(part.start, part.start + opens.end(), said, FIX)
            return


def _shared(line: Line) -> Iterable[Spot]:
    mine = list(WORD.finditer(line.text))
    theirs = [word.lower() for word in WORD.findall(line.around.description)]
    if len(mine) < FEWEST_WORDS or len(theirs) < FEWEST_WORDS:
        return
    words = [match.group().lower() for match in mine]
    for block in SequenceMatcher(None, words, theirs, autojunk=False).get_matching_blocks():
        if block.size >= FEWEST_WORDS:
            first, last = mine[block.a], mine[block.a + block.size - 1]
            said = f"{block.size} words in a row stand in the job description."
            yield Spot(first.start(), last.end(), said, FIX)


RULE = LintRule(
    code="copied-description",
    kind="copied_description",
    severity=Severity.WARNING,
    title="Copied job description",
    why="A reader has seen the posting a hundred times; they have not seen your day.",
    sources=(METHOD,),
    bad=(
        Example("Performs a variety of clerical duties and other duties as assigned", "unit clerk"),
        Example("Maintains records in a timely manner", "front desk clerk"),
        Example(
            "Greets patients and visitors and directs them to the proper department",
            "front desk clerk",
            around=PASTED,
        ),
    ),
    good=(
        Example("Greeted 60 patients a day and walked them to the right desk", around=PASTED),
        Example("Registered 50 patients a shift", "registration clerk"),
    ),
    check=check,
)
