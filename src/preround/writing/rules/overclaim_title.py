"""Borrowed titles: a word one is called by that neither the role nor the log bears."""

from __future__ import annotations

from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule, Spot
from preround.writing.rules.kit.titles import author_above_log, is_borrowed, served_as, titles_taken

FIX = "Use the title on the contract, and tell the duty."


def check(line: Line) -> Iterable[Spot]:
    """Fire once a part on a title that nothing bears."""
    for part in line.parts:
        yield from _first(line, part)


def _first(line: Line, part: Part) -> Iterable[Spot]:
    for hit, head, clinical in titles_taken(part):
        if is_borrowed(line, head, clinical=clinical):
            said = part.text[hit.start : hit.end]
            why = f'"{said}" is a title that neither the role nor the log bears.'
            yield Spot(part.start + hit.start, part.start + hit.end, why, FIX)
            return
    taken = served_as(line, part)
    if taken:
        said = part.text[taken.start : taken.end]
        why = f'"{said}" takes a part that the log does not name.'
        yield Spot(part.start + taken.start, part.start + taken.end, why, FIX)
        return
    above = author_above_log(line, part)
    if above:
        why = "The log names a later place among the authors."
        fix = "Give your place in the list of authors as it is printed."
        yield Spot(part.start + above.start, part.start + above.end, why, fix)


RULE = LintRule(
    code="overclaim-title",
    kind="overclaim",
    severity=Severity.ERROR,
    title="Borrowed titles",
    why="A title that payroll does not know is the first thing a reference check finds.",
    sources=(METHOD, PROSE),
    bad=(
        Example("Worked as a resident in the ICU", "IMG, observership"),
        Example("Served as the principal investigator of a trial", "research coordinator"),
        Example(
            "Wrote a case report as first author",
            "research assistant",
            "drafted the methods; fourth author",
        ),
        Example("Served as the project's biostatistician", "research assistant", "made tables"),
        Example("Served as team leader of a clinic night", "volunteer", "signed people in"),
    ),
    good=(
        Example("Coordinated visits for the principal investigator", "research coordinator"),
        Example("Worked with residents in the ICU", "medical scribe"),
        Example("Served as a link to families", "unit clerk", "took messages from families"),
        Example("Wrote the plan as the physician dictated it", "medical scribe"),
        Example(
            "Covered as shift lead twice a month", "call center agent", "covered as shift lead"
        ),
    ),
    check=check,
)
