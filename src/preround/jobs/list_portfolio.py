"""The list's programs as the optimiser's arrays, and its answer back as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from preround.domain.applicant import Applicant
from preround.domain.program import Program
from preround.domain.program_list import FrontierStep, SignalCount
from preround.facts.reader import SeasonFacts
from preround.facts.signals import SignalRule
from preround.fit.odds import InterviewOdds
from preround.portfolio.choose import Portfolio, PortfolioProblem, choose
from preround.portfolio.fees import FeeStep

if TYPE_CHECKING:
    from preround.jobs.build_program_list import ListRequest

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: Without a budget or a number, stop where a percentage point of P(match) costs more.
STOP_USD_PER_POINT = 500.0
MAX_APPLICATIONS = 200
#: Where the person's second specialty counts for less than the first.
SPECIALTY_STEP = 0.3
PREFERRED_STATE = 0.4


@dataclass(frozen=True, slots=True)
class ListPortfolio:
    """The optimiser's answer, aligned with the programs it was asked about.

    `order` is 0 where no application is proposed, else the place from 1; `tier` an
    index into the odds' tiers; `fee_usd` and `gain` what that application adds.
    """

    order: IntArray
    tier: IntArray
    fee_usd: FloatArray
    gain: FloatArray
    optimality_gap: float
    frontier: tuple[FrontierStep, ...]
    signals: tuple[SignalCount, ...]
    specialties: tuple[str, ...]
    notes: tuple[str, ...]


def choose_applications(
    applicant: Applicant,
    programs: Sequence[Program],
    odds: InterviewOdds,
    blocked: NDArray[np.bool_],
    season_facts: SeasonFacts,
    wished: tuple[str, ...],
    request: ListRequest,
    budget_usd: float | None,
) -> ListPortfolio:
    """Propose applications and signals under fees, limits and what was chosen by hand."""
    names = tuple(dict.fromkeys(program.specialty for program in programs))
    notes: list[str] = []
    allowed = wished or (_furthest_specialty(programs, odds, blocked, names),)
    if not wished:
        notes.append(
            f"No specialty is named yet. Applications are proposed in {allowed[0]}, where 30 of "
            "them go furthest for these answers."
        )
    problem = _problem(
        applicant, programs, odds, blocked, season_facts, allowed, names, request, budget_usd, notes
    )
    return _answer(choose(problem), problem, programs, odds, names, allowed, notes)


def _problem(
    applicant: Applicant,
    programs: Sequence[Program],
    odds: InterviewOdds,
    blocked: NDArray[np.bool_],
    season_facts: SeasonFacts,
    allowed: tuple[str, ...],
    names: tuple[str, ...],
    request: ListRequest,
    budget_usd: float | None,
    notes: list[str],
) -> PortfolioProblem:
    choices = request.choices
    codes = [program.nrmp_code for program in programs]
    pinned = np.array([code in choices.pinned for code in codes])
    ruled_out = _ruled_out(applicant, programs, blocked, allowed, request) & ~pinned
    group = np.array([names.index(program.specialty) for program in programs], dtype=np.int64)
    schedules = [_schedule(season_facts, name, notes, name in allowed) for name in names]
    pools, pool_limits = _signal_pools(season_facts, names, allowed, odds.tiers, notes)
    by_amount = budget_usd is not None or request.n_applications is not None
    return PortfolioProblem(
        invite=odds.invite,
        match=odds.match_given_interview,
        theta_weights=odds.theta_weights,
        wish=_wish(applicant, programs, allowed),
        fee_group=group,
        fee_steps=schedules,
        signal_group=_signal_groups(programs),
        limit_group=pools[group],
        tier_limits=pool_limits,
        budget_usd=budget_usd,
        n_max=request.n_applications or MAX_APPLICATIONS,
        pinned=pinned,
        excluded=ruled_out,
        pinned_tier=_pinned_tiers(codes, choices.signals, odds.tiers),
        max_interviews=applicant.wishes.max_interviews,
        stop_usd_per_point=None if by_amount else STOP_USD_PER_POINT,
        rng=np.random.default_rng([request.seed, 2]),
    )


def _ruled_out(
    applicant: Applicant,
    programs: Sequence[Program],
    blocked: NDArray[np.bool_],
    allowed: tuple[str, ...],
    request: ListRequest,
) -> NDArray[np.bool_]:
    unwanted = set(applicant.wishes.states_excluded)
    by_hand = request.choices.excluded
    away = [
        program.state in unwanted
        or program.specialty not in allowed
        or program.nrmp_code in by_hand
        for program in programs
    ]
    return blocked | np.array(away)


def _wish(
    applicant: Applicant, programs: Sequence[Program], allowed: tuple[str, ...]
) -> FloatArray:
    """How much the person wants each program, in [0, 1]: specialty order, then state."""
    place = {name: 1.0 - SPECIALTY_STEP * i for i, name in enumerate(allowed)}
    preferred = set(applicant.wishes.states_preferred)
    wish = [
        (1 - PREFERRED_STATE) * max(place.get(program.specialty, 0.0), 0.0)
        + PREFERRED_STATE * (program.state in preferred)
        for program in programs
    ]
    return np.array(wish)


def _signal_groups(programs: Sequence[Program]) -> IntArray:
    """One signal covers every track of an institution's specialty (AAMC's rule)."""
    seen: dict[tuple[str, str], int] = {}
    return np.array(
        [seen.setdefault((p.sponsor.code, p.specialty), len(seen)) for p in programs],
        dtype=np.int64,
    )


def _pinned_tiers(
    codes: Sequence[str], signals: Mapping[str, str], tiers: Sequence[str]
) -> IntArray:
    index = {name: i for i, name in enumerate(tiers)}
    return np.array([index.get(signals.get(code, ""), -1) for code in codes], dtype=np.int64)


def _schedule(
    season_facts: SeasonFacts, specialty: str, notes: list[str], tell: bool
) -> tuple[FeeStep, ...]:
    schedule = season_facts.fee_schedule(specialty, last_known=True)
    if not tell:
        return schedule.steps
    if schedule.season_of_figures != season_facts.season:
        _note(
            notes,
            f"{schedule.platform} fees of season {season_facts.season} are not published; "
            f"season {schedule.season_of_figures}'s are used as last known.",
        )
    elif schedule.unconfirmed:
        _note(
            notes,
            f"{schedule.platform} fees of season {season_facts.season} are unconfirmed: check "
            "the official page before you pay.",
        )
    return schedule.steps


def _signal_pools(
    season_facts: SeasonFacts,
    names: tuple[str, ...],
    allowed: tuple[str, ...],
    tiers: Sequence[str],
    notes: list[str],
) -> tuple[IntArray, list[dict[int, int]]]:
    """Each specialty's pool of signals, and every pool's limits by tier."""
    seen: dict[str, int] = {}
    limits: list[dict[int, int]] = []
    of_specialty = []
    for name in names:
        rule = season_facts.signals(name, last_known=True)
        if rule.pool not in seen:
            seen[rule.pool] = len(limits)
            limits.append({tiers.index(tier): count for tier, count in rule.tiers if count})
        of_specialty.append(seen[rule.pool])
        if name in allowed:
            _tell_signals(rule, season_facts.season, notes)
    return np.array(of_specialty, dtype=np.int64), limits


def _tell_signals(rule: SignalRule, season: int, notes: list[str]) -> None:
    if not rule.known:
        _note(notes, f"No source names signals for {rule.specialty}; none are planned.")
        return
    if rule.disagree:
        _note(
            notes, f"Sources disagree on {rule.specialty}'s signals; {_counts(rule.tiers)} is used."
        )
    if rule.season != season:
        _note(
            notes,
            f"Signals of season {season} are not published; season {rule.season}'s counts are "
            "used as last known.",
        )


def _counts(tiers: Sequence[tuple[str, int]]) -> str:
    return " + ".join(f"{count} {name}" for name, count in tiers) or "none"


def _note(notes: list[str], text: str) -> None:
    if text not in notes:
        notes.append(text)


def _furthest_specialty(
    programs: Sequence[Program],
    odds: InterviewOdds,
    blocked: NDArray[np.bool_],
    names: tuple[str, ...],
) -> str:
    """The specialty in which the 30 likeliest applications match most often."""
    chance = np.einsum("nq,nq->nq", odds.invite[:, 0], odds.match_given_interview)
    specialty = np.array([program.specialty for program in programs])
    best, best_value = names[0], -1.0
    for name in names:
        here = chance[(specialty == name) & ~blocked]
        top = here[np.argsort(-here @ odds.theta_weights)[:30]]
        value = float((1 - np.prod(1 - top, axis=0)) @ odds.theta_weights)
        if value > best_value:
            best, best_value = name, value
    return best


def _answer(
    portfolio: Portfolio,
    problem: PortfolioProblem,
    programs: Sequence[Program],
    odds: InterviewOdds,
    names: tuple[str, ...],
    allowed: tuple[str, ...],
    notes: list[str],
) -> ListPortfolio:
    n = len(programs)
    order, fee, gain = np.zeros(n, np.int64), np.zeros(n), np.zeros(n)
    order[portfolio.chosen] = np.arange(1, len(portfolio.chosen) + 1)
    fee[portfolio.chosen] = portfolio.marginal_fee_usd
    gain[portfolio.chosen] = portfolio.marginal_gain
    signals = tuple(
        SignalCount(name, odds.tiers[tier], _used(portfolio, problem, pool, tier), limit)
        for name, pool in _pool_names(problem, names, allowed).items()
        for tier, limit in problem.tier_limits[pool].items()
    )
    return ListPortfolio(
        order=order,
        tier=portfolio.tier,
        fee_usd=fee,
        gain=gain,
        optimality_gap=portfolio.optimality_gap,
        frontier=_frontier(portfolio),
        signals=signals,
        specialties=allowed,
        notes=tuple(notes),
    )


def _pool_names(
    problem: PortfolioProblem, names: tuple[str, ...], allowed: tuple[str, ...]
) -> dict[str, int]:
    """The pools in play, each under the name of the first allowed specialty in it."""
    found: dict[int, str] = {}
    for group, pool in zip(problem.fee_group, problem.limit_group, strict=True):
        if names[group] in allowed:
            found.setdefault(int(pool), names[group])
    return {name: pool for pool, name in found.items()}


def _used(portfolio: Portfolio, problem: PortfolioProblem, group: int, tier: int) -> int:
    taken = (portfolio.tier == tier) & (problem.limit_group == group)
    return len(np.unique(problem.signal_group[taken]))


def _frontier(portfolio: Portfolio) -> tuple[FrontierStep, ...]:
    frontier = portfolio.frontier
    return tuple(
        FrontierStep(int(n), float(fee), float(marginal), float(p), float(interviews))
        for n, fee, marginal, p, interviews in zip(
            frontier.n,
            frontier.fee_usd,
            frontier.marginal_fee_usd,
            frontier.p_match,
            frontier.expected_interviews,
            strict=True,
        )
    )
