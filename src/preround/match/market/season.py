"""One simulated season, from applications to SOAP."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from preround.match.arrays import Couples, Market
from preround.match.market.after import FirstYears, Soap, match_first_years, run_soap
from preround.match.market.draw import (
    COUPLES,
    FIRST_YEARS,
    LISTS,
    SOAP,
    Drawn,
    Size,
    draw,
    generators,
)
from preround.match.market.parameters import Parameters
from preround.match.market.setting import KINDS, US_DO, US_MD, Setting
from preround.match.solve import MatchResult, solve_singles

if TYPE_CHECKING:
    from preround.match.kernels.market import People

Array = np.ndarray[Any, Any]

RESTARTS = 10  # orders of entry tried before a season counts as not stable
ROOM = 1.15  # applications that may be drawn, over those expected


class Interviews(NamedTuple):
    """Who applied where, and who interviewed where.

    `ptr`, `programs`: applications by applicant. `at`: interviews, one row an applicant,
    `n_at` of them. `a_ptr`, `a_idx`, `p_ptr`, `p_idx`: rank lists of both sides. `active`:
    certified a list.
    """

    ptr: Array
    programs: Array
    at: Array
    n_at: Array
    a_ptr: Array
    a_idx: Array
    p_ptr: Array
    p_idx: Array
    active: Array


class Season(NamedTuple):
    """A whole season: who there was, what they ranked, what came of it, and how long it took."""

    drawn: Drawn
    interviews: Interviews
    couples: Couples | None
    result: MatchResult
    first_years: FirstYears
    soap: Soap
    seconds: float
    seconds_match: float


def _no_list(p: Parameters, x: People, rng: np.random.Generator) -> Array:
    """Draw who interviews but certifies no list."""
    share = np.array([p[f"no_list_{kind}"] for kind in KINDS])
    chosen: Array = rng.random(x.kind.size) < share[x.kind]
    return chosen


def hold_interviews(d: Drawn, p: Parameters, rng: np.random.Generator) -> Interviews:
    """Apply, screen, invite, interview and rank."""
    from preround.match.kernels import market as kernels
    from preround.match.kernels.lists import program_lists

    x, g, w = d.people, d.programs, d.weights
    most = int(ROOM * (x.n_first.sum() + x.n_backup.sum())) + 1000
    ptr, programs = kernels.apply(x, g, w, d.group, most)
    start, keys = kernels.screen(x, g, w, ptr, programs)
    at, n_at, _ = kernels.invite(x, g, w, start, keys, kernels.heaps(g, start, keys))
    listed = np.where(_no_list(p, x, rng), 0, n_at).astype(np.int32)
    a_ptr, a_idx, start, who, rating = kernels.interview(x, g, w, at, listed)
    p_ptr, p_idx = program_lists(g, start, who, rating, p["dropped"])
    return Interviews(ptr, programs, at, n_at, a_ptr, a_idx, p_ptr, p_idx, listed > 0)


def pair_couples(
    d: Drawn, iv: Interviews, p: Parameters, n_couples: int, rng: np.random.Generator
) -> Couples | None:
    """Pair seniors of one Census division with interviews; give them joint lists."""
    from preround.match.kernels.lists import joint_lists

    x = d.people
    single = np.flatnonzero(iv.active & ((x.kind == US_MD) | (x.kind == US_DO)))
    single = rng.permutation(single)[: 4 * n_couples]
    single = single[np.argsort(x.division[single], kind="stable")]
    pairs = single[: single.size // 2 * 2].reshape(-1, 2)
    pairs = rng.permutation(pairs)[:n_couples].astype(np.int32)
    if not pairs.size:
        return None
    first, second = np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])
    ptr, p1, p2 = joint_lists(
        first, second, iv.a_ptr, iv.a_idx, d.programs.division, p["couples_together"],
        int(p["couples_ranks"]),
    )  # fmt: skip
    return Couples(first, second, ptr, p1, p2, np.zeros(first.size, np.uint8))


def _solve(market: Market, seed: int) -> MatchResult:
    if market.couples is None:
        return solve_singles(market)
    from preround.match.couples import solve_couples

    return solve_couples(market, seed=seed, max_restarts=RESTARTS)


def simulate_season(
    setting: Setting, p: Parameters, size: Size, seed: int, replicate: int = 0
) -> Season:
    """Draw and solve one season; the same arguments give the same season."""
    begun = time.perf_counter()
    rngs = generators(seed, replicate)
    d = draw(setting, p, size, rngs)
    iv = hold_interviews(d, p, rngs[LISTS])
    couples = pair_couples(d, iv, p, size.n_couples, rngs[COUPLES])
    market = Market(iv.a_ptr, iv.a_idx, iv.p_ptr, iv.p_idx, d.quota, couples)
    before = time.perf_counter()
    result = _solve(market, seed)
    after = time.perf_counter()
    years = match_first_years(setting, p, d, result.match, iv.active, rngs[FIRST_YEARS])
    soap = run_soap(p, d, result.match, years, rngs[SOAP])
    ended = time.perf_counter()
    return Season(d, iv, couples, result, years, soap, ended - begun, after - before)
