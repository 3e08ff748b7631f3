"""How near the best the chosen lists are: against every list, and against an integer program.

Run `python -m benchmarks.portfolio [instances] [markets]`. Small instances are drawn from
integer seeds (fees with knees and flat blocks, budgets, one to three fee groups, tiers of
signals, tracks that share one, strength that counts from nothing to very much) and every list
is written out. Full markets of 6,700 programs are audited by SciPy's HiGHS, whose integer
program holds the exact integral from above (`pip install scipy`). Seconds and simpler methods:
`preround bench pick`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

import numpy as np

from preround.jobs.pick_peers import highs
from preround.portfolio.choose import choose
from preround.portfolio.problem import FloatArray, PortfolioProblem
from tests.oracles import portfolio as oracle
from tests.portfolio.markets import ERAS, nodes, small_market

N, Q, SEED, EQUAL = 6_700, 24, 20261122, 1e-9
SIGMAS = (0.0, 0.6, 1.2, 2.0)


def main() -> None:
    """Print both audits."""
    n_instances = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    n_markets = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    print(f"{'against every list':<46}{'instances':>10}{'equal %':>9}", end="")
    print(f"{'worst miss %':>13}{'bound broken':>13}")
    totals = np.zeros(4)
    for name, draw in KINDS.items():
        found = audit(draw, n_instances)
        totals += found * [1.0, 1.0, 0.0, 1.0]
        totals[2] = max(totals[2], found[2])
        report(name, found)
    report("all", totals)
    if find_spec("scipy") is None:
        print("SciPy is not installed, so full markets are not audited: pip install scipy")
        return
    print(f"\n{N:,} programs: ours, the ceiling we prove, and the one HiGHS proves")
    for name, limits, n_tiers, n_pools in FULL:
        for seed in range(n_markets):
            full_size(name, market(seed, n_tiers, n_pools, **limits))


def audit(draw: Callable[[int], PortfolioProblem], n: int) -> FloatArray:
    """Instances, how many reach the best of all lists, the worst miss, ceilings below it."""
    equal, worst, broken = 0, 0.0, 0
    for seed in range(n):
        problem = draw(seed)
        problem = replace(problem, wish=np.zeros(problem.n_programs))
        found, best = choose(problem), best_of_all(problem)
        worth = 0.01 / problem.stop_usd_per_point if problem.stop_usd_per_point else 0.0
        reached = found.best_p_match - worth * found.fee_usd
        miss = (best - reached) / best if best > EQUAL else 0.0
        equal += miss <= EQUAL
        worst = max(worst, miss)
        broken += not problem.stop_usd_per_point and found.p_match_bound < best - EQUAL
    return np.array([n, equal, worst, broken])


def best_of_all(problem: PortfolioProblem) -> float:
    """The best value of every list there is; with a cap, by tossing every invitation."""
    if problem.max_interviews is None:
        return oracle.best_value(problem)
    cap = problem.max_interviews
    return max(oracle.chance_with_cap(problem, t, cap) for t in oracle.every_list(problem))


def report(name: str, found: FloatArray) -> None:
    """One line of the audit."""
    n, equal, worst, broken = found
    print(f"{name:<46}{n:10.0f}{100 * equal / n:9.2f}{100 * worst:13.4f}{broken:13.0f}", flush=True)


def _sigma(seed: int) -> float:
    return SIGMAS[seed % len(SIGMAS)]


KINDS: dict[str, Callable[[int], PortfolioProblem]] = {
    "11 programs, fees of 1 to 3 groups": lambda s: small_market(
        s, n=11, n_tiers=1, n_fees=1 + s % 3, sigma=_sigma(s)
    ),
    "8 programs, one signal tier": lambda s: small_market(
        s, n=8, n_tiers=2, n_fees=1 + s % 2, sigma=_sigma(s)
    ),
    "7 programs, two signal tiers": lambda s: small_market(
        s, n=7, n_tiers=3, n_fees=1 + s % 2, sigma=_sigma(s)
    ),
    "11 programs, 4 places, one signal tier": lambda s: small_market(
        s, n=11, n_tiers=2, n_fees=1, sigma=_sigma(s), budget_usd=None, n_max=4
    ),
    "9 programs, 4 places, two signal tiers": lambda s: small_market(
        s, n=9, n_tiers=3, n_fees=1, sigma=_sigma(s), budget_usd=None, n_max=4
    ),
    "7 tracks that share signals": lambda s: small_market(
        s, n=7, n_tiers=3, n_fees=1 + s % 3, sigma=_sigma(s), has_tracks=True
    ),
    "8 programs, a point worth $2 to $40": lambda s: small_market(
        s, n=8, n_tiers=2, n_fees=3, sigma=_sigma(s), stop_usd_per_point=2.0 + s % 20 * 2.0
    ),
    "5 programs, one or two interviews at most": lambda s: small_market(
        s, n=5, n_tiers=2, n_fees=1, sigma=_sigma(s), max_interviews=1 + s % 2
    ),
}

FULL: tuple[tuple[str, dict[str, int], int, int], ...] = (
    ("60 programs", {"n_max": 60}, 1, 1),
    ("60 programs, 3 + 12 signals", {"n_max": 60}, 3, 1),
    ("150 programs of two, 3 + 12 signals each", {"n_max": 150}, 3, 2),
)


def full_size(name: str, problem: PortfolioProblem) -> None:
    """One full market: ours, our ceiling and HiGHS's, and how far ours may be from the best."""
    begun = time.perf_counter()
    found = choose(problem)
    ours = time.perf_counter() - begun
    theirs = highs(problem)
    seconds = time.perf_counter() - begun - ours
    bound = theirs.bound if theirs.bound is not None else 1.0
    print(
        f"{name:<46}{found.p_match:9.5f}{found.p_match_bound:9.5f}{bound:9.5f}"
        f"   at most {100 * (1 - found.p_match / bound):.3f} % below the best"
        f"   {1e3 * ours:.0f} ms, HiGHS {seconds:.1f} s",
        flush=True,
    )


def market(seed: int, n_tiers: int, n_pools: int, **limits: int) -> PortfolioProblem:
    """Mean plain interview chance about 3 % with a long tail; strength counts more at some."""
    rng = np.random.default_rng([SEED, seed])
    theta, weights = nodes(Q)
    boost = np.array([0.0, np.log(2.5), np.log(6.0)])[:n_tiers] * rng.uniform(0.4, 1.6, (N, 1))
    base = rng.normal(-4.0, 1.0, (N, 1, 1))
    slope = rng.uniform(0.4, 1.6, (N, 1, 1))
    pool = rng.integers(0, n_pools, N)
    return PortfolioProblem(
        invite=_logistic(base + boost[:, :, None] + 0.6 * slope * theta),
        match=_logistic(rng.normal(-2.0, 0.5, (N, 1)) + 0.3 * theta),
        theta_weights=weights,
        wish=np.zeros(N),
        fee_group=pool,
        fee_steps=[ERAS] * n_pools,
        signal_group=np.arange(N),
        limit_group=pool,
        tier_limits=[dict(list({1: 12, 2: 3}.items())[: n_tiers - 1])] * n_pools,
        **limits,  # type: ignore[arg-type]
    )


def _logistic(x: FloatArray) -> FloatArray:
    odds: FloatArray = 1.0 / (1.0 + np.exp(-x))
    return odds


if __name__ == "__main__":
    main()
