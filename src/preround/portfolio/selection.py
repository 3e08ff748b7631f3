"""A list being built: what is on it, which signals it uses, what it costs, what it is worth."""

from __future__ import annotations

import numpy as np

from preround.domain.errors import InternalError
from preround.portfolio.grid import Grid
from preround.portfolio.problem import BoolArray, FloatArray, IntArray

OUT = -1
CENT = 1e-6  # fees are whole cents; sums of them are not exactly so


class Selection:
    """Working state of the search over one grid; the only thing in this room that changes.

    `tier` (n,) is the tier of each program, OUT where it is not on the list. `group_tier`
    and `group_n` (G,) say which signal a signal group holds and how many of its tracks are
    chosen; `used` (L, T) counts groups, since a signal serves all tracks of its group.
    `gains` keeps the gain of every addition while the list stays as it is; `order` is the
    order in which programs came.
    """

    __slots__ = (
        "_survival",
        "count",
        "gains",
        "grid",
        "group_n",
        "group_tier",
        "order",
        "tier",
        "used",
    )

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.tier: IntArray = np.full(grid.n, OUT, dtype=np.int64)
        self.count: IntArray = np.zeros(len(grid.fees), dtype=np.int64)
        self.used: IntArray = np.zeros_like(grid.slots)
        self.group_n: IntArray = np.zeros(len(grid.group_limit), dtype=np.int64)
        self.group_tier: IntArray = np.zeros(len(grid.group_limit), dtype=np.int64)
        self._survival: FloatArray | None = np.ones(len(grid.weights))
        self.gains: FloatArray | None = None
        self.order: list[int] = []

    @staticmethod
    def of_pins(grid: Grid) -> Selection:
        """The pinned programs alone, each with the signal placed on it, else none."""
        selection = Selection(grid)
        for i in np.flatnonzero(grid.pinned).tolist():
            selection.add(i, int(grid.allowed[i].argmax()))
        return selection

    def copy(self, grid: Grid | None = None) -> Selection:
        """An independent list, so that a move can be tried; or the same under other limits."""
        twin = Selection.__new__(Selection)
        twin.grid = self.grid if grid is None else grid
        twin.order = self.order.copy()
        for name in ("tier", "count", "used", "group_n", "group_tier"):
            setattr(twin, name, getattr(self, name).copy())
        twin._survival, twin.gains = self._survival, self.gains  # noqa: SLF001 - its own kind
        return twin

    def add(self, i: int, tier: int) -> None:
        """Put program i on the list under a tier its signal group holds or can be given."""
        grid, group = self.grid, int(self.grid.group[i])
        if self.tier[i] != OUT:
            raise InternalError(f"program {i} is on the list already")
        if self.group_n[group] == 0:
            self.used[grid.group_limit[group], tier] += 1
            self.group_tier[group] = tier
        elif self.group_tier[group] != tier:
            raise InternalError(f"signal group {group} holds another tier than {tier}")
        self.tier[i] = tier
        self.order.append(i)
        self.group_n[group] += 1
        self.count[grid.fee_group[i]] += 1
        if self._survival is not None:
            self._survival = self._survival * (1.0 - grid.hit[i, tier])
        self.gains = None

    def can_add(self, i: int, tier: int) -> bool:
        """Whether program i is off the list and its signal group has the tier or can get it."""
        grid, group = self.grid, int(self.grid.group[i])
        if self.tier[i] != OUT or not grid.allowed[i, tier]:
            return False
        if self.group_n[group]:
            return bool(self.group_tier[group] == tier)
        limit = grid.group_limit[group]
        return bool(self.used[limit, tier] < grid.slots[limit, tier])

    def drop(self, i: int) -> None:
        """Take program i off; the signal returns with the group's last track."""
        group = int(self.grid.group[i])
        self.tier[i] = OUT
        self.order.remove(i)
        self.group_n[group] -= 1
        if self.group_n[group] == 0:
            self.used[self.grid.group_limit[group], self.group_tier[group]] -= 1
            self.group_tier[group] = 0
        self.count[self.grid.fee_group[i]] -= 1
        self._survival = self.gains = None

    def set_tier(self, group: int, tier: int) -> None:
        """Give all chosen tracks of a signal group another tier."""
        limit = self.grid.group_limit[group]
        self.used[limit, self.group_tier[group]] -= 1
        self.used[limit, tier] += 1
        self.group_tier[group] = tier
        tracks = self.grid.tracks_of(group)
        self.tier[tracks[self.tier[tracks] != OUT]] = tier
        self._survival = self.gains = None

    @property
    def size(self) -> int:
        """How many programs are on the list."""
        return len(self.order)

    @property
    def chosen(self) -> IntArray:
        """Programs on the list, by index."""
        return np.flatnonzero(self.tier != OUT)

    @property
    def droppable(self) -> IntArray:
        """Programs on the list that are not pinned."""
        return np.flatnonzero((self.tier != OUT) & ~self.grid.pinned)

    @property
    def fee(self) -> float:
        """Real fees of the list, in dollars."""
        return float(
            sum(table[n] for table, n in zip(self.grid.fees, self.count.tolist(), strict=True))
        )

    @property
    def survival(self) -> FloatArray:
        """(Q,) chance of no match at each node of theta, every interview attended."""
        if self._survival is None:
            self._survival = (1.0 - self.hits()).prod(axis=0)
        return self._survival

    def hits(self) -> FloatArray:
        """(k, Q) chance to match through each chosen program, by index."""
        chosen = self.chosen
        return self.grid.hit[chosen, self.tier[chosen]]

    def invitations(self) -> FloatArray:
        """(k, Q) chance of an interview at each chosen program, by index."""
        chosen = self.chosen
        return self.grid.invite[chosen, self.tier[chosen]]

    @property
    def expected_invitations(self) -> float:
        """Invitations expected over all theta."""
        return float(self.invitations().sum(axis=0) @ self.grid.weights)

    def open_elements(self) -> BoolArray:
        """(n, T) elements that could be added now, the fee left aside."""
        grid = self.grid
        is_free = self.used < grid.slots
        may = is_free[grid.group_limit]
        held = np.flatnonzero(self.group_n)
        may[held] = np.arange(grid.n_tiers) == self.group_tier[held, None]
        elements: BoolArray = may[grid.group] & grid.allowed & (self.tier == OUT)[:, None]
        return elements

    def next_fees(self, *, ranked: bool) -> FloatArray:
        """(F,) fee of one more program in each fee group; `ranked` gives the search price.

        Infinite where the fee group has no further program.
        """
        out = np.full(len(self.count), np.inf)
        for f, n in enumerate(self.count.tolist()):
            prices = self.grid.prices[f]
            if n < len(prices):
                table = self.grid.fees[f]
                out[f] = prices[n] if ranked else table[n + 1] - table[n]
        return out

    def swap_fees(self) -> FloatArray:
        """(F, F) change of the fee when a program of row's group makes way for column's."""
        saved = np.array(
            [
                table[n] - table[n - 1] if n else 0.0
                for table, n in zip(self.grid.fees, self.count.tolist(), strict=True)
            ]
        )
        change: FloatArray = self.next_fees(ranked=False)[None, :] - saved[:, None]
        np.fill_diagonal(change, 0.0)
        return change
