"""What makes a portfolio problem contradict itself, said before any work is done."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from preround.portfolio.fee_table import cumulative_fees
from preround.portfolio.problem import (
    ANY_TIER,
    BadListLimit,
    BadPortfolioArrays,
    BoolArray,
    PinnedAndExcluded,
    PinsOverBudget,
    PinsOverCount,
    PinsOverSignals,
    PortfolioProblem,
    SignalPinsDiffer,
)


def pinned_mask(problem: PortfolioProblem) -> BoolArray:
    """Programs that must be on the list: pinned, or holding a signal placed by hand."""
    pinned = np.zeros(problem.n_programs, dtype=bool)
    if problem.pinned is not None:
        pinned |= np.asarray(problem.pinned, dtype=bool)
    if problem.pinned_tier is not None:
        pinned |= np.asarray(problem.pinned_tier) > 0
    return pinned


def check(problem: PortfolioProblem) -> None:
    """Raise the first contradiction found: arrays first, then limits, then pins."""
    check_arrays(problem)
    _check_limits(problem)
    pinned = pinned_mask(problem)
    if problem.excluded is not None:
        both = np.flatnonzero(pinned & np.asarray(problem.excluded, dtype=bool))
        if both.size:
            raise PinnedAndExcluded(tuple(both.tolist()))
    _check_pinned_signals(problem)
    _check_pinned_cost(problem, pinned)


def check_arrays(problem: PortfolioProblem) -> None:
    """Raise where arrays do not fit together or hold what is no chance."""
    _check_shapes(problem)
    _check_chances(problem)
    _check_groups(problem)


def _check_shapes(problem: PortfolioProblem) -> None:
    invite = np.asarray(problem.invite)
    if invite.ndim != 3:
        raise BadPortfolioArrays(f"invite has {invite.ndim} axes; expected (N, T, Q)")
    n, n_tiers, n_nodes = invite.shape
    if n_tiers < 1 or n_nodes < 1:
        raise BadPortfolioArrays("invite needs at least the tier 'none' and one node of theta")
    shapes: dict[str, tuple[NDArray[Any] | None, tuple[int, ...]]] = {
        "match": (problem.match, (n, n_nodes)),
        "theta_weights": (problem.theta_weights, (n_nodes,)),
        "wish": (problem.wish, (n,)),
        "fee_group": (problem.fee_group, (n,)),
        "signal_group": (problem.signal_group, (n,)),
        "limit_group": (problem.limit_group, (n,)),
        "pinned": (problem.pinned, (n,)),
        "excluded": (problem.excluded, (n,)),
        "pinned_tier": (problem.pinned_tier, (n,)),
    }
    for name, (value, shape) in shapes.items():
        if value is not None and np.shape(value) != shape:
            raise BadPortfolioArrays(f"{name} has shape {np.shape(value)}; expected {shape}")


def _check_chances(problem: PortfolioProblem) -> None:
    for name in ("invite", "match", "theta_weights", "wish"):
        values = np.asarray(getattr(problem, name))
        if values.size and not (values.min() >= 0.0 and values.max() <= 1.0):  # also catches NaN
            raise BadPortfolioArrays(f"{name} has values outside 0 to 1")
    total = float(np.sum(problem.theta_weights))
    if abs(total - 1.0) > 1e-6:
        raise BadPortfolioArrays(f"theta_weights sum to {total:.6f}; expected 1")


def _check_groups(problem: PortfolioProblem) -> None:
    signal_group, limit_group = np.asarray(problem.signal_group), np.asarray(problem.limit_group)
    _, first, inverse = np.unique(signal_group, return_index=True, return_inverse=True)
    if np.any(limit_group[first][inverse] != limit_group):
        raise BadPortfolioArrays("a signal group spans two limit groups")
    n_tiers = np.shape(problem.invite)[1]
    for name, table, used in (
        ("fee_steps", problem.fee_steps, problem.fee_group),
        ("tier_limits", problem.tier_limits, problem.limit_group),
    ):
        if isinstance(table, Mapping):
            if name == "fee_steps" and not set(np.unique(used).tolist()) <= set(table):
                raise BadPortfolioArrays("a fee_group has no fee_steps")
        elif np.size(used) and not 0 <= np.min(used) <= np.max(used) < len(table):
            raise BadPortfolioArrays(f"a group has no entry in {name}")
    every = problem.tier_limits
    for limits in every.values() if isinstance(every, Mapping) else every:
        if any(not 0 <= t < n_tiers or count < 0 for t, count in limits.items()):
            raise BadPortfolioArrays(f"tier_limits {dict(limits)} do not fit {n_tiers} tiers")


def _check_limits(problem: PortfolioProblem) -> None:
    budget, stop = problem.budget_usd, problem.stop_usd_per_point
    if budget is not None and not (math.isfinite(budget) and budget >= 0):
        raise BadListLimit("budget", budget, "an amount in dollars, 0 or more")
    if stop is not None and not (math.isfinite(stop) and stop > 0):
        raise BadListLimit("worth of a percentage point", stop, "an amount in dollars above 0")
    if problem.n_max is not None and problem.n_max < 0:
        raise BadListLimit("most programs", problem.n_max, "a count, 0 or more")
    ceiling = math.inf if problem.n_max is None else problem.n_max
    if not 0 <= problem.n_min <= ceiling:
        raise BadListLimit("fewest programs", problem.n_min, f"a count from 0 to {ceiling}")
    if problem.max_interviews is not None and problem.max_interviews < 1:
        raise BadListLimit("most interviews", problem.max_interviews, "a count, 1 or more")


def _check_pinned_signals(problem: PortfolioProblem) -> None:
    if problem.pinned_tier is None:
        return
    tiers = np.asarray(problem.pinned_tier)
    if tiers.size and not ANY_TIER <= tiers.min() <= tiers.max() < np.shape(problem.invite)[1]:
        raise BadPortfolioArrays("pinned_tier names a tier that invite does not have")
    placed: dict[int, dict[int, int]] = {}  # limit group -> signal group -> tier
    owner = np.asarray(problem.signal_group)
    for i in np.flatnonzero(tiers >= 0).tolist():
        groups = placed.setdefault(int(problem.limit_group[i]), {})
        tier = groups.setdefault(int(owner[i]), int(tiers[i]))
        if tier != tiers[i]:
            tracks = np.flatnonzero((owner == owner[i]) & (tiers >= 0))
            raise SignalPinsDiffer(tuple(tracks.tolist()), tuple(np.unique(tiers[tracks]).tolist()))
    for limit_group, groups in placed.items():
        table = problem.tier_limits
        limits = table.get(limit_group, {}) if isinstance(table, Mapping) else table[limit_group]
        for tier in sorted(set(groups.values()) - {0}):
            got = sum(t == tier for t in groups.values())
            if got > limits.get(tier, 0):
                held = np.flatnonzero((tiers == tier) & (problem.limit_group == limit_group))
                raise PinsOverSignals(tier, got, limits.get(tier, 0), tuple(held.tolist()))


def _check_pinned_cost(problem: PortfolioProblem, pinned: BoolArray) -> None:
    n_pinned = int(pinned.sum())
    if problem.n_max is not None and n_pinned > problem.n_max:
        raise PinsOverCount(n_pinned, problem.n_max)
    if problem.budget_usd is None or not n_pinned:
        return
    groups, counts = np.unique(np.asarray(problem.fee_group)[pinned], return_counts=True)
    fee = sum(
        float(cumulative_fees(problem.fee_steps[g], n)[n])
        for g, n in zip(groups.tolist(), counts.tolist(), strict=True)
    )
    if fee > problem.budget_usd + 1e-9:
        raise PinsOverBudget(n_pinned, fee, problem.budget_usd)
