"""What is known of a program, and of applicant and program together, as log odds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from preround.domain.applicant import Applicant, ApplicantType, VisaNeed
from preround.domain.program import FactScalar, Program, Track
from preround.facts.outcomes import InterviewRate, load_outcomes
from preround.facts.states import division
from preround.fit.odds_coefficients import Coefficient, load_coefficients
from preround.fit.odds_evidence import NO_EVIDENCE, OTHER_TYPES, RateEvidence
from preround.fit.odds_prior import RatePrior, cell_rates
from preround.fit.odds_signals import SENT
from preround.fit.odds_terms import IMGS, applicant_type
from preround.fit.usce import Counts, counts

YES, NO = "yes", "no"
SIGNAL_FACTS = {"none": "interview_rate_no_signal"} | {
    tier: f"interview_rate_{tier}" for tier in SENT
}


@dataclass(frozen=True, slots=True)
class ProgramView:
    """What the odds look at in a program."""

    specialty: str
    track: Track
    state: str = ""
    h1b_approvals: int | None = None
    facts: Mapping[str, FactScalar] | None = None


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """What the pair terms look at in an applicant."""

    kind: ApplicantType
    visa: VisaNeed
    ties: frozenset[str]
    experience_states: frozenset[str]


@dataclass(frozen=True, slots=True)
class PairTerm:
    """One part of a program's log odds: coefficient, what it is multiplied by, and words."""

    coefficient: Coefficient
    label: str
    words: str
    times: float = 1.0

    @property
    def logit(self) -> float:
        """Log odds of this part."""
        return self.coefficient.value * self.times

    @property
    def spread(self) -> float:
        """Its standard deviation."""
        return self.coefficient.spread * abs(self.times)


def view_program(program: Program) -> ProgramView:
    """A program with its agreed facts; facts whose sources disagree are left out."""
    facts = None
    if program.facts:
        read = {name: fact.value for name, fact in program.facts.items()}
        facts = {name: value for name, value in read.items() if value is not None}
    return ProgramView(
        program.specialty, program.track, program.state, program.sponsor.h1b_approvals, facts
    )


def view_applicant(applicant: Applicant) -> ApplicantView:
    """The applicant's visa, ties, and states of U.S. clinical experience."""
    states = {x.state for x in applicant.us_experience if x.state and counts(x) is Counts.YES}
    return ApplicantView(
        kind=applicant_type(applicant),
        visa=applicant.applicant.visa_need,
        ties=frozenset(applicant.wishes.ties),
        experience_states=frozenset(states),
    )


# ------------------------------------------------------------------ a program's own rates


def _rate(facts: Mapping[str, FactScalar], name: str) -> float | None:
    value = facts.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0.0 <= value <= 1.0 else None


def evidence_of(program: ProgramView, kind: ApplicantType) -> RateEvidence:
    """The program's rates as evidence on its rate for one type."""
    if not program.facts:
        return NO_EVIDENCE
    own = _rate(program.facts, f"interview_rate_{kind.value}")
    if own is not None:
        return RateEvidence(own)
    others = [
        (other.value, rate)
        for other in OTHER_TYPES
        if other is not kind
        and (rate := _rate(program.facts, f"interview_rate_{other.value}")) is not None
    ]
    overall = _rate(program.facts, SIGNAL_FACTS["none"])
    if overall is not None:
        others.append(("no_signal", overall))
    return RateEvidence(others=tuple(others))


def signal_rates(program: ProgramView) -> dict[str, float]:
    """The program's rates by signal tier, `none` among them."""
    if not program.facts:
        return {}
    found = {tier: _rate(program.facts, name) for tier, name in SIGNAL_FACTS.items()}
    return {tier: rate for tier, rate in found.items() if rate is not None}


# ------------------------------------------------------------------ place


@cache
def place_shift(prior: RatePrior, state: str) -> float:
    """Log odds of a program's place: division and state means, pulled to the nation's.

    A mean over n programs whose rates have a coefficient of variation c is off by c^2/n;
    a ratio to the level above keeps t / (t + c^2/n) of its distance from 1, t being the
    variance between places.
    """
    if not state:
        return 0.0
    coefficients = load_coefficients()
    outcomes, kind = load_outcomes(), prior.applicant_type
    rates, masses = cell_rates(), prior.masses()
    mean = float(masses @ rates)
    variation = float(masses @ rates**2) / mean**2 - 1.0
    ratio = 1.0
    for level, rate in (
        ("division", outcomes.interview_rate(prior.specialty, kind, division=division(state))),
        ("state", outcomes.interview_rate(prior.specialty, kind, state=state)),
    ):
        if rate is not None and (rate.division or rate.state):
            between = coefficients[f"place.{level}_variance"].value
            ratio += _pull(between, variation, rate) * (rate.mean / prior.mean - ratio)
    return math.log(ratio)


def _pull(between: float, variation: float, rate: InterviewRate) -> float:
    return between / (between + variation / rate.n_programs)


# ------------------------------------------------------------------ terms


def pair_terms(
    applicant: ApplicantView, program: ProgramView, *, own_rate_known: bool
) -> tuple[PairTerm, ...]:
    """Ties, visa, and what the program says and shows of IMGs.

    Where the program's own rate for the type is known, what it says of IMGs and visas is
    in that rate already and is not counted again, unless it is a refusal.
    """
    terms = [*_ties(applicant, program)]
    facts = program.facts or {}
    if applicant.kind is ApplicantType.NON_US_IMG:
        terms += _visa(applicant, program, facts, own_rate_known=own_rate_known)
    if applicant.kind in IMGS and facts:
        terms += _openness(program, facts, own_rate_known=own_rate_known)
    return tuple(terms)


def _ties(applicant: ApplicantView, program: ProgramView) -> list[PairTerm]:
    coefficients = load_coefficients()
    if program.state and program.state in applicant.ties:
        return [PairTerm(coefficients["pair.tie"], "Tie", f"you name a tie to {program.state}")]
    if program.state and program.state in applicant.experience_states:
        words = f"you have clinical experience in {program.state}"
        return [PairTerm(coefficients["pair.experience_in_state"], "Experience in state", words)]
    return []


def _visa(
    applicant: ApplicantView,
    program: ProgramView,
    facts: Mapping[str, FactScalar],
    *,
    own_rate_known: bool,
) -> list[PairTerm]:
    wanted = {
        VisaNeed.J1: ("visa_j1",),
        VisaNeed.H1B: ("visa_h1b",),
        VisaNeed.J1_OR_H1B: ("visa_j1", "visa_h1b"),
    }.get(applicant.visa, ())
    if not wanted:
        return []
    coefficients = load_coefficients()
    stated = [facts.get(name) for name in wanted]
    if YES in stated:
        if own_rate_known:
            return []
        words = "accepts a visa you could use"
        return [PairTerm(coefficients["program.accepts_visa"], "Visa policy", words)]
    if set(stated) == {NO}:
        return [PairTerm(coefficients["program.refuses_visa"], "Visa policy", "takes no such visa")]
    if applicant.visa is VisaNeed.H1B:
        record = program.h1b_approvals or 0
        name = "with_record" if record > 0 else "without_record"
        words = f"H-1B policy unknown; {record} approvals on the sponsor's record"
        return [PairTerm(coefficients[f"pair.h1b_sponsor_{name}"], "H-1B only", words)]
    return []


def _openness(
    program: ProgramView, facts: Mapping[str, FactScalar], *, own_rate_known: bool
) -> list[PairTerm]:
    coefficients = load_coefficients()
    accepts = facts.get("accepts_img")
    if accepts == NO:
        words = "says that it takes no IMGs"
        return [PairTerm(coefficients["program.refuses_img"], "IMGs", words)]
    if own_rate_known:
        return []
    terms = []
    if accepts == YES:
        words = "says that it takes IMGs"
        terms.append(PairTerm(coefficients["program.accepts_img"], "IMGs", words))
    return [*terms, *_img_residents(program, facts)]


def _img_residents(program: ProgramView, facts: Mapping[str, FactScalar]) -> list[PairTerm]:
    """The IMG share, or what a glimpse at the residents says of it."""
    coefficients = load_coefficients()
    seen, share = facts.get("img_residents"), _rate(facts, "img_share")
    glimpse = {
        YES: ("program.img_residents", "IMGs are among its residents"),
        NO: ("program.no_img_residents", "no IMG is among its residents"),
    }.get(str(seen))
    seen_term = [PairTerm(coefficients[glimpse[0]], "IMG residents", glimpse[1])] if glimpse else []
    if share is None:
        return seen_term
    coefficient = coefficients["program.img_share"]
    usual = usual_img_share(program.specialty)
    distance = _log_odds(share) - _log_odds(usual)
    cap = coefficient.cap or math.inf
    words = f"{share:.0%} of residents are IMGs; usual here about {usual:.0%}"
    term = PairTerm(coefficient, "IMG share", words, max(-cap, min(cap, distance)))
    if seen_term and distance >= 0.0 and seen_term[0].logit > term.logit:
        return seen_term
    return [term]


@cache
def usual_img_share(specialty: str) -> float:
    """Share of a specialty's positions filled by IMGs, as published; else a guess."""
    outcomes = load_outcomes()
    for track in ("categorical", "", "pgy1"):
        parts = [
            outcomes.position(f"{group}_share_of_positions", specialty, track)
            for group in ("us_img", "non_us_img")
        ]
        if all(parts):
            return sum(part.value for part in parts if part is not None)
    return load_coefficients()["program.img_share"].by["default"]


def _log_odds(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1.0 - share))


def combine(terms: Sequence[PairTerm]) -> tuple[float, float]:
    """Sum of the terms and its variance."""
    return sum(term.logit for term in terms), sum(term.spread**2 for term in terms)
