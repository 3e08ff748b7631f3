"""Holding a Step's score against a program's floor."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, count, number
from preround.fit.rules.kit.standing import Standing


def check_floor(
    say: Say,
    standing: Standing,
    program: Program,
    context: RuleContext,
    exam: Exam,
    fact: str,
) -> RuleResult:
    """Met from the floor upwards; a pass without a reported score is left alone."""
    sittings = standing.sittings[exam]
    label = sittings.exam.label

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        floor = number(count(value))
        if sittings.score is not None:
            if sittings.score >= count(value):
                return say.met(f"{label} {sittings.score}; the floor is {floor}", citation)
            return say.blocked(f"{label} {sittings.score}; the floor is {floor}", citation)
        if sittings.passed and _without_score(standing, exam):
            return say.aside(f"{label} is pass or fail; the floor of {floor} has nothing to hold")
        answer = f"exams.{exam.value}.score" if sittings.passed else f"exams.{exam.value}"
        return say.answer_missing(
            f"Your {label} score is open; the floor is {floor}", answer, citation
        )

    settled = say.settle(program, fact, f"the {label} floor", decide, context)
    if settled:
        return settled
    if sittings.passed and sittings.score is None and _without_score(standing, exam):
        return say.aside(f"{label} is pass or fail")
    return say.fact_missing(f"No {label} floor is known", fact)


def _without_score(standing: Standing, exam: Exam) -> bool:
    """Whether no score was reported: the exam is pass or fail, and was so by that day."""
    facts, on = standing.sittings[exam].exam, standing.sittings[exam].passed_on
    return facts.pass_fail_since is not None and (on is None or not facts.reports_score(on))
