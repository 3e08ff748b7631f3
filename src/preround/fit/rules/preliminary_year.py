"""Whether an advanced position's first year has been thought of."""

from __future__ import annotations

from preround.domain.program import Program, Track
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import NRMP_TYPES
from preround.fit.rules.kit.standing import Standing

say = Say("preliminary_year")


def check(standing: Standing, program: Program, _context: RuleContext) -> RuleResult:
    """Note the year that is needed first; never a block."""
    if program.track is not Track.ADVANCED:
        return say.aside("The first year is part of it")
    wished = standing.applicant.wishes.tracks
    if wished and Track.PRELIMINARY not in wished:
        return say.lowered(
            "Starts at PGY-2 and needs a first year elsewhere, which is not among your tracks",
            NRMP_TYPES,
        )
    return say.met("Starts at PGY-2: apply to a preliminary year with it", NRMP_TYPES)


RULE = Rule(
    code="preliminary_year",
    title="Preliminary year",
    message="An advanced position comes with a preliminary year elsewhere.",
    why="Advanced positions start at PGY-2. Matching to one without a first year leaves half of "
    "the training open.",
    sources=(NRMP_TYPES,),
    order=91,
    check=check,
    answers=("wishes.tracks",),
    mendable=True,
    bad=(
        Example(
            "advanced asked for, and no preliminary year",
            Verdict.NOT_MET,
            {"wishes": {"tracks": ["categorical", "advanced"]}},
            track=Track.ADVANCED,
        ),
    ),
    good=(
        Example(
            "both asked for",
            Verdict.MET,
            {"wishes": {"tracks": ["advanced", "preliminary"]}},
            track=Track.ADVANCED,
        ),
        Example("categorical", Verdict.NOT_APPLICABLE, {}),
    ),
)
