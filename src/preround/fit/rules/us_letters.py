"""Whether enough letters come from physicians in the United States."""

from __future__ import annotations

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, count, number, opened, plural
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import ADVICE_2017
from preround.fit.rules.kit.standing import Standing

say = Say("us_letters")
FACT = "letters_us_min"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Count letters from U.S. physicians; one whose writer is not told keeps it open."""

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        letters = standing.applicant.letters
        wanted = f"it asks for {number(count(value))}"
        if letters is None:
            return say.answer_missing(f"Your letters are open; {wanted}", "letters", citation)
        sure = sum(letter.from_us_physician is True for letter in letters)
        untold = sum(letter.from_us_physician is None for letter in letters)
        have = opened(f"{plural(sure, 'letter')} from U.S. physicians")
        if sure >= count(value):
            return say.met(f"{have}; {wanted}", citation)
        if sure + untold >= count(value):
            return say.answer_missing(
                f"{have}, {untold} untold; {wanted}", "letters.from_us_physician", citation
            )
        return say.blocked(f"{have} so far; {wanted}", citation)

    settled = say.settle(program, FACT, "letters from U.S. physicians", decide, context)
    return settled or say.fact_missing("Whether it asks for U.S. letters is not known", FACT)


RULE = Rule(
    code="us_letters",
    title="Letters from the United States",
    message="Enough letters come from physicians who practice in the United States.",
    why="Writers who know U.S. training can say how someone would do in it.",
    sources=(ADVICE_2017,),
    order=61,
    check=check,
    facts=(FACT,),
    answers=("letters", "letters.from_us_physician"),
    mendable=True,
    bad=(
        Example(
            "none from the United States, one asked",
            Verdict.NOT_MET,
            {"letters": [{"from_us_physician": False}] * 3},
            {FACT: 1},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "one of three, one asked",
            Verdict.MET,
            {"letters": [{"from_us_physician": True}, *[{"from_us_physician": False}] * 2]},
            {FACT: 1},
        ),
        Example(
            "a writer's place is not told",
            Verdict.UNKNOWN,
            {"letters": [{}, {"from_us_physician": False}]},
            {FACT: 1},
        ),
    ),
)
