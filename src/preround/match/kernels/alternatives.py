"""Insert one applicant's list into a solved season, follow the chain, undo it."""

from __future__ import annotations

from typing import Any

import numpy as np

from preround.match.kernels.deferred import PLACE, UNRANKED
from preround.match.kernels.jit import kernel, leaf

Array = np.ndarray[Any, Any]


@leaf
def undo(
    n: int, log: Array, p_ptr: Array, at: Array, held: Array, n_held: Array, cut: Array
) -> None:
    """Take back the last `n` seats, newest first."""
    for m in range(n - 1, -1, -1):
        i, before, p, rank, out = log[m, 0], log[m, 1], log[m, 2], log[m, 3], log[m, 4]
        first = p_ptr[p]
        held[first + rank] = 0
        if out == UNRANKED:
            n_held[p] -= 1
        else:
            held[first + out] = 1
        cut[p] = out
        if i >= 0:
            at[i] = before


@kernel
def outcomes(
    focal: int, alt_ptr: Array, alt_idx: Array, place: Array, a_ptr: Array, edges: Array,
    p_ptr: Array, p_idx: Array, quota: Array, at: Array, held: Array, n_held: Array, cut: Array,
    log: Array,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the program each alternative list ends at (-1: none) and the seats it moved.

    `place`: the focal applicant's place on each program's list, `UNRANKED` if absent.
    The state (`at`, `held`, `n_held`, `cut`) is as it was when the call returns.
    """
    n_lists = alt_ptr.size - 1
    match = np.full(n_lists, -1, np.int32)
    moved = np.zeros(n_lists, np.int32)
    for a in range(n_lists):
        j = alt_ptr[a]
        i = focal
        n = 0
        while i >= 0:
            before = at[i]
            if i == focal:
                end = alt_ptr[a + 1]
                while j < end and place[alt_idx[j]] >= cut[alt_idx[j]]:
                    j += 1
                if j == end:
                    match[a] = -1
                    break
                p = np.int64(alt_idx[j])
                rank = np.int64(place[p])
                match[a] = p
                j += 1
                log[n, 0] = -1
            else:
                end = a_ptr[i + 1]
                e = before + 1
                while e < end and edges[e] & PLACE >= cut[edges[e] >> 32]:
                    e += 1
                at[i] = e
                log[n, 0] = i
                if e == end:
                    at[i] = before
                    break
                p = edges[e] >> 32
                rank = edges[e] & PLACE
            out = cut[p]
            log[n, 1], log[n, 2], log[n, 3], log[n, 4] = before, p, rank, out
            n += 1
            first = p_ptr[p]
            held[first + rank] = 1
            if out == UNRANKED:
                n_held[p] += 1
                if n_held[p] < quota[p]:
                    break
                last = p_ptr[p + 1] - 1
                i = -1
            else:
                held[first + out] = 0
                last = first + out - 1
                i = np.int64(p_idx[first + out])
            while held[last] == 0:
                last -= 1
            cut[p] = last - first
        moved[a] = n
        undo(n, log, p_ptr, at, held, n_held, cut)
    return match, moved
