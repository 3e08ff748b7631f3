"""What follows the interviews: programs' rank lists, couples' joint lists, SOAP's offers."""

from __future__ import annotations

from typing import Any

import numpy as np

from preround.match.kernels.jit import kernel
from preround.match.kernels.market import Programs

Array = np.ndarray[Any, Any]


@kernel
def program_lists(
    g: Programs, start: Array, who: Array, rating: Array, dropped: float
) -> tuple[Array, Array]:
    """Return the programs' rank lists, best first.

    Left off: the worst share `dropped` of those interviewed, and whoever is rated below
    the program's own bar, for whom it would rather leave the position open.
    """
    n_p = start.size - 1
    p_ptr = np.zeros(n_p + 1, np.int64)
    p_idx = np.empty(who.size, np.int32)
    m = 0
    for p in range(n_p):
        first, last = start[p], start[p + 1]
        order = np.argsort(-rating[first:last], kind="mergesort")
        kept = last - first - int(dropped * (last - first))
        for k in range(kept):
            if rating[first + order[k]] < g.bar[p]:
                break
            p_idx[m] = who[first + order[k]]
            m += 1
        p_ptr[p + 1] = m
    return p_ptr, p_idx[:m]


@kernel
def joint_lists(
    first: Array,
    second: Array,
    a_ptr: Array,
    a_idx: Array,
    place: Array,
    together: float,
    most: int,
) -> tuple[Array, Array, Array]:
    """Return the couples' joint lists: pairs by summed rank, then one partner alone.

    A pair of programs in one `place` moves `together` ranks up; `most` pairs are kept.
    """
    n = first.size
    ptr = np.zeros(n + 1, np.int64)
    total = 0
    for c in range(n):
        n_x = a_ptr[first[c] + 1] - a_ptr[first[c]]
        n_y = a_ptr[second[c] + 1] - a_ptr[second[c]]
        total += min(most, n_x * n_y) + n_x + n_y
    p1 = np.empty(total, np.int32)
    p2 = np.empty(total, np.int32)
    m = 0
    for c in range(n):
        x = a_idx[a_ptr[first[c]] : a_ptr[first[c] + 1]]
        y = a_idx[a_ptr[second[c]] : a_ptr[second[c] + 1]]
        cost = np.empty(x.size * y.size, np.float64)
        for k in range(cost.size):
            i, j = k // y.size, k % y.size
            cost[k] = i + j
            if place[x[i]] == place[y[j]]:
                cost[k] -= together
        order = np.argsort(cost, kind="mergesort")
        for k in order[: min(most, cost.size)]:
            p1[m], p2[m] = x[k // y.size], y[k % y.size]
            m += 1
        for p in x:
            p1[m], p2[m] = p, -1
            m += 1
        for p in y:
            p1[m], p2[m] = -1, p
            m += 1
        ptr[c + 1] = m
    return ptr, p1[:m], p2[:m]


@kernel
def offer_rounds(
    ptr: Array, who: Array, wish: Array, free: Array, n_people: int, n_rounds: int
) -> Array:
    """Let programs offer what is open down their lists, round after round.

    `wish`: how much each application's person wants it. Whoever holds an offer at a
    round's end takes the best and is gone. Returns how many were taken in each round;
    `free` is used up.
    """
    n_p = ptr.size - 1
    taken = np.zeros(n_rounds, np.int64)
    gone = np.zeros(n_people, np.uint8)
    best = np.full(n_people, -1, np.int64)
    at = np.empty(n_people, np.int32)
    for turn in range(n_rounds):
        for p in range(n_p):
            left = free[p]
            e = ptr[p]
            while left > 0 and e < ptr[p + 1]:
                i = who[e]
                if gone[i] == 0:
                    left -= 1
                    if best[i] < 0 or wish[e] > wish[best[i]]:
                        best[i] = e
                        at[i] = p
                e += 1
        for i in range(n_people):
            if best[i] >= 0:
                free[at[i]] -= 1
                gone[i] = 1
                best[i] = -1
                taken[turn] += 1
    return taken
