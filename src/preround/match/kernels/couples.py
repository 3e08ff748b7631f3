"""Matching with couples: entry one by one, displacement, repair, loop detection.

Source: Roth and Peranson 1999, American Economic Review 89:748 (entry, applicant and
program stacks, loop detection); the choices their text leaves open are recorded in
docs/decisions/0041-couples.md.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from preround.match.kernels.deferred import PLACE, UNRANKED, seat, unseat
from preround.match.kernels.jit import inline, kernel, leaf

Array = np.ndarray[Any, Any]

NONE = -1  # this member stays unmatched in this pair
NO_LIMIT = 2_000_000_000
NOT_MUTUAL = -2  # the program does not rank this member


class Table(NamedTuple):
    """What does not change while a market is solved.

    `edges`: see `deferred`; those of members of couples are unranked. `back`: the
    position in `edges` that mirrors each entry of `p_idx`, -1 for none. `c_r1`, `c_r2`:
    place of each member for each pair, or `NONE`, `NOT_MUTUAL`.
    """

    a_ptr: Array
    edges: Array
    p_ptr: Array
    p_idx: Array
    back: Array
    quota: Array
    couple_of: Array
    c_a: Array
    c_b: Array
    c_ptr: Array
    c_end: Array
    c_p1: Array
    c_p2: Array
    c_r1: Array
    c_r2: Array
    same: Array


class State(NamedTuple):
    """Who holds what, and who is still to be heard.

    `at`, `c_at`: the list entry held or last tried. `c_in`: 1 while the couple holds
    its entry. `tops`: sizes of the stacks `agents`, `dirty`, `queue`. `hits`: times a couple was displaced.
    """

    at: Array
    c_at: Array
    c_in: Array
    seat_p: Array
    seat_r: Array
    held: Array
    n_held: Array
    cut: Array
    agents: Array
    waiting: Array
    queue: Array
    dirty: Array
    is_dirty: Array
    tops: Array
    hits: Array
    frozen: Array


@kernel
def silence(members: Array, a_ptr: Array, edges: Array) -> None:
    """Make the own lists of members of couples unranked, in place."""
    for i in members:
        for e in range(a_ptr[i], a_ptr[i + 1]):
            edges[e] |= UNRANKED


@kernel
def back_edges(a_ptr: Array, edges: Array, p_ptr: Array, n_entries: int) -> Array:
    """Return for each program-list entry the edge that mirrors it, or -1."""
    back = np.full(n_entries, -1, np.int32)
    for i in range(a_ptr.size - 1):
        for e in range(a_ptr[i], a_ptr[i + 1]):
            if edges[e] & PLACE != UNRANKED:
                back[p_ptr[edges[e] >> 32] + (edges[e] & PLACE)] = e
    return back


@kernel
def pair_ranks(
    members: Array, c_ptr: Array, idx: Array, start: Array, entries: Array, n_p: int
) -> Array:
    """Return the place of each couple's member at each program of its joint list."""
    mark = np.full(n_p, NOT_MUTUAL, np.int32)
    out = np.empty(idx.size, np.int32)
    for c in range(members.size):
        i = members[c]
        for s in range(start[i], start[i + 1]):
            mark[entries[s] >> 32] = entries[s] & PLACE
        for k in range(c_ptr[c], c_ptr[c + 1]):
            out[k] = NONE if idx[k] < 0 else mark[idx[k]]
        for s in range(start[i], start[i + 1]):
            mark[entries[s] >> 32] = NOT_MUTUAL
    return out


@inline
def call(agent: int, t: Table, s: State) -> None:
    """Put an agent (applicant, or n_applicants + couple) on its stack, once."""
    if s.waiting[agent]:
        return
    s.waiting[agent] = 1
    if agent < t.a_ptr.size - 1:
        s.agents[s.tops[0]] = agent
        s.tops[0] += 1
    else:
        s.queue[s.tops[2]] = agent - (t.a_ptr.size - 1)
        s.tops[2] += 1


@inline
def leave(i: int, t: Table, s: State) -> None:
    """Take a person out of the seat held and mark the program for another look."""
    p = s.seat_p[i]
    if p < 0:
        return
    unseat(p, s.seat_r[i], t.p_ptr, s.held, s.n_held, s.cut)
    s.seat_p[i] = -1
    if s.is_dirty[p] == 0:
        s.is_dirty[p] = 1
        s.dirty[s.tops[1]] = p
        s.tops[1] += 1


@inline
def enter(i: int, p: int, rank: int, t: Table, s: State) -> None:
    """Seat a person; whoever is displaced, with partner, is called again."""
    s.seat_p[i] = p
    s.seat_r[i] = rank
    out = seat(p, rank, t.p_ptr, t.quota, s.held, s.n_held, s.cut)
    if out < 0:
        return
    j = t.p_idx[t.p_ptr[p] + out]
    s.seat_p[j] = -1
    c = t.couple_of[j]
    if c < 0:
        call(j, t, s)
        return
    leave(t.c_b[c] if t.c_a[c] == j else t.c_a[c], t, s)
    s.c_in[c] = 0
    s.hits[c] += 1
    if s.frozen[c] == 0:
        call(t.a_ptr.size - 1 + c, t, s)


@leaf
def takes(p: int, rank: int, i: int, partner: int, same: int, t: Table, s: State) -> bool:
    """Say whether a program would seat this person now: own seat, room, or a worse one."""
    if rank < 0:
        return bool(rank == NONE)
    if rank < s.cut[p] or s.seat_p[i] == p:
        return True
    return bool(same == 1 and s.seat_p[partner] == p)


@inline
def takes_both(p: int, a: int, b: int, r1: int, r2: int, t: Table, s: State) -> bool:
    """Say whether both are among the best `quota` of those held and the two."""
    room = t.quota[p] - 2
    if room < 0:
        return False
    low = max(r1, r2)
    if low > s.cut[p] and s.seat_p[a] != p and s.seat_p[b] != p:
        return False
    first = t.p_ptr[p]
    better = 0
    for r in range(low):
        if s.held[first + r] == 1 and r != r1 and r != r2:
            better += 1
    return bool(better <= room)


@inline
def first_fit(c: int, k: int, end: int, t: Table, s: State) -> int:
    """Return the first joint entry from `k` that would be granted now, or `end`."""
    a, b, same = t.c_a[c], t.c_b[c], t.same[c]
    while k < end:
        p, q = t.c_p1[k], t.c_p2[k]
        r1, r2 = t.c_r1[k], t.c_r2[k]
        if p == q and r1 >= 0 and r2 >= 0:
            if takes_both(p, a, b, r1, r2, t, s):
                return k
        elif takes(p, r1, a, b, same, t, s) and takes(q, r2, b, a, same, t, s):
            return k
        k += 1
    return k


@inline
def move_couple(c: int, k: int, t: Table, s: State) -> None:
    """Let a couple leave what it holds and take joint entry `k`."""
    a, b = t.c_a[c], t.c_b[c]
    p, q = t.c_p1[k], t.c_p2[k]
    stays_a = s.seat_p[a] == p
    stays_b = s.seat_p[b] == q
    if not stays_a:
        leave(a, t, s)
    if not stays_b:
        leave(b, t, s)
    s.c_at[c] = k
    s.c_in[c] = 1
    if p >= 0 and not stays_a:
        enter(a, p, t.c_r1[k], t, s)
    if q >= 0 and not stays_b:
        enter(b, q, t.c_r2[k], t, s)


@inline
def hear_single(i: int, from_top: bool, t: Table, s: State) -> None:
    """Let one applicant take the best entry that would now be granted."""
    seated = s.seat_p[i] >= 0
    e = t.a_ptr[i] if from_top else s.at[i] + 1
    end = s.at[i] if seated else t.a_ptr[i + 1]
    while e < end:
        p = t.edges[e] >> 32
        rank = t.edges[e] & PLACE
        if rank < s.cut[p]:
            leave(i, t, s)
            s.at[i] = e
            enter(i, p, rank, t, s)
            return
        e += 1
    if not seated:
        s.at[i] = end


@inline
def hear_couple(c: int, from_top: bool, t: Table, s: State) -> None:
    """Let one couple take the best joint entry that would now be granted."""
    k = t.c_ptr[c] if from_top else s.c_at[c] + 1
    end = s.c_at[c] if s.c_in[c] == 1 else t.c_end[c]
    k = first_fit(c, k, end, t, s)
    if k < end:
        move_couple(c, k, t, s)
    elif s.c_in[c] == 0:
        s.c_at[c] = t.c_end[c]


@inline
def look_again(p: int, t: Table, s: State) -> None:
    """Call everyone who would now be taken by a program that lost a person.

    The best-ranked single applicant ends on top of the stack, so that a seat is not
    handed down through all who want it.
    """
    n_a = t.a_ptr.size - 1
    first = t.p_ptr[p]
    last = t.p_ptr[p + 1] - 1
    if s.cut[p] != UNRANKED:
        last = min(last, first + s.cut[p])
    for e in range(last, first - 1, -1):
        i = t.p_idx[e]
        c = t.couple_of[i]
        if s.held[e] == 1 or (c >= 0 and s.frozen[c] == 1):
            continue
        if c >= 0:
            call(n_a + c, t, s)
        elif t.back[e] >= 0 and (s.seat_p[i] < 0 or t.back[e] < s.at[i]):
            call(i, t, s)


@inline
def next_couple(pick: int, seed: int, s: State) -> tuple[int, int]:
    """Take the couple called last, or with `pick` 1 any; return it and the next seed."""
    top = s.tops[2] - 1
    if pick == 1:
        seed = (seed * 48271) % 2147483647
        k = seed % (top + 1)
        chosen = s.queue[k]
        s.queue[k] = s.queue[top]
        s.queue[top] = chosen
    s.tops[2] = top
    return s.queue[top], seed


@inline
def quiet_singles(from_top: bool, t: Table, s: State) -> int:
    """Hear single applicants, and programs that lost someone, until all are quiet."""
    n = 0
    while s.tops[0] > 0 or (from_top and s.tops[1] > 0):
        n += 1
        if s.tops[0] > 0:
            s.tops[0] -= 1
            i = s.agents[s.tops[0]]
            s.waiting[i] = 0
            hear_single(i, from_top, t, s)
        else:
            s.tops[1] -= 1
            p = s.dirty[s.tops[1]]
            s.is_dirty[p] = 0
            look_again(p, t, s)
    return n


@kernel
def settle(from_top: bool, pick: int, seed: int, limit: int, budget: int, t: Table, s: State) -> int:
    """Hear couples one by one, all single applicants before each; stop at a loop.

    Returns
    -------
    int
        -1 when all is quiet, else the couple displaced more than `limit` times,
        or the number of couples when `budget` hearings were not enough.
    """
    n_a = t.a_ptr.size - 1
    while True:
        budget -= quiet_singles(from_top, t, s) + 1
        if s.tops[2] == 0:
            return -1
        if budget < 0:
            return int(t.c_a.size)
        c, seed = next_couple(pick, seed, s)
        s.waiting[n_a + c] = 0
        if s.frozen[c] == 1:
            continue
        if s.hits[c] > limit:
            return int(c)
        hear_couple(c, from_top, t, s)


@kernel
def enter_couples(order: Array, t: Table, s: State) -> None:
    """Let couples enter in `order`, each followed until nobody is waiting.

    Everyone only moves down the list here, so it ends by itself.
    """
    n_a = t.a_ptr.size - 1
    for k in range(order.size):
        call(n_a + order[k], t, s)
        settle(False, 0, 1, NO_LIMIT, NO_LIMIT, t, s)


@kernel
def blocking(limit: int, t: Table, s: State) -> tuple[int, Array, Array]:
    """Count entries that block; list the agents and entries of the first `limit`."""
    n_a = t.a_ptr.size - 1
    who = np.empty(limit, np.int32)
    entry = np.empty(limit, np.int64)
    n = 0
    for i in range(n_a):
        end = s.at[i] if s.seat_p[i] >= 0 else t.a_ptr[i + 1]
        for e in range(t.a_ptr[i], end):
            if t.edges[e] & PLACE < s.cut[t.edges[e] >> 32]:
                if n < limit:
                    who[n] = i
                    entry[n] = e
                n += 1
    for c in range(t.c_a.size):
        end = s.c_at[c] if s.c_in[c] == 1 else t.c_end[c]
        k = first_fit(c, t.c_ptr[c], end, t, s)
        while k < end:
            if n < limit:
                who[n] = n_a + c
                entry[n] = k
            n += 1
            k = first_fit(c, k + 1, end, t, s)
    return n, who[: min(n, limit)], entry[: min(n, limit)]
