"""Whether Step 1 and Step 2 CK fall within the years ECFMG allows between them."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.program import Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, day, number, years_later
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import ECFMG_RULES
from preround.fit.rules.kit.standing import Standing

say = Say("certification_window")


def check(standing: Standing, _program: Program, context: RuleContext) -> RuleResult:
    """Count from the first of the two passed to the other, or to the season's deadline."""
    if standing.is_us_graduate or standing.applicant.applicant.ecfmg_certified:
        return say.aside("ECFMG's window does not bind you")
    pair = (standing.sittings[Exam.STEP_1], standing.sittings[Exam.STEP_2_CK])
    passes = sorted((s.passed_on, s.exam.label) for s in pair if s.passed_on)
    if not passes:
        return say.aside("ECFMG's window opens with the first pass")
    fact = context.rule_of_all("exams.ecfmg_years_max")
    (first, label), end = passes[0], years_later(passes[0][0], int(fact.number))
    window = f"ECFMG's {number(fact.number)} years from {label} ({day(first)})"
    if len(passes) == 2:
        last, other = passes[1]
        if last > end:
            return say.blocked(f"{other} passed {day(last)}, after {window}", fact.citations[0])
        return say.aside(f"Both within {window}")
    open_step = next(s for s in pair if s.passed_on is None)
    if open_step.passed:
        return say.answer_missing(
            f"The day of your {open_step.exam.label} is open; {window} bind",
            f"exams.{open_step.exam.exam.value}.date",
        )
    deadline = context.rank_list_deadline.date if context.rank_list_deadline else standing.today
    if end < deadline:
        return say.blocked(
            f"{window} end before {open_step.exam.label} can count", fact.citations[0]
        )
    return say.aside(f"{window} run until {day(end)}")


RULE = Rule(
    code="certification_window",
    title="ECFMG's window",
    message="The exams for certification were passed within the years ECFMG allows.",
    why="ECFMG counts the exams only when all are passed within its window; an older pass has to "
    "be taken again, and without certification no IMG starts training.",
    sources=(ECFMG_RULES,),
    order=36,
    check=check,
    answers=(
        *("exams.step_1", "exams.step_1.date", "exams.step_2_ck", "exams.step_2_ck.date"),
        "applicant.ecfmg_certified",
    ),
    bad=(
        Example(
            # 4 May 2018 + 7 years = 4 May 2025, and Step 2 CK came on 2 June 2025
            "seven years and four weeks between the two",
            Verdict.NOT_MET,
            {
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2018-05-04"},
                    {"name": "step_2_ck", "passed": True, "date": "2025-06-02"},
                ]
            },
            blocks=True,
        ),
        Example(
            # 10 Jan 2020 + 7 years = 10 Jan 2027, before the rank list deadline of 3 Mar 2027
            "the window closes before Step 2 CK can count this season",
            Verdict.NOT_MET,
            {"exams": [{"name": "step_1", "passed": True, "date": "2020-01-10"}]},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "two years apart",
            Verdict.NOT_APPLICABLE,
            {
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2023-05-04"},
                    {"name": "step_2_ck", "passed": True, "date": "2025-03-14"},
                ]
            },
        ),
        Example(
            "certified already, whatever the dates",
            Verdict.NOT_APPLICABLE,
            {
                "applicant": {"ecfmg_certified": True},
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2010-05-04"},
                    {"name": "step_2_ck", "passed": True, "date": "2016-03-14"},
                ],
            },
        ),
    ),
)
