"""Moves of the local search: tier changes, drop-and-add, and the two at once.

Every function looks at a whole neighborhood in a few matrix products and returns its best
move, worth `gain` in P(match) less the worth of what it costs more; None where none gains.
Where signals move, it is the best of the first limit group that has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise, permutations
from typing import NamedTuple

import numpy as np

from preround.portfolio.problem import BoolArray, FloatArray, IntArray
from preround.portfolio.selection import CENT, OUT, Selection
from preround.portfolio.value import add_gains, losses

NO_GAIN = 1e-12
POOL = 1_000  # candidates looked at per swap
DROPS = 128  # weakest programs that a rotation may drop
ENTRANTS = 48  # strongest programs that a rotation may bring in
TRIPLES = 20_000  # combinations looked at when three tiers are involved


class Move(NamedTuple):
    """Drop a program, give signal groups other tiers, add a program; -1 for none."""

    gain: float
    drop: int = -1
    tiers: tuple[tuple[int, int], ...] = ()
    add: int = -1
    tier: int = 0


def apply_move(selection: Selection, move: Move) -> None:
    """Carry out a move."""
    if move.drop >= 0:
        selection.drop(move.drop)
    for group, tier in move.tiers:
        selection.set_tier(group, tier)
    if move.add >= 0:
        selection.add(move.add, move.tier)


def better(one: Move | None, other: Move | None) -> Move | None:
    """The move that gains more; the first at a tie."""
    if one is None or other is None:
        return other if one is None else one
    return other if other.gain > one.gain else one


def best_add(selection: Selection) -> Move | None:
    """The addition that gains most, net of its worth in dollars."""
    grid = selection.grid
    if selection.size >= grid.n_max:
        return None
    fee = selection.next_fees(ranked=False)
    can = (
        selection.open_elements()
        & (fee <= grid.budget - selection.fee + CENT)[grid.fee_group, None]
    )
    price = np.where(np.isfinite(fee), fee, 0.0)
    net = np.where(can, add_gains(selection) - grid.per_dollar * price[grid.fee_group, None], 0.0)
    if net.max(initial=0.0) <= NO_GAIN:
        return None
    i, tier = divmod(int(net.argmax()), grid.n_tiers)
    return Move(float(net[i, tier]), add=i, tier=tier)


def best_drop(selection: Selection) -> Move | None:
    """The program that is not worth its fee under the stop rule."""
    grid = selection.grid
    if not grid.per_dollar or selection.size <= grid.n_min:
        return None
    last = np.array(
        [
            table[n] - table[n - 1] if n else 0.0
            for table, n in zip(grid.fees, selection.count.tolist(), strict=True)
        ]
    )
    chosen = selection.chosen
    net = grid.per_dollar * last[grid.fee_group[chosen]] - losses(selection)
    net[grid.pinned[chosen]] = 0.0
    if net.max(initial=0.0) <= NO_GAIN:
        return None
    return Move(float(net.max()), drop=int(chosen[net.argmax()]))


class _Units(NamedTuple):
    """Chosen signal groups with their chance of no match under each tier they could have."""

    group: IntArray
    tier: IntArray
    limit: IntArray
    miss: FloatArray  # (u, T, Q)
    may: BoolArray  # (u, T)

    def held(self, limit: int, tier: int, to: int | None = None) -> IntArray:
        """Rows of one limit group holding a tier, of those that may be given `to`."""
        rows = (self.limit == limit) & (self.tier == tier)
        return np.flatnonzero(rows if to is None else rows & self.may[:, to])

    def ratio(self, rows: IntArray, tier: int, to: int) -> FloatArray:
        """(r, Q) factor on the chance of no match when the rows go from tier to `to`."""
        factor: FloatArray = self.miss[rows, to] / self.miss[rows, tier]
        return factor


def signal_units(selection: Selection) -> _Units:
    """Chosen signal groups as units of exchange."""
    grid, chosen = selection.grid, selection.chosen
    groups, unit = np.unique(grid.group[chosen], return_inverse=True)
    miss = np.ones((len(groups), grid.n_tiers, len(grid.weights)))
    np.multiply.at(miss, unit, 1.0 - grid.hit[chosen])
    may = np.ones((len(groups), grid.n_tiers), dtype=bool)
    np.logical_and.at(may, unit, grid.allowed[chosen])
    return _Units(groups, selection.group_tier[groups], grid.group_limit[groups], miss, may)


def best_tier_change(selection: Selection) -> Move | None:
    """Raise a group into a free signal, exchange the tiers of two, or rotate those of three."""
    grid = selection.grid
    if grid.n_tiers == 1 or not selection.size:
        return None
    units = signal_units(selection)
    open_matched = grid.weights * selection.survival
    for limit in np.unique(units.limit).tolist():
        best: Move | None = None
        tiers = np.flatnonzero(grid.slots[limit] > 0).tolist()
        for a, b in permutations(tiers, 2):
            if selection.used[limit, b] < grid.slots[limit, b]:
                best = better(best, _raise(units, open_matched, limit, (a, b)))
            if a < b:
                best = better(best, _rotate(units, open_matched, limit, (a, b)))
        for a, b, c in permutations(tiers, 3):
            if a == min(a, b, c):
                best = better(best, _rotate(units, open_matched, limit, (a, b, c)))
        if best is not None:
            return best
    return None


def _raise(units: _Units, weight: FloatArray, limit: int, way: tuple[int, int]) -> Move | None:
    rows = units.held(limit, way[0], way[1])
    if not rows.size:
        return None
    gain = weight.sum() - units.ratio(rows, *way) @ weight
    at = int(gain.argmax())
    if gain[at] <= NO_GAIN:
        return None
    return Move(float(gain[at]), tiers=((int(units.group[rows[at]]), way[1]),))


def _rotate(units: _Units, weight: FloatArray, limit: int, ring: tuple[int, ...]) -> Move | None:
    """One group of each tier in the ring takes the next one's tier, the last the first's."""
    nexts = (*ring[1:], ring[0])
    rows = [units.held(limit, a, b) for a, b in zip(ring, nexts, strict=True)]
    size = int(np.prod([r.size for r in rows]))
    if not size or size > TRIPLES:
        return None
    factors = [units.ratio(r, a, b) for r, a, b in zip(rows, ring, nexts, strict=True)]
    product = factors[0] * weight
    for factor in factors[1:-1]:
        product = (product[:, None, :] * factor[None]).reshape(-1, product.shape[1])
    gain = weight.sum() - product @ factors[-1].T
    if gain.max() <= NO_GAIN:
        return None
    at = np.unravel_index(int(gain.argmax()), [r.size for r in rows])
    moved = tuple((int(units.group[r[j]]), b) for r, j, b in zip(rows, at, nexts, strict=True))
    return Move(float(gain.max()), tiers=moved)


class Drops(NamedTuple):
    """Programs that may be dropped: what each loses, frees and leaves behind."""

    program: IntArray
    loss: FloatArray
    open_without: FloatArray  # (d, Q) weight still unmatched when it is gone
    limit: IntArray
    slot: IntArray  # tier of the signal it frees, 0 for none


def drops(selection: Selection) -> Drops:
    """What dropping each program that is not pinned would do."""
    grid, chosen = selection.grid, selection.droppable
    tier = selection.tier[chosen]
    without = grid.weights * selection.survival / (1.0 - grid.hit[chosen, tier])
    group = grid.group[chosen]
    slot = np.where(selection.group_n[group] == 1, tier, 0)
    loss = without.sum(axis=1) - float(grid.weights @ selection.survival)
    return Drops(chosen, loss, without, grid.group_limit[group], slot)


def best_swap(selection: Selection) -> Move | None:
    """Drop one program and add another under a tier that is free, or freed by the drop."""
    grid, out = selection.grid, drops(selection)
    if not out.program.size:
        return None
    gain = add_gains(selection)
    fees = selection.swap_fees()
    best: Move | None = None
    for rows, elements in _swap_pools(selection, out, gain, fees):
        net, pool = swap_gains(selection, out, rows, elements), elements
        change = fees[grid.fee_group[out.program[rows]]][:, grid.fee_group[pool // grid.n_tiers]]
        net = np.where(
            change <= grid.budget - selection.fee + CENT,
            net - (grid.per_dollar * np.where(np.isfinite(change), change, 0.0)),
            -1.0,
        )
        if net.max(initial=0.0) <= NO_GAIN:
            continue
        d, e = np.unravel_index(int(net.argmax()), net.shape)
        i, tier = divmod(int(pool[e]), grid.n_tiers)
        move = Move(float(net[d, e]), drop=int(out.program[rows[d]]), add=i, tier=tier)
        best = better(best, move)
    return best


def swap_gains(selection: Selection, out: Drops, rows: IntArray, elements: IntArray) -> FloatArray:
    """(r, e) change of P(match) when a row's program makes way for an element."""
    change: FloatArray = (
        out.open_without[rows] @ selection.grid.flat_hit[elements].T - out.loss[rows, None]
    )
    return change


def _swap_pools(
    selection: Selection, out: Drops, gain: FloatArray, fees: FloatArray
) -> Iterator[tuple[IntArray, IntArray]]:
    """Rows of drops with the elements any of them could make way for.

    Once a program is gone an element gains at most 1 / (1 - hit) of what it gains now, so
    what stays below the smallest loss cannot pay and is left out.
    """
    grid = selection.grid
    saving = max(0.0, -float(fees[np.isfinite(fees)].min(initial=0.0))) * grid.per_dollar
    open_matched = np.maximum(grid.weights * selection.survival, 1e-300)
    reach = gain * float((out.open_without / open_matched).max())
    pays = reach > float(out.loss.min()) - saving
    yield (
        np.arange(out.program.size),
        _strongest(np.flatnonzero(selection.open_elements() & pays), gain),
    )
    for limit, tier in sorted(set(zip(out.limit.tolist(), out.slot.tolist(), strict=True))):
        if not tier or selection.used[limit, tier] < grid.slots[limit, tier]:
            continue
        rows = np.flatnonzero((out.limit == limit) & (out.slot == tier))
        fresh = entrants(selection, limit, tier)
        fresh = fresh[reach[fresh, tier] > float(out.loss[rows].min()) - saving]
        yield rows, _strongest(fresh * grid.n_tiers + tier, gain)


def entrants(selection: Selection, limit: int, tier: int) -> IntArray:
    """Programs off the list that could take a signal of that tier were one free."""
    grid = selection.grid
    mine = grid.of_limit[limit]
    can = (selection.group_n[grid.group[mine]] == 0) & grid.allowed[mine, tier]
    fresh: IntArray = mine[can & (selection.tier[mine] == OUT)]
    return fresh


def _strongest(elements: IntArray, gain: FloatArray) -> IntArray:
    if elements.size > POOL:
        keep = np.argpartition(-gain.reshape(-1)[elements], POOL)[:POOL]
        elements = elements[np.sort(keep)]
    return elements


def best_rotation(selection: Selection) -> Move | None:
    """Bring a program in under the signal of another, which takes that of one dropped.

    This reaches programs that answer only to a signal: neither dropping one for them nor
    exchanging tiers helps alone. With three tiers the signals may also pass through two.
    """
    grid = selection.grid
    if grid.n_tiers == 1 or not selection.size:
        return None
    units, out, gain = signal_units(selection), drops(selection), add_gains(selection)
    for limit in np.unique(units.limit).tolist():
        best: Move | None = None
        tiers = np.flatnonzero(grid.slots[limit] > 0).tolist()
        for path in chain(permutations(tiers, 2), permutations(tiers, 3)):
            best = better(best, _rotation(selection, units, out, gain, (limit, path)))
        if best is not None:
            return best
    return None


def _rotation(
    selection: Selection,
    units: _Units,
    out: Drops,
    gain: FloatArray,
    way: tuple[int, tuple[int, ...]],
) -> Move | None:
    """Best drop freeing the path's first tier, which is handed on to an entrant at its last."""
    grid, (limit, path) = selection.grid, way
    a, b = path[0], path[-1]
    rows = np.flatnonzero(((out.limit == limit) & (out.slot == a)) if a else out.loss >= 0.0)
    few = 1 if len(path) == 2 else 8
    rows = rows[np.argsort(out.loss[rows], kind="stable")[: DROPS // few]]
    steps = [(units.held(limit, t, to), t, to) for to, t in pairwise(path)]
    fresh = entrants(selection, limit, b)
    fresh = fresh[np.argsort(-gain[fresh, b], kind="stable")[: ENTRANTS // few]]
    sizes = [rows.size, *(holders.size for holders, _, _ in steps), fresh.size]
    if not all(sizes) or (len(path) > 2 and np.prod(sizes) > TRIPLES):
        return None
    left = out.open_without[rows]
    for holders, tier, to in steps:
        left = (left[:, None, :] * units.ratio(holders, tier, to)).reshape(-1, left.shape[1])
    base = float(grid.weights @ selection.survival)
    net = (base - left.sum(axis=1)[:, None] + left @ grid.hit[fresh, b].T).reshape(sizes)
    change = selection.swap_fees()[grid.fee_group[out.program[rows]]][:, grid.fee_group[fresh]]
    change = change.reshape(rows.size, *[1] * len(steps), fresh.size)
    worth = grid.per_dollar * np.where(np.isfinite(change), change, 0.0)
    net = np.where(change <= grid.budget - selection.fee + CENT, net - worth, -1.0)
    for j, (holders, _, _) in enumerate(steps):
        own = grid.group[out.program[rows]][:, None] == units.group[holders][None]
        shape = [1] * len(sizes)
        shape[0], shape[j + 1] = own.shape
        net = np.where(own.reshape(shape), -1.0, net)
    if net.max() <= NO_GAIN:
        return None
    at = np.unravel_index(int(net.argmax()), sizes)
    return Move(
        float(net.max()),
        drop=int(out.program[rows[at[0]]]),
        tiers=tuple(
            (int(units.group[holders[j]]), to)
            for (holders, _, to), j in zip(steps, at[1:-1], strict=True)
        ),
        add=int(fresh[at[-1]]),
        tier=b,
    )
