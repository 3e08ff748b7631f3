"""Whether Step 1 and Step 2 CK were passed in as few sittings as the program allows."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, count, number, ordinal, plural
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import CIFC, FAIRVIEW, PROGRAM_RULES
from preround.fit.rules.kit.standing import Sittings, Standing

say = Say("attempts")
FACT = "attempts_max"
BOTH = (Exam.STEP_1, Exam.STEP_2_CK)


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Count sittings of each Step up to the pass; Step 3 alone never blocks."""

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        return _decide(standing, count(value), citation)

    settled = say.settle(program, FACT, "attempts", decide, context)
    if settled:
        return settled
    if standing.first_passes_only:
        return say.met("Step 1 and Step 2 CK passed at the first attempt")
    if standing.repeated:
        return say.fact_missing(
            f"{took(standing.repeated[0])}; no rule on attempts is known", FACT, at_stake=True
        )
    return say.fact_missing("No rule on attempts is known", FACT)


def took(sittings: Sittings) -> str:
    """How many sittings a Step took, as a plain fact."""
    label = sittings.exam.label
    if sittings.passed_at:
        return f"{label} passed at the {ordinal(sittings.passed_at)} attempt"
    return f"{label} not passed yet, after {plural(sittings.n_not_passed, 'sitting')}"


def _decide(standing: Standing, allowed: float, citation: Citation) -> RuleResult:
    rule = "the rule allows one" if allowed == 1 else f"the rule allows {number(allowed)}"
    steps = [standing.sittings[exam] for exam in BOTH]
    for sittings in steps:
        if sittings.exceeds(allowed):
            return say.blocked(f"{took(sittings)}; {rule}", citation)
    for exam, sittings in zip(BOTH, steps, strict=True):
        if not sittings.passed:
            return say.answer_missing(
                f"Your {sittings.exam.label} attempts are open; {rule}",
                f"exams.{exam.value}",
                citation,
            )
    step_3 = standing.sittings[Exam.STEP_3]
    if step_3.exceeds(allowed):
        return say.fact_missing(
            f"{took(step_3)}; {rule}, and may not mean Step 3",
            FACT,
            at_stake=True,
            citation=citation,
        )
    most = max(sittings.passed_at or 0 for sittings in steps)
    return say.met(f"Steps passed at the {ordinal(most)} attempt; {rule}", citation)


def _steps(step_1: int, step_2_ck: int) -> dict[str, object]:
    """Sittings up to a pass of each Step, for the examples."""
    tries = (("step_1", step_1), ("step_2_ck", step_2_ck))
    return {
        "exams": [
            {"name": name, "passed": place == n} for name, n in tries for place in range(1, n + 1)
        ]
    }


RULE = Rule(
    code="attempts",
    title="Exam attempts",
    message="Step 1 and Step 2 CK were passed in as few attempts as the program allows.",
    why="Many programs look at first-attempt passes only, or allow one more; they see every "
    "sitting on the transcript.",
    sources=(PROGRAM_RULES, CIFC, FAIRVIEW),
    order=30,
    check=check,
    facts=(FACT,),
    answers=("exams.step_1", "exams.step_2_ck", "exams.step_3"),
    bad=(
        Example(
            "Step 1 passed at the second attempt, first attempts only",
            Verdict.NOT_MET,
            _steps(2, 1),
            {FACT: 1},
            blocks=True,
        ),
        Example(
            "two sittings without a pass, two allowed: the next would be the third",
            Verdict.NOT_MET,
            {
                "exams": [
                    {"name": "step_1", "passed": True},
                    {"name": "step_2_ck", "passed": False},
                    {"name": "step_2_ck", "passed": False},
                ]
            },
            {FACT: 2},
            blocks=True,
        ),
    ),
    good=(
        Example("both at the first attempt", Verdict.MET, _steps(1, 1), {FACT: 1}),
        Example("Step 1 at the second, two allowed", Verdict.MET, _steps(2, 1), {FACT: 2}),
        Example("first attempts meet any rule, known or not", Verdict.MET, _steps(1, 1)),
        Example(
            "Step 1 at the second attempt, no rule known",
            Verdict.UNKNOWN,
            _steps(2, 1),
            at_stake=True,
        ),
        Example(
            "Step 2 CK lies ahead",
            Verdict.UNKNOWN,
            {"exams": [{"name": "step_1", "passed": True}, {"name": "step_2_ck"}]},
            {FACT: 1},
        ),
    ),
)
