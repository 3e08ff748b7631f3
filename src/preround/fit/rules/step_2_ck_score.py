"""Whether the Step 2 CK score reaches the program's floor."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.program import Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.scores import check_floor
from preround.fit.rules.kit.sources import CIFC, FAIRVIEW, PROGRAM_RULES
from preround.fit.rules.kit.standing import Standing

say = Say("step_2_ck_score")
FACT = "step2_min"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Hold the score of the passed sitting against the floor."""
    return check_floor(say, standing, program, context, Exam.STEP_2_CK, FACT)


RULE = Rule(
    code="step_2_ck_score",
    title="Step 2 CK floor",
    message="The Step 2 CK score reaches the program's floor.",
    why="With Step 1 pass or fail, Step 2 CK is the score programs filter by.",
    sources=(PROGRAM_RULES, FAIRVIEW, CIFC),
    order=40,
    check=check,
    facts=(FACT,),
    answers=("exams.step_2_ck", "exams.step_2_ck.score"),
    bad=(
        Example(
            "219 under a floor of 220",
            Verdict.NOT_MET,
            {"exams": [{"name": "step_2_ck", "passed": True, "score": 219}]},
            {FACT: 220},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "220 at a floor of 220",
            Verdict.MET,
            {"exams": [{"name": "step_2_ck", "passed": True, "score": 220}]},
            {FACT: 220},
        ),
        Example(
            "passed, the score is not in the file",
            Verdict.UNKNOWN,
            {"exams": [{"name": "step_2_ck", "passed": True}]},
            {FACT: 220},
        ),
        Example(
            "a floor two sources do not agree on, and the score lies between",
            Verdict.UNKNOWN,
            {"exams": [{"name": "step_2_ck", "passed": True, "score": 225}]},
            {FACT: (220, 230)},
            at_stake=True,
        ),
    ),
)
