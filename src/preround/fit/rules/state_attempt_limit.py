"""Whether the state would license someone who took that many sittings."""

from __future__ import annotations

from preround.domain.applicant import Exam
from preround.domain.citation import Confidence
from preround.domain.program import Program
from preround.domain.verdict import RuleResult, Verdict
from preround.facts.states import StateLimit, limit, load_states
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import TEXAS
from preround.fit.rules.kit.standing import Sittings, Standing
from preround.fit.rules.kit.thresholds import further_roads

say = Say("state_attempt_limit")
FACT = "state_attempt_limit"
STEP_NUMBERS = {Exam.STEP_1: 1, Exam.STEP_2_CK: 2, Exam.STEP_3: 3}


def check(standing: Standing, program: Program, _context: RuleContext) -> RuleResult:
    """Hold each Step's sittings against the state board's limit.

    A limit blocks when it is given per Step, with high or medium confidence, undisputed,
    and without a further road. A weaker one stays open and says whom to ask.
    """
    if not standing.repeated:
        return say.aside("No Step was repeated, so no state's attempt limit is near")
    limits = limit(program.state)
    if limits is None or limits.unlimited:
        return say.aside(f"No attempt limit is known for {_name(program.state)}")
    over = _over(standing, limits)
    if over is None:
        return say.met(f"Within what is known of {_name(program.state)}'s attempt limit")
    sentence, per_step = over
    citation = limits.citations[0]
    if not per_step or limits.confidence is Confidence.LOW or limits.disagree:
        return say.fact_missing(
            f"{sentence}; the source is weak, so ask the state's board",
            FACT,
            at_stake=True,
            citation=citation,
        )
    road = further_roads().get(program.state)
    if road:
        return say.lowered(f"{sentence}; it goes on {road}", citation)
    return say.blocked(sentence, citation)


def _over(standing: Standing, limits: StateLimit) -> tuple[str, bool] | None:
    """The sentence on the first limit that is passed, and whether it is one per Step."""
    state = _name(limits.state)
    for exam, step in STEP_NUMBERS.items():
        sittings = standing.sittings[exam]
        per_step = limits.attempts(step)
        allowed = per_step if per_step is not None else limits.unspecified
        if allowed is not None and sittings.exceeds(allowed):
            return f"{state} allows {allowed} sittings of {_took(sittings)}", per_step is not None
    total = sum(_n(sittings) for sittings in standing.sittings.values())
    if limits.total is not None and total > limits.total:
        return f"{state} allows {limits.total} sittings of all Steps; yours are {total}", False
    return None


def _took(sittings: Sittings) -> str:
    label = sittings.exam.label
    verb = "took" if sittings.passed else "has taken, without a pass,"
    return f"{label}; yours {verb} {_n(sittings)}"


def _n(sittings: Sittings) -> int:
    return sittings.passed_at or sittings.n_not_passed


def _name(code: str) -> str:
    state = load_states().get(code)
    return state.name if state else code


def _sat(n: int) -> dict[str, object]:
    """Step 1 passed at the n-th sitting, for the examples."""
    return {
        "exams": [
            *[{"name": "step_1", "passed": False}] * (n - 1),
            {"name": "step_1", "passed": True},
            {"name": "step_2_ck", "passed": True},
        ]
    }


RULE = Rule(
    code="state_attempt_limit",
    title="State attempt limit",
    message="The state licenses physicians with that many sittings of a Step.",
    why="Boards limit sittings for a license, and some for the training permit as well, so that a "
    "place there may lead nowhere. Many of these limits were read in undated tables: such a one "
    "warns and does not block.",
    sources=(TEXAS,),
    order=80,
    check=check,
    answers=("exams.step_1", "exams.step_2_ck", "exams.step_3"),
    bad=(
        Example(
            "Texas allows three sittings of a Step, four were taken",
            Verdict.NOT_MET,
            _sat(4),
            state="TX",
            blocks=True,
        ),
        Example(
            # a year of extra training opens a further road there, so it lowers
            "Maryland allows four, five were taken",
            Verdict.NOT_MET,
            _sat(5),
            state="MD",
        ),
    ),
    good=(
        Example("three in Texas", Verdict.MET, _sat(3), state="TX"),
        Example("no limit in New York", Verdict.NOT_APPLICABLE, _sat(4), state="NY"),
        Example(
            # the table says three without saying if per Step, and nobody confirmed it
            "Missouri's limit of three comes from an undated table",
            Verdict.UNKNOWN,
            _sat(4),
            state="MO",
            at_stake=True,
        ),
        Example("no repeated Step", Verdict.NOT_APPLICABLE, _sat(1), state="TX"),
    ),
)
