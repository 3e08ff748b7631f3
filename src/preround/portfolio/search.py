"""The search: several greedy starts, local moves until none gains, partial rebuilding."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from preround.portfolio.counts import MOST_GROUPS, best_splits
from preround.portfolio.greedy import fill
from preround.portfolio.grid import Grid
from preround.portfolio.polish import better_of, net_value, polish
from preround.portfolio.rebuild import rebuilt, with_shared_signals
from preround.portfolio.selection import Selection

TRIAL_PROGRAMS = 120  # programs chosen anew in trials: many trials for short lists, few for long
TRIALS_AT_LEAST = 2


def search(grid: Grid) -> Selection:
    """The best list found, every interview attended."""
    if grid.takes_all:
        return polish(_with_all(grid))
    begun = sorted(starts(grid), key=net_value, reverse=True)
    trials = max(TRIALS_AT_LEAST, TRIAL_PROGRAMS // (begun[0].size + 1))
    best = polish(begun[0])
    for other in begun[1:trials]:
        best = better_of(best, polish(other))
    best = rebuilt(best)
    for split in best_splits(best, 0 if grid.per_dollar else trials):
        best = better_of(best, polish(fill(split)))
    return with_shared_signals(rebuilt(best), trials)


def _with_all(grid: Grid) -> Selection:
    """Every program, with the signals placed by hand and no others yet."""
    selection = Selection.of_pins(grid)
    for i in np.flatnonzero(~grid.pinned).tolist():
        selection.add(i, int(grid.allowed[i].argmax()))
    return selection


def starts(grid: Grid) -> list[Selection]:
    """Greedy lists to begin from: by dollar, by gain, and with the signals left for later."""
    lists = [fill(Selection.of_pins(grid))]
    mixed_fees = len(grid.fees) > 1 and np.isfinite(grid.budget)
    if mixed_fees and not grid.per_dollar:
        lists.append(fill(Selection.of_pins(grid), by_dollar=False))
    if grid.n_tiers > 1:
        plain = grid.allowed & (np.arange(grid.n_tiers) == 0)
        lists.append(fill(fill(Selection.of_pins(grid), usable=plain)))
    for groups in _subsets(len(grid.fees)):
        only = grid.allowed & np.isin(grid.fee_group, groups)[:, None]
        lists.append(fill(fill(Selection.of_pins(grid), usable=only)))
    return lists


def _subsets(n_groups: int) -> list[tuple[int, ...]]:
    if not 1 < n_groups <= MOST_GROUPS:
        return []
    return [c for r in range(1, n_groups) for c in combinations(range(n_groups), r)]
