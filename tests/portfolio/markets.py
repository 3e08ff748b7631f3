"""Random applicants' markets for the portfolio tests, from an integer seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from preround.facts.schedules import FeeStep
from preround.portfolio.grid import make_grid
from preround.portfolio.problem import PortfolioProblem
from preround.portfolio.selection import Selection

ERAS = (FeeStep(1, 30, 11.0), FeeStep(31, None, 30.0))
#: The same shapes as real schedules with the knees where a list of six can meet them.
EARLY_KNEE = (FeeStep(1, 4, 11.0), FeeStep(5, None, 30.0))
EARLY_BLOCK = (
    FeeStep(1, 3, 33.0, "flat"),
    FeeStep(4, 5, 18.0),
    FeeStep(6, None, 23.0),
)
STEEP = (FeeStep(1, 2, 20.0), FeeStep(3, None, 35.0))
SCHEDULES = (EARLY_KNEE, EARLY_BLOCK, STEEP)


def logistic(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))


def nodes(n_nodes: int) -> tuple[np.ndarray, np.ndarray]:
    theta, weights = np.polynomial.hermite_e.hermegauss(n_nodes)
    return theta, weights / weights.sum()


def small_market(
    seed: int,
    n: int = 8,
    n_tiers: int = 2,
    n_fees: int = 2,
    sigma: float = 0.6,
    *,
    has_tracks: bool = False,
    **limits: Any,
) -> PortfolioProblem:
    """A market small enough to write out; odds, slopes and signals differ by program."""
    rng = np.random.default_rng(seed)
    theta, weights = nodes(9)
    base = rng.normal(-1.5, 1.2, n)[:, None, None]
    steps = np.concatenate(([0.0], np.sort(rng.uniform(0.4, 2.2, n_tiers - 1))))
    boost = (steps * rng.uniform(0.2, 1.8, (n, 1)))[:, :, None]
    slope = rng.uniform(0.5, 1.5, n)[:, None, None]
    group = np.sort(rng.integers(0, max(1, 2 * n // 3), n)) if has_tracks else np.arange(n)
    limit = rng.integers(0, n_fees, n)[group]
    values: dict[str, Any] = {
        "invite": logistic(base + boost + slope * sigma * theta),
        "match": logistic(rng.normal(-0.5, 0.7, n)[:, None] + 0.5 * sigma * theta),
        "theta_weights": weights,
        "wish": rng.random(n),
        "fee_group": limit,
        "fee_steps": SCHEDULES[:n_fees],
        "signal_group": group,
        "limit_group": limit,
        "tier_limits": {
            g: {t: int(rng.integers(1, 3)) for t in range(1, n_tiers)} for g in range(n_fees)
        },
        "budget_usd": float(rng.integers(15, 50 + 35 * n // 3)),
    }
    return PortfolioProblem(**{**values, **limits})


def large_market(
    seed: int, n: int = 600, n_tiers: int = 3, sigma: float = 0.6, **limits: Any
) -> PortfolioProblem:
    """One specialty with 3 + 12 signals under the ERAS fee steps."""
    rng = np.random.default_rng(seed)
    theta, weights = nodes(24)
    boost = np.array([0.0, np.log(2.5), np.log(6.0)])[:n_tiers] * rng.uniform(0.4, 1.6, (n, 1))
    base = rng.normal(-3.5, 1.0, n)[:, None, None]
    values: dict[str, Any] = {
        "invite": logistic(base + boost[:, :, None] + sigma * theta),
        "match": logistic(rng.normal(-2.0, 0.5, n)[:, None] + 0.5 * sigma * theta),
        "theta_weights": weights,
        "wish": rng.random(n),
        "fee_group": np.zeros(n, dtype=np.int64),
        "fee_steps": [ERAS],
        "signal_group": np.arange(n),
        "limit_group": np.zeros(n, dtype=np.int64),
        "tier_limits": [dict(list({1: 12, 2: 3}.items())[: n_tiers - 1])],
    }
    return PortfolioProblem(**{**values, **limits})


def random_selection(problem: PortfolioProblem, seed: int, size: int) -> Selection:
    """Some list on the problem's grid that keeps the signal rules; fees are not looked at."""
    rng = np.random.default_rng(seed)
    selection = Selection.of_pins(make_grid(problem))
    for i in rng.permutation(selection.grid.n).tolist():
        if selection.size >= size:
            break
        for tier in rng.permutation(selection.grid.n_tiers).tolist():
            if selection.can_add(i, tier):
                selection.add(i, tier)
                break
    return selection


def tiers_of(problem: PortfolioProblem, chosen: np.ndarray, tier: np.ndarray) -> list[int]:
    """A list as a tier per program, -1 where it is not applied to."""
    out = np.full(problem.n_programs, -1)
    out[chosen] = tier[chosen]
    return [int(t) for t in out]
