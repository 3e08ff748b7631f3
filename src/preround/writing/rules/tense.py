"""Tenses that change within an entry, or a present tense for what is over."""

from __future__ import annotations

from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Surroundings
from preround.writing.rules.kit.openings import opening_form, opening_spot
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

PRESENT = frozenset(("base", "third"))
OVER = Surroundings(is_over=True)
RUNNING = Surroundings(is_over=False)


def check(line: Line) -> Iterable[Spot]:
    """Fire on the first sentence that leaves the tense of the others."""
    forms = [(part, opening_form(part.text)) for part in line.parts]
    past = [part for part, form in forms if form == "past"]
    present = [part for part, form in forms if form in PRESENT]
    if line.around.is_over and present:
        start, end = opening_spot(present[0])
        said = f'"{line.text[start:end]}" is in the present, and this is over.'
        yield Spot(start, end, said, "Put what is over in the past tense.")
    elif past and present:
        odd = present[0] if len(past) >= len(present) else past[0]
        start, end = opening_spot(odd)
        said = f'"{line.text[start:end]}" changes the tense of the entry.'
        yield Spot(start, end, said, "Keep one tense: past for what is over or done once.")


RULE = LintRule(
    code="tense",
    kind="tense",
    severity=Severity.NOTE,
    title="Tense",
    why="One tense lets a reader run down the lines; two make them look for a reason.",
    sources=(METHOD,),
    bad=(
        Example("Roomed 25 patients a day. Prepare charts for the next day.", "medical assistant"),
        Example("Answer 80 calls a day.", "call center agent", around=OVER),
    ),
    good=(
        Example("Roomed 25 patients a day. Prepared charts.", "medical assistant"),
        Example("Answer 80 calls a day. Book visits.", "call center agent", around=RUNNING),
        Example("In a clinic in Queens. Roomed 25 patients a day.", "medical assistant"),
    ),
    check=check,
)
