"""Slow, obvious twins of the portfolio: every list written out, every invitation tossed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from preround.portfolio.fees import FeeStep, fee_usd
from preround.portfolio.problem import FloatArray, IntArray, PortfolioProblem

OUT = -1


def chance(problem: PortfolioProblem, tiers: Sequence[int]) -> float:
    """P(match) of a list given as a tier per program, OUT for not on it; no cap."""
    total = 0.0
    for q, weight in enumerate(problem.theta_weights):
        unmatched = 1.0
        for i, tier in enumerate(tiers):
            if tier != OUT:
                unmatched *= 1.0 - problem.invite[i, tier, q] * problem.match[i, q]
        total += weight * (1.0 - unmatched)
    return total


def chance_with_cap(problem: PortfolioProblem, tiers: Sequence[int], cap: int) -> float:
    """P(match) by tossing every invitation and attending the `cap` of best mean chance."""
    chosen = [i for i, tier in enumerate(tiers) if tier != OUT]
    mean = problem.match @ problem.theta_weights
    total = 0.0
    for q, weight in enumerate(problem.theta_weights):
        for invited in product((False, True), repeat=len(chosen)):
            p_outcome, came = 1.0, []
            for i, is_invited in zip(chosen, invited, strict=True):
                x = problem.invite[i, tiers[i], q]
                p_outcome *= x if is_invited else 1.0 - x
                if is_invited:
                    came.append(i)
            attended = sorted(came, key=lambda i: (-mean[i], i))[:cap]
            unmatched = float(np.prod([1.0 - problem.match[i, q] for i in attended]))
            total += weight * p_outcome * (1.0 - unmatched)
    return total


def fee(problem: PortfolioProblem, tiers: Sequence[int]) -> float:
    """What the list costs, fee group by fee group, by the schedules themselves."""
    counts: dict[int, int] = {}
    for i, tier in enumerate(tiers):
        if tier != OUT:
            group = int(problem.fee_group[i])
            counts[group] = counts.get(group, 0) + 1
    return sum(fee_usd(problem.fee_steps[group], n) for group, n in counts.items())


def broken_rules(problem: PortfolioProblem, tiers: Sequence[int]) -> list[str]:
    """Names of the constraints a list breaks."""
    broken = []
    chosen = [i for i, tier in enumerate(tiers) if tier != OUT]
    if problem.budget_usd is not None and fee(problem, tiers) > problem.budget_usd + 1e-6:
        broken.append("budget")
    if problem.n_max is not None and len(chosen) > problem.n_max:
        broken.append("n_max")
    if problem.excluded is not None and any(problem.excluded[i] for i in chosen):
        broken.append("excluded")
    if problem.pinned is not None and any(
        pin and tiers[i] == OUT for i, pin in enumerate(problem.pinned)
    ):
        broken.append("pinned")
    if problem.pinned_tier is not None:
        for i, placed in enumerate(problem.pinned_tier):
            if (placed > 0 and tiers[i] != placed) or (placed == 0 and tiers[i] > 0):
                broken.append("pinned_tier")
    return broken + _broken_signal_rules(problem, chosen, tiers)


def _broken_signal_rules(
    problem: PortfolioProblem, chosen: Sequence[int], tiers: Sequence[int]
) -> list[str]:
    broken = []
    held: dict[int, set[int]] = {}
    used: dict[tuple[int, int], set[int]] = {}
    for i in chosen:
        group, limit = int(problem.signal_group[i]), int(problem.limit_group[i])
        held.setdefault(group, set()).add(tiers[i])
        if tiers[i] > 0:
            used.setdefault((limit, int(tiers[i])), set()).add(group)
    if any(len(tier) > 1 for tier in held.values()):
        broken.append("one tier per signal group")
    for (limit, tier), groups in used.items():
        if len(groups) > problem.tier_limits[limit].get(tier, 0):
            broken.append("tier limit")
    return broken


def every_list(problem: PortfolioProblem) -> Iterator[tuple[int, ...]]:
    """Every list that breaks no rule; for half a dozen programs."""
    n, n_tiers, _ = problem.invite.shape
    for tiers in product(range(OUT, n_tiers), repeat=n):
        if not broken_rules(problem, tiers):
            yield tiers


def best_value(problem: PortfolioProblem) -> float:
    """Largest P(match), less the worth of the fees under a stop rule, of any list at all.

    The same lists as `every_list`, but all at once as rows of one table, for up to twelve
    programs without signals or eight with two tiers. Knows no pins and no exclusions.
    """
    n, n_tiers, n_nodes = problem.invite.shape
    grid = np.meshgrid(*[np.arange(OUT, n_tiers)] * n, indexing="ij")
    lists = np.stack(grid, axis=-1).reshape(-1, n)
    lists = lists[_keeps_signal_rules(problem, lists)]
    fees = np.zeros(len(lists))
    for group, steps in enumerate(problem.fee_steps):
        table = np.array([fee_usd(steps, k) for k in range(n + 1)])
        fees += table[(lists[:, problem.fee_group == group] != OUT).sum(axis=1)]
    ok = np.ones(len(lists), dtype=bool)
    if problem.budget_usd is not None:
        ok &= fees <= problem.budget_usd + 1e-6
    if problem.n_max is not None:
        ok &= (lists != OUT).sum(axis=1) <= problem.n_max
    lists, fees = lists[ok], fees[ok]
    miss = np.ones((len(lists), n_nodes))
    for i in range(n):
        hit = problem.invite[i] * problem.match[i]
        miss *= np.vstack((1.0 - hit, np.ones((1, n_nodes))))[lists[:, i]]  # row -1 is OUT
    worth = 0.0 if problem.stop_usd_per_point is None else 0.01 / problem.stop_usd_per_point
    return float((1.0 - miss @ problem.theta_weights - worth * fees).max())


def _keeps_signal_rules(problem: PortfolioProblem, lists: IntArray) -> np.ndarray:
    keeps = np.ones(len(lists), dtype=bool)
    top = {}
    for group in np.unique(problem.signal_group).tolist():
        tracks = lists[:, problem.signal_group == group]
        top[group] = tracks.max(axis=1)
        keeps &= ((tracks == OUT) | (tracks == top[group][:, None])).all(axis=1)
    for limit in np.unique(problem.limit_group).tolist():
        groups = np.unique(problem.signal_group[problem.limit_group == limit]).tolist()
        for tier in range(1, problem.invite.shape[1]):
            used = sum((top[group] == tier).astype(int) for group in groups)
            keeps &= used <= problem.tier_limits[limit].get(tier, 0)
    return keeps


def knapsack_p_match(hit: FloatArray, fees: Sequence[int], budget: int) -> float:
    """Best P(match) of independent chances (n,) at whole-dollar fees: the 0/1 knapsack.

    1 - prod(1 - hit) is largest where the sum of -log(1 - hit) is, so the dynamic program
    over dollars is exact.
    """
    best = np.zeros(budget + 1)
    for h, cost in zip(hit, fees, strict=True):
        taken = best[: budget + 1 - cost] - np.log1p(-h)
        best[cost:] = np.maximum(best[cost:], taken)
    return float(1.0 - np.exp(-best[-1]))


def independent_greedy(problem: PortfolioProblem, n: int) -> tuple[IntArray, float]:
    """The n best programs for one who takes invitations for independent, and the belief.

    Without theta, P(match) = 1 - prod(1 - mean hit), so the largest mean chances are exact.
    """
    hit = (problem.invite[:, 0] * problem.match) @ problem.theta_weights
    chosen = np.argsort(-hit, kind="stable")[:n]
    return chosen, float(1.0 - np.prod(1.0 - hit[chosen]))


def flat_steps(fees: Sequence[float]) -> list[tuple[FeeStep, ...]]:
    """A schedule for each fee: so much for every application."""
    return [(FeeStep(1, None, float(usd), "per_program"),) for usd in fees]
