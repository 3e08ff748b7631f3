"""Markets with couples: several orders of entry, the first stable answer, or the best.

Source: Roth and Peranson 1999, American Economic Review 89:748; restarts and the
definition of stability are argued in docs/decisions/0041-couples.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from preround.match.arrays import Couples, IntArray, Market
from preround.match.stability import MAX_REPORTED, BlockingPair

if TYPE_CHECKING:
    from preround.match.kernels.couples import State, Table
    from preround.match.solve import MatchResult

FIRST_LIMIT = 40
LIMIT_STEP = 20
HEARINGS_PER_AGENT = 60


class _Start(NamedTuple):
    """The single applicants' matching, from which every run begins."""

    at: IntArray
    held: IntArray
    n_held: IntArray
    cut: IntArray
    seat_p: IntArray
    seat_r: IntArray
    n_proposals: int


def _end_of_lists(couples: Couples) -> IntArray:
    """Return where each joint list ends: at its own end, or after "both unmatched"."""
    end = couples.ptr[1:].copy()
    nothing = np.flatnonzero((couples.first_idx < 0) & (couples.second_idx < 0))
    rows = np.searchsorted(couples.ptr, nothing, side="right") - 1
    for row, k in zip(rows[::-1], nothing[::-1], strict=True):
        end[row] = k
    return end


def build_table(market: Market, couples: Couples) -> Table:
    """Look up every rank once; members' own lists drop out."""
    from preround.match.kernels import couples as kernels
    from preround.match.kernels import deferred

    m = market
    start, entries = deferred.transpose(m.p_ptr, m.p_idx, m.n_applicants)
    edges = deferred.edges_of(m.a_ptr, m.a_idx, start, entries, m.n_programs)
    couple_of = np.full(m.n_applicants, -1, np.int32)
    places = []
    for members, idx in (
        (couples.first, couples.first_idx),
        (couples.second, couples.second_idx),
    ):
        couple_of[members] = np.arange(members.size, dtype=np.int32)
        kernels.silence(members, m.a_ptr, edges)
        places.append(
            kernels.pair_ranks(members, couples.ptr, idx, start, entries, m.n_programs)
        )
    back = kernels.back_edges(m.a_ptr, edges, m.p_ptr, m.p_idx.size)
    return kernels.Table(
        m.a_ptr, edges, m.p_ptr, m.p_idx, back, m.quota, couple_of,
        couples.first, couples.second, couples.ptr, _end_of_lists(couples),
        couples.first_idx, couples.second_idx, places[0], places[1], couples.same_person,
    )  # fmt: skip


def _fresh(t: Table, start: _Start) -> State:
    """Return a state in which the single applicants are seated and no couple is."""
    from preround.match.kernels.couples import State

    n_a, n_c, n_p = t.a_ptr.size - 1, t.c_a.size, t.p_ptr.size - 1
    return State(
        start.at.copy(), t.c_ptr[:-1] - 1, np.zeros(n_c, np.uint8),
        start.seat_p.copy(), start.seat_r.copy(),
        start.held.copy(), start.n_held.copy(), start.cut.copy(),
        np.zeros(n_a, np.int32), np.zeros(n_a + n_c, np.uint8), np.zeros(n_c, np.int32),
        np.zeros(n_p, np.int32), np.zeros(n_p, np.uint8), np.zeros(3, np.int64),
        np.zeros(n_c, np.int32), np.zeros(n_c, np.uint8),
    )  # fmt: skip


def _call_blocking(t: Table, s: State) -> tuple[int, IntArray, IntArray]:
    """Put every agent that blocks on the stack, but for couples laid aside."""
    from preround.match.kernels.couples import blocking

    n, who, entry = blocking(MAX_REPORTED, t, s)
    n_a = t.a_ptr.size - 1
    for agent in np.unique(who):
        if s.waiting[agent] or (agent >= n_a and s.frozen[agent - n_a]):
            continue
        s.waiting[agent] = 1
        stack, top = (s.agents, 0) if agent < n_a else (s.queue, 2)
        stack[s.tops[top]] = agent if agent < n_a else agent - n_a
        s.tops[top] += 1
    return int(n), who, entry


def _run(t: Table, start: _Start, order: IntArray, attempt: int) -> tuple[State, int, bool]:
    """Make one run; return its state, the number of blocking entries, and whether it looped.

    A couple that is displaced too often is laid aside, so that the run always ends.
    """
    from preround.match.kernels.couples import enter_couples, settle

    s = _fresh(t, start)
    n_agents = t.a_ptr.size - 1 + t.c_a.size
    limit = FIRST_LIMIT + LIMIT_STEP * (attempt % 8)
    budget = HEARINGS_PER_AGENT * n_agents + 1000
    pick = 0 if attempt % 2 == 0 else 1
    enter_couples(order, t, s)
    clean = True
    for _ in range(t.c_a.size + 20):
        s.hits[s.frozen == 0] = 0
        looped = settle(True, pick, 1 + attempt, limit, budget, t, s)
        if looped >= t.c_a.size:
            clean = False
            break
        if looped >= 0:
            s.frozen[looped] = 1
            clean = False
            continue
        _call_blocking(t, s)
        if s.tops[0] + s.tops[2] == 0:
            break
    return s, _call_blocking(t, s)[0], clean


def solve_couples(market: Market, seed: int = 0, max_restarts: int = 60) -> MatchResult:
    """Try orders of entry until one ends stable; else return the least-blocking result.

    Notes
    -----
    Deterministic: order k comes from `seed` and k alone. It ends after
    `max_restarts` + 1 runs at most.
    """
    from preround.match.kernels import deferred
    from preround.match.solve import MatchResult

    couples = market.couples
    if couples is None:
        raise AssertionError("solve_couples needs couples")
    t = build_table(market, couples)
    held = deferred.applicants_propose(t.a_ptr, t.edges, t.p_ptr, t.p_idx, t.quota)
    start = _Start(*held, *deferred.seats_of(t.a_ptr, t.edges, held[0]))
    best: tuple[int, State, IntArray, int] | None = None
    for attempt in range(max_restarts + 1):
        order = np.arange(t.c_a.size, dtype=np.int32)
        if attempt:
            order = np.random.default_rng([seed, attempt]).permutation(order)
        s, n, _ = _run(t, start, order, attempt)
        if best is None or n < best[0]:
            best = (n, s, order, attempt)
        if n == 0:
            break
    assert best is not None
    n, s, order, attempt = best
    stable = n == 0
    return MatchResult(
        s.seat_p, stable, stable, True if stable else None, n, _report(t, s), order,
        attempt if stable else max_restarts, start.n_proposals,
    )  # fmt: skip


def _report(t: Table, s: State) -> tuple[BlockingPair, ...]:
    from preround.match.kernels.couples import blocking

    _, who, entry = blocking(MAX_REPORTED, t, s)
    n_a = t.a_ptr.size - 1
    return tuple(
        BlockingPair((int(i),), (int(t.edges[e] >> 32),))
        if i < n_a
        else BlockingPair(
            (int(t.c_a[i - n_a]), int(t.c_b[i - n_a])), (int(t.c_p1[e]), int(t.c_p2[e]))
        )
        for i, e in zip(who, entry, strict=True)
    )
