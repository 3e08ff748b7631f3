"""Greedy choice: the best next element by gain per dollar, or by gain alone."""

from __future__ import annotations

import numpy as np

from preround.portfolio.problem import BoolArray, FloatArray, IntArray
from preround.portfolio.selection import CENT, Selection
from preround.portfolio.value import Gains, add_gains

SAME = 1.0 - 1e-12  # gains closer than this are one gain; which came first is rounding
FREE = 1e-3  # price of a program inside a block that is already paid, in dollars


def fill(
    selection: Selection,
    *,
    by_dollar: bool = True,
    gains: Gains = add_gains,
    usable: BoolArray | None = None,
    most: IntArray | None = None,
) -> Selection:
    """Add the best element again and again until limits, budget or the stop rule say no.

    Changes the selection it is given and returns it. `usable` (n, T) narrows the elements,
    `most` (F,) the number of applications in each fee group. Cost: one pass over all elements
    per addition (45 microseconds for 20,000 elements and 24 nodes on one core), so keeping
    stale gains would save nothing.
    """
    grid = selection.grid
    open_now = _open(selection, usable)
    rate = _rates(selection, by_dollar=by_dollar, most=most)
    weight = open_now * rate[grid.fee_group][:, None]
    while selection.size < grid.n_max:
        gain = gains(selection)
        i, tier = best_element(gain * weight, grid.wish)
        if i < 0 or not _worth_it(selection, float(gain[i, tier]), i):
            break
        selection.add(i, tier)
        new_rate = _rates(selection, by_dollar=by_dollar, most=most)
        if _is_last_signal(selection, i, tier) or np.any(new_rate != rate):
            rate = new_rate
            weight = _open(selection, usable) * rate[grid.fee_group][:, None]
        else:
            tracks = grid.tracks_of(int(grid.group[i]))
            weight[tracks] *= np.arange(grid.n_tiers) == tier
            weight[i] = 0.0
    return selection


def best_element(score: FloatArray, wish: FloatArray) -> tuple[int, int]:
    """Program and tier of the highest score; (-1, 0) when none is above zero.

    Ties go to the higher wish, then to the lower index, then to the lesser signal.
    """
    best = score.max(initial=0.0)
    if best <= 0.0:
        return -1, 0
    ties = np.flatnonzero(score >= best * SAME)
    n_tiers = int(score.shape[1])
    pick = int(ties[wish[ties // n_tiers].argmax()])
    return pick // n_tiers, pick % n_tiers


def _open(selection: Selection, usable: BoolArray | None) -> BoolArray:
    now = selection.open_elements()
    return now if usable is None else now & usable


def _rates(selection: Selection, *, by_dollar: bool, most: IntArray | None) -> FloatArray:
    """(F,) factor that turns a gain into a score, 0 where the budget forbids."""
    left = selection.grid.budget - selection.fee + CENT
    affordable = selection.next_fees(ranked=False) <= left
    if most is not None:
        affordable &= selection.count < most
    if not by_dollar:
        return affordable.astype(np.float64)
    price = np.maximum(selection.next_fees(ranked=True), FREE)
    return affordable / price


def _worth_it(selection: Selection, gain: float, i: int) -> bool:
    grid = selection.grid
    if selection.size < grid.n_min or not grid.per_dollar:
        return gain > 0.0
    price = selection.next_fees(ranked=True)[grid.fee_group[i]]
    return gain > grid.per_dollar * float(price)


def _is_last_signal(selection: Selection, i: int, tier: int) -> bool:
    grid = selection.grid
    limit = grid.group_limit[grid.group[i]]
    return tier > 0 and bool(selection.used[limit, tier] >= grid.slots[limit, tier])
