"""Edges with their ranks, and deferred acceptance from either side, on CSR rank lists.

Source: Gale and Shapley 1962, American Mathematical Monthly 69:9; the many-to-one
form and its properties: Roth and Sotomayor 1990, Two-Sided Matching, chapter 5.

An edge packs a program and the applicant's place on its list into one integer,
`program << 32 | place`, so that a proposal reads one cache line and not two.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from preround.match.kernels.jit import kernel, leaf

Array = np.ndarray[Any, Any]

UNRANKED = 2147483647  # place of an entry that is not mutual; also the cut of a program with room
PLACE = 4294967295  # mask of the place in an edge


@kernel
def first_duplicate(ptr: Array, idx: Array, n_others: int) -> int:
    """Return the first position that repeats a name of its own list, or -1."""
    seen = np.full(n_others, -1, np.int32)
    for row in range(ptr.size - 1):
        for e in range(ptr[row], ptr[row + 1]):
            other = idx[e]
            if seen[other] == row:
                return int(e)
            seen[other] = row
    return -1


@kernel
def first_duplicate_pair(ptr: Array, first: Array, second: Array, n_others: int) -> int:
    """Return the first joint entry that repeats one of its own list, or -1."""
    head = np.full(n_others + 1, -1, np.int64)
    before = np.empty(first.size, np.int64)
    for row in range(ptr.size - 1):
        for k in range(ptr[row], ptr[row + 1]):
            earlier = head[first[k] + 1]
            before[k] = earlier
            while earlier >= ptr[row]:
                if second[earlier] == second[k]:
                    return int(k)
                earlier = before[earlier]
            head[first[k] + 1] = k
    return -1


@kernel
def transpose(ptr: Array, idx: Array, n_others: int) -> tuple[Array, Array]:
    """Group list entries by the person named.

    Returns
    -------
    start, entries
        Row pointers, and for each entry `owner << 32 | place on the owner's list`.
    """
    start = np.zeros(n_others + 2, np.int32)
    for e in range(idx.size):
        start[idx[e] + 2] += 1
    for k in range(n_others):
        start[k + 2] += start[k + 1]
    entries = np.empty(idx.size, np.int64)
    for row in range(ptr.size - 1):
        first = ptr[row]
        owner = row << 32
        for e in range(first, ptr[row + 1]):
            j = idx[e] + 1
            slot = start[j]
            start[j] = slot + 1
            entries[slot] = owner | (e - first)
    return start[:-1], entries


@kernel
def edges_of(a_ptr: Array, a_idx: Array, start: Array, entries: Array, n_p: int) -> Array:
    """Return the edge of every entry of the `a` lists; see the module for its form.

    `start`, `entries`: the transposed `p` lists. Cost: one pass over each.
    """
    mark = np.full(n_p, -1, np.int64)
    edges = np.empty(a_idx.size, np.int64)
    for i in range(a_ptr.size - 1):
        tag = i << 32
        for s in range(start[i], start[i + 1]):
            mark[entries[s] >> 32] = tag | (entries[s] & PLACE)
        for e in range(a_ptr[i], a_ptr[i + 1]):
            p = a_idx[e]
            place = mark[p] & PLACE if mark[p] >> 32 == i else UNRANKED
            edges[e] = (np.int64(p) << 32) | place
    return edges


@kernel
def open_programs(quota: Array) -> Array:
    """Return the cut of each program while it is empty: anyone, or nobody at quota 0."""
    cut = np.empty(quota.size, np.int32)
    for p in range(quota.size):
        cut[p] = UNRANKED if quota[p] > 0 else -1
    return cut


@leaf
def seat(p: int, rank: int, p_ptr: Array, quota: Array, held: Array, n: Array, cut: Array) -> int:
    """Seat the person at place `rank`; return the place displaced by it, or -1."""
    first = p_ptr[p]
    held[first + rank] = 1
    out = cut[p]
    if out == UNRANKED:
        n[p] += 1
        if n[p] < quota[p]:
            return -1
        k = p_ptr[p + 1] - 1
        out = -1
    else:
        held[first + out] = 0
        k = first + out - 1
    while held[k] == 0:
        k -= 1
    cut[p] = k - first
    return int(out)


@leaf
def unseat(p: int, rank: int, p_ptr: Array, held: Array, n: Array, cut: Array) -> None:
    """Take the person at place `rank` out of program `p`, which then has room."""
    held[p_ptr[p] + rank] = 0
    n[p] -= 1
    cut[p] = UNRANKED


@kernel
def applicants_propose(
    a_ptr: Array, edges: Array, p_ptr: Array, p_idx: Array, quota: Array
) -> tuple[Array, Array, Array, Array]:
    """Let applicants propose down their lists in rounds; programs hold their best.

    Returns
    -------
    at, held, n_held, cut
        `at`: position in `edges` of the entry held, or the end of the list. `held`: 1
        for every place on a program's list that holds a seat. `cut`: place of the last
        one held, or `UNRANKED` while there is room.

    Notes
    -----
    Rounds and not chains: proposals of one round do not wait for each other's memory.
    `seat` is written out here, since a call costs as much as the work.
    """
    n_a = a_ptr.size - 1
    held = np.zeros(p_idx.size, np.uint8)
    n_held = np.zeros(p_ptr.size - 1, np.int32)
    cut = open_programs(quota)
    at = a_ptr[:-1].astype(np.int32)
    queue = np.arange(n_a).astype(np.int32)
    size = n_a
    while size > 0:
        n_next = 0
        for k in range(size):
            i = queue[k]
            e = at[i]
            end = a_ptr[i + 1]
            while e < end:
                p = edges[e] >> 32
                rank = edges[e] & PLACE
                out = cut[p]
                if rank >= out:
                    e += 1
                    continue
                first = p_ptr[p]
                held[first + rank] = 1
                if out != UNRANKED:
                    loser = p_idx[first + out]
                    at[loser] += 1
                    queue[n_next] = loser
                    n_next += 1
                    held[first + out] = 0
                    last = first + out - 1
                else:
                    n_held[p] += 1
                    if n_held[p] < quota[p]:
                        break
                    last = p_ptr[p + 1] - 1
                while held[last] == 0:
                    last -= 1
                cut[p] = last - first
                break
            at[i] = e
        size = n_next
    return at, held, n_held, cut


@kernel
def seats_of(a_ptr: Array, edges: Array, at: Array) -> tuple[Array, Array, int]:
    """Return program and place each applicant holds (-1: none), and proposals made."""
    n_a = a_ptr.size - 1
    match = np.full(n_a, -1, np.int32)
    place = np.full(n_a, -1, np.int32)
    n_proposals = 0
    for i in range(n_a):
        for e in range(a_ptr[i], min(at[i] + 1, a_ptr[i + 1])):
            if edges[e] & PLACE != UNRANKED:
                n_proposals += 1
        if at[i] < a_ptr[i + 1]:
            match[i] = edges[at[i]] >> 32
            place[i] = edges[at[i]] & PLACE
    return match, place, n_proposals


@kernel
def programs_propose(p_ptr: Array, edges: Array, n_a: int, quota: Array) -> tuple[Array, int]:
    """Let every program offer down its list; applicants hold their best offer.

    `edges`: those of the programs' lists. Returns the match and the number of offers.
    """
    n_p = p_ptr.size - 1
    match = np.full(n_a, -1, np.int32)
    best = np.full(n_a, UNRANKED, np.int64)
    to = p_ptr[:-1].copy()
    free = quota.astype(np.int64)
    stack = np.arange(n_p)
    waiting = np.ones(n_p, np.uint8)
    top = n_p
    n_offers = 0
    while top > 0:
        top -= 1
        p = stack[top]
        waiting[p] = 0
        while free[p] > 0 and to[p] < p_ptr[p + 1]:
            edge = edges[to[p]]
            to[p] += 1
            i = edge >> 32
            place = edge & PLACE
            if place != UNRANKED:
                n_offers += 1
            if place >= best[i]:
                continue
            loser = match[i]
            match[i] = p
            best[i] = place
            free[p] -= 1
            if loser >= 0:
                free[loser] += 1
                if waiting[loser] == 0:
                    waiting[loser] = 1
                    stack[top] = loser
                    top += 1
    return match, n_offers
