"""Programs nothing tells apart: the same places on the list, handed out in one fixed order.

The search reaches one of many lists of exactly the same worth; which one hangs on where it
began. Here equal programs change places until the earlier of them (by index: the caller's
order) hold the stronger signals and the places. So a pin, or a program more, moves nothing
between others that are alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from preround.portfolio.grid import Grid
from preround.portfolio.problem import IntArray
from preround.portfolio.selection import OUT, Selection

SAME = 1e-12  # chances closer than this differ by rounding alone


def settle_equals(selection: Selection) -> Selection:
    """The list of the same worth, fee and signals in which equal programs stand by index.

    Equal are programs alike in every chance, in wish, fee group, pool of signals and the
    tiers they may get. Pinned ones keep a place. A program that shares its signal with a
    track of its own that could be chosen too is left where it is.
    """
    tier = selection.tier.copy()
    for rows in _classes(selection):
        held = np.sort(tier[rows][tier[rows] != OUT])
        stays = np.argsort(~selection.grid.pinned[rows], kind="stable")[: held.size]
        tier[rows] = OUT
        tier[rows[np.sort(stays)]] = _best_first(selection.grid, rows[0], held)
    if np.array_equal(tier, selection.tier):
        return selection
    settled = Selection(selection.grid)
    for i in np.flatnonzero(tier != OUT).tolist():
        settled.add(i, int(tier[i]))
    return settled


def _best_first(grid: Grid, row: int, tiers: IntArray) -> IntArray:
    """Tiers by what they are worth at one of the equal programs."""
    worth = grid.hit[row, tiers] @ grid.weights
    return tiers[np.argsort(-worth, kind="stable")]


def _classes(selection: Selection) -> Iterator[IntArray]:
    """Sets of equal programs, each by index, of which at least one is on the list."""
    grid = selection.grid
    start = grid.members[0]
    alone = np.flatnonzero(np.diff(start)[grid.group] == 1)
    near = np.round(grid.hit[alone].sum(axis=(1, 2)), 9)
    _, kind, count = np.unique(near, return_inverse=True, return_counts=True)
    listed = np.zeros(len(count), dtype=bool)
    listed[kind[selection.tier[alone] != OUT]] = True
    for k in np.flatnonzero(listed & (count > 1)).tolist():
        rest = alone[kind == k]
        while rest.size > 1:
            same = _alike(grid, rest)
            rows, rest = rest[same], rest[~same]
            if rows.size > 1 and np.any(selection.tier[rows] != OUT):
                yield rows


def _alike(grid: Grid, rows: IntArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the rows are equal to the first of them."""
    first = rows[0]
    same = (
        (grid.fee_group[rows] == grid.fee_group[first])
        & (grid.group_limit[grid.group[rows]] == grid.group_limit[grid.group[first]])
        & (np.abs(grid.wish[rows] - grid.wish[first]) <= SAME)
        & (grid.allowed[rows] == grid.allowed[first]).all(axis=1)
        & (np.abs(grid.match[rows] - grid.match[first]) <= SAME).all(axis=1)
        & (np.abs(grid.invite[rows] - grid.invite[first]) <= SAME).all(axis=(1, 2))
    )
    return np.asarray(same)
