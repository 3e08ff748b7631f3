"""Whether USMLE's own limit still lets the applicant pass every Step."""

from __future__ import annotations

from preround.domain.program import Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, number, plural
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import USMLE_LIMITS
from preround.fit.rules.kit.standing import Standing

say = Say("usmle_attempt_limit")


def check(standing: Standing, _program: Program, context: RuleContext) -> RuleResult:
    """Count sittings of a Step that is not passed yet; a pass settles it, whenever it came."""
    fact = context.rule_of_all("exams.attempts_per_step_max")
    for sittings in standing.sittings.values():
        if not sittings.passed and sittings.n_not_passed >= fact.number:
            return say.blocked(
                f"{sittings.exam.label} not passed in {plural(sittings.n_not_passed, 'sitting')}; "
                f"USMLE allows {number(fact.number)} of a Step",
                fact.citations[0],
            )
    return say.aside(f"Within USMLE's {number(fact.number)} sittings of a Step")


RULE = Rule(
    code="usmle_attempt_limit",
    title="USMLE's attempt limit",
    message="No Step is left unpassed after the sittings that USMLE allows.",
    why="After its limit, USMLE lets nobody sit that Step again, and without it there is no "
    "certification and no license in any state.",
    sources=(USMLE_LIMITS,),
    order=35,
    check=check,
    answers=("exams.step_1", "exams.step_2_ck", "exams.step_3"),
    bad=(
        Example(
            "four sittings of Step 2 CK without a pass",
            Verdict.NOT_MET,
            {"exams": [{"name": "step_2_ck", "passed": False}] * 4},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "passed at the fourth",
            Verdict.NOT_APPLICABLE,
            {
                "exams": [
                    *[{"name": "step_2_ck", "passed": False}] * 3,
                    {"name": "step_2_ck", "passed": True},
                ]
            },
        ),
        Example(
            "passed at the sixth, when six were allowed",
            Verdict.NOT_APPLICABLE,
            {
                "exams": [
                    *[{"name": "step_1", "passed": False}] * 5,
                    {"name": "step_1", "passed": True},
                ]
            },
        ),
    ),
)
