"""Whether the applicant has U.S. experience of a kind the program counts."""

from __future__ import annotations

from preround.domain.citation import Citation
from preround.domain.program import FactScalar, Program
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.experience import (
    HANDS_ON,
    NO_OBSERVERSHIP,
    REQUIRED,
    Asked,
    has_some,
    read,
)
from preround.fit.rules.kit.results import Say, cite, says_yes
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import ADVICE_2017, GRAND_STRAND, LOMA_LINDA
from preround.fit.rules.kit.standing import Standing

say = Say("usce_kind")


def check(standing: Standing, program: Program, context: RuleContext) -> RuleResult:
    """Judge the kind alone; how many months is a rule of its own."""
    if standing.is_us_graduate:
        return say.aside("Asked of IMGs")

    def decide(value: FactScalar, citation: Citation) -> RuleResult:
        word = str(value).strip().lower()
        if word == "preferred":
            return _preferred(standing, read(program, context), citation)
        if not says_yes(value):
            return say.met("Asks for no U.S. experience", citation)
        return _required(standing, read(program, context), citation)

    settled = say.settle(program, REQUIRED, "U.S. experience", decide, context)
    if settled:
        return settled
    asked = read(program, context)
    if asked.hands_on:
        # Whoever asks that it be hands-on asks for it.
        return _required(standing, asked, cite(program.fact(HANDS_ON).readings[0]))
    return _not_stated(standing)


def _not_stated(standing: Standing) -> RuleResult:
    message = "No rule on U.S. experience is known"
    none_yet = standing.us_experience_known and not has_some(standing.us_months())
    if none_yet:
        message += "; you have none that is usually counted"
    return say.fact_missing(message, REQUIRED, at_stake=none_yet)


def _required(standing: Standing, asked: Asked, citation: Citation) -> RuleResult:
    if not standing.us_experience_known:
        return say.answer_missing(
            f"Asks for {asked.words}; yours is open", "us_experience", citation
        )
    if has_some(asked.strictest(standing)):
        return say.met(f"Asks for {asked.words}; you have it", citation)
    if has_some(asked.counted(standing)):
        return say.fact_missing(
            f"Asks for {asked.words}; whether an observership counts is not known",
            asked.open_fact,
            at_stake=True,
            citation=citation,
        )
    if has_some(asked.perhaps(standing)):
        return say.fact_missing(
            f"Asks for {asked.words}; a job or volunteer work is seldom counted, so ask",
            asked.open_fact,
            at_stake=True,
            citation=citation,
        )
    planned = "; yours is planned" if asked.counted(standing).planned else "; you have none yet"
    return say.blocked(f"Asks for {asked.words}{planned}", citation)


def _preferred(standing: Standing, asked: Asked, citation: Citation) -> RuleResult:
    if not standing.us_experience_known:
        return say.answer_missing(
            f"Prefers {asked.words}; yours is open", "us_experience", citation
        )
    if has_some(asked.counted(standing)):
        return say.met(f"Prefers {asked.words}; you have it", citation)
    return say.lowered(f"Prefers {asked.words}; you have none of that kind", citation)


def _period(kind: str, **more: object) -> dict[str, object]:
    return {"us_experience": [{"kind": kind, "months": 3, **more}]}


NONE_YET = {"applicant": {"has_us_experience": False}}

RULE = Rule(
    code="usce_kind",
    title="U.S. experience: kind",
    message="You have U.S. experience of a kind the program counts.",
    why="Programs that ask for it want work they can judge: hands-on in an elective or externship. "
    "Some take an observership, some do not; a scribe's or assistant's job is seldom counted.",
    sources=(ADVICE_2017, LOMA_LINDA, GRAND_STRAND),
    order=50,
    check=check,
    facts=(REQUIRED, HANDS_ON, NO_OBSERVERSHIP),
    answers=("us_experience", "applicant.has_us_experience"),
    mendable=True,
    bad=(
        Example(
            "asked for, none so far",
            Verdict.NOT_MET,
            NONE_YET,
            {REQUIRED: "yes"},
            blocks=True,
        ),
        Example(
            "hands-on asked for, an observership only",
            Verdict.NOT_MET,
            _period("observership"),
            {REQUIRED: "yes", HANDS_ON: True},
            blocks=True,
        ),
        Example(
            "observerships excluded, a scribe who watched",
            Verdict.NOT_MET,
            _period("employment", hands_on=False),
            {REQUIRED: "yes", NO_OBSERVERSHIP: True},
            blocks=True,
        ),
        Example(
            "preferred, none so far: it lowers and does not block",
            Verdict.NOT_MET,
            NONE_YET,
            {REQUIRED: "preferred"},
        ),
    ),
    good=(
        Example(
            "asked for, an externship",
            Verdict.MET,
            _period("externship"),
            {REQUIRED: "yes", HANDS_ON: True},
        ),
        Example(
            "asked for, observerships expressly counted",
            Verdict.MET,
            _period("observership"),
            {REQUIRED: "yes", HANDS_ON: False, NO_OBSERVERSHIP: False},
        ),
        Example(
            "asked for, an observership, and nobody knows if it counts",
            Verdict.UNKNOWN,
            _period("observership"),
            {REQUIRED: "yes"},
            at_stake=True,
        ),
        Example(
            "three years as a scribe: seldom counted, so ask",
            Verdict.UNKNOWN,
            {"us_experience": [{"kind": "employment", "months": 36, "hands_on": False}]},
            {REQUIRED: "yes"},
            at_stake=True,
        ),
        Example("none asked for", Verdict.MET, NONE_YET, {REQUIRED: "no"}),
        Example("none so far, no rule known", Verdict.UNKNOWN, NONE_YET, at_stake=True),
        Example(
            "a U.S. graduate",
            Verdict.NOT_APPLICABLE,
            {"applicant": {"type": "us_do"}},
            {REQUIRED: "yes"},
        ),
    ),
)
