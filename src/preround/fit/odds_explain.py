"""How one program's odds came to be: each part in words, adding up to the result."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from preround.domain.citation import Citation
from preround.domain.ranges import Support
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_evidence import RateEvidence
from preround.fit.odds_kernels import logit
from preround.fit.odds_pair import (
    ApplicantView,
    ProgramView,
    evidence_of,
    pair_terms,
    place_shift,
)
from preround.fit.odds_prior import cell_rates
from preround.fit.odds_rows import Group, OddsRows, evidence_masses
from preround.fit.odds_signals import TIERS

TYPE_WORDS = {
    "us_img": "U.S. IMGs",
    "non_us_img": "non-U.S. IMGs",
    "us_md": "U.S. MD graduates",
    "us_do": "U.S. DO graduates",
}

SCHOOL_STATE = {
    "interview_rate_in_state": "schools in its state",
    "interview_rate_out_of_state": "schools elsewhere",
}
SAID_BY_PROGRAM = {"Visa policy", "IMGs", "IMG share", "IMG residents"}


@dataclass(frozen=True, slots=True)
class OddsTerm:
    """One part of the odds: what it is, the value in words, log odds with spread, source."""

    label: str
    value_in_words: str
    logit: float
    spread: float
    support: Support
    citation: Citation

    @property
    def multiplier(self) -> float:
        """What this part multiplies the odds by."""
        return math.exp(self.logit)


def explain_row(
    rows: OddsRows,
    i: int,
    program: ProgramView,
    applicant: ApplicantView,
    tier: int,
    mean: float,
) -> tuple[OddsTerm, ...]:
    """All parts, the published average first and the averaging last.

    They add up to the log odds of `mean`. The last part is what averaging over unknown
    strength and unknown program level does to a chance, which no single cause owns.
    """
    group = rows.group_of(i)
    known = bool(rows.own_rate_known[i])
    terms = [_base(group, applicant)]
    if known:
        terms.append(_own_rate(group, program, applicant))
    else:
        terms += _assumptions(group)
        terms += _place(group, program)
        terms += _other_rates(group, program, applicant)
    terms += [
        OddsTerm(each.label, each.words, each.logit, each.spread, each.support, each.citation)
        for each in group.strength.terms
    ]
    for each in pair_terms(applicant, program, own_rate_known=known):
        source = each.coefficient
        terms.append(
            OddsTerm(
                *(each.label, each.words, each.logit, each.spread),
                *(source.support, source.citation),
            )
        )
    terms += _not_counted(program, applicant, own_rate_known=known)
    terms.append(_signal(rows, i, group, tier))
    total = sum(each.logit for each in terms)
    terms.append(_averaging(group, float(logit(np.array(mean))) - total))
    return tuple(terms)


def _base(group: Group, applicant: ApplicantView) -> OddsTerm:
    prior = group.choice.prior
    words = (
        f"{prior.specialty} programs interview {prior.mean:.1%} of applications from "
        f"{TYPE_WORDS[applicant.kind.value]} on average (quartiles {prior.q1:.0%} and "
        f"{prior.q3:.0%}; {prior.zero_share:.0%} of programs at zero)"
    )
    return OddsTerm(
        label="Published average",
        value_in_words=words,
        logit=float(logit(np.array(prior.mean))),
        spread=prior.s,
        support=prior.support,
        citation=group.choice.citation,
    )


def _own_rate(group: Group, program: ProgramView, applicant: ApplicantView) -> OddsTerm:
    evidence = evidence_of(program, applicant.kind)
    shift, spread = _moved_by(group, applicant, evidence)
    return OddsTerm(
        label="This program's own rate",
        value_in_words=f"it reported {evidence.own:.1%} for {TYPE_WORDS[applicant.kind.value]}",
        logit=shift,
        spread=spread,
        support=Support.PUBLISHED,
        citation=Citation("The program's reported rate", "as imported or looked up"),
    )


def _other_rates(group: Group, program: ProgramView, applicant: ApplicantView) -> list[OddsTerm]:
    evidence = evidence_of(program, applicant.kind)
    if not evidence.others:
        return []
    shift, spread = _moved_by(group, applicant, evidence)
    names = [TYPE_WORDS.get(name, "applications without a signal") for name, _ in evidence.others]
    words = ", ".join(
        f"{rate:.1%} of {name}" for name, (_, rate) in zip(names, evidence.others, strict=True)
    )
    source = load_coefficients()["evidence.correlation"]
    return [
        OddsTerm(
            *("This program's other rates", f"it reported {words}", shift, spread),
            *(source.support, source.citation),
        )
    ]


def _moved_by(
    group: Group, applicant: ApplicantView, evidence: RateEvidence
) -> tuple[float, float]:
    """Log odds by which evidence moves the program's mean rate, and what spread is left."""
    rates = cell_rates()
    masses = evidence_masses(group.choice, applicant.kind, [evidence])[0]
    levels = logit(rates)
    center = float(masses @ levels)
    left = math.sqrt(max(float(masses @ levels**2) - center**2, 0.0))
    return float(logit(masses @ rates) - logit(np.array(group.choice.prior.mean))), left


def _assumptions(group: Group) -> list[OddsTerm]:
    return [
        OddsTerm(
            label="No rate published for this kind of program",
            value_in_words=each.why,
            logit=each.value,
            spread=each.spread,
            support=each.support,
            citation=each.citation,
        )
        for each in group.choice.assumptions
    ]


def _place(group: Group, program: ProgramView) -> list[OddsTerm]:
    shift = place_shift(group.choice.prior, program.state)
    if shift == 0.0:
        return []
    source = load_coefficients()["place.state_variance"]
    words = f"{program.state}: rates reported there and around, pulled to the nation's"
    return [OddsTerm("Place", words, shift, 0.0, Support.ESTIMATED, source.citation)]


def _not_counted(
    program: ProgramView, applicant: ApplicantView, *, own_rate_known: bool
) -> list[OddsTerm]:
    """Facts that were read and move nothing, and why: nobody should have to wonder."""
    facts = program.facts or {}
    terms = []
    rates = [
        f"{facts[name]:.0%} from {words}"
        for name, words in SCHOOL_STATE.items()
        if isinstance(facts.get(name), float | int)
    ]
    if rates:
        source = load_coefficients()["program.school_state"]
        words = f"it interviewed {' and '.join(rates)}; {source.why}"
        terms.append(OddsTerm("School's state", words, 0.0, 0.0, source.support, source.citation))
    held = pair_terms(applicant, program, own_rate_known=False) if own_rate_known else ()
    counted = {each.label for each in pair_terms(applicant, program, own_rate_known=own_rate_known)}
    for each in held:
        if each.label not in counted and each.label in SAID_BY_PROGRAM:
            words = f"{each.words}; held in its own rate already, so not counted twice"
            citation = each.coefficient.citation
            terms.append(OddsTerm(each.label, words, 0.0, 0.0, each.coefficient.support, citation))
    return terms


def _signal(rows: OddsRows, i: int, group: Group, tier: int) -> OddsTerm:
    """A tier against average use: the published average has some signals in it."""
    reached = logit(np.array([group.reference_by_tier[tier], group.reference]))
    own = float(rows.effects[i, tier] - group.signals.effect[tier])
    words = (
        "none; the published average includes applications with one"
        if tier == 0
        else f"a {TIERS[tier]} signal".replace("a signal signal", "a signal")
    )
    if own:
        words += ", with this program's own rates by signal"
    return OddsTerm(
        label="Signal",
        value_in_words=words,
        logit=float(reached[0] - reached[1]) + own,
        spread=float(rows.effect_sd[i, tier]),
        support=group.signals.support,
        citation=group.signals.citation,
    )


def _averaging(group: Group, rest: float) -> OddsTerm:
    source = load_coefficients()["strength.sigma"]
    words = (
        "averaging over what no answer tells of you and over what is not known of the program; "
        "a mean chance moves less than the odds do"
    )
    return OddsTerm(
        *("What is not known", words, rest, group.strength.tau),
        *(source.support, source.citation),
    )
