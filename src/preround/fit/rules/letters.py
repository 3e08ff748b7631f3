"""Whether there are as many letters as the program asks."""

from __future__ import annotations

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, count, number, opened, plural
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import GRAND_STRAND
from preround.fit.rules.kit.standing import Standing

say = Say("letters")
FACT = "letters_min"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Count letters written or promised."""
    letters = standing.applicant.letters

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        wanted = f"it asks for {number(count(value))}"
        if letters is None:
            return say.answer_missing(f"Your letters are open; {wanted}", "letters", citation)
        have = opened(plural(len(letters), "letter"))
        if len(letters) >= count(value):
            return say.met(f"{have}; {wanted}", citation)
        return say.blocked(f"{have} so far; {wanted}", citation)

    settled = say.settle(program, FACT, "letters", decide, context)
    return settled or say.fact_missing("How many letters it asks for is not known", FACT)


LETTER = {"from_us_physician": True}

RULE = Rule(
    code="letters",
    title="Letters",
    message="There are as many letters of recommendation as the program asks.",
    why="An application with fewer letters than asked is incomplete and may not be read. A letter "
    "that is promised counts: add it to your list.",
    sources=(GRAND_STRAND,),
    order=60,
    check=check,
    facts=(FACT,),
    answers=("letters",),
    mendable=True,
    bad=(
        Example(
            "two letters, three asked",
            Verdict.NOT_MET,
            {"letters": [LETTER, LETTER]},
            {FACT: 3},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "three letters, three asked",
            Verdict.MET,
            {"letters": [LETTER, LETTER, LETTER]},
            {FACT: 3},
        ),
        Example("letters not told", Verdict.UNKNOWN, {}, {FACT: 3}),
    ),
)
