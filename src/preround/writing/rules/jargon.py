"""Words of one office or one house, and short forms that are never spelled out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

SHORT_FORM = re.compile(r"(?<![\w(./-])[A-Z]{3,6}(?![\w./-])")


@cache
def _lists() -> tuple[tuple[tuple[re.Pattern[str], str], ...], frozenset[str]]:
    text = resources.files("preround.writing").joinpath("data/jargon.toml").read_text("utf-8")
    table = tomllib.loads(text)
    words = tuple(
        (re.compile(pattern if pattern.startswith("\\b[A-Z") else f"(?i:{pattern})"), plain)
        for pattern, plain in table["words"].items()
    )
    return words, frozenset(table["known"]["short"])


def check(line: Line) -> Iterable[Spot]:
    """Fire on listed words, and on short forms that the text does not spell out."""
    words, known = _lists()
    taken: list[range] = []
    for pattern, plain in words:
        for match in pattern.finditer(line.text):
            taken.append(range(match.start(), match.end()))
            said = f'"{match.group()}" is office language.'
            yield Spot(match.start(), match.end(), said, f"Say it plainly: {plain}.")
    if line.text.isupper():
        return
    for match in SHORT_FORM.finditer(line.text):
        spelled = f"({match.group()})" in line.text
        if match.group() in known or spelled or any(match.start() in span for span in taken):
            continue
        said = f'"{match.group()}" may not be known outside your workplace.'
        yield Spot(match.start(), match.end(), said, "Spell it out once, or leave it out.")


RULE = LintRule(
    code="jargon",
    kind="jargon",
    severity=Severity.NOTE,
    title="Office language",
    why="The reader is a physician elsewhere; every word they must guess is a word lost.",
    sources=(METHOD,),
    bad=(
        Example("Lowered AHT by 40 seconds", "call center agent"),
        Example("Leveraged stakeholders to move the needle", "quality analyst"),
        Example("Entered 30 cases a day in the RQDB", "research assistant"),
    ),
    good=(
        Example("Lowered the time of a call by 40 seconds", "call center agent"),
        Example("Recorded vitals in the EMR under HIPAA", "medical assistant"),
        Example("Worked in a federally qualified health center (FQHC)", "medical assistant"),
    ),
    check=check,
)
