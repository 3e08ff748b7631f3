"""Whether the applicant graduated recently enough for the program."""

from __future__ import annotations

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, count, number, plural
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import CIFC, PROGRAM_RULES
from preround.fit.rules.kit.standing import Standing
from preround.fit.rules.kit.thresholds import years_worth_a_look

say = Say("graduation_year")
FACT = "years_since_graduation_max"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Count years from graduation to the start of training, and to the application.

    Programs count to one or the other and seldom say which. The rule is met when both
    counts meet it and not met when both break it; between the two it stays open.
    """
    years = standing.years_at_start
    if years is None:
        return say.answer_missing("Your year of graduation is open", "applicant.yog")
    if years < 0:
        return say.blocked(
            f"Graduation in {context.season - years} comes after training starts, "
            f"{context.training_starts}",
            PROGRAM_RULES,
        )

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        return _decide(years, count(value), citation, context)

    settled = say.settle(program, FACT, "years since graduation", decide, context)
    if settled:
        return settled
    long_ago = years > years_worth_a_look()
    told = f"; you graduated {years} years before training starts" if long_ago else ""
    return say.fact_missing(f"No graduation cut-off is known{told}", FACT, at_stake=long_ago)


def _decide(years: int, most: float, citation: Citation, context: RuleContext) -> RuleResult:
    rule = f"the rule says at most {number(most)}"
    if years <= most:
        return say.met(
            f"Graduated {plural(years, 'year')} before training starts; {rule}", citation
        )
    if years - 1 <= most:
        return say.fact_missing(
            f"Graduated {plural(years - 1, 'year')} before applying and {years} before training "
            f"starts in {context.training_starts}; {rule} and not which counts",
            FACT,
            at_stake=True,
            citation=citation,
        )
    return say.blocked(
        f"Graduated {years} years before training starts in {context.training_starts}; {rule}",
        citation,
    )


RULE = Rule(
    code="graduation_year",
    title="Years since graduation",
    message="You graduated no longer ago than the program accepts.",
    why="Programs read a long gap as distance from clinical work. Most count the years up to the "
    "application, some up to the start of training; where that one year decides, the verdict "
    "stays open.",
    sources=(PROGRAM_RULES, CIFC),
    order=20,
    check=check,
    facts=(FACT,),
    answers=("applicant.yog",),
    bad=(
        Example(
            # 2027 - 2018 = 9 years at the start, 8 at the application: both above 5
            "graduated 2018, at most 5 years",
            Verdict.NOT_MET,
            {"applicant": {"yog": 2018}},
            {FACT: 5},
            blocks=True,
        ),
        Example(
            "graduation comes after training starts",
            Verdict.NOT_MET,
            {"applicant": {"yog": 2028}},
            blocks=True,
        ),
    ),
    good=(
        Example(
            # 2027 - 2022 = 5
            "graduated 2022, at most 5 years",
            Verdict.MET,
            {"applicant": {"yog": 2022}},
            {FACT: 5},
        ),
        Example(
            # 2027 - 2021 = 6 at the start, 5 at the application
            "graduated 2021, at most 5 years: the page must say which count it means",
            Verdict.UNKNOWN,
            {"applicant": {"yog": 2021}},
            {FACT: 5},
            at_stake=True,
        ),
        Example(
            "graduated long ago, no rule known: look it up before paying",
            Verdict.UNKNOWN,
            {"applicant": {"yog": 2012}},
            at_stake=True,
        ),
        Example("graduated lately, no rule known", Verdict.UNKNOWN, {"applicant": {"yog": 2024}}),
    ),
)
