"""Matching with couples: entry one by one, displacement, repair, loop detection.

Source: Roth and Peranson 1999, American Economic Review 89:748 (entry, applicant and
program stacks, loop detection); the choices their text leaves open are recorded in
docs/decisions/0041-couples.md.

What belongs to one person, program or couple stands in one row: a step touches few
cache lines, and the helpers take few arguments.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from preround.match.kernels.deferred import PLACE, UNRANKED
from preround.match.kernels.jit import inline, kernel, leaf

Array = np.ndarray[Any, Any]

NONE = -1  # this member stays unmatched in this pair
NOT_MUTUAL = -2  # the program does not rank this member

# columns of `people`
COUPLE, AT, SEAT, RANK, CALLED = 0, 1, 2, 3, 4
# columns of `programs`
FIRST, QUOTA, N_HELD, CUT, DIRTY = 0, 1, 2, 3, 4
# columns of `slots`
WHO, BACK = 0, 1
# columns of `couples`
A, B, START, END, SAME, C_AT, C_IN, HITS, FROZEN, WAITING = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
# columns of `pairs`
P, Q, RANK_P, RANK_Q = 0, 1, 2, 3
# entries of `tops`
AGENTS, PROGRAMS, COUPLES = 0, 1, 2


class Work(NamedTuple):
    """A market being solved: its lists, who holds what, and who is still to be heard.

    `edges`: see `deferred`; those of members of couples are unranked. `people`: couple
    or -1; list position held or last tried; program and place held or -1; on the stack.
    `programs`: first list entry, quota, number held, cut (see `deferred`), on the stack.
    `slots`: for each entry of the programs' lists, who it names and the edge that
    mirrors it, or -1; `held`: whether that person holds a seat. `couples`: members,
    joint list, whether two roles of one person, entry held or last tried, whether held,
    times displaced, laid aside, called. `pairs`: the joint entries, with places.
    `agents`, `dirty`, `queue`: stacks of applicants, programs, couples; `tops`: sizes.
    """

    a_ptr: Array
    edges: Array
    people: Array
    programs: Array
    slots: Array
    held: Array
    couples: Array
    pairs: Array
    agents: Array
    dirty: Array
    queue: Array
    tops: Array


@kernel
def silence(members: Array, a_ptr: Array, edges: Array) -> None:
    """Make the own lists of members of couples unranked, in place."""
    for i in members:
        for e in range(a_ptr[i], a_ptr[i + 1]):
            edges[e] |= UNRANKED


@kernel
def back_edges(a_ptr: Array, edges: Array, p_ptr: Array, slots: Array) -> None:
    """Write into `slots` the edge that mirrors each program-list entry, or -1."""
    slots[:, BACK] = -1
    for i in range(a_ptr.size - 1):
        for e in range(a_ptr[i], a_ptr[i + 1]):
            if edges[e] & PLACE != UNRANKED:
                slots[p_ptr[edges[e] >> 32] + (edges[e] & PLACE), BACK] = e


@kernel
def pair_ranks(couples: Array, pairs: Array, start: Array, entries: Array, n_p: int) -> None:
    """Write into `pairs` the place of each member at each program of the joint lists."""
    mark = np.full(n_p, NOT_MUTUAL, np.int32)
    for c in range(couples.shape[0]):
        for side in range(2):
            i = couples[c, A + side]
            for s in range(start[i], start[i + 1]):
                mark[entries[s] >> 32] = entries[s] & PLACE
            for k in range(couples[c, START], couples[c, END]):
                p = pairs[k, P + side]
                pairs[k, RANK_P + side] = NONE if p < 0 else mark[p]
            for s in range(start[i], start[i + 1]):
                mark[entries[s] >> 32] = NOT_MUTUAL


@leaf
def call_single(i: int, w: Work) -> None:
    """Put an applicant on the stack, once."""
    if w.people[i, CALLED] == 0:
        w.people[i, CALLED] = 1
        w.agents[w.tops[AGENTS]] = i
        w.tops[AGENTS] += 1


@leaf
def call_couple(c: int, w: Work) -> None:
    """Put a couple on its stack, once, unless it is laid aside."""
    if w.couples[c, WAITING] == 0 and w.couples[c, FROZEN] == 0:
        w.couples[c, WAITING] = 1
        w.queue[w.tops[COUPLES]] = c
        w.tops[COUPLES] += 1


@inline
def leave(i: int, w: Work) -> None:
    """Take a person out of the seat held and mark the program for another look."""
    p = w.people[i, SEAT]
    if p < 0:
        return
    w.held[w.programs[p, FIRST] + w.people[i, RANK]] = 0
    w.people[i, SEAT] = -1
    w.programs[p, N_HELD] -= 1
    w.programs[p, CUT] = UNRANKED
    if w.programs[p, DIRTY] == 0:
        w.programs[p, DIRTY] = 1
        w.dirty[w.tops[PROGRAMS]] = p
        w.tops[PROGRAMS] += 1


@inline
def enter(i: int, p: int, rank: int, w: Work) -> None:
    """Seat a person; whoever is displaced, with partner, is called again."""
    w.people[i, SEAT] = p
    w.people[i, RANK] = rank
    first = w.programs[p, FIRST]
    w.held[first + rank] = 1
    out = w.programs[p, CUT]
    if out == UNRANKED:
        w.programs[p, N_HELD] += 1
        if w.programs[p, N_HELD] < w.programs[p, QUOTA]:
            return
        last = w.programs[p + 1, FIRST] - 1
    else:
        w.held[first + out] = 0
        last = first + out - 1
    while w.held[last] == 0:
        last -= 1
    w.programs[p, CUT] = last - first
    if out == UNRANKED:
        return
    j = w.slots[first + out, WHO]
    w.people[j, SEAT] = -1
    c = w.people[j, COUPLE]
    if c < 0:
        call_single(j, w)
        return
    leave(w.couples[c, A] + w.couples[c, B] - j, w)
    w.couples[c, C_IN] = 0
    w.couples[c, HITS] += 1
    call_couple(c, w)


@leaf
def takes(p: int, rank: int, i: int, partner: int, same: int, w: Work) -> bool:
    """Say whether a program would seat this person now: own seat, room, or a worse one."""
    if rank < 0:
        return bool(rank == NONE)
    if rank < w.programs[p, CUT] or w.people[i, SEAT] == p:
        return True
    return bool(same == 1 and w.people[partner, SEAT] == p)


@inline
def takes_both(p: int, c: int, r1: int, r2: int, w: Work) -> bool:
    """Say whether both are among the best `quota` of those held and the two."""
    room = w.programs[p, QUOTA] - 2
    if room < 0:
        return False
    low = max(r1, r2)
    if low > w.programs[p, CUT]:
        here = w.people[w.couples[c, A], SEAT] == p or w.people[w.couples[c, B], SEAT] == p
        if not here:
            return False
    first = w.programs[p, FIRST]
    better = 0
    for r in range(low):
        if r not in (r1, r2):
            better += w.held[first + r]
    return bool(better <= room)


@inline
def first_fit(c: int, k: int, end: int, w: Work) -> int:
    """Return the first joint entry from `k` that would be granted now, or `end`."""
    a, b, same = w.couples[c, A], w.couples[c, B], w.couples[c, SAME]
    while k < end:
        p, q = w.pairs[k, P], w.pairs[k, Q]
        r1, r2 = w.pairs[k, RANK_P], w.pairs[k, RANK_Q]
        if p == q and r1 >= 0 and r2 >= 0:
            if takes_both(p, c, r1, r2, w):
                return int(k)
        elif takes(p, r1, a, b, same, w) and takes(q, r2, b, a, same, w):
            return int(k)
        k += 1
    return int(k)


@inline
def move_couple(c: int, k: int, w: Work) -> None:
    """Let a couple leave what it holds and take joint entry `k`, which fits."""
    w.couples[c, C_AT] = k
    w.couples[c, C_IN] = 1
    moves_a = w.people[w.couples[c, A], SEAT] != w.pairs[k, P]
    moves_b = w.people[w.couples[c, B], SEAT] != w.pairs[k, Q]
    if moves_a:
        leave(w.couples[c, A], w)
    if moves_b:
        leave(w.couples[c, B], w)
    for side in range(2):
        p = w.pairs[k, P + side]
        if p >= 0 and (moves_a if side == 0 else moves_b):
            enter(w.couples[c, A + side], p, w.pairs[k, RANK_P + side], w)


@inline
def hear_single(i: int, from_top: bool, w: Work) -> None:
    """Let one applicant take the best entry that would now be granted."""
    seated = w.people[i, SEAT] >= 0
    at = w.people[i, AT]
    e = w.a_ptr[i] if from_top else at + 1
    end = at if seated else w.a_ptr[i + 1]
    while e < end and w.edges[e] & PLACE >= w.programs[w.edges[e] >> 32, CUT]:
        e += 1
    if e < end:
        leave(i, w)
        w.people[i, AT] = e
        enter(i, w.edges[e] >> 32, w.edges[e] & PLACE, w)
    elif not seated:
        w.people[i, AT] = end


@inline
def hear_couple(c: int, from_top: bool, w: Work) -> None:
    """Let one couple take the best joint entry that would now be granted."""
    held = w.couples[c, C_IN] == 1
    at = w.couples[c, C_AT]
    end = at if held else w.couples[c, END]
    k = first_fit(c, w.couples[c, START] if from_top else at + 1, end, w)
    if k < end:
        move_couple(c, k, w)
    elif not held:
        w.couples[c, C_AT] = end


@inline
def look_again(p: int, w: Work) -> None:
    """Call everyone who would now be taken by a program that lost a person.

    The best-ranked single applicant ends on top of the stack, so that a seat is not
    handed down through all who want it.
    """
    first = w.programs[p, FIRST]
    last = w.programs[p + 1, FIRST] - 1
    if w.programs[p, CUT] != UNRANKED:
        last = min(last, first + w.programs[p, CUT])
    for e in range(last, first - 1, -1):
        if w.held[e] == 1:
            continue
        i = w.slots[e, WHO]
        c = w.people[i, COUPLE]
        back = w.slots[e, BACK]
        if c >= 0:
            call_couple(c, w)
        elif back >= 0 and (w.people[i, SEAT] < 0 or back < w.people[i, AT]):
            call_single(i, w)


@inline
def quiet_singles(from_top: bool, w: Work) -> int:
    """Hear single applicants, and programs that lost someone, until all are quiet."""
    n = 0
    while w.tops[AGENTS] > 0 or (from_top and w.tops[PROGRAMS] > 0):
        n += 1
        if w.tops[AGENTS] > 0:
            w.tops[AGENTS] -= 1
            i = w.agents[w.tops[AGENTS]]
            w.people[i, CALLED] = 0
            hear_single(i, from_top, w)
        else:
            w.tops[PROGRAMS] -= 1
            p = w.dirty[w.tops[PROGRAMS]]
            w.programs[p, DIRTY] = 0
            look_again(p, w)
    return n


@leaf
def next_random(seed: int) -> int:
    """Return the next number of the minimal standard generator (Park and Miller 1988)."""
    return int((seed * 48271) % 2147483647)


@inline
def enter_couples(order: Array, seed: int, w: Work) -> None:
    """Let couples enter in `order`, each followed until nobody is waiting.

    Everyone only moves down the list here, so it ends by itself. With a seed above 0
    each couple then moves to a random entry among those that fit, to start elsewhere.
    """
    for c in order:
        call_couple(c, w)
        while w.tops[COUPLES] > 0:
            w.tops[COUPLES] -= 1
            d = w.queue[w.tops[COUPLES]]
            w.couples[d, WAITING] = 0
            hear_couple(d, False, w)
            quiet_singles(False, w)
    for c in order[: order.size if seed > 0 else 0]:
        seed = next_random(seed)
        start, end = w.couples[c, START], w.couples[c, END]
        if end == start:
            continue
        k = first_fit(c, start + seed % (end - start), end, w)
        if k < end and (w.couples[c, C_IN] == 0 or k != w.couples[c, C_AT]):
            move_couple(c, k, w)
            call_couple(c, w)
            quiet_singles(True, w)


@kernel
def run(
    order: Array, shake: int, forced: int, entry: int, pick: int, limit: int, budget: int, w: Work
) -> int:
    """Let couples enter, then repair until all is quiet or a loop shows.

    Parameters
    ----------
    order, shake : see `enter_couples`; an empty order enters nobody.
    forced, entry : a couple to seat first at a joint entry that fits, or -1.
    pick : 0 to hear the couple called last, else the seed for hearing any.
    limit, budget : displacements of one couple, and hearings, that count as a loop.

    Returns
    -------
    int
        -1 when all is quiet, else the couple displaced more than `limit` times,
        or the number of couples when `budget` hearings were not enough.
    """
    enter_couples(order, shake, w)
    if forced >= 0:
        move_couple(forced, entry, w)
    while True:
        budget -= quiet_singles(True, w) + 1
        top = w.tops[COUPLES] - 1
        if top < 0:
            return -1
        if budget < 0:
            return int(w.couples.shape[0])
        if pick > 0:
            pick = next_random(pick)
            k = pick % (top + 1)
            chosen = w.queue[k]
            w.queue[k] = w.queue[top]
            w.queue[top] = chosen
        w.tops[COUPLES] = top
        c = w.queue[top]
        w.couples[c, WAITING] = 0
        if w.couples[c, HITS] > limit:
            return int(c)
        if w.couples[c, FROZEN] == 0:
            hear_couple(c, True, w)


@kernel
def blocking(limit: int, w: Work) -> tuple[int, Array, Array]:
    """Count entries that block; list the agents and entries of the first `limit`.

    An agent is an applicant, or the number of applicants plus a couple.
    """
    n_a = w.a_ptr.size - 1
    who = np.empty(limit, np.int32)
    entry = np.empty(limit, np.int64)
    n = 0
    for i in range(n_a):
        end = w.people[i, AT] if w.people[i, SEAT] >= 0 else w.a_ptr[i + 1]
        for e in range(w.a_ptr[i], end):
            if w.edges[e] & PLACE < w.programs[w.edges[e] >> 32, CUT]:
                if n < limit:
                    who[n] = i
                    entry[n] = e
                n += 1
    for c in range(w.couples.shape[0]):
        end = w.couples[c, C_AT] if w.couples[c, C_IN] == 1 else w.couples[c, END]
        k = first_fit(c, w.couples[c, START], end, w)
        while k < end:
            if n < limit:
                who[n] = n_a + c
                entry[n] = k
            n += 1
            k = first_fit(c, k + 1, end, w)
    return n, who[: min(n, limit)], entry[: min(n, limit)]
