"""Markets with couples: several orders of entry, the first stable answer, or the best.

Source: Roth and Peranson 1999, American Economic Review 89:748; restarts and the
definition of stability are argued in docs/decisions/0041-couples.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from preround.domain.errors import InternalError
from preround.match.arrays import Couples, IntArray, Market
from preround.match.stability import MAX_REPORTED, BlockingPair

if TYPE_CHECKING:
    from preround.match.kernels.couples import Work
    from preround.match.solve import MatchResult

LOOP_LIMITS = (40, 10, 10, 10)  # displacements of one couple that count as a loop, by run
HEARINGS_PER_AGENT = 60
MIN_HEARINGS = 1000
MAX_PASSES = 20  # full checks of one run that may find somebody to call again
SMALL = 5_000  # joint entries below which many runs cost little
RESTARTS_SMALL = 400
RESTARTS = 60
RUNS_LAID_ASIDE = 12  # runs that lay couples aside, once no run has ended stable
MAX_FORCED = 8  # other seats tried for couples laid aside, per run
NOBODY = np.zeros(0, np.int32)


def end_of_lists(couples: Couples) -> IntArray:
    """Return where each joint list ends: at its own end, or before "both unmatched"."""
    end = couples.ptr[1:].copy()
    nothing = np.flatnonzero((couples.first_idx < 0) & (couples.second_idx < 0))
    rows = np.searchsorted(couples.ptr, nothing, side="right") - 1
    for row, k in zip(rows[::-1], nothing[::-1], strict=True):
        end[row] = k
    return end


def _couple_rows(couples: Couples) -> tuple[IntArray, IntArray]:
    """Return the couples' and the joint entries' rows, places not yet looked up."""
    rows = np.zeros((couples.first.size, 10), np.int32)
    rows[:, 0], rows[:, 1] = couples.first, couples.second
    rows[:, 2], rows[:, 3] = couples.ptr[:-1], end_of_lists(couples)
    rows[:, 4] = couples.same_person
    rows[:, 5] = rows[:, 2] - 1
    pairs = np.empty((couples.first_idx.size, 4), np.int32)
    pairs[:, 0], pairs[:, 1] = couples.first_idx, couples.second_idx
    return rows, pairs


def start_work(market: Market, couples: Couples) -> tuple[Work, int]:
    """Look up every place once and seat the single applicants; no couple enters yet.

    Returns the work and the number of the single applicants' proposals.
    """
    from preround.match.kernels import couples as kernels
    from preround.match.kernels import deferred

    m = market
    start, entries = deferred.transpose(m.p_ptr, m.p_idx, m.n_applicants)
    edges = deferred.edges_of(m.a_ptr, m.a_idx, start, entries, m.n_programs)
    rows, pairs = _couple_rows(couples)
    people = np.zeros((m.n_applicants, 5), np.int32)
    people[:, 0] = -1
    for members in (couples.first, couples.second):
        people[members, 0] = np.arange(members.size)
        kernels.silence(members, m.a_ptr, edges)
    kernels.pair_ranks(rows, pairs, start, entries, m.n_programs)
    slots = np.empty((m.p_idx.size, 2), np.int32)
    slots[:, 0] = m.p_idx
    kernels.back_edges(m.a_ptr, edges, m.p_ptr, slots)
    at, held, n_held, cut = deferred.applicants_propose(m.a_ptr, edges, m.p_ptr, m.p_idx, m.quota)
    people[:, 1] = at
    people[:, 2], people[:, 3], n_proposals = deferred.seats_of(m.a_ptr, edges, at)
    programs = np.zeros((m.n_programs + 1, 5), np.int32)
    programs[:, 0] = m.p_ptr
    programs[:-1, 1], programs[:-1, 2], programs[:-1, 3] = m.quota, n_held, cut
    work = kernels.Work(
        m.a_ptr, edges, people, programs, slots, held, rows, pairs,
        np.zeros(m.n_applicants, np.int32), np.zeros(m.n_programs, np.int32),
        np.zeros(couples.first.size, np.int32), np.zeros(3, np.int64),
    )  # fmt: skip
    return work, int(n_proposals)


def _copy(w: Work) -> Work:
    """Copy what a run changes; lists are shared."""
    return w._replace(
        people=w.people.copy(), programs=w.programs.copy(), held=w.held.copy(),
        couples=w.couples.copy(), agents=w.agents.copy(), dirty=w.dirty.copy(),
        queue=w.queue.copy(), tops=w.tops.copy(),
    )  # fmt: skip


class _Run(NamedTuple):
    """One run's end: its state, how many entries block, and the first of them."""

    work: Work
    n: int
    who: IntArray
    entry: IntArray


def _look(w: Work) -> _Run:
    from preround.match.kernels.couples import blocking

    n, who, entry = blocking(MAX_REPORTED, w)
    return _Run(w, int(n), who, entry)


def _call(w: Work, who: IntArray) -> bool:
    """Put agents on their stacks, but for couples laid aside; say whether any was put."""
    from preround.match.kernels import couples as k

    n_a = w.a_ptr.size - 1
    for agent in np.unique(who):
        single = agent < n_a
        row = w.people[agent] if single else w.couples[agent - n_a]
        flag = k.CALLED if single else k.WAITING
        if row[flag] or (not single and row[k.FROZEN]):
            continue
        row[flag] = 1
        stack, top = (w.agents, k.AGENTS) if single else (w.queue, k.COUPLES)
        stack[w.tops[top]] = agent if single else agent - n_a
        w.tops[top] += 1
    return bool(w.tops[k.AGENTS] + w.tops[k.COUPLES])


def _repair(
    w: Work,
    attempt: int,
    order: IntArray = NOBODY,
    forced: tuple[int, int] = (-1, -1),
    lay_aside: bool = False,
) -> _Run | None:
    """Let couples enter and repair; None at a loop, unless couples may be laid aside.

    Each pass ends quiet, gives up, or lays one couple aside, so it always ends.
    Odd runs hear any couple that waits, not the last; every other pair of runs begins
    with couples on random seats.
    """
    from preround.match.kernels.couples import FROZEN, HITS, run

    n_c = w.couples.shape[0]
    limit = LOOP_LIMITS[attempt % len(LOOP_LIMITS)]
    budget = HEARINGS_PER_AGENT * (w.a_ptr.size - 1 + n_c) + MIN_HEARINGS
    shake = 1 + attempt if attempt % 4 > 1 else 0
    pick = 1 + attempt if attempt % 2 else 0
    for _ in range(n_c + MAX_PASSES):
        looped = run(order, shake, *forced, pick, limit, budget, w)
        order, forced = NOBODY, (-1, -1)
        if looped >= 0 and not lay_aside:
            return None
        w.couples[:, HITS] = 0
        if 0 <= looped < n_c:
            w.couples[looped, FROZEN] = 1
            continue
        end = _look(w)
        if looped == n_c or not _call(w, end.who):
            return end
    return _look(w)


def _fewer(best: _Run) -> _Run:
    """Seat each couple that blocks where it would go, once, and keep what blocks less."""
    from preround.match.kernels.couples import FROZEN

    n_a = best.work.a_ptr.size - 1
    tries = [(int(i) - n_a, int(k)) for i, k in zip(best.who, best.entry, strict=True) if i >= n_a]
    for forced in tries[:MAX_FORCED]:
        w = _copy(best.work)
        w.couples[forced[0], FROZEN] = 1
        other = _repair(w, 0, forced=forced, lay_aside=True)
        if other is not None and other.n < best.n:
            return _fewer(other)
    return best


def _order(n: int, seed: int, attempt: int) -> IntArray:
    """Order of entry of one run: as given at first, then drawn from the seed."""
    if attempt == 0:
        return np.arange(n, dtype=np.int32)
    return np.random.default_rng([seed, attempt]).permutation(n).astype(np.int32)


def _least_blocking(start: Work, seed: int) -> tuple[_Run, IntArray]:
    """Return the best of some runs that lay looping couples aside, and its order."""
    best: tuple[_Run, IntArray] | None = None
    for attempt in range(RUNS_LAID_ASIDE):
        order = _order(start.couples.shape[0], seed, attempt)
        end = _repair(_copy(start), attempt, order, lay_aside=True)
        if end is None:
            raise InternalError("a run that may lay couples aside came back without an answer")
        end = _fewer(end)
        if best is None or end.n < best[0].n:
            best = end, order
        if best[0].n <= 1:
            break
    if best is None:
        raise InternalError("no run was made")
    return best


def solve_couples(market: Market, seed: int = 0, max_restarts: int | None = None) -> MatchResult:
    """Try orders of entry until one ends stable; else return the least-blocking result.

    Notes
    -----
    Deterministic: order k comes from `seed` and k alone. It ends after
    `max_restarts` + 1 runs, by default fewer where a run is long.
    """
    from preround.match.solve import MatchResult

    if market.couples is None:
        raise InternalError("solve_couples was given a market without couples")
    start, n_proposals = start_work(market, market.couples)
    if max_restarts is None:
        small = market.couples.first_idx.size < SMALL
        max_restarts = RESTARTS_SMALL if small else RESTARTS
    end, order, n_restarts = None, NOBODY, -1
    while (end is None or end.n) and n_restarts < max_restarts:
        n_restarts += 1
        order = _order(start.couples.shape[0], seed, n_restarts)
        end = _repair(_copy(start), n_restarts, order)
    if end is None or end.n:
        end, order = _least_blocking(start, seed)
    stable = end.n == 0
    return MatchResult(
        end.work.people[:, 2].copy(), stable, stable, True if stable else None, end.n,
        _report(end), order, n_restarts, n_proposals,
    )  # fmt: skip


def _report(end: _Run) -> tuple[BlockingPair, ...]:
    w = end.work
    n_a = w.a_ptr.size - 1
    found = []
    for agent, e in zip(end.who, end.entry, strict=True):
        if agent < n_a:
            found.append(BlockingPair((int(agent),), (int(w.edges[e] >> 32),)))
        else:
            a, b = w.couples[agent - n_a, :2]
            p, q = w.pairs[e, :2]
            found.append(BlockingPair((int(a), int(b)), (int(p), int(q))))
    return tuple(found)
