"""The search: several greedy starts, local moves until none gains, partial rebuilding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

import numpy as np

from preround.portfolio.bound import ENOUGH
from preround.portfolio.counts import MOST_GROUPS, best_splits
from preround.portfolio.greedy import fill
from preround.portfolio.grid import Grid
from preround.portfolio.polish import better_of, net_value, polish
from preround.portfolio.rebuild import rebuilt, shaken, trials_for, with_shared_signals
from preround.portfolio.selection import Selection
from preround.portfolio.value import p_match


def first_lists(grid: Grid) -> list[Selection]:
    """The lists to begin from, best first, the first of them polished."""
    if grid.takes_all:
        return [polish(_with_all(grid))]
    begun = sorted(starts(grid), key=net_value, reverse=True)
    return [polish(begun[0]), *begun[1:]]


def search(
    lists: list[Selection], ceiling: float, rng: np.random.Generator | None = None
) -> Selection:
    """The best list that larger and larger steps find, every interview attended.

    Stops as soon as the value is within ENOUGH of the ceiling: what is proven needs no search.
    """
    best = lists[0]
    for step in _steps(lists, rng):
        if net_value(best) >= ceiling - ENOUGH * p_match(best):
            break
        best = better_of(best, step(best))
    return best


def _steps(
    lists: list[Selection], rng: np.random.Generator | None
) -> Iterator[Callable[[Selection], Selection]]:
    """Ways to a better list, each from the best so far, the cheap ones first."""
    trials = trials_for(lists[0])
    for other in lists[1:trials]:
        yield partial(_or_polished, other)
    yield rebuilt
    if not lists[0].grid.per_dollar:
        yield partial(_or_split, trials)
    yield rebuilt
    yield with_shared_signals
    if rng is not None:
        yield partial(shaken, rng=rng)


def _or_polished(other: Selection, best: Selection) -> Selection:
    return better_of(best, polish(other))


def _or_split(trials: int, best: Selection) -> Selection:
    for split in best_splits(best, trials):
        best = better_of(best, polish(fill(split)))
    return best


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
