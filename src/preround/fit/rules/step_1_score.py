"""Whether a Step 1 score reaches the program's floor."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.program import Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.scores import check_floor
from preround.fit.rules.kit.sources import CIFC, PROGRAM_RULES
from preround.fit.rules.kit.standing import Standing

say = Say("step_1_score")
FACT = "step1_min"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Hold the score against the floor; a pass without a score is left alone."""
    return check_floor(say, standing, program, context, Exam.STEP_1, FACT)


RULE = Rule(
    code="step_1_score",
    title="Step 1 floor",
    message="A Step 1 score, where one was reported, reaches the program's floor.",
    why="Scores are a frequent first filter. Since 26 January 2022 Step 1 is pass or fail, so the "
    "floor holds only for earlier sittings.",
    sources=(PROGRAM_RULES, CIFC),
    order=45,
    check=check,
    facts=(FACT,),
    answers=("exams.step_1", "exams.step_1.score"),
    bad=(
        Example(
            "208 under a floor of 215",
            Verdict.NOT_MET,
            {"exams": [{"name": "step_1", "passed": True, "score": 208, "date": "2019-06-03"}]},
            {FACT: 215},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "215 at a floor of 215",
            Verdict.MET,
            {"exams": [{"name": "step_1", "passed": True, "score": 215, "date": "2019-06-03"}]},
            {FACT: 215},
        ),
        Example(
            "passed in 2024, when no score was reported",
            Verdict.NOT_APPLICABLE,
            {"exams": [{"name": "step_1", "passed": True, "date": "2024-06-03"}]},
            {FACT: 215},
        ),
    ),
)
