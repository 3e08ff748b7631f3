"""P(match) when only so many interviews can be attended, exactly, at each node of theta.

The applicant goes to the interviews that offer the best chance to match, in the order of
`attend_rank`, until `cap` are attended. Walking down that order, what is still open depends
only on how many have been attended so far, so two tables tell everything:

    before[p, c]  chance that the first p programs led to no match and c interviews, c < cap
    after[p, c]   chance of no match from the rest, given c interviews so far; 1 at c = cap

P(match) is linear in each program's chance of an invitation, so the tables give the exact
gain of every possible addition and the exact loss of every drop at once.

Notes
-----
With one order of programs at every theta the attended set is always the best one can have,
and P(match) stays submodular; where orders cross between nodes, the mean order is a slightly
worse plan than perfect foresight. Attending by wish instead would be neither.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from preround.portfolio.grid import Grid
from preround.portfolio.problem import FloatArray, IntArray
from preround.portfolio.selection import Selection
from preround.portfolio.value import add_gains

MARGIN = 3  # invitations below the cap at which the cap begins to matter


class Tables(NamedTuple):
    """`before` (k + 1, cap, Q) and `after` (k + 1, cap + 1, Q) of a list in attended order."""

    before: FloatArray
    after: FloatArray


def attend_tables(invite: FloatArray, match: FloatArray, cap: int) -> Tables:
    """Tables of a list of k programs, given best first as (k, Q) chances. Cost k cap Q."""
    k, n_nodes = invite.shape
    miss = invite * (1.0 - match)
    before = np.zeros((k + 1, cap, n_nodes))
    before[0, 0] = 1.0
    after = np.ones((k + 1, cap + 1, n_nodes))
    for p in range(k):
        before[p + 1] = before[p] * (1.0 - invite[p])
        before[p + 1, 1:] += before[p, :-1] * miss[p]
    for p in range(k - 1, -1, -1):
        after[p, :-1] = after[p + 1, :-1] * (1.0 - invite[p]) + after[p + 1, 1:] * miss[p]
    return Tables(before, after)


def is_near_cap(selection: Selection) -> bool:
    """Whether the list expects so many invitations that the cap decides."""
    cap = selection.grid.cap
    return cap is not None and selection.expected_invitations > cap - MARGIN


def capped_p_match(selection: Selection) -> float:
    """P(match) of the list with at most `cap` interviews attended."""
    grid = selection.grid
    if grid.cap is None or selection.size <= grid.cap:
        return float(grid.weights @ (1.0 - selection.survival))
    _, invite, match = in_attended_order(selection)
    miss = np.ones((grid.cap + 1, len(grid.weights)))
    for p in range(len(invite) - 1, -1, -1):
        miss[:-1] += invite[p] * ((1.0 - match[p]) * miss[1:] - miss[:-1])
    return float(grid.weights @ (1.0 - miss[0]))


def in_attended_order(selection: Selection) -> tuple[IntArray, FloatArray, FloatArray]:
    """The chosen programs best chance first, with their chances of invitation and match."""
    grid, chosen = selection.grid, selection.chosen
    chosen = chosen[np.argsort(grid.attend_rank[chosen])]
    return chosen, grid.invite[chosen, selection.tier[chosen]], grid.match[chosen]


def capped_gains(selection: Selection) -> FloatArray:
    """(n, T) gain of adding each element; the uncapped ones while the cap is far."""
    return exact_gains(selection) if is_near_cap(selection) else add_gains(selection)


def exact_gains(selection: Selection) -> FloatArray:
    """(n, T) P(match) gained by adding each element, with the cap. Cost k cap Q + n T Q."""
    grid = selection.grid
    chosen, invite, match = in_attended_order(selection)
    tables = attend_tables(invite, match, cap_of(selection))
    here = np.einsum("pcq,pcq->pq", tables.before, tables.after[:, :-1])
    later = np.einsum("pcq,pcq->pq", tables.before, tables.after[:, 1:])
    at = np.searchsorted(grid.attend_rank[chosen], grid.attend_rank)
    per_invitation = grid.weights * (here[at] - (1.0 - grid.match) * later[at])
    gains: FloatArray = np.einsum("ntq,nq->nt", grid.invite, per_invitation)
    return gains


def invitation_worth(selection: Selection) -> tuple[IntArray, FloatArray]:
    """The chosen programs in attended order and (k, Q) what an invitation there is worth.

    Times the chance of the invitation: what is lost when the program is dropped. Times the
    change of that chance: what another signal there brings.
    """
    chosen, invite, match = in_attended_order(selection)
    worth = worth_of_invitations(invite, match, cap_of(selection))
    return chosen, selection.grid.weights * worth


def worth_of_invitations(invite: FloatArray, match: FloatArray, cap: int) -> FloatArray:
    """(k, Q) rise of P(match) per invitation, at each program of a list best first."""
    tables = attend_tables(invite, match, cap)
    here = np.einsum("pcq,pcq->pq", tables.before[:-1], tables.after[1:, :-1])
    later = np.einsum("pcq,pcq->pq", tables.before[:-1], tables.after[1:, 1:])
    worth: FloatArray = here - (1.0 - match) * later
    return worth


def cap_of(selection: Selection) -> int:
    """The cap, or more than the list can use where there is none."""
    cap = selection.grid.cap
    return selection.size + 1 if cap is None else cap


def capped_losses(selection: Selection) -> FloatArray:
    """(k,) exact P(match) lost by dropping each chosen program alone, by index."""
    chosen, worth = invitation_worth(selection)
    loss = (worth * selection.grid.invite[chosen, selection.tier[chosen]]).sum(axis=1)
    by_index: FloatArray = loss[np.argsort(chosen)]
    return by_index


def capped_prefixes(
    invite: FloatArray,
    match: FloatArray,
    rank: IntArray,
    weights: FloatArray,
    cap: int,
    sizes: IntArray,
) -> tuple[FloatArray, FloatArray]:
    """P(match) and interviews attended of the first n programs of a list, n in `sizes`.

    `invite` and `match` (k, Q) stand in order of choice, `rank` in that of attendance. All
    prefixes are walked down together, at a cost of k cap Q for each.
    """
    used = np.zeros((cap + 1, len(sizes), len(weights)))
    miss = np.zeros_like(used)
    used[0] = miss[0] = 1.0
    for p in np.argsort(rank).tolist():
        came = (p < sizes)[:, None] * invite[p]
        for table, kept in ((used, 1.0), (miss, 1.0 - match[p])):
            moved = table[:-1] * came
            table[:-1] -= moved
            table[1:] += moved * kept
    reached: FloatArray = (1.0 - miss.sum(axis=0)) @ weights
    went: FloatArray = np.tensordot(np.arange(cap + 1.0), used, axes=1) @ weights
    return reached, went


def has_common_order(grid: Grid) -> bool:
    """Whether programs rank alike by chance to match at every node of theta."""
    ranked = grid.match[np.argsort(grid.attend_rank)]
    return bool(np.all(np.diff(ranked, axis=0) <= 1e-12))
