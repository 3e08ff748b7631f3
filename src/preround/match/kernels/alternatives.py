"""Insert one applicant's list into a solved season, follow the chain, undo it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from preround.match.kernels.deferred import PLACE, UNRANKED
from preround.match.kernels.jit import kernel, leaf

Array = np.ndarray[Any, Any]

# columns of `log`: who moved (-1: the focal applicant), list position before, seat, displaced
WHO, BEFORE, PROGRAM, RANK, OUT = 0, 1, 2, 3, 4


class Season(NamedTuple):
    """A solved market (see `deferred.applicants_propose`) and the focal applicant in it.

    `place`: the focal applicant's place on each program's list, `UNRANKED` if absent.
    `log`: what to undo.
    """

    a_ptr: Array
    edges: Array
    p_ptr: Array
    p_idx: Array
    quota: Array
    at: Array
    held: Array
    n_held: Array
    cut: Array
    place: Array
    log: Array


@leaf
def take_seat(n: int, s: Season) -> int:
    """Carry out log entry `n`; return the applicant displaced by it, or -1."""
    p, rank = s.log[n, PROGRAM], s.log[n, RANK]
    out = s.cut[p]
    s.log[n, OUT] = out
    first = s.p_ptr[p]
    s.held[first + rank] = 1
    loser = -1
    if out == UNRANKED:
        s.n_held[p] += 1
        last = s.p_ptr[p + 1] - 1
    else:
        s.held[first + out] = 0
        last = first + out - 1
        loser = s.p_idx[first + out]
    if s.n_held[p] == s.quota[p]:
        while s.held[last] == 0:
            last -= 1
        s.cut[p] = last - first
    return int(loser)


@leaf
def undo(n: int, s: Season) -> None:
    """Take back the first `n` log entries, newest first."""
    for m in range(n - 1, -1, -1):
        p, out = s.log[m, PROGRAM], s.log[m, OUT]
        first = s.p_ptr[p]
        s.held[first + s.log[m, RANK]] = 0
        if out == UNRANKED:
            s.n_held[p] -= 1
        else:
            s.held[first + out] = 1
        s.cut[p] = out
        if s.log[m, WHO] >= 0:
            s.at[s.log[m, WHO]] = s.log[m, BEFORE]


@leaf
def next_seat(i: int, n: int, s: Season) -> bool:
    """Find where displaced applicant `i` goes next; write it to the log, False if nowhere."""
    e = s.at[i] + 1
    end = s.a_ptr[i + 1]
    while e < end and s.edges[e] & PLACE >= s.cut[s.edges[e] >> 32]:
        e += 1
    if e == end:
        return False
    s.log[n, WHO], s.log[n, BEFORE] = i, s.at[i]
    s.log[n, PROGRAM], s.log[n, RANK] = s.edges[e] >> 32, s.edges[e] & PLACE
    s.at[i] = e
    return True


@kernel
def outcomes(focal: int, alt_ptr: Array, alt_idx: Array, s: Season) -> tuple[Array, Array]:
    """Return the program each alternative list ends at (-1: none) and the seats it moved.

    The season is as it was when the call returns.
    """
    match = np.full(alt_ptr.size - 1, -1, np.int32)
    moved = np.zeros(alt_ptr.size - 1, np.int32)
    for a in range(match.size):
        j = alt_ptr[a]
        i = focal
        n = 0
        while i >= 0:
            if i == focal:
                while j < alt_ptr[a + 1] and s.place[alt_idx[j]] >= s.cut[alt_idx[j]]:
                    j += 1
                if j == alt_ptr[a + 1]:
                    match[a] = -1
                    break
                match[a] = alt_idx[j]
                s.log[n, WHO] = -1
                s.log[n, PROGRAM], s.log[n, RANK] = alt_idx[j], s.place[alt_idx[j]]
                j += 1
            elif not next_seat(i, n, s):
                break
            i = take_seat(n, s)
            n += 1
        moved[a] = n
        undo(n, s)
    return match, moved
