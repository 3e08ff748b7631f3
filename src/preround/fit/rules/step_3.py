"""Whether Step 3 is passed where the program or an H-1B petition needs it."""

from __future__ import annotations

from preround.domain.applicant import Exam, VisaNeed
from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, agreed, day, says_yes
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import FAIRVIEW, H1B_STEP_3
from preround.fit.rules.kit.standing import Standing

say = Say("step_3")
FACT = "step3_required_for"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Judge Step 3 by the program's words, else by what any H-1B petition needs."""
    by_h1b = _hangs_on_h1b(standing, program, context)

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        if str(value).strip().lower() != "all" and not by_h1b:
            return say.aside("Step 3 is asked only of those who come on an H-1B")
        return _asked(standing, citation)

    settled = say.settle(program, FACT, "who needs Step 3", decide, context)
    if settled:
        return settled
    if not by_h1b:
        return say.aside("Step 3 matters where an H-1B is needed")
    step_3 = standing.sittings[Exam.STEP_3]
    if step_3.passed:
        return say.met("Step 3 passed, as an H-1B petition needs")
    if not standing.applicant.exams:
        return say.answer_missing("An H-1B petition needs Step 3; yours is open", "exams.step_3")
    law = context.rule_of_all("visa.h1b.step_3_needed").citations[0]
    return say.lowered("An H-1B petition needs Step 3, which is not passed yet", law)


def _hangs_on_h1b(standing: Standing, program: Program, context: RuleContext) -> bool:
    need = standing.visa_need
    if need is VisaNeed.J1_OR_H1B:
        j1 = agreed(program, "visa_j1", context)
        h1b = agreed(program, "visa_h1b", context)
        return j1 is not None and not says_yes(j1) and h1b is not None and says_yes(h1b)
    return need is VisaNeed.H1B


def _asked(standing: Standing, citation: Citation) -> RuleResult:
    step_3 = standing.sittings[Exam.STEP_3]
    if step_3.passed:
        return say.met("Step 3 passed, as the program asks", citation)
    if step_3.planned_on or step_3.n_awaited:
        when = f" of {day(step_3.planned_on)}" if step_3.planned_on else ""
        return say.answer_missing(
            f"Asks for Step 3; the result of your sitting{when} is open", "exams.step_3", citation
        )
    if not standing.applicant.exams:
        return say.answer_missing("Asks for Step 3; yours is open", "exams.step_3", citation)
    return say.blocked("Asks for Step 3, which is not passed yet", citation)


STEP_1_AND_2 = [{"name": "step_1", "passed": True}, {"name": "step_2_ck", "passed": True}]

RULE = Rule(
    code="step_3",
    title="Step 3",
    message="Step 3 is passed where the program, or an H-1B petition, needs it.",
    why="An H-1B petition for a resident rests on a Step 3 pass, so programs that sponsor it want "
    "the result before they rank or file; a few ask it of everyone.",
    sources=(H1B_STEP_3, FAIRVIEW),
    order=15,
    check=check,
    facts=(FACT, "visa_j1", "visa_h1b"),
    answers=("exams.step_3", "applicant.visa_need"),
    mendable=True,
    bad=(
        Example(
            "an H-1B is needed, the program asks for Step 3",
            Verdict.NOT_MET,
            {"applicant": {"visa_need": "h1b"}, "exams": STEP_1_AND_2},
            {FACT: "h1b"},
            blocks=True,
        ),
        Example(
            "an H-1B is needed, the program says nothing: it lowers and does not block",
            Verdict.NOT_MET,
            {"applicant": {"visa_need": "h1b"}, "exams": STEP_1_AND_2},
        ),
    ),
    good=(
        Example(
            "Step 3 passed",
            Verdict.MET,
            {
                "applicant": {"visa_need": "h1b"},
                "exams": [*STEP_1_AND_2, {"name": "step_3", "passed": True}],
            },
            {FACT: "h1b"},
        ),
        Example(
            "a sitting lies ahead",
            Verdict.UNKNOWN,
            {
                "applicant": {"visa_need": "h1b"},
                "exams": [*STEP_1_AND_2, {"name": "step_3", "date": "2026-12-14"}],
            },
            {FACT: "h1b"},
        ),
        Example(
            "a J-1 is open as well",
            Verdict.NOT_APPLICABLE,
            {"applicant": {"visa_need": "j1_or_h1b"}, "exams": STEP_1_AND_2},
            {FACT: "h1b"},
        ),
        Example(
            "no H-1B needed",
            Verdict.NOT_APPLICABLE,
            {"applicant": {"visa_need": "j1"}, "exams": STEP_1_AND_2},
        ),
    ),
)
