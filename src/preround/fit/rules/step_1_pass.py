"""Whether Step 1 is passed where the program wants it with the application."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, says_yes
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import FAIRVIEW, PROGRAM_RULES
from preround.fit.rules.kit.standing import Standing

say = Say("step_1_pass")
FACT = "step1_pass_required"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """A pass settles it, whatever the program says."""
    step_1 = standing.sittings[Exam.STEP_1]

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        if not says_yes(value):
            return say.aside("Asks for no Step 1 pass when you apply")
        if step_1.passed:
            return say.met("Step 1 passed, as asked", citation)
        if step_1.n_not_passed or step_1.planned:
            return say.blocked("Wants Step 1 passed, and it is not yet", citation)
        return say.answer_missing("Wants Step 1 passed; yours is open", "exams.step_1", citation)

    settled = say.settle(program, FACT, "a Step 1 pass", decide, context)
    if settled:
        return settled
    if step_1.passed:
        return say.met("Step 1 passed")
    return say.fact_missing(
        "Whether it wants Step 1 passed is not known", FACT, at_stake=step_1.listed
    )


RULE = Rule(
    code="step_1_pass",
    title="Step 1 pass",
    message="Step 1 is passed when the program wants it.",
    why="Most programs read an application only with a Step 1 pass.",
    sources=(PROGRAM_RULES, FAIRVIEW),
    order=46,
    check=check,
    facts=(FACT,),
    answers=("exams.step_1",),
    mendable=True,
    bad=(
        Example(
            "wanted, and not passed yet",
            Verdict.NOT_MET,
            {"exams": [{"name": "step_1", "passed": False}]},
            {FACT: True},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "passed", Verdict.MET, {"exams": [{"name": "step_1", "passed": True}]}, {FACT: True}
        ),
        Example("nothing told", Verdict.UNKNOWN, {}, {FACT: True}),
        Example(
            "passed, no rule known", Verdict.MET, {"exams": [{"name": "step_1", "passed": True}]}
        ),
    ),
)
