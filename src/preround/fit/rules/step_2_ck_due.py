"""Whether Step 2 CK is there by the time the program wants it."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, shown
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import GRAND_STRAND, PROGRAM_RULES
from preround.fit.rules.kit.standing import Standing

say = Say("step_2_ck_due")
FACT = "step2_required_by"
#: Words of a page that mean: with the application.
WITH_APPLICATION = ("application", "apply", "applying", "passed")


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """A pass settles it, whatever the day."""
    step_2 = standing.sittings[Exam.STEP_2_CK]

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        if step_2.passed:
            return say.met("Step 2 CK passed, as asked", citation)
        due = shown(value).lower()
        known_open = step_2.n_not_passed > 0 or step_2.planned
        if known_open and any(word in due for word in WITH_APPLICATION):
            return say.blocked("Wants Step 2 CK with the application; not passed yet", citation)
        return say.answer_missing(f"Wants Step 2 CK: {due}", "exams.step_2_ck", citation)

    settled = say.settle(program, FACT, "when Step 2 CK is due", decide, context)
    if settled:
        return settled
    if step_2.passed:
        return say.met("Step 2 CK passed")
    return say.fact_missing("When it wants Step 2 CK is not known", FACT, at_stake=step_2.listed)


RULE = Rule(
    code="step_2_ck_due",
    title="Step 2 CK in time",
    message="Step 2 CK is passed by the time the program wants it.",
    why="Some programs want it with the application, others before the interview, the rank list or "
    "the start of training.",
    sources=(PROGRAM_RULES, GRAND_STRAND),
    order=41,
    check=check,
    facts=(FACT,),
    answers=("exams.step_2_ck",),
    mendable=True,
    bad=(
        Example(
            "wanted with the application, the sitting lies ahead",
            Verdict.NOT_MET,
            {"exams": [{"name": "step_2_ck", "date": "2026-12-14"}]},
            {FACT: "at application"},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "passed",
            Verdict.MET,
            {"exams": [{"name": "step_2_ck", "passed": True}]},
            {FACT: "before rank order list"},
        ),
        Example(
            "due before the rank list, the sitting lies ahead",
            Verdict.UNKNOWN,
            {"exams": [{"name": "step_2_ck", "date": "2026-12-14"}]},
            {FACT: "before rank order list"},
        ),
    ),
)
