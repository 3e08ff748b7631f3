"""How many applications go to each fee group: every split the budget allows, at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from preround.portfolio.greedy import fill
from preround.portfolio.grid import Grid
from preround.portfolio.moves import drops
from preround.portfolio.problem import FloatArray, IntArray
from preround.portfolio.selection import CENT, Selection
from preround.portfolio.value import add_gains

MOST_GROUPS = 3
MOST_SPLITS = 40_000


def affordable_splits(grid: Grid) -> IntArray | None:
    """(M, F) counts per fee group of which none can be raised alone; None when too many.

    For one to three fee groups only. Every list within the budget and `n_max` has counts at
    or below one of these rows.
    """
    sizes = np.bincount(grid.fee_group, minlength=len(grid.fees)).tolist()
    caps = [
        min(size, grid.n_max, int(np.searchsorted(table, grid.budget + CENT, side="right")) - 1)
        for size, table in zip(sizes, grid.fees, strict=True)
    ]
    n_groups = len(caps)
    if not 1 <= n_groups <= MOST_GROUPS or np.prod([c + 1.0 for c in caps[:-1]]) > MOST_SPLITS:
        return None
    axes = np.meshgrid(*(np.arange(cap + 1) for cap in caps[:-1]), indexing="ij")
    head = np.stack([axis.reshape(-1) for axis in axes], axis=1) if axes else np.zeros((1, 0), int)
    spent = np.zeros(len(head))
    for f in range(n_groups - 1):
        spent += grid.fees[f][head[:, f]]
    room = np.minimum(
        np.searchsorted(grid.fees[-1], grid.budget - spent + CENT, side="right") - 1,
        grid.n_max - head.sum(axis=1),
    )
    fits = room >= 0
    splits: IntArray = np.column_stack((head[fits], np.minimum(room[fits], caps[-1])))
    return splits


def best_splits(selection: Selection, n: int) -> Iterator[Selection]:
    """Lists with the n most promising counts per fee group, best first.

    Why: greedy by dollar never sees that a block paid for at once is worth it only as a
    whole, or that the last dollars fit two cheap programs better than one dear. Each group
    is ranked by what its programs are worth beside the present list; the worth of every
    split is estimated from sums along those rankings, and the best are built by gain.
    """
    grid = selection.grid
    splits = affordable_splits(grid) if 1 < len(grid.fees) <= MOST_GROUPS else None
    if splits is None:
        return
    ranked, logs = _rankings(selection)
    n_pinned = [int(grid.pinned[rank].sum()) for rank in ranked]
    splits = splits[(splits >= n_pinned).all(axis=1)]
    miss = np.zeros((len(splits), len(grid.weights)))
    for f, rank in enumerate(ranked):
        along = np.cumsum(logs[rank], axis=0)
        miss += np.vstack((np.zeros((1, along.shape[1])), along))[splits[:, f]]
    for row in np.argsort(np.exp(miss) @ grid.weights, kind="stable")[:n].tolist():
        yield fill(Selection.of_pins(grid), by_dollar=False, most=splits[row])


def _rankings(selection: Selection) -> tuple[list[IntArray], FloatArray]:
    """Per fee group its programs best first, and (n, Q) log chance of no match of each."""
    grid, chosen = selection.grid, selection.chosen
    open_now = selection.open_elements()
    open_now[chosen, selection.tier[chosen]] = True
    gain = np.where(open_now, add_gains(selection), -1.0)
    tier = gain.argmax(axis=1)
    tier[chosen] = selection.tier[chosen]
    worth = gain[np.arange(grid.n), tier]
    out = drops(selection)
    worth[out.program] = out.loss
    worth[grid.pinned] = np.inf
    order = np.lexsort((-grid.wish, -worth))
    logs = np.log1p(-grid.hit[np.arange(grid.n), tier])
    return [order[grid.fee_group[order] == f] for f in range(len(grid.fees))], logs
