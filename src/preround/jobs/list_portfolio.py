"""The list's programs as the optimiser's arrays, and its answer back as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from preround.catalogue.program_groups import group_programs
from preround.domain.applicant import Applicant
from preround.domain.program import Program
from preround.domain.program_list import Choices, FrontierStep, SignalCount
from preround.facts.reader import SeasonFacts
from preround.facts.signals import SignalRule
from preround.fit.odds import InterviewOdds
from preround.portfolio.choose import choose
from preround.portfolio.fees import FeeStep
from preround.portfolio.problem import Portfolio, PortfolioProblem

if TYPE_CHECKING:
    from preround.jobs.build_program_list import ListRequest

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: Without a budget or a number, stop where a percentage point of P(match) costs more.
STOP_USD_PER_POINT = 500.0
MAX_APPLICATIONS = 200
#: A specialty proposed to someone who named none has at least so many programs.
LARGE_SPECIALTY = 150
#: Where the person's second specialty counts for less than the first.
SPECIALTY_STEP = 0.3
PREFERRED_STATE = 0.4


@dataclass(frozen=True, slots=True)
class ListPortfolio:
    """The optimiser's answer, aligned with the programs it was asked about.

    `order` is 0 where no application is proposed, else the place from 1; `tier` an
    index into the odds' tiers; `fee_usd` and `gain` what that application adds. `part_of`
    names the track that stands for a program with several, "" for that track itself.
    """

    order: IntArray
    tier: IntArray
    fee_usd: FloatArray
    gain: FloatArray
    part_of: tuple[str, ...]
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
    part_of = _parts(applicant, programs, blocked, request.choices)
    ruled_out = _ruled_out(applicant, programs, blocked, allowed, request)
    ruled_out |= np.array([bool(code) for code in part_of])
    terms = _Terms(season_facts, names, allowed, notes)
    problem = _problem(applicant, programs, part_of, odds, ruled_out, terms, request, budget_usd)
    return _answer(choose(problem), problem, part_of, odds, terms)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The season's rules for the specialties in play, and what to tell about them."""

    season_facts: SeasonFacts
    names: tuple[str, ...]
    allowed: tuple[str, ...]
    notes: list[str]


def _parts(
    applicant: Applicant,
    programs: Sequence[Program],
    blocked: NDArray[np.bool_],
    choices: Choices,
) -> tuple[str, ...]:
    """The track that stands for each track's program; "" where it is the track itself."""
    wished = {track: i for i, track in enumerate(applicant.wishes.tracks)}
    barred = {p.nrmp_code for p, is_blocked in zip(programs, blocked, strict=True) if is_blocked}
    barred |= choices.excluded
    stands: dict[str, str] = {}
    for group in group_programs(programs):
        main = min(
            group.tracks,
            key=lambda p: (
                p.nrmp_code not in choices.pinned,
                p.nrmp_code in barred,
                wished.get(p.track, 0),
            ),
        )
        stands.update({code: main.nrmp_code for code in group.codes if code != main.nrmp_code})
    return tuple(stands.get(program.nrmp_code, "") for program in programs)


def _problem(
    applicant: Applicant,
    programs: Sequence[Program],
    part_of: tuple[str, ...],
    odds: InterviewOdds,
    ruled_out: NDArray[np.bool_],
    terms: _Terms,
    request: ListRequest,
    budget_usd: float | None,
) -> PortfolioProblem:
    choices, names = request.choices, terms.names
    codes = [program.nrmp_code for program in programs]
    pinned = np.array([code in choices.pinned for code in codes])
    group = np.array([names.index(program.specialty) for program in programs], dtype=np.int64)
    pools, pool_limits = _signal_pools(terms, odds.tiers)
    by_amount = budget_usd is not None or request.n_applications is not None
    return PortfolioProblem(
        invite=odds.invite,
        match=odds.match_given_interview,
        theta_weights=odds.theta_weights,
        wish=_wish(applicant, programs, terms.allowed),
        fee_group=group,
        fee_steps=[_schedule(terms, name) for name in names],
        signal_group=_signal_groups(programs, part_of),
        limit_group=pools[group],
        tier_limits=pool_limits,
        budget_usd=budget_usd,
        n_max=request.n_applications or MAX_APPLICATIONS,
        pinned=pinned,
        excluded=ruled_out & ~pinned,
        pinned_tier=_pinned_tiers(codes, choices.signals, odds.tiers),
        max_interviews=applicant.wishes.max_interviews,
        stop_usd_per_point=applicant.wishes.usd_per_point
        or (None if by_amount else STOP_USD_PER_POINT),
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
    only = set(applicant.wishes.states_only)
    by_hand = request.choices.excluded
    away = [
        program.state in unwanted
        or (bool(only) and program.state not in only)
        or program.specialty not in allowed
        or program.nrmp_code in by_hand
        for program in programs
    ]
    return np.asarray(blocked | np.array(away))


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


def _signal_groups(programs: Sequence[Program], part_of: tuple[str, ...]) -> IntArray:
    """One signal covers every track of a program (AAMC's rule)."""
    seen: dict[str, int] = {}
    return np.array(
        [
            seen.setdefault(code or program.nrmp_code, len(seen))
            for program, code in zip(programs, part_of, strict=True)
        ],
        dtype=np.int64,
    )


def _pinned_tiers(
    codes: Sequence[str], signals: Mapping[str, str], tiers: Sequence[str]
) -> IntArray:
    index = {name: i for i, name in enumerate(tiers)}
    return np.array([index.get(signals.get(code, ""), -1) for code in codes], dtype=np.int64)


def _schedule(terms: _Terms, specialty: str) -> tuple[FeeStep, ...]:
    season = terms.season_facts.season
    schedule = terms.season_facts.fee_schedule(specialty, last_known=True)
    if specialty not in terms.allowed:
        return schedule.steps
    if schedule.season_of_figures != season:
        _note(
            terms.notes,
            f"{schedule.platform} fees of season {season} are not published; "
            f"season {schedule.season_of_figures}'s are used as last known.",
        )
    elif schedule.unconfirmed:
        _note(
            terms.notes,
            f"{schedule.platform} fees of season {season} are unconfirmed: check the official "
            "page before you pay.",
        )
    return schedule.steps


def _signal_pools(terms: _Terms, tiers: Sequence[str]) -> tuple[IntArray, list[dict[int, int]]]:
    """Each specialty's pool of signals, and every pool's limits by tier."""
    seen: dict[str, int] = {}
    limits: list[dict[int, int]] = []
    of_specialty = []
    for name in terms.names:
        rule = terms.season_facts.signals(name, last_known=True)
        if rule.pool not in seen:
            seen[rule.pool] = len(limits)
            limits.append({tiers.index(tier): count for tier, count in rule.tiers if count})
        of_specialty.append(seen[rule.pool])
        if name in terms.allowed:
            _tell_signals(rule, terms.season_facts.season, terms.notes)
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
    """The large specialty in which the 30 likeliest applications match most often."""
    chance = odds.invite[:, 0] * odds.match_given_interview
    specialty = np.array([program.specialty for program in programs])
    sizes = {name: int((specialty == name).sum()) for name in names}
    large = [name for name in names if sizes[name] >= LARGE_SPECIALTY] or list(names)

    def reach(name: str) -> float:
        here = chance[(specialty == name) & ~blocked]
        top = here[np.argsort(-here @ odds.theta_weights)[:30]]
        return float((1 - np.prod(1 - top, axis=0)) @ odds.theta_weights)

    return max(large, key=reach)


def _answer(
    portfolio: Portfolio,
    problem: PortfolioProblem,
    part_of: tuple[str, ...],
    odds: InterviewOdds,
    terms: _Terms,
) -> ListPortfolio:
    n = problem.n_programs
    order, fee, gain = np.zeros(n, np.int64), np.zeros(n), np.zeros(n)
    order[portfolio.chosen] = np.arange(1, len(portfolio.chosen) + 1)
    fee[portfolio.chosen] = portfolio.marginal_fee_usd
    gain[portfolio.chosen] = portfolio.marginal_gain
    signals = tuple(
        SignalCount(name, odds.tiers[tier], _used(portfolio, problem, pool, tier), limit)
        for name, pool in _pool_names(problem, terms).items()
        for tier, limit in problem.tier_limits[pool].items()
    )
    return ListPortfolio(
        order=order,
        tier=portfolio.tier,
        fee_usd=fee,
        gain=gain,
        part_of=part_of,
        optimality_gap=portfolio.optimality_gap,
        frontier=_frontier(portfolio),
        signals=signals,
        specialties=terms.allowed,
        notes=tuple(terms.notes),
    )


def _pool_names(problem: PortfolioProblem, terms: _Terms) -> dict[str, int]:
    """The pools in play, each under the name of the first allowed specialty in it."""
    found: dict[int, str] = {}
    for group, pool in zip(problem.fee_group, problem.limit_group, strict=True):
        if terms.names[group] in terms.allowed:
            found.setdefault(int(pool), terms.names[group])
    return {name: pool for pool, name in found.items()}


def _used(portfolio: Portfolio, problem: PortfolioProblem, group: int, tier: int) -> int:
    taken = (portfolio.tier == tier) & (problem.limit_group == group)
    return len(np.unique(problem.signal_group[taken]))


def _frontier(portfolio: Portfolio) -> tuple[FrontierStep, ...]:
    frontier = portfolio.frontier
    return tuple(
        FrontierStep(n, float(fee), float(marginal), float(p), float(interviews))
        for n, (fee, marginal, p, interviews) in enumerate(
            zip(
                frontier.fee_usd,
                frontier.marginal_fee_usd,
                frontier.p_match,
                frontier.expected_interviews,
                strict=True,
            ),
            1,
        )
    )
