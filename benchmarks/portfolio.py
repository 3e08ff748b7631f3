"""Choosing among 6,700 programs: seconds, memory and quality beside simpler methods.

Run `python benchmarks/portfolio.py`. The market is synthetic, drawn from a fixed seed, one to
three specialties with 3 + 12 signals each and real fee steps. Peers in the same run:

- plain: greedy in plain NumPy that values every possible addition anew at each step; no
  exchange of signals, no proof.
- sampled: greedy over 2,000 drawn seasons, the usual way to respect correlation.
- independent: the best list for one who takes invitations for independent of each other.

Every list is valued by the same exact integral over theta.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np

from preround.facts.schedules import FeeStep
from preround.portfolio.choose import choose
from preround.portfolio.evaluate import evaluate
from preround.portfolio.problem import FloatArray, IntArray, PortfolioProblem

N, Q, SEED, REPEATS, SEASONS = 6_700, 24, 20261122, 7, 2_000
ERAS = (FeeStep(1, 30, 11.0), FeeStep(31, None, 30.0))
RESIDENCY_CAS = (FeeStep(1, 18, 99.0, "flat"), FeeStep(19, 30, 18.0), FeeStep(31, None, 23.0))

T = TypeVar("T")
List = tuple[IntArray, IntArray]  # program indices, tier of every program


class Case(NamedTuple):
    """One question put to the optimiser."""

    name: str
    problem: PortfolioProblem
    peers: bool = False


def main() -> None:
    """Print one line for each case and one for each peer."""
    cases = [
        Case("60 programs, no signals", market(1, n_max=60), peers=True),
        Case("60 programs, 15 signals", market(3, n_max=60), peers=True),
        Case("100 programs, 15 signals", market(3, n_max=100), peers=True),
        Case("150 programs, 15 signals", market(3, n_max=150)),
        Case("2 specialties, $1,500", market(3, 2, budget_usd=1500.0)),
        Case("3 specialties, $2,000", market(3, 3, budget_usd=2000.0)),
        Case("100 programs, 10 interviews at most", market(3, n_max=100, max_interviews=10)),
        Case("a point worth $200", market(3, 2, stop_usd_per_point=200.0)),
    ]
    print(f"{N:,} programs, {Q} nodes; least of {REPEATS} times; P(match) valued exactly")
    print(f"{'case':<38}{'ms':>8}{'ratio':>8}{'P(match)':>10}{'best':>9}{'ceiling':>9}{'MB':>7}")
    for case in cases:
        run(case)


def run(case: Case) -> None:
    problem = case.problem
    found, ms = timed(lambda: choose(problem))
    tracemalloc.start()
    choose(problem)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"{case.name:<38}{ms:8.1f}{1.0:8.2f}{found.p_match:10.4f}{found.best_p_match:9.4f}"
        f"{found.p_match_bound:9.4f}{megabytes:7.1f}"
    )
    if not case.peers:
        return
    peers: dict[str, Callable[[PortfolioProblem], List]] = {
        "plain": plain,
        "sampled": sampled,
        "independent": independent,
    }
    for name, peer in peers.items():
        answer, peer_ms = timed(lambda peer=peer: peer(problem), repeats=3)  # type: ignore[misc]
        worth = evaluate(problem, *answer).p_match
        note = ""
        if name == "independent":
            note = f"   believes {believed(problem, *answer):.4f}"
        print(f"  {name:<36}{peer_ms:8.1f}{peer_ms / ms:8.2f}{worth:10.4f}{note}")


def market(n_tiers: int, n_specialties: int = 1, **limits: object) -> PortfolioProblem:
    """Mean plain interview chance about 3 % with a long tail; strength counts more at some."""
    rng = np.random.default_rng(SEED)
    theta, weights = np.polynomial.hermite_e.hermegauss(Q)
    boost = np.array([0.0, np.log(2.5), np.log(6.0)])[:n_tiers] * rng.uniform(0.4, 1.6, (N, 1))
    base = rng.normal(-4.0, 1.0, (N, 1, 1))
    slope = rng.uniform(0.4, 1.6, (N, 1, 1))
    group = np.sort(rng.integers(0, int(N / 1.4), N))
    specialty = group % n_specialties
    tiers = dict(list({1: 12, 2: 3}.items())[: n_tiers - 1])
    return PortfolioProblem(
        invite=logistic(base + boost[:, :, None] + 0.6 * slope * theta),
        match=logistic(rng.normal(-2.0, 0.5, (N, 1)) + 0.3 * theta),
        theta_weights=weights / weights.sum(),
        wish=rng.random(N),
        fee_group=specialty,
        fee_steps=[ERAS, RESIDENCY_CAS, ERAS][:n_specialties],
        signal_group=group,
        limit_group=specialty,
        tier_limits=[tiers] * n_specialties,
        **limits,  # type: ignore[arg-type]
    )


def plain(problem: PortfolioProblem) -> List:
    """Greedy that values every addition anew; signals go to whoever gains most at the time."""
    hit = problem.invite * problem.match[:, None, :]
    n, n_tiers, _ = hit.shape
    left = [problem.n_max or n, *(problem.tier_limits[0][t] for t in range(1, n_tiers))]
    chosen: list[int] = []
    tier, miss = np.zeros(n, dtype=np.int64), np.ones(Q)
    group_tier = np.full(int(problem.signal_group.max()) + 1, -1)
    for _ in range(problem.n_max or n):
        p_match = 1.0 - ((1.0 - hit) * miss) @ problem.theta_weights
        held = group_tier[problem.signal_group]
        for t in range(n_tiers):
            p_match[(held != t) & ((held >= 0) | (left[t] == 0)), t] = -1.0
        p_match[chosen] = -1.0
        i, t = divmod(int(p_match.argmax()), n_tiers)
        if held[i] < 0:
            left[t] -= 1
            group_tier[problem.signal_group[i]] = t
        chosen.append(i)
        tier[i], miss = t, miss * (1.0 - hit[i, t])
    return np.array(chosen), tier


def sampled(problem: PortfolioProblem) -> List:
    """Greedy over drawn seasons: at each step the program that saves most of those unmatched."""
    rng = np.random.default_rng(SEED + 1)
    node = rng.choice(Q, SEASONS, p=problem.theta_weights)
    n, n_tiers, _ = problem.invite.shape
    luck = rng.random((n, SEASONS), dtype=np.float32)
    wins = [
        luck < (problem.invite[:, t] * problem.match)[:, node].astype(np.float32)
        for t in range(n_tiers)
    ]
    left = [problem.n_max or n, *(problem.tier_limits[0][t] for t in range(1, n_tiers))]
    chosen: list[int] = []
    tier, unmatched = np.zeros(n, dtype=np.int64), np.ones(SEASONS, dtype=bool)
    group_tier = np.full(int(problem.signal_group.max()) + 1, -1)
    for _ in range(problem.n_max or n):
        saved = np.stack([won[:, unmatched].sum(axis=1) for won in wins], axis=1)
        held = group_tier[problem.signal_group]
        for t in range(n_tiers):
            saved[(held != t) & ((held >= 0) | (left[t] == 0)), t] = -1
        saved[chosen] = -1
        i, t = divmod(int(saved.argmax()), n_tiers)
        if held[i] < 0:
            left[t] -= 1
            group_tier[problem.signal_group[i]] = t
        chosen.append(i)
        tier[i], unmatched = t, unmatched & ~wins[t][i]
    return np.array(chosen), tier


def independent(problem: PortfolioProblem) -> List:
    """The largest mean chances, signals to the largest gains: exact without correlation."""
    hit = np.einsum("ntq,nq,q->nt", problem.invite, problem.match, problem.theta_weights)
    chosen = np.argsort(-hit[:, 0], kind="stable")[: problem.n_max]
    tier = np.zeros(len(hit), dtype=np.int64)
    for t in range(hit.shape[1] - 1, 0, -1):
        gain = np.log1p(-hit[chosen, 0]) - np.log1p(-hit[chosen, t])
        gain[tier[chosen] > 0] = -1.0
        best = chosen[np.argsort(-gain, kind="stable")]
        best = best[np.unique(problem.signal_group[best], return_index=True)[1]]
        order = np.argsort(-(hit[best, t] - hit[best, 0]) * (tier[best] == 0), kind="stable")
        for i in best[order[: problem.tier_limits[0][t]]].tolist():
            tier[chosen[problem.signal_group[chosen] == problem.signal_group[i]]] = t
    return chosen, tier


def believed(problem: PortfolioProblem, chosen: IntArray, tier: IntArray) -> float:
    """P(match) of a list for one who takes its programs for independent."""
    hit = problem.invite[chosen, tier[chosen]] * problem.match[chosen]
    return float(1.0 - np.prod(1.0 - hit @ problem.theta_weights))


def logistic(x: FloatArray) -> FloatArray:
    odds: FloatArray = 1.0 / (1.0 + np.exp(-x))
    return odds


def timed(call: Callable[[], T], repeats: int = REPEATS) -> tuple[T, float]:
    """The answer, and the least time of several calls in milliseconds."""
    answer, seconds = call(), []
    for _ in range(repeats):
        start = time.perf_counter()
        answer = call()
        seconds.append(time.perf_counter() - start)
    return answer, 1e3 * min(seconds)


if __name__ == "__main__":
    main()
