"""The same first verb again and again, within an entry or across entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from preround.domain.finding import Severity
from preround.writing.rules.kit.line import Line, Surroundings
from preround.writing.rules.kit.openings import opening_form, opening_spot
from preround.writing.rules.kit.rule import METHOD, Example, LintRule, Spot
from preround.writing.rules.kit.words import opening

MOST_WITHIN = 2
MOST_ACROSS = 2
FIX = "Take the verb of the act itself: charted, escalated, taught, traced, measured."
OTHERS = Surroundings(others=("Registered 50 patients a shift.", "Registered donors at drives."))


def check(line: Line) -> Iterable[Spot]:
    """Fire where a verb opens a third sentence, or the entry opens as two others do."""
    verbs = [(part, opening(part.text)) for part in line.parts if opening_form(part.text)]
    counted = Counter(verb for _, verb in verbs)
    for verb, n in counted.items():
        if n > MOST_WITHIN:
            part = [one for one, word in verbs if word == verb][MOST_WITHIN]
            yield Spot(*opening_spot(part), f'{n} sentences open with "{verb}".', FIX)
    if not verbs:
        return
    part, verb = verbs[0]
    n_others = sum(_first_verb(other) == verb for other in line.around.others)
    if n_others >= MOST_ACROSS:
        said = f'{n_others} other entries open with "{verb}" too.'
        yield Spot(*opening_spot(part), said, FIX)


def _first_verb(text: str) -> str:
    parts = Line(text).parts
    return next((opening(part.text) for part in parts if opening_form(part.text)), "")


RULE = LintRule(
    code="repeated-opening",
    kind="repeated_opening",
    severity=Severity.NOTE,
    title="Repeated opening",
    why="Ten entries that begin alike read as one.",
    sources=(METHOD,),
    bad=(
        Example(
            "Assisted nurses with lifts. Assisted residents at meals. Assisted families.", "CNA"
        ),
        Example("Registered 40 callers a day.", "call center agent", around=OTHERS),
    ),
    good=(
        Example("Lifted with nurses. Fed 6 residents. Sat with families.", "CNA"),
        Example("Answered 80 calls a day.", "call center agent", around=OTHERS),
    ),
    check=check,
)
