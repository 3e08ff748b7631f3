"""One season's stages as loops: applications, signals, screening, invitations, interviews."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from preround.match.kernels.chance import pair_normal, pair_uniform
from preround.match.kernels.jit import inline, kernel, leaf

Array = np.ndarray[Any, Any]

NEVER = 1e9
TASTE, APPLY, SCREEN, CHEMISTRY, RATING, RANKING = 0, 1, 2, 3, 4, 5


class People(NamedTuple):
    """One row an applicant; specialty and program numbers, -1 for none."""

    kind: Array
    specialty: Array
    backup: Array
    quality: Array
    division: Array
    home: Array
    n_first: Array
    n_backup: Array
    cap: Array


class Programs(NamedTuple):
    """One row a program, those of a specialty together; `start` cuts them by specialty."""

    start: Array
    specialty: Array
    division: Array
    quality: Array
    openness: Array
    slots: Array
    floor: Array
    bar: Array


class Weights(NamedTuple):
    """What counts how much. `shift`: by specialty and kind, on the screening scale.

    `gold`, `silver`: how many signals of each tier; `boost_gold`, `boost_silver`: what
    each adds to the screening score, all by specialty. `aim`: likelihood of applying, by
    group of applicants (openness class, quality class, division) and program.
    """

    streams: Array
    shift: Array
    open_to: Array
    carry: Array
    home_screen: Array
    home_rank: Array
    gold: Array
    silver: Array
    boost_gold: Array
    boost_silver: Array
    aim: Array
    prestige: float
    region: float
    home_taste: float
    backup_taste: float
    merit: float
    region_screen: float
    noise_screen: float
    merit_rank: float
    chemistry: float
    noise_rank: float
    chemistry_taste: float
    noise_taste: float


@leaf
def taste(i: int, p: int, x: People, g: Programs, w: Weights) -> float:
    """Return how much an applicant wants a program before any interview."""
    u = w.prestige * g.quality[p] + pair_normal(w.streams[TASTE], i, p)
    if x.division[i] == g.division[p]:
        u += w.region
    if x.home[i] == p:
        u += w.home_taste
    if x.specialty[i] != g.specialty[p]:
        u -= w.backup_taste
    return float(u)


@inline
def scale_of(row: Array, first: int, last: int, n: int) -> float:
    """Return the factor by which weights give `n` expected applications, each at most one."""
    total = 0.0
    for p in range(first, last):
        total += row[p]
    scale = n / total
    for _ in range(2):
        free = 0.0
        full = 0.0
        for p in range(first, last):
            if row[p] * scale >= 1.0:
                full += 1.0
            else:
                free += row[p]
        if full == 0.0 or free == 0.0 or full >= n:
            break
        scale = (n - full) / free
    return scale


@kernel
def apply(x: People, g: Programs, w: Weights, group: Array, most: int) -> tuple[Array, Array]:
    """Draw who applies where; return pointers and program numbers, at most `most` in all."""
    n = x.kind.size
    ptr = np.zeros(n + 1, np.int64)
    idx = np.empty(most, np.int16)
    m = 0
    for i in range(n):
        row = w.aim[group[i]]
        for turn in range(2):
            s = x.specialty[i] if turn == 0 else x.backup[i]
            wanted = x.n_first[i] if turn == 0 else x.n_backup[i]
            if s < 0 or wanted == 0:
                continue
            first, last = g.start[s], g.start[s + 1]
            scale = scale_of(row, first, last, wanted)
            for p in range(first, last):
                sent = p == x.home[i] or pair_uniform(w.streams[APPLY], i, p) < row[p] * scale
                if sent and m < most:
                    idx[m] = p
                    m += 1
        ptr[i + 1] = m
    return ptr, idx[:m]


@inline
def signal_cuts(wish: Array, n: int, n_gold: int, n_all: int, best: Array) -> tuple[float, float]:
    """Return the wishes from which a signal is gold, and from which there is one.

    `best` is scratch for the `n_all` greatest, kept in rising order.
    """
    if n_all == 0:
        return NEVER, NEVER
    best[:n_all] = -NEVER
    for e in range(n):
        if wish[e] > best[0]:
            k = 1
            while k < n_all and best[k] < wish[e]:
                best[k - 1] = best[k]
                k += 1
            best[k - 1] = wish[e]
    return (best[n_all - n_gold] if n_gold > 0 else NEVER), best[0]


@kernel
def screen(
    x: People, g: Programs, w: Weights, ptr: Array, idx: Array
) -> tuple[Array, Array, Array]:
    """Score every application as its program reads it, grouped by program.

    Returns pointers, applicants and scores. Signals go to each applicant's favorites.
    """
    n_p = g.specialty.size
    start = np.zeros(n_p + 2, np.int64)
    for e in range(idx.size):
        start[idx[e] + 2] += 1
    for p in range(n_p):
        start[p + 2] += start[p + 1]
    who = np.empty(idx.size, np.int32)
    score = np.empty(idx.size, np.float32)
    wish = np.empty(n_p, np.float64)
    best = np.empty(n_p, np.float64)
    for i in range(x.kind.size):
        a = ptr[i]
        while a < ptr[i + 1]:
            s = g.specialty[idx[a]]
            b = a
            while b < ptr[i + 1] and g.specialty[idx[b]] == s:
                wish[b - a] = taste(i, idx[b], x, g, w)
                b += 1
            gold, any_ = signal_cuts(wish, b - a, w.gold[s], w.gold[s] + w.silver[s], best)
            base = w.merit * x.quality[i] + w.shift[s, x.kind[i]]
            for e in range(a, b):
                p = idx[e]
                v = base + w.open_to[x.kind[i]] * g.openness[p]
                v += w.noise_screen * pair_normal(w.streams[SCREEN], i, p)
                if x.division[i] == g.division[p]:
                    v += w.region_screen
                if x.home[i] == p:
                    v += w.home_screen[x.kind[i]]
                if wish[e - a] >= gold:
                    v += w.boost_gold[s]
                elif wish[e - a] >= any_:
                    v += w.boost_silver[s]
                slot = start[p + 1]
                start[p + 1] = slot + 1
                who[slot] = i
                score[slot] = v
            a = b
    return start[:-1], who, score


@inline
def candidates(score: Array, first: int, last: int, floor: float, most: int) -> Array:
    """Return the positions of the best `most` scores above the floor, best first."""
    above = np.empty(last - first, np.int64)
    n = 0
    for e in range(first, last):
        if score[e] >= floor:
            above[n] = e
            n += 1
    above = above[:n]
    values = -score[above]
    if n > most:
        limit = np.partition(values, most)[most]
        above = above[values < limit]
        values = -score[above]
    return above[np.argsort(values, kind="mergesort")]


@kernel
def shortlists(
    g: Programs, start: Array, who: Array, score: Array, depth: float
) -> tuple[Array, Array, Array]:
    """Return for each program whom it would invite, in order: `depth` times its slots."""
    n_p = g.specialty.size
    ptr = np.zeros(n_p + 1, np.int64)
    most = 0
    for p in range(n_p):
        most += min(start[p + 1] - start[p], int(depth * g.slots[p]) + 1)
    people = np.empty(most, np.int32)
    value = np.empty(most, np.float32)
    m = 0
    for p in range(n_p):
        wanted = int(depth * g.slots[p])
        best = candidates(score, start[p], start[p + 1], g.floor[p], wanted)
        for e in best:
            people[m] = who[e]
            value[m] = score[e]
            m += 1
        ptr[p + 1] = m
    return ptr, people[:m], value[:m]


@kernel
def invite(
    x: People, g: Programs, w: Weights, ptr: Array, people: Array
) -> tuple[Array, Array, Array]:
    """Let programs invite down their lists; applicants keep the best up to their cap.

    Returns the programs each applicant interviews at (rows of the widest cap), how many,
    and how many invitations were turned down.
    """
    n = x.kind.size
    widest = 1
    for i in range(n):
        widest = max(widest, x.cap[i])
    at = np.empty((n, widest), np.int16)
    wish = np.empty((n, widest), np.float32)
    n_at = np.zeros(n, np.int32)
    n_p = g.specialty.size
    next_one = ptr[:-1].copy()
    free = g.slots.astype(np.int64)
    stack = np.arange(n_p)
    waiting = np.ones(n_p, np.uint8)
    declined = np.zeros(n, np.int32)
    top = n_p
    while top > 0:
        top -= 1
        p = stack[top]
        waiting[p] = 0
        while free[p] > 0 and next_one[p] < ptr[p + 1]:
            i = people[next_one[p]]
            next_one[p] += 1
            u = taste(i, p, x, g, w)
            k = n_at[i]
            if k < x.cap[i]:
                n_at[i] = k + 1
            else:
                k = int(np.argmin(wish[i, : x.cap[i]])) if x.cap[i] > 0 else -1
                declined[i] += 1
                if k < 0 or wish[i, k] >= u:
                    continue
                q = at[i, k]
                free[q] += 1
                if waiting[q] == 0:
                    waiting[q] = 1
                    stack[top] = q
                    top += 1
            at[i, k] = p
            wish[i, k] = u
            free[p] -= 1
    return at, n_at, declined


@kernel
def interview(
    x: People, g: Programs, w: Weights, at: Array, n_at: Array
) -> tuple[Array, Array, Array, Array, Array]:
    """Let both sides rank after interviews that share a chemistry.

    Returns the applicants' lists (pointers, programs), and grouped by program the
    pointers, applicants and ratings, not yet in order.
    """
    n = x.kind.size
    n_p = g.specialty.size
    a_ptr = np.zeros(n + 1, np.int64)
    start = np.zeros(n_p + 2, np.int64)
    for i in range(n):
        a_ptr[i + 1] = a_ptr[i] + n_at[i]
        for k in range(n_at[i]):
            start[at[i, k] + 2] += 1
    for p in range(n_p):
        start[p + 2] += start[p + 1]
    a_idx = np.empty(a_ptr[n], np.int32)
    who = np.empty(a_ptr[n], np.int32)
    rating = np.empty(a_ptr[n], np.float64)
    for i in range(n):
        wish = np.empty(n_at[i], np.float64)
        for k in range(n_at[i]):
            p = at[i, k]
            c = pair_normal(w.streams[CHEMISTRY], i, p)
            wish[k] = taste(i, p, x, g, w) + w.chemistry_taste * c
            wish[k] += w.noise_taste * pair_normal(w.streams[RANKING], i, p)
            v = w.merit_rank * x.quality[i] + w.chemistry * c
            v += w.carry[x.kind[i]] * (
                w.shift[g.specialty[p], x.kind[i]] + w.open_to[x.kind[i]] * g.openness[p]
            )
            v += w.noise_rank * pair_normal(w.streams[RATING], i, p)
            if x.home[i] == p:
                v += w.home_rank[x.kind[i]]
            slot = start[p + 1]
            start[p + 1] = slot + 1
            who[slot] = i
            rating[slot] = v
        order = np.argsort(-wish, kind="mergesort")
        for k in range(n_at[i]):
            a_idx[a_ptr[i] + k] = at[i, order[k]]
    return a_ptr, a_idx, start[:-1], who, rating


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
    first: Array, second: Array, a_ptr: Array, a_idx: Array, g: Programs, together: float, most: int
) -> tuple[Array, Array, Array]:
    """Return the couples' joint lists: pairs by summed rank, then one partner alone.

    A pair of programs in one division moves `together` ranks up; `most` pairs are kept.
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
            if g.division[x[i]] == g.division[y[j]]:
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
