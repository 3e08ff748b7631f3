"""Time the choice of a list beside other ways to choose, on the shipped programs.

Every program gets an interview rate drawn from its specialty's published spread, as a table
of rates would bring it: the hard case, where no two programs look alike.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any, NamedTuple, TypeVar

import numpy as np

from preround.catalogue.listing import load_listing
from preround.domain.applicant import Applicant, ApplicantType
from preround.domain.errors import InternalError
from preround.facts.reader import load_season
from preround.fit.odds import InterviewOdds, odds_of_views
from preround.fit.odds_pair import ProgramView, view_program
from preround.fit.odds_prior import cell_rates, choose_prior
from preround.fit.odds_signals import TIERS
from preround.jobs.list_reasons import RATE_FACT
from preround.jobs.peak_memory import peak_megabytes
from preround.jobs.pick_peers import (
    PeerList,
    believed,
    drawn_seasons,
    highs,
    independent,
    plain_greedy,
)
from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.problem import IntArray, PortfolioProblem

OURS, ILP = "preround", "integer program (HiGHS)"
INDEPENDENT, DRAWN = "independence, exact", "greedy, 2,000 drawn seasons"
PEERS: dict[str, Callable[[PortfolioProblem], PeerList]] = {
    INDEPENDENT: independent,
    "plain greedy": plain_greedy,
    DRAWN: drawn_seasons,
    ILP: highs,
}
SLOW = {DRAWN, ILP}
PAIR = ("Internal Medicine", "Family Medicine")
SIGNALS = {TIERS.index("silver"): 12, TIERS.index("gold"): 3}
REPEATS = 7

T = TypeVar("T")


class Case(NamedTuple):
    """One question: so many programs, of these specialties (all where empty)."""

    name: str
    n: int
    signals: bool
    specialties: tuple[str, ...] = ()


CASES = (
    Case("60 programs", 60, False),
    Case("60 programs, 3 + 12 signals", 60, True),
    Case("150 of two specialties, 3 + 12 signals each", 150, True, PAIR),
)


@dataclass(frozen=True, slots=True)
class PickTiming:
    """One line: a way to choose, on one case.

    `seconds` is the least of some calls, the first not counted; `ratio` is against ours.
    `p_match` is what the list truly gets, `believes` what one who takes programs for
    independent thinks it gets. `bound` is a proven ceiling on any list. `megabytes` is the
    process's peak, imports and listing included.
    """

    case: str
    n_programs: int
    solver: str
    seconds: float = 0.0
    ratio: float = 0.0
    p_match: float = 0.0
    believes: float | None = None
    bound: float | None = None
    megabytes: float | None = None
    missing: str = ""

    def as_json(self) -> dict[str, Any]:
        """One entry of `timings`."""
        return {name: getattr(self, name) for name in self.__slots__}


def bench_pick(
    season: int,
    today: dt.date,
    *,
    seed: int = 1,
    cases: Sequence[Case] = CASES,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[PickTiming, ...]:
    """Time every case in a process of its own, ours first, then each peer.

    Parameters
    ----------
    season, today
        Fees of this season; experience is counted up to this day.
    seed
        Of the drawn rates.
    say
        Told what is being timed.
    """
    found: list[PickTiming] = []
    for case in cases:
        say(case.name)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            rows = pool.submit(time_case, case, season, today, seed).result()
        if not rows:
            raise InternalError(f"{case.name} was timed and gave nothing")
        found += rows
    return tuple(found)


def time_case(
    case: Case, season: int, today: dt.date, seed: int, repeats: int = REPEATS
) -> list[PickTiming]:
    """Our list and the peers' on one case; all are valued by the same exact integral."""
    odds = drawn_odds(season, today, seed)
    problem = problem_of(case, odds, season)
    found, seconds = timed(lambda: choose(problem), repeats)
    ours = PickTiming(
        *(case.name, problem.n_programs, OURS, seconds, 1.0, found.p_match),
        bound=found.p_match_bound,
        megabytes=peak_megabytes(),
    )
    return [
        ours,
        *(
            time_peer(name, peer, problem, ours, 1 if name in SLOW else repeats)
            for name, peer in PEERS.items()
        ),
    ]


def time_peer(
    name: str,
    peer: Callable[[PortfolioProblem], PeerList],
    problem: PortfolioProblem,
    ours: PickTiming,
    repeats: int,
) -> PickTiming:
    """One peer on the problem ours was timed on."""
    try:
        answer, seconds = timed(lambda: peer(problem), repeats)
    except ImportError:
        return PickTiming(ours.case, ours.n_programs, name, missing="scipy")
    return PickTiming(
        *(ours.case, ours.n_programs, name, seconds, seconds / ours.seconds),
        evaluate(problem, answer.chosen, answer.tier).p_match,
        believes=believed(problem, answer) if name == INDEPENDENT else None,
        bound=answer.bound,
    )


def drawn_odds(season: int, today: dt.date, seed: int) -> InterviewOdds:
    """The odds of an average non-U.S. IMG at every listed track, each with a rate of its own."""
    kind = ApplicantType.NON_US_IMG
    rng = np.random.default_rng(seed)
    views = [view_program(program) for program in load_listing().programs]
    known: list[ProgramView] = []
    for view in views:
        masses = choose_prior(view.specialty, kind, view.track).prior.masses()
        rate = round(float(cell_rates()[rng.choice(len(masses), p=masses)]), 2)
        known.append(replace(view, facts={RATE_FACT[kind]: rate}))
    applicant = Applicant.model_validate({"applicant": {"type": kind.value}})
    return odds_of_views(applicant, known, season, today)


def problem_of(case: Case, odds: InterviewOdds, season: int) -> PortfolioProblem:
    """The case as the optimiser's arrays: all programs, those of other specialties ruled out."""
    facts = load_season(season)
    names = case.specialties or (PAIR[0],)
    group = _groups(odds.programs, case.specialties)
    limits = SIGNALS if case.signals else {}
    n = len(odds.programs)
    return PortfolioProblem(
        invite=odds.invite,
        match=odds.match_given_interview,
        theta_weights=odds.theta_weights,
        wish=np.zeros(n),
        fee_group=np.maximum(group, 0),
        fee_steps=[facts.fee_schedule(name, last_known=True).steps for name in names],
        signal_group=np.arange(n),
        limit_group=np.maximum(group, 0),
        tier_limits=[limits] * len(names),
        n_max=case.n,
        excluded=group < 0,
    )


def _groups(programs: Sequence[ProgramView], names: tuple[str, ...]) -> IntArray:
    if not names:
        return np.zeros(len(programs), dtype=np.int64)
    place = {name: i for i, name in enumerate(names)}
    return np.array([place.get(program.specialty, -1) for program in programs], dtype=np.int64)


def timed(call: Callable[[], T], repeats: int) -> tuple[T, float]:
    """The answer and the least seconds of some calls, the first not counted if there are more."""
    answer, seconds = None, []
    for _ in range(repeats + (repeats > 1)):
        begun = time.perf_counter()
        answer = call()
        seconds.append(time.perf_counter() - begun)
    if answer is None:
        raise InternalError("nothing was timed")
    return answer, min(seconds[repeats > 1 :])
