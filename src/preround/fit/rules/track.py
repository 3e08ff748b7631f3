"""Whether the track is one the applicant wants and may enter."""

from __future__ import annotations

from preround.domain.program import Program, Track
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.rules.kit.context import RuleContext
from preround.fit.rules.kit.results import Say
from preround.fit.rules.kit.rule import Example, Rule
from preround.fit.rules.kit.sources import NRMP_TYPES
from preround.fit.rules.kit.standing import Standing

say = Say("track")
WORDS = {
    Track.CATEGORICAL: "categorical",
    Track.PRELIMINARY: "preliminary",
    Track.ADVANCED: "advanced",
    Track.PRIMARY_CARE: "primary care",
    Track.RESERVED: "reserved for physicians",
}


def check(standing: Standing, program: Program, _context: RuleContext) -> RuleResult:
    """Block what is reserved for others; lower what was not asked for."""
    wished = set(standing.applicant.wishes.tracks)
    if Track.CATEGORICAL in wished:
        wished.add(Track.PRIMARY_CARE)
    if program.track is Track.RESERVED and Track.RESERVED not in wished:
        return say.blocked(
            "Reserved for physicians with a year of residency; add the track if that is you",
            NRMP_TYPES,
        )
    if wished and program.track not in wished:
        asked = " or ".join(WORDS[track] for track in Track if track in wished)
        return say.lowered(f"A {WORDS[program.track]} position; you asked for {asked}")
    return say.aside(f"A {WORDS[program.track]} position")


RULE = Rule(
    code="track",
    title="Track",
    message="The position is of a kind you want and may enter.",
    why="A preliminary year alone leads to no board, and reserved positions are for physicians "
    "who have trained before.",
    sources=(NRMP_TYPES,),
    order=90,
    check=check,
    answers=("wishes.tracks",),
    bad=(
        Example(
            "a reserved position, not asked for",
            Verdict.NOT_MET,
            {},
            track=Track.RESERVED,
            blocks=True,
        ),
        Example(
            "a preliminary year, categorical asked for",
            Verdict.NOT_MET,
            {"wishes": {"tracks": ["categorical"]}},
            track=Track.PRELIMINARY,
        ),
    ),
    good=(
        Example("no wish, any open track", Verdict.NOT_APPLICABLE, {}, track=Track.PRELIMINARY),
        Example(
            "primary care is full training, as categorical is",
            Verdict.NOT_APPLICABLE,
            {"wishes": {"tracks": ["categorical"]}},
            track=Track.PRIMARY_CARE,
        ),
    ),
)
