"""What a program signal does to the odds, by specialty and tier."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from preround.domain.applicant import ApplicantType
from preround.domain.citation import Citation
from preround.domain.ranges import Support
from preround.facts.outcomes import load_outcomes
from preround.fit.odds_coefficients import Coefficient, load_coefficients
from preround.fit.odds_kernels import FloatArray, logit

TIERS = ("none", "signal", "silver", "gold")
SENT = TIERS[1:]
IMGS = {ApplicantType.US_IMG, ApplicantType.NON_US_IMG}


@dataclass(frozen=True, slots=True)
class SignalEffects:
    """Log odds of each tier against no signal, and how often each is used.

    All arrays follow `TIERS`. `use` is the share of an average applicant's applications
    that carry the tier; it sums to 1. `why` says where the numbers come from.
    """

    effect: FloatArray
    spread: FloatArray
    use: FloatArray
    support: Support
    citation: Citation
    why: str


def _raw(specialty: str) -> dict[str, tuple[float, Citation]]:
    """Raw log odds ratios of reported rates, tier against none; empty if not reported."""
    rates = load_outcomes().signal_rates(specialty)
    if "none" not in rates:
        return {}
    base = float(logit(np.array(rates["none"].mean)))
    return {
        tier: (float(logit(np.array(rates[tier].mean))) - base, rates[tier].citation)
        for tier in SENT
        if tier in rates
    }


def sent_in_data(specialty: str) -> dict[str, float]:
    """Signals an applicant could send in the season of the reported rates, by tier."""
    sent = load_coefficients()["signal.sent"]
    return dict(sent.by_specialty.get(specialty, {"signal": sent.value}))


def applications_sent(specialty: str, kind: ApplicantType) -> float:
    """Applications of an average applicant in a specialty."""
    applications = load_coefficients()["applications"]
    return applications.by_specialty.get(specialty, applications.by)[kind.value]


def _use(specialty: str, kind: ApplicantType) -> FloatArray:
    sent = sent_in_data(specialty)
    n = max(applications_sent(specialty, kind), sum(sent.values()) / 0.9)
    shares = np.array([sent.get(tier, 0.0) / n for tier in SENT])
    return np.concatenate(([1.0 - shares.sum()], shares))


def _shrunk(
    raw: dict[str, tuple[float, Citation]], specialty: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Reported ratios pulled to what comparable applications show."""
    shrink = load_coefficients()["signal.shrink"]
    sampled = load_coefficients()["signal.reported"].spread
    effect = {tier: shrink.value * value for tier, (value, _) in raw.items()}
    spread = {tier: float(np.hypot(shrink.spread * v, sampled)) for tier, (v, _) in raw.items()}
    if "signal" not in effect:
        sent = sent_in_data(specialty)
        weight = {tier: sent.get(tier, 1.0) for tier in effect}
        total = sum(weight.values())
        effect["signal"] = sum(weight[tier] * effect[tier] for tier in weight) / total
        spread["signal"] = max(spread.values())
    return effect, spread


def _unreported(specialty: str) -> Coefficient:
    coefficients = load_coefficients()
    return coefficients.find(f"signal.effect.{specialty}") or coefficients["signal.pooled"]


@cache
def signal_effects(specialty: str, kind: ApplicantType) -> SignalEffects:
    """Effects and use of each tier for one specialty and applicant type."""
    coefficients = load_coefficients()
    raw = _raw(specialty)
    if raw:
        effect, spread = _shrunk(raw, specialty)
        shrink = coefficients["signal.shrink"]
        support, citation = Support.ESTIMATED, next(iter(raw.values()))[1]
        why = f"Reported rates by signal, shrunk to {shrink.value:g} of their log odds ratio."
    else:
        own = _unreported(specialty)
        effect, spread = {"signal": own.value}, {"signal": own.spread}
        pooled_beyond = own.key == "signal.pooled" and specialty not in own.specialties
        support = Support.GUESS if pooled_beyond else own.support
        citation, why = own.citation, own.why
    for tier in ("silver", "gold"):
        step = coefficients[f"signal.{tier}"]
        if tier not in effect:
            effect[tier] = max(effect["signal"] + step.value, 0.1)
            spread[tier] = float(np.hypot(spread["signal"], step.spread))
    imgs = coefficients["signal.imgs"].spread if kind in IMGS else 0.0
    spreads = [float(np.hypot(spread[tier], imgs)) for tier in SENT]
    return SignalEffects(
        effect=np.array([0.0, *(effect[tier] for tier in SENT)]),
        spread=np.array([0.0, *spreads]),
        use=_use(specialty, kind),
        support=support,
        citation=citation,
        why=why,
    )


def program_signal_shift(
    effects: SignalEffects, reported: dict[str, float]
) -> tuple[float, float, float, float]:
    """Correction of each tier's effect by a program's own rates by signal.

    Half of the difference between the program's shrunk log odds ratio and the
    specialty's, capped; 0 for a tier the program did not report.
    """
    coefficients = load_coefficients()
    weight = coefficients["signal.program"]
    shrink = coefficients["signal.shrink"].value
    cap = weight.cap or 0.0
    shifts = [0.0, 0.0, 0.0, 0.0]
    if "none" in reported:
        base = _log_odds(reported["none"])
        for place, tier in enumerate(SENT, start=1):
            if tier in reported:
                own = shrink * (_log_odds(reported[tier]) - base)
                step = weight.value * (own - float(effects.effect[place]))
                floor = -float(effects.effect[place])
                shifts[place] = max(min(max(step, -cap), cap), floor)
    return shifts[0], shifts[1], shifts[2], shifts[3]


def _log_odds(rate: float) -> float:
    rate = min(max(rate, 0.005), 0.995)
    return math.log(rate / (1.0 - rate))
