"""Lines of one list that do not go together: acts, things and -ing forms in turn."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.openings import opening_form
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot

BULLET = re.compile(r"^[ \t]*[-*•–·]\s*(?=\S)", re.MULTILINE)
FEWEST = 3


def check(line: Line) -> Iterable[Spot]:
    """Fire on the first bullet, or -ing sentence, whose form is not that of most."""
    starts = [match.end() for match in BULLET.finditer(line.text)]
    bulleted = len(starts) >= FEWEST
    parts = [part for part in line.parts if part.start in starts] if bulleted else line.parts[1:]
    if len(parts) < FEWEST - 1:
        return
    forms = [_form(part, bulleted=bulleted) for part in parts]
    usual = max(sorted(set(forms)), key=forms.count)
    if usual == "" or forms.count(usual) == len(forms):
        return
    for part, form in zip(parts, forms, strict=True):
        if form != usual and (bulleted or form == "gerund"):
            words = part.text.split()[0]
            yield Spot(
                part.start,
                part.start + len(words),
                f'"{words}" begins otherwise than the lines around it.',
                "Begin every line of a list alike, best with the act: registered, charted.",
            )
            return


def _form(part: Part, *, bulleted: bool) -> str:
    """Acts of any tense are one form here; the tense has its own rule."""
    form = opening_form(part.text)
    if form in ("past", "base", "third"):
        return "act"
    return form if form == "gerund" or not bulleted else "thing"


RULE = LintRule(
    code="list-mixing",
    kind="list_mixing",
    severity=Severity.NOTE,
    title="A list of unlike lines",
    why="Lines that begin alike are read as one list; a stray one is read twice.",
    sources=(METHOD,),
    bad=(
        Example("- Roomed 25 patients a day\n- Charting of vitals\n- Called pharmacies", "MA"),
        Example(
            "Clinic in Queens. Roomed 25 patients a day. Recording vitals. Called pharmacies.", "MA"
        ),
    ),
    good=(
        Example("- Roomed 25 patients a day\n- Charted vitals\n- Called pharmacies", "MA"),
        Example("Clinic in Queens. Roomed 25 patients a day. Charted vitals.", "MA"),
    ),
    check=check,
)
