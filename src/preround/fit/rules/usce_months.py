"""Whether the applicant has as many months of U.S. experience as the program asks."""

from __future__ import annotations

import math

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.experience import FACTS, HANDS_ON, MONTHS, REQUIRED, Asked, read
from preround.fit.rules.kit.results import Say, agreed, count, opened, plural
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import LOMA_LINDA
from preround.fit.rules.kit.standing import Standing
from preround.fit.usce import Months

say = Say("usce_months")
#: Rounding of days to months must not decide.
HAIR = 1e-9


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Count months of the kinds that count, up to today; planned ones are told, not counted."""
    if standing.is_us_graduate:
        return say.aside("Asked of IMGs")
    required = agreed(program, REQUIRED, context)
    if str(required).strip().lower() in ("no", "false"):
        return say.aside("Asks for no U.S. experience")
    preferred = str(required).strip().lower() == "preferred"

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        return _decide(
            standing, read(program, context), count(value), citation, preferred=preferred
        )

    settled = say.settle(program, MONTHS, "months of U.S. experience", decide, context)
    return settled or say.fact_missing("No number of months is known", MONTHS)


def _decide(
    standing: Standing, asked: Asked, wanted: float, citation: Citation, *, preferred: bool
) -> RuleResult:
    verb = "prefers" if preferred else "asks for"
    rule = f"it {verb} {plural(wanted, 'month')} of {asked.words}"
    if not standing.us_experience_known:
        return say.answer_missing(
            f"Your U.S. experience is open; {rule}", "us_experience", citation
        )
    have = asked.counted(standing)
    if _enough(asked.strictest(standing), wanted) or (preferred and _enough(have, wanted)):
        return say.met(f"{_told(have)}; {rule}", citation)
    if _enough(have, wanted):
        return say.fact_missing(
            f"{_told(have)}; {rule}, and whether observership counts is not known",
            asked.open_fact,
            at_stake=True,
            citation=citation,
        )
    if have.n_undated:
        return say.answer_missing(
            f"Some of your U.S. experience has no dates; {rule}", "us_experience.start", citation
        )
    if preferred:
        return say.lowered(f"{_told(have)}; {rule}", citation)
    if _enough(asked.perhaps(standing), wanted):
        return say.fact_missing(
            f"{_told(have)}; {rule}, and a job or volunteer work is seldom counted, so ask",
            asked.open_fact,
            at_stake=True,
            citation=citation,
        )
    return say.blocked(f"{_told(have)}; {rule}", citation)


def _enough(months: Months, wanted: float) -> bool:
    return months.months + HAIR >= wanted


def _told(months: Months) -> str:
    """The months so far, rounded down so that a miss never reads as a hit."""
    words = plural(math.floor(months.months * 10 + HAIR) / 10, "month")
    if months.planned:
        words += f" so far, {plural(round(months.planned, 1), 'month')} planned"
    if months.hours_assumed and months.months:
        words += ", taken as full time"
    return opened(words)


def _rotation(kind: str, **more: object) -> dict[str, object]:
    """Eight weeks from a Monday to a Friday, for the examples."""
    dates = {"start": "2026-02-02", "end": "2026-03-27", "hours_per_week": 40}
    return {"us_experience": [{"kind": kind, **dates, **more}]}


RULE = Rule(
    code="usce_months",
    title="U.S. experience: months",
    message="You have as many months of it as the program asks.",
    why="A number of months is asked so that someone has seen the work for long enough. Four weeks "
    "count as a month, as rotations are booked; overlaps count once, part-time by its share of "
    "40 hours, and only days that are over.",
    sources=(LOMA_LINDA,),
    order=51,
    check=check,
    facts=FACTS,
    answers=("us_experience", "us_experience.start", "us_experience.hours_per_week"),
    mendable=True,
    bad=(
        Example(
            # 40 weekdays / 20 = 2.0 months
            "eight weeks hands-on, three months asked",
            Verdict.NOT_MET,
            _rotation("externship"),
            {MONTHS: 3},
            blocks=True,
        ),
        Example(
            # 40 weekdays at half time / 20 = 1.0 month
            "eight weeks at half time, two months asked",
            Verdict.NOT_MET,
            _rotation("externship", hours_per_week=20),
            {MONTHS: 2},
            blocks=True,
        ),
        Example(
            "three months preferred, two done: it lowers and does not block",
            Verdict.NOT_MET,
            _rotation("externship"),
            {REQUIRED: "preferred", MONTHS: 3},
        ),
    ),
    good=(
        Example(
            "eight weeks hands-on, two months asked",
            Verdict.MET,
            _rotation("externship"),
            {MONTHS: 2},
        ),
        Example(
            "eight weeks watching, two months asked, and nobody knows if watching counts",
            Verdict.UNKNOWN,
            _rotation("observership"),
            {MONTHS: 2},
            at_stake=True,
        ),
        Example(
            "eight weeks watching, hands-on not asked, observership counted",
            Verdict.MET,
            _rotation("observership"),
            {MONTHS: 2, HANDS_ON: False, "usce_excludes_observership": False},
        ),
    ),
)
