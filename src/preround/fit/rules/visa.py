"""Whether the program sponsors a visa the applicant can train on."""

from __future__ import annotations

import datetime as dt

from preround.domain.applicant import VisaNeed
from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, says_yes
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import ADVICE_2017, CIFC, J1_SPONSOR
from preround.fit.rules.kit.standing import Standing

say = Say("visa")
NAMES = {"visa_j1": "J-1", "visa_h1b": "H-1B"}


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Hold the visa needed against what the program sponsors this season."""
    need = standing.visa_need
    if need is VisaNeed.NONE:
        return say.aside("You need no visa")
    if need is VisaNeed.UNKNOWN:
        return say.answer_missing("Which visa you need is open", "applicant.visa_need")
    if need is VisaNeed.J1:
        return _one(program, context, "visa_j1", at_stake=False)
    if need is VisaNeed.H1B:
        return _one(program, context, "visa_h1b", at_stake=True)
    return _either(program, context)


def _one(program: Program, context: RuleContext, name: str, *, at_stake: bool) -> RuleResult:
    visa = NAMES[name]

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        if says_yes(value):
            return say.met(f"Sponsors {visa}", citation)
        return say.blocked(f"Sponsors no {visa}, and you need one", citation)

    settled = say.settle(program, name, visa, decide, context)
    return settled or say.fact_missing(f"No {visa} policy is known", name, at_stake=at_stake)


def _either(program: Program, context: RuleContext) -> RuleResult:
    j1 = _one(program, context, "visa_j1", at_stake=False)
    if j1.verdict is Verdict.MET:
        return j1
    # Without a J-1 everything hangs on the H-1B.
    h1b = _one(program, context, "visa_h1b", at_stake=j1.blocks)
    if h1b.verdict is Verdict.MET:
        return h1b
    if j1.citation and j1.blocks and h1b.blocks:
        return say.blocked("Sponsors neither J-1 nor H-1B", j1.citation)
    if j1.blocks:
        return say.fact_missing(
            f"Sponsors no J-1. {h1b.message}",
            "visa_h1b",
            at_stake=True,
            citation=h1b.citation or j1.citation,
        )
    return j1


LAST_SEASON = dt.date(2026, 5, 31)

RULE = Rule(
    code="visa",
    title="Visa",
    message="The program sponsors a visa you can train on.",
    why="Training on a J-1 needs ECFMG's sponsorship and a program that accepts it; an H-1B needs "
    "an employer that files a petition. Policies change with the season, so an answer read before "
    "this season opened counts as open.",
    sources=(J1_SPONSOR, CIFC, ADVICE_2017),
    order=10,
    check=check,
    facts=("visa_j1", "visa_h1b"),
    answers=("applicant.visa_need", "applicant.type"),
    bad=(
        Example(
            "J-1 needed, none sponsored",
            Verdict.NOT_MET,
            {"applicant": {"visa_need": "j1"}},
            {"visa_j1": "no"},
            blocks=True,
        ),
        Example(
            "either visa would do, neither is sponsored",
            Verdict.NOT_MET,
            {"applicant": {"visa_need": "j1_or_h1b"}},
            {"visa_j1": "no", "visa_h1b": "no"},
            blocks=True,
        ),
    ),
    good=(
        Example(
            "J-1 needed and sponsored",
            Verdict.MET,
            {"applicant": {"visa_need": "j1"}},
            {"visa_j1": "yes", "visa_h1b": "no"},
        ),
        Example(
            "no J-1, but the H-1B that would do as well",
            Verdict.MET,
            {"applicant": {"visa_need": "j1_or_h1b"}},
            {"visa_j1": "no", "visa_h1b": "yes"},
        ),
        Example(
            "only an H-1B would do, and nothing is known",
            Verdict.UNKNOWN,
            {"applicant": {"visa_need": "h1b"}},
            at_stake=True,
        ),
        Example(
            "two sources disagree",
            Verdict.UNKNOWN,
            {"applicant": {"visa_need": "j1"}},
            {"visa_j1": ("yes", "no")},
            at_stake=True,
        ),
        Example(
            "an answer of last season is shown as such and blocks nothing",
            Verdict.UNKNOWN,
            {"applicant": {"visa_need": "j1"}},
            {"visa_j1": "no"},
            at_stake=True,
            read=LAST_SEASON,
        ),
        Example(
            "a U.S. citizen needs none",
            Verdict.NOT_APPLICABLE,
            {"applicant": {"type": "us_img"}},
            {"visa_j1": "no"},
        ),
    ),
)
