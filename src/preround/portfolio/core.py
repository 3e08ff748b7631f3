"""The part of a grid the search needs to look at: every program that could make the list.

Of thousands of programs a list of a hundred draws on the few hundred best; the rest only
costs time. Which are best depends on the list, so the core is drawn twice: from an empty
list, then from the list greedy makes of that. Nothing is proved by this; the certificate is,
and it is computed on the whole grid.
"""

from __future__ import annotations

import numpy as np

from preround.portfolio.greedy import fill
from preround.portfolio.grid import Grid, compact_groups, members_of, programs_of_limits
from preround.portfolio.problem import BoolArray, FloatArray, IntArray
from preround.portfolio.selection import Selection
from preround.portfolio.value import add_gains

SPARE = 160  # programs kept of each kind beyond those a greedy list holds


def core_of(grid: Grid) -> tuple[Grid, IntArray]:
    """The core as a grid of its own, and (m,) the index in `grid` of each of its programs."""
    keep = SPARE * 2
    while keep < grid.n and not grid.takes_all:
        kept = _strongest(grid, Selection.of_pins(grid), keep)
        core = part(grid, kept)
        listed = fill(Selection.of_pins(core))
        if listed.size + SPARE <= keep:
            on_list = np.zeros(grid.n, dtype=bool)
            on_list[kept[listed.chosen]] = True
            whole = moved(listed, grid, kept)
            kept = np.flatnonzero(on_list | _mask(grid, _strongest(grid, whole, keep)))
            return part(grid, kept), kept
        keep *= 2
    return grid, np.arange(grid.n)


def part(grid: Grid, kept: IntArray) -> Grid:
    """The grid of some of its programs; fee groups and limit groups keep their numbers."""
    group, first = compact_groups(grid.group[kept])
    group_limit = grid.group_limit[grid.group[kept][first]]
    return grid.relaxed(
        ids=grid.ids[kept],
        hit=grid.hit[kept],
        invite=grid.invite[kept],
        match=grid.match[kept],
        wish=grid.wish[kept],
        fee_group=grid.fee_group[kept],
        group=group,
        group_limit=group_limit,
        of_limit=programs_of_limits(group_limit[group], len(grid.slots)),
        members=members_of(group),
        allowed=grid.allowed[kept],
        pinned=grid.pinned[kept],
        attend_rank=grid.attend_rank[kept],
    )


def moved(selection: Selection, grid: Grid, kept: IntArray) -> Selection:
    """The same list on the grid that `selection`'s grid is a part of."""
    whole = Selection(grid)
    for i in selection.chosen.tolist():
        whole.add(int(kept[i]), int(selection.tier[i]))
    return whole


def within(selection: Selection, kept: IntArray) -> Selection:
    """The same list on the part of its grid that holds `kept`, its own programs among them."""
    narrow = Selection(part(selection.grid, kept))
    for i in selection.chosen.tolist():
        narrow.add(int(np.searchsorted(kept, i)), int(selection.tier[i]))
    return narrow


def _mask(grid: Grid, kept: IntArray) -> BoolArray:
    mask = np.zeros(grid.n, dtype=bool)
    mask[kept] = True
    return mask


def _strongest(grid: Grid, selection: Selection, keep: int) -> IntArray:
    """The pinned programs, and the `keep` best of each fee group, limit group and tier.

    Under a signal also the best institutions by what their tracks gain together, since one
    signal serves them all.
    """
    gain: FloatArray = np.where(grid.allowed, add_gains(selection), -1.0)
    together = np.zeros((len(grid.group_limit), grid.n_tiers))
    np.add.at(together, grid.group, np.maximum(gain, 0.0))
    several = np.bincount(grid.group)[grid.group] > 1
    mask = grid.pinned.copy()
    kind = grid.fee_group * len(grid.slots) + grid.group_limit[grid.group]
    for value in np.unique(kind).tolist():
        rows = np.flatnonzero(kind == value)
        for tier in range(grid.n_tiers):
            usable = rows[gain[rows, tier] >= 0.0]
            mask[_top(usable, gain[usable, tier], keep)] = True
            if tier:
                shared = usable[several[usable]]
                mask[_top(shared, together[grid.group[shared], tier], keep // 2)] = True
    return np.flatnonzero(mask)


def _top(programs: IntArray, score: FloatArray, keep: int) -> IntArray:
    return programs if programs.size <= keep else programs[np.argpartition(-score, keep)[:keep]]
