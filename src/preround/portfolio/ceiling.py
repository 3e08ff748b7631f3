"""The largest sum of program values an affordable list with few signals can have, or above.

Signals are priced: each limit group and tier has a price, every track pays its share of it,
and what all signals together would cost is given back. Any prices and shares give a ceiling;
the prices are moved to where just as many institutions want a signal as there are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations

import numpy as np

from preround.portfolio.counts import affordable_splits
from preround.portfolio.grid import Grid
from preround.portfolio.problem import FloatArray, IntArray
from preround.portfolio.selection import CENT

TURNS = 2  # passes over the tiers' prices per question; prices are kept between questions
HALVINGS = 30
CYCLES = 8


class SumCeiling:
    """Ceilings on sums over lists of one grid; keeps prices from one question to the next.

    `attained` is the list behind the last answer, (rows, tiers): within the fees and counts,
    though it may use more signals than there are.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.attained: tuple[IntArray, IntArray] = (np.empty(0, np.int64), np.empty(0, np.int64))
        self._splits = affordable_splits(grid)
        self._charge: FloatArray = np.zeros((grid.n, grid.n_tiers))
        self._refund = np.zeros(grid.slots.shape)
        self._floor: FloatArray = np.zeros(len(grid.fees))
        self._limit = grid.group_limit[grid.group]
        self._is_priced = False

    def over(self, value: FloatArray) -> float:
        """Ceiling on the sum of `value` (n, T), which is 0 or more, over every list allowed.

        Under a stop rule, on that sum less what the fees are worth.
        """
        grid = self.grid
        value = np.where(grid.allowed, value, -1.0)
        top = value.argmax(axis=1)
        least, rows = self._affordable(value.max(axis=1))  # as if signals were without number
        if grid.n_tiers == 1 or len(rows) == 0:
            self.attained = (rows, top[rows])
            return least
        if not self._is_priced:
            self._affordable(np.where(grid.allowed[:, 0], value[:, 0], value.max(axis=1)))
            self._set_prices(value)
        self.attained = (rows, top[rows])
        for _ in range(TURNS):
            net = value - self._charge
            tier = net.argmax(axis=1)
            total, rows = self._affordable(net[np.arange(grid.n), tier])
            total += float(self._refund.sum())
            if total < least:
                least, self.attained = total, (rows, tier[rows])
            self._set_prices(value)
        return least

    def _set_prices(self, value: FloatArray) -> None:
        """Price the tiers of each limit group for what a signal adds to an institution."""
        grid = self.grid
        self._is_priced = True
        plain = np.maximum(value[:, 0], self._floor[grid.fee_group])
        margin = np.maximum(value - plain[:, None], 0.0)
        wanted = np.zeros((len(grid.group_limit), grid.n_tiers))
        for tier in range(1, grid.n_tiers):
            wanted[:, tier] = np.bincount(grid.group, weights=margin[:, tier])
        share = margin / np.maximum(wanted[grid.group], 1e-300)
        for limit in np.unique(grid.group_limit).tolist():
            tiers = np.flatnonzero(grid.slots[limit, 1:] > 0) + 1
            if not tiers.size:
                continue
            slots = grid.slots[limit, tiers]
            price = clearing_prices(wanted[grid.group_limit == limit][:, tiers], slots)
            self._refund[limit, tiers] = price * slots
            mine = np.flatnonzero(self._limit == limit)
            self._charge[np.ix_(mine, tiers)] = price * share[np.ix_(mine, tiers)]

    def _affordable(self, best: FloatArray) -> tuple[float, IntArray]:
        """Largest sum of `best` over lists that keep to fees and counts, and one such list."""
        grid = self.grid
        order = np.lexsort((-best, ~grid.pinned, grid.fee_group))
        ranked = np.split(order, np.cumsum(np.bincount(grid.fee_group, minlength=self._n))[:-1])
        pins = np.bincount(grid.fee_group[grid.pinned], minlength=self._n)
        sums = [
            np.concatenate(([0.0], np.cumsum(best[rows]))) - grid.per_dollar * fees[: len(rows) + 1]
            for rows, fees in zip(ranked, grid.fees, strict=True)
        ]
        for total, n in zip(sums, pins.tolist(), strict=True):
            total[:n] = -np.inf
        most, counts = (
            self._by_price(sums) if self._splits is None else _by_split(sums, self._splits)
        )
        nexts = [
            float(best[rows[n]]) if n < len(rows) else 0.0
            for rows, n in zip(ranked, counts, strict=True)
        ]
        self._floor = np.maximum(nexts, 0.0)
        return most, np.concatenate([rows[:n] for rows, n in zip(ranked, counts, strict=True)])

    @property
    def _n(self) -> int:
        return len(self.grid.fees)

    def _by_price(self, sums: list[FloatArray]) -> tuple[float, list[int]]:
        """With a price on money and one on places, each halved down to where the list fits."""
        grid, money, place = self.grid, 0.0, 0.0
        for _ in range(2):
            if np.isfinite(grid.budget):
                money = _least(partial(self._fits_budget, sums, place))
            if grid.n_max < grid.n:
                place = _least(partial(self._fits_count, sums, money))
        most, _, counts = self._at(sums, money, place)
        most += (money * grid.budget if money else 0.0) + (place * grid.n_max if place else 0.0)
        return most, counts

    def _fits_budget(self, sums: list[FloatArray], place: float, money: float) -> bool:
        return self._at(sums, money, place)[1] <= self.grid.budget + CENT

    def _fits_count(self, sums: list[FloatArray], money: float, place: float) -> bool:
        return sum(self._at(sums, money, place)[2]) <= self.grid.n_max

    def _at(
        self, sums: list[FloatArray], money: float, place: float
    ) -> tuple[float, float, list[int]]:
        """Best sum net of both prices, its fees, and its counts per fee group."""
        most = spent = 0.0
        counts: list[int] = []
        for total, fees in zip(sums, self.grid.fees, strict=True):
            net = total - money * fees[: len(total)] - place * np.arange(len(total))
            n = int(net.argmax())
            most, spent = most + float(net[n]), spent + float(fees[n])
            counts.append(n)
        return most, spent, counts


def clearing_prices(worth: FloatArray, slots: IntArray) -> FloatArray:
    """Prices at which about `slots` (t,) of the bidders in `worth` (g, t) want each tier.

    They minimize sum_g max(0, max_t(worth - price)) + price @ slots, the dual of handing out
    the signals at their best. Raising or lowering any set of prices together, each time as
    far as it helps, ends at that minimum (the dual is L-natural convex).
    """
    price = np.zeros(len(slots))
    sets = [list(c) for r in range(1, len(slots) + 1) for c in combinations(range(len(slots)), r)]
    for _ in range(CYCLES):
        before = price.copy()
        for inside in sets:
            net = worth - price
            outside = [t for t in range(len(slots)) if t not in inside]
            rival = np.maximum(net[:, outside].max(axis=1, initial=0.0), 0.0)
            bids = net[:, inside].max(axis=1) - rival
            n = int(slots[inside].sum())
            step = float(-np.partition(-bids, n)[n]) if n < bids.size else -np.inf
            price[inside] += max(step, -float(price[inside].min()))
        if np.array_equal(before, price):
            break
    return price


def _by_split(sums: list[FloatArray], splits: IntArray) -> tuple[float, list[int]]:
    """The best of all splits of the money, or of fewer programs, between the fee groups."""
    worth = np.zeros(len(splits))
    tops = [np.maximum.accumulate(total) for total in sums]
    for f, top in enumerate(tops):
        worth += top[splits[:, f]]
    best = int(worth.argmax())
    counts = [int(t[: n + 1].argmax()) for t, n in zip(sums, splits[best].tolist(), strict=True)]
    return float(worth[best]), counts


def _least(fits: Callable[[float], bool]) -> float:
    """About the least price at which the list fits; 0 when it fits at any."""
    if fits(0.0):
        return 0.0
    low, high = 0.0, 1e-6
    while not fits(high) and high < 1e6:
        low, high = high, 4.0 * high
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
