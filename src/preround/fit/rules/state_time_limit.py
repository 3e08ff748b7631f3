"""Whether the Steps fall within the years the state's license allows."""

from __future__ import annotations

import datetime as dt

from preround.domain.applicant import Exam
from preround.domain.citation import Confidence
from preround.domain.program import Program
from preround.domain.verdict import RuleResult, Verdict
from preround.facts.states import limit, load_states
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, day, years_later
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import PENNSYLVANIA, TEXAS
from preround.fit.rules.kit.standing import Standing

say = Say("state_time_limit")
FACT = "state_time_limit"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Count from the first Step passed to the last, or to the start of training.

    It never blocks: a state's years bind for the license, not for the place.
    """
    state = load_states().get(program.state)
    name = state.name if state else program.state
    limits = limit(program.state)
    if limits is None or limits.years is None or limits.no_time_limit:
        return say.aside(f"No time limit is known for {name}")
    passes = [s for s in standing.sittings.values() if s.passed]
    days = sorted(s.passed_on for s in passes if s.passed_on)
    if not passes:
        return say.aside("A state's years count from the first Step passed")
    if len(days) < len(passes):
        untold = next(s for s in passes if s.passed_on is None)
        return say.answer_missing(
            f"The day of your {untold.exam.label} would tell your years in {name}",
            f"exams.{untold.exam.exam.value}.date",
        )
    end = years_later(days[0], limits.years)
    sentence = _late(standing, days, end, context)
    if sentence is None:
        return say.aside(f"{name}'s {limits.years} years for all Steps run until {day(end)}")
    more = f" (some get {limits.years_extended})" if limits.years_extended else ""
    message = f"{name} wants all Steps within {limits.years} years{more}: {sentence}"
    if limits.confidence is Confidence.LOW or limits.disagree:
        return say.fact_missing(
            f"{message}; the source is weak, so ask the state's board",
            FACT,
            citation=limits.citations[0],
        )
    return say.lowered(message, limits.citations[0])


def _late(
    standing: Standing, days: list[dt.date], end: dt.date, context: RuleContext
) -> str | None:
    if days[-1] > end:
        return f"yours span from {day(days[0])} to {day(days[-1])}"
    start = dt.date(context.season, 7, 1)
    if not standing.sittings[Exam.STEP_3].passed and end < start:
        return f"yours end {day(end)}, before training starts, with Step 3 to come"
    return None


RULE = Rule(
    code="state_time_limit",
    title="State time limit",
    message="All Steps can be passed within the years the state allows for a license.",
    why="Most boards want all Steps passed within seven or ten years. It does not bar the place, "
    "but the license that should follow.",
    sources=(TEXAS, PENNSYLVANIA),
    order=81,
    check=check,
    answers=("exams.step_1.date", "exams.step_2_ck.date", "exams.step_3.date"),
    bad=(
        Example(
            # 3 June 2017 + 7 years = 3 June 2024; Step 2 CK came on 5 May 2025
            "eight years between Step 1 and Step 2 CK, seven allowed in Pennsylvania",
            Verdict.NOT_MET,
            {
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2017-06-03"},
                    {"name": "step_2_ck", "passed": True, "date": "2025-05-05"},
                ]
            },
            state="PA",
        ),
        Example(
            # 3 June 2019 + 7 years = 3 June 2026, before July 2027
            "Pennsylvania's seven years end before training starts, with Step 3 to come",
            Verdict.NOT_MET,
            {
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2019-06-03"},
                    {"name": "step_2_ck", "passed": True, "date": "2020-05-05"},
                ]
            },
            state="PA",
        ),
    ),
    good=(
        Example(
            "two years apart, five left for Step 3",
            Verdict.NOT_APPLICABLE,
            {
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2023-06-03"},
                    {"name": "step_2_ck", "passed": True, "date": "2025-05-05"},
                ]
            },
            state="PA",
        ),
        Example(
            "no time limit in New York",
            Verdict.NOT_APPLICABLE,
            {"exams": [{"name": "step_1", "passed": True, "date": "2009-06-03"}]},
            state="NY",
        ),
        Example(
            "Hawaii's seven years come from an undated table",
            Verdict.UNKNOWN,
            {
                "exams": [
                    {"name": "step_1", "passed": True, "date": "2017-06-03"},
                    {"name": "step_2_ck", "passed": True, "date": "2025-05-05"},
                ]
            },
            state="HI",
        ),
    ),
)
