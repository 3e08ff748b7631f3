"""Whether ECFMG Certification is there when it is asked for."""

from __future__ import annotations

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say, day
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import CIFC, ECFMG_RULES, LOMA_LINDA
from preround.fit.rules.kit.standing import Standing

say = Say("certification")
FACT = "ecfmg_required"
ANSWER = "applicant.ecfmg_certified"


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Ask when the program wants the certificate, and whether that day has passed."""
    if standing.is_us_graduate:
        return say.aside("Asked of IMGs")
    certified = standing.applicant.applicant.ecfmg_certified

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        if certified:
            return say.met("ECFMG certified, as asked", citation)
        word = str(value).strip().lower()
        if word == "by_start":
            return say.answer_missing(
                f"Wants ECFMG certification before training starts, {context.training_starts}",
                ANSWER,
                citation,
            )
        if word == "by_rank_list":
            return _by_rank_list(context, citation)
        if certified is None:
            return say.answer_missing(
                "Wants the ECFMG certificate with the application; yours is open", ANSWER, citation
            )
        return say.blocked(
            "Wants the ECFMG certificate with the application; you are not certified yet", citation
        )

    settled = say.settle(program, FACT, "when certification is asked", decide, context)
    if settled:
        return settled
    if certified:
        return say.met("ECFMG certified")
    law = context.rule_of_all("certification.confirmed_by").citations[0]
    due = context.rank_list_deadline
    by = f"by {day(due.date)}" if due else "by the rank list deadline"
    return say.answer_missing(f"ECFMG must confirm your exams to NRMP {by}", ANSWER, law)


def _by_rank_list(context: RuleContext, citation: Citation) -> RuleResult:
    due = context.rank_list_deadline
    if due is None:
        return say.answer_missing(
            "Wants ECFMG certification by the rank list deadline", ANSWER, citation
        )
    if context.today > due.date:
        return say.blocked(
            f"Wanted ECFMG certification by {day(due.date)}; you are not certified yet", citation
        )
    return say.answer_missing(f"Wants ECFMG certification by {day(due.date)}", ANSWER, citation)


RULE = Rule(
    code="certification",
    title="ECFMG certification",
    message="ECFMG has certified you by the time the program asks.",
    why="No IMG starts training without it, and NRMP withdraws an IMG whose exams ECFMG has not "
    "confirmed by the rank list deadline. Some programs want the certificate with the "
    "application.",
    sources=(ECFMG_RULES, CIFC, LOMA_LINDA),
    order=55,
    check=check,
    facts=(FACT,),
    answers=(ANSWER,),
    mendable=True,
    bad=(
        Example(
            "wanted with the application, not certified yet",
            Verdict.NOT_MET,
            {"applicant": {"ecfmg_certified": False}},
            {FACT: "yes"},
            blocks=True,
        ),
    ),
    good=(
        Example("certified", Verdict.MET, {"applicant": {"ecfmg_certified": True}}, {FACT: "yes"}),
        Example(
            "wanted by the rank list deadline, which lies ahead",
            Verdict.UNKNOWN,
            {"applicant": {"ecfmg_certified": False}},
            {FACT: "by_rank_list"},
        ),
        Example(
            "wanted before training starts",
            Verdict.UNKNOWN,
            {"applicant": {"ecfmg_certified": False}},
            {FACT: "by_start"},
        ),
        Example(
            "a U.S. graduate needs none",
            Verdict.NOT_APPLICABLE,
            {"applicant": {"type": "us_md"}},
            {FACT: "yes"},
        ),
    ),
)
