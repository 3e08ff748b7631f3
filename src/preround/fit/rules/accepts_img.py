"""Whether the program takes graduates of schools outside the U.S. and Canada."""

from __future__ import annotations

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, says_yes
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import GRAND_STRAND, SELECTION_POLICY
from preround.fit.rules.kit.standing import Standing

say = Say("accepts_img")
FACT = "accepts_img"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Ask only for applicants from schools outside the U.S. and Canada."""
    if standing.is_us_graduate:
        return say.aside("You graduate from a U.S. school")

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        if says_yes(value):
            return say.met("Takes IMGs", citation)
        if standing.type is None:
            return say.answer_missing(
                "Takes no IMGs; your type is open", "applicant.type", citation
            )
        return say.blocked("Takes no IMGs", citation)

    settled = say.settle(program, FACT, "whether IMGs are taken", decide, context)
    return settled or say.fact_missing("Whether it takes IMGs is not known", FACT)


RULE = Rule(
    code="accepts_img",
    title="IMGs",
    message="The program takes graduates of schools outside the U.S. and Canada.",
    why="A program may choose among U.S. graduates only; the fee for it would be lost.",
    sources=(GRAND_STRAND, SELECTION_POLICY),
    order=5,
    check=check,
    facts=(FACT,),
    answers=("applicant.type",),
    bad=(
        Example(
            "takes no IMGs",
            Verdict.NOT_MET,
            {"applicant": {"type": "non_us_img"}},
            {FACT: "no"},
            blocks=True,
        ),
        Example(
            "a U.S. citizen from a Caribbean school is an IMG too",
            Verdict.NOT_MET,
            {"applicant": {"type": "us_img"}},
            {FACT: "no"},
            blocks=True,
        ),
    ),
    good=(
        Example("takes IMGs", Verdict.MET, {"applicant": {"type": "non_us_img"}}, {FACT: "yes"}),
        Example(
            "a U.S. graduate",
            Verdict.NOT_APPLICABLE,
            {"applicant": {"type": "us_md"}},
            {FACT: "no"},
        ),
    ),
)
