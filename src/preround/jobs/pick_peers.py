"""Other ways to choose a list, for holding ours beside: greedy, drawn seasons, independence, ILP.

Each takes a problem without budget, pins or cap and answers with the programs and the tier of
every program. All signals of a tier come from its limit group's pool.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from preround.portfolio.problem import BoolArray, FloatArray, IntArray, PortfolioProblem

N_SEASONS, SEED, RARE = 2_000, 20261123, 1e-5
#: Where 1 - exp(-y) is touched by a tangent: spaced so that between two of them it is
#: over-estimated by at most 1e-4, h^2 exp(-y) / 8 with steps h = 0.028 exp(y / 2).
TOUCHED = -2.0 * np.log1p(-np.arange(0.0, 0.998, 0.014))


class PeerList(NamedTuple):
    """A peer's list; `bound` is a ceiling on any list's P(match) where it proves one."""

    chosen: IntArray
    tier: IntArray
    bound: float | None = None


class _Signals:
    """Who holds which signal, and how many of each are left."""

    def __init__(self, problem: PortfolioProblem) -> None:
        self.problem = problem
        n_tiers = problem.invite.shape[1]
        self.left = np.array(
            [
                [problem.n_programs]
                + [problem.tier_limits[pool].get(t, 0) for t in range(1, n_tiers)]
                for pool in range(len(problem.tier_limits))
            ]
        )
        self.held = np.full(int(problem.signal_group.max()) + 1, -1)

    def barred(self) -> BoolArray:
        """[N, T] additions that no signal is left for, or whose institution has another."""
        tiers = np.arange(self.left.shape[1])
        held = self.held[self.problem.signal_group][:, None]
        none_left = (self.left == 0)[self.problem.limit_group]
        return np.asarray((held != tiers) & ((held >= 0) | none_left))

    def take(self, i: int, tier: int) -> None:
        """Give program `i` this tier."""
        group = self.problem.signal_group[i]
        if self.held[group] < 0:
            self.left[self.problem.limit_group[i], tier] -= 1
            self.held[group] = tier


def _size(problem: PortfolioProblem) -> int:
    n_open = problem.n_programs
    if problem.excluded is not None:
        n_open -= int(problem.excluded.sum())
    return min(problem.n_max or n_open, n_open)


def _hits(problem: PortfolioProblem) -> FloatArray:
    """[N, T, Q] chance to match through a program; nothing through an excluded one."""
    hit: FloatArray = problem.invite * problem.match[:, None, :]
    if problem.excluded is not None:
        hit[problem.excluded] = 0.0
    return hit


def plain_greedy(problem: PortfolioProblem) -> PeerList:
    """Add what gains most, every addition valued anew at each step; nothing is exchanged."""
    hit, signals = _hits(problem), _Signals(problem)
    n, n_tiers, n_nodes = hit.shape
    tier, miss = np.zeros(n, dtype=np.int64), np.ones(n_nodes)
    chosen: list[int] = []
    for _ in range(_size(problem)):
        gain = hit @ (miss * problem.theta_weights)
        gain[signals.barred()] = -1.0
        gain[chosen] = -1.0
        i, t = divmod(int(gain.argmax()), n_tiers)
        signals.take(i, t)
        chosen.append(i)
        tier[i], miss = t, miss * (1.0 - hit[i, t])
    return PeerList(np.array(chosen, dtype=np.int64), tier)


def drawn_seasons(problem: PortfolioProblem) -> PeerList:
    """Greedy over 2,000 drawn seasons, the usual way to respect shared luck."""
    hit, signals = _hits(problem), _Signals(problem)
    rng = np.random.default_rng(SEED)
    n, n_tiers, n_nodes = hit.shape
    node = rng.choice(n_nodes, N_SEASONS, p=problem.theta_weights)
    luck = rng.random((n, N_SEASONS), dtype=np.float32)
    wins = [luck < hit[:, t].astype(np.float32)[:, node] for t in range(n_tiers)]
    tier, unmatched = np.zeros(n, dtype=np.int64), np.ones(N_SEASONS, dtype=np.bool_)
    chosen: list[int] = []
    for _ in range(_size(problem)):
        saved = np.stack([won[:, unmatched].sum(axis=1) for won in wins], axis=1)
        saved[signals.barred()] = -1
        saved[chosen] = -1
        i, t = divmod(int(saved.argmax()), n_tiers)
        signals.take(i, t)
        chosen.append(i)
        tier[i], unmatched = t, unmatched & ~wins[t][i]
    return PeerList(np.array(chosen, dtype=np.int64), tier)


def best_if_independent(chance: FloatArray, worth: FloatArray, n: int) -> list[int]:
    """The best n of independent chances (N,), each place worth so much, at equal fees.

    The place of highest worth that offers one is taken. After taking k, every other place is
    worth what it adds beside k: (1 - a_k) w_j where w_j <= w_k, else w_j - a_k w_k.
    Source: Chade and Smith (2006); the update is Kapur and Hong's, arXiv 2205.01869, exact in
    O(n N).
    """
    left, value = np.ones(len(chance), dtype=np.bool_), np.array(worth, dtype=np.float64)
    chosen: list[int] = []
    for _ in range(min(n, len(chance))):
        k = int(np.where(left, chance * value, -1.0).argmax())
        chosen.append(k)
        left[k] = False
        a, w = float(chance[k]), float(value[k])
        value = np.where(value <= w, (1.0 - a) * value, value - a * w)
    return chosen


def independent(problem: PortfolioProblem) -> PeerList:
    """The exact best list for one who takes invitations for independent of each other.

    The published method knows no signals; here the largest gains get them, in the end.
    """
    mean = _hits(problem) @ problem.theta_weights
    which = best_if_independent(mean[:, 0], np.ones(len(mean)), _size(problem))
    chosen, signals = np.array(which, dtype=np.int64), _Signals(problem)
    tier = np.zeros(len(mean), dtype=np.int64)
    for t in range(mean.shape[1] - 1, 0, -1):
        gain = np.log1p(-mean[chosen, 0]) - np.log1p(-mean[chosen, t])
        for i in chosen[np.argsort(-gain, kind="stable")].tolist():
            if not tier[i] and not signals.barred()[i, t]:
                signals.take(i, t)
                tier[i] = t
    return PeerList(chosen, tier)


def believed(problem: PortfolioProblem, found: PeerList) -> float:
    """P(match) of a list for one who takes its programs for independent."""
    hit = _hits(problem)[found.chosen, found.tier[found.chosen]] @ problem.theta_weights
    return float(1.0 - np.prod(1.0 - hit))


def highs(problem: PortfolioProblem, seconds: float = 60.0) -> PeerList:
    """An integer program by SciPy's HiGHS, with the ceiling it proves.

    At node q a list leaves exp(-y_q) unmatched, y_q being the sum of -log(1 - hit) over it. So
    P(match) = sum_q w_q (1 - exp(-y_q)), concave in sums of the choices, and from above it is
    the least of tangents. That makes the integer program linear and its ceiling one on the
    exact integral, with no season drawn.

    Raises
    ------
    ImportError
        Where SciPy is not installed.
    """
    optimize: Any = importlib.import_module("scipy.optimize")
    sparse: Any = importlib.import_module("scipy.sparse")
    whole, problem = problem, without_rare_nodes(problem)
    kept = undominated(problem)
    curve = -np.log1p(-_hits(problem)[kept])
    n, n_tiers, n_nodes = curve.shape
    n_x = n * n_tiers
    link = sparse.hstack(
        [sparse.csr_matrix(curve.reshape(n_x, n_nodes).T), -sparse.identity(n_nodes),
         sparse.csr_matrix((n_nodes, n_nodes))]
    )  # fmt: skip
    rules, most = _rules(problem, kept, sparse)
    slope = np.exp(-TOUCHED)
    at = 1.0 - slope * (1.0 + TOUCHED)
    eye = sparse.identity(n_nodes)
    tangents = sparse.hstack(
        [sparse.csr_matrix((n_nodes * len(slope), n_x)), sparse.kron(eye, -slope[:, None]),
         sparse.kron(eye, np.ones((len(slope), 1)))]
    )  # fmt: skip
    found = optimize.milp(
        np.concatenate((np.zeros(n_x + n_nodes), -problem.theta_weights)),
        constraints=[
            optimize.LinearConstraint(link, 0.0, np.inf),
            optimize.LinearConstraint(rules, -np.inf, most),
            optimize.LinearConstraint(tangents, -np.inf, np.tile(at, n_nodes)),
        ],
        integrality=np.concatenate((np.ones(n_x), np.zeros(2 * n_nodes))),
        bounds=optimize.Bounds(
            0.0, np.concatenate((np.ones(n_x), np.full(n_nodes, TOUCHED[-1]), np.ones(n_nodes)))
        ),
        options={"time_limit": seconds, "mip_rel_gap": 1e-5},
    )
    rare = float(whole.theta_weights.sum() - problem.theta_weights.sum())
    bound = None if found.mip_dual_bound is None else rare - float(found.mip_dual_bound)
    tier = np.zeros(problem.n_programs, dtype=np.int64)
    if found.x is None:
        return PeerList(np.empty(0, np.int64), tier, bound)
    picked = found.x[:n_x].reshape(n, n_tiers) > 0.5
    tier[kept] = picked.argmax(axis=1)
    return PeerList(kept[picked.any(axis=1)], tier, bound)


def without_rare_nodes(problem: PortfolioProblem) -> PortfolioProblem:
    """The problem without its rarest nodes, which together weigh at most 1e-5."""
    order = np.argsort(problem.theta_weights)
    rare = order[np.cumsum(problem.theta_weights[order]) <= RARE]
    kept = np.setdiff1d(np.arange(len(order)), rare)
    return replace(
        problem,
        invite=problem.invite[:, :, kept],
        match=problem.match[:, kept],
        theta_weights=problem.theta_weights[kept],
    )


def undominated(problem: PortfolioProblem) -> IntArray:
    """Programs a best list can be made of.

    A program is left out where as many others of its pool as the list is long are at least as
    good with every signal at every node: one of them is off the list and could stand for it.
    Equal ones go by index.
    """
    hit, size = _hits(problem), _size(problem)
    flat = hit.reshape(len(hit), -1)
    keep: BoolArray = np.asarray(flat.any(axis=1))
    for pool in np.unique(problem.limit_group).tolist():
        mine = np.flatnonzero((problem.limit_group == pool) & keep)
        first = mine[np.argsort(-flat[mine].sum(axis=1), kind="stable")[: 6 * size]]
        better = np.zeros(len(mine), dtype=np.int64)
        for j in first.tolist():
            above = (flat[j] >= flat[mine]).all(axis=1)
            same = (flat[j] == flat[mine]).all(axis=1)
            better += above & (~same | (j < mine))
        keep[mine[better >= size]] = False
    return np.flatnonzero(keep)


def _rules(problem: PortfolioProblem, kept: IntArray, sparse: Any) -> tuple[Any, FloatArray]:
    """Rows and right sides: one tier a program, so many programs, so many signals."""
    _, n_tiers, n_nodes = problem.invite.shape
    n, limit_group = len(kept), problem.limit_group[kept]
    of = np.arange(n * n_tiers) // n_tiers
    tier = np.arange(n * n_tiers) % n_tiers
    once = sparse.csr_matrix((np.ones(len(of)), (of, np.arange(len(of)))))
    rows = [np.ones(len(of))]
    most = [float(_size(problem))]
    for pool in range(len(problem.tier_limits)):
        for t in range(1, n_tiers):
            rows.append(((limit_group[of] == pool) & (tier == t)).astype(float))
            most.append(float(problem.tier_limits[pool].get(t, 0)))
    table = sparse.vstack([once, sparse.csr_matrix(np.array(rows))])
    padded = sparse.hstack([table, sparse.csr_matrix((table.shape[0], 2 * n_nodes))])
    return padded, np.concatenate((np.ones(n), most))
