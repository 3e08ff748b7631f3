"""One season's stages as loops: applications, signals, screening, invitations, interviews."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from preround.match.kernels.chance import bits_of, normal_of, pair_normal, root
from preround.match.kernels.jit import inline, kernel, leaf

Array = np.ndarray[Any, Any]

NEVER = 1e9
TASTE, APPLY, SCREEN, CHEMISTRY, RATING, RANKING = 0, 1, 2, 3, 4, 5
ALL_BITS = 4294967296.0  # one more than the largest number `bits_of` returns
WHO_BITS = 31  # of a key; the score stands above them
WHO = 2147483647
SCORE_UNIT = 16777216.0  # steps of a score in a key
SCORE_MOST = 63.0


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

    `lasting`: the same after the interview, on the rating scale; `carry`: how much of a
    program's openness lasts. `gold`, `silver`: how many signals of each tier;
    `boost_gold`, `boost_silver`: what each adds to the screening score, all by specialty.
    `aim`: likelihood of applying, by group of applicants (openness class, quality class,
    division) and program; `aim_total`, `aim_top`: its sum and maximum by specialty.
    """

    streams: Array
    shift: Array
    lasting: Array
    open_to: Array
    home_screen: Array
    home_rank: Array
    gold: Array
    silver: Array
    boost_gold: Array
    boost_silver: Array
    aim: Array
    aim_total: Array
    aim_top: Array
    prestige: float
    region: float
    home_taste: float
    backup_taste: float
    merit: float
    region_screen: float
    noise_screen: float
    merit_rank: float
    carry: float
    chemistry: float
    noise_rank: float
    chemistry_taste: float
    noise_taste: float


@leaf
def fixed_taste(specialty: int, division: int, home: int, p: int, g: Programs, w: Weights) -> float:
    """Return what can be known beforehand of how much an applicant wants a program."""
    u = w.prestige * g.quality[p]
    u += w.region * (division == g.division[p]) + w.home_taste * (home == p)
    u -= w.backup_taste * (specialty != g.specialty[p])
    return float(u)


@leaf
def taste(i: int, p: int, x: People, g: Programs, w: Weights) -> float:
    """Return how much an applicant wants a program before any interview."""
    fixed = fixed_taste(x.specialty[i], x.division[i], x.home[i], p, g, w)
    return fixed + pair_normal(w.streams[TASTE], i, p)


@inline
def scale_of(row: Array, first: int, last: int, n: int, total: float, top: float) -> float:
    """Return the factor by which weights give `n` expected applications, each at most one."""
    scale = n / total
    if top * scale <= 1.0:
        return scale
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
    """Draw who applies where; return pointers and program numbers, about `most` in all.

    Notes
    -----
    Every program of the specialty is written down and kept only if it is applied to,
    which costs less than a jump nobody can foresee.
    """
    n = x.kind.size
    ptr = np.zeros(n + 1, np.int64)
    idx = np.empty(most + g.specialty.size, np.int32)
    m = 0
    for i in range(n):
        row = w.aim[group[i]]
        own, home = root(w.streams[APPLY], i), x.home[i]
        for turn in range(2):
            s = x.specialty[i] if turn == 0 else x.backup[i]
            wanted = x.n_first[i] if turn == 0 else x.n_backup[i]
            if s < 0 or wanted == 0 or m >= most:
                continue
            first, last = g.start[s], g.start[s + 1]
            total, top = w.aim_total[group[i], s], w.aim_top[group[i], s]
            limit = scale_of(row, first, last, wanted, total, top) * ALL_BITS
            for p in range(first, last):
                idx[m] = p
                m += (bits_of(own, p) < row[p] * limit) | (p == home)
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


@leaf
def key_of(score: float, i: int) -> int:
    """Pack a score and whose it is into one integer that sorts as the score does."""
    s = min(max(score, -SCORE_MOST), SCORE_MOST) + SCORE_MOST
    return (int(s * SCORE_UNIT) << WHO_BITS) | i


@kernel
def screen(x: People, g: Programs, w: Weights, ptr: Array, idx: Array) -> tuple[Array, Array]:
    """Score every application as its program reads it, grouped by program.

    Returns pointers and keys (see `key_of`). Signals go to each applicant's favorites.
    """
    n_p = g.specialty.size
    start = np.zeros(n_p + 2, np.int64)
    for e in range(idx.size):
        start[idx[e] + 2] += 1
    for p in range(n_p):
        start[p + 2] += start[p + 1]
    keys = np.empty(idx.size, np.int64)
    wish = np.empty(n_p, np.float64)
    best = np.empty(n_p, np.float64)
    for i in range(x.kind.size):
        fancy, noise = root(w.streams[TASTE], i), root(w.streams[SCREEN], i)
        own, division, home = x.specialty[i], x.division[i], x.home[i]
        open_to, at_home = w.open_to[x.kind[i]], w.home_screen[x.kind[i]]
        a, end = ptr[i], ptr[i + 1]
        while a < end:
            s = g.specialty[idx[a]]
            b = a
            while b < end and idx[b] < g.start[s + 1] and idx[b] >= g.start[s]:
                p = idx[b]
                wish[b - a] = fixed_taste(own, division, home, p, g, w) + normal_of(fancy, p)
                b += 1
            gold, any_ = signal_cuts(wish, b - a, w.gold[s], w.gold[s] + w.silver[s], best)
            base = w.merit * x.quality[i] + w.shift[s, x.kind[i]]
            strong, weak = w.boost_gold[s] - w.boost_silver[s], w.boost_silver[s]
            for e in range(a, b):
                p = idx[e]
                v = base + open_to * g.openness[p] + w.noise_screen * normal_of(noise, p)
                v += w.region_screen * (division == g.division[p]) + at_home * (home == p)
                v += weak * (wish[e - a] >= any_) + strong * (wish[e - a] >= gold)
                slot = start[p + 1]
                start[p + 1] = slot + 1
                keys[slot] = key_of(v, i)
            a = b
    return start[:-1], keys


@inline
def sink(keys: Array, first: int, k: int, n: int) -> None:
    """Restore a heap of `n` keys, greatest first, below place `k`."""
    x = keys[first + k]
    while 2 * k + 1 < n:
        c = 2 * k + 1
        if c + 1 < n and keys[first + c + 1] > keys[first + c]:
            c += 1
        if keys[first + c] <= x:
            break
        keys[first + k] = keys[first + c]
        k = c
    keys[first + k] = x


@kernel
def heaps(g: Programs, start: Array, keys: Array) -> Array:
    """Make a heap of each program's applications above its floor, in place; return sizes."""
    n_p = g.specialty.size
    size = np.zeros(n_p, np.int32)
    for p in range(n_p):
        first = start[p]
        floor = key_of(g.floor[p], 0)
        n = 0
        for e in range(first, start[p + 1]):
            if keys[e] >= floor:
                keys[first + n] = keys[e]
                n += 1
        for k in range(n // 2 - 1, -1, -1):
            sink(keys, first, k, n)
        size[p] = n
    return size


@kernel
def invite(
    x: People, g: Programs, w: Weights, start: Array, keys: Array, size: Array
) -> tuple[Array, Array, Array]:
    """Let programs invite down their heaps; applicants keep the best up to their cap.

    `keys` and `size` are used up. Returns the programs each applicant interviews at (rows
    of the widest cap), how many, and how many invitations were turned down.
    """
    n = x.kind.size
    at = np.empty((n, max(1, x.cap.max())), np.int32)
    wish = np.empty(at.shape, np.float32)
    n_at = np.zeros(n, np.int32)
    n_p = g.specialty.size
    free = g.slots.astype(np.int64)
    stack = np.arange(n_p)
    waiting = np.ones(n_p, np.uint8)
    declined = np.zeros(n, np.int32)
    top = n_p
    while top > 0:
        top -= 1
        p = stack[top]
        waiting[p] = 0
        first = start[p]
        while free[p] > 0 and size[p] > 0:
            i = keys[first] & WHO
            size[p] -= 1
            keys[first] = keys[first + size[p]]
            sink(keys, first, 0, size[p])
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
        spark, liking = root(w.streams[CHEMISTRY], i), root(w.streams[RANKING], i)
        fancy, noise = root(w.streams[TASTE], i), root(w.streams[RATING], i)
        open_to = w.carry * w.open_to[x.kind[i]]
        for k in range(n_at[i]):
            p = at[i, k]
            c = normal_of(spark, p)
            wish[k] = fixed_taste(x.specialty[i], x.division[i], x.home[i], p, g, w)
            wish[k] += normal_of(fancy, p) + w.chemistry_taste * c
            wish[k] += w.noise_taste * normal_of(liking, p)
            v = w.merit_rank * x.quality[i] + w.chemistry * c + open_to * g.openness[p]
            v += w.lasting[g.specialty[p], x.kind[i]] + w.noise_rank * normal_of(noise, p)
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
