"""Second aim: among lists within 0.3 points of the best P(match), the places most wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from preround.portfolio.moves import (
    Move,
    apply_move,
    drops,
    entrants,
    signal_units,
    swap_gains,
)
from preround.portfolio.problem import BoolArray, FloatArray, IntArray
from preround.portfolio.selection import CENT, OUT, Selection
from preround.portfolio.value import wish_value

SLACK = 0.003  # probability of matching that may be given for better places
CANDIDATES = 96  # newcomers considered in each round
ROUNDS = 100
TRIALS = 8  # moves judged exactly in each round
FREELY = SLACK / 100.0  # a smaller loss of P(match) counts as this much
LEAST = 1e-6


def prefer_wishes(selection: Selection, p_match: Callable[[Selection], float]) -> Selection:
    """Move toward wanted places while P(match) stays within SLACK and the fee does not rise.

    Moves that give most wish per P(match) spent go first. The worth of a place counts only
    where it is the best won (`wish_value`). Pins, limits and the count stay as they are.
    """
    if np.ptp(selection.grid.wish) == 0.0:
        return selection
    floor, fee = p_match(selection) - SLACK, selection.fee
    for _ in range(ROUNDS):
        before = selection
        for move in _promising(selection, p_match(selection) - floor):
            trial = _tried(selection, move)
            if trial is None or trial.fee > fee + CENT or p_match(trial) < floor:
                continue
            if wish_value(trial) > wish_value(selection) + LEAST:
                selection = trial
        if selection is before:
            break
    return selection


def _tried(selection: Selection, move: Move) -> Selection | None:
    """The list after a move, if moves made since it was proposed still allow it."""
    if move.drop >= 0 and selection.tier[move.drop] == OUT:
        return None
    if any(selection.group_tier[group] == tier for group, tier in move.tiers):
        return None
    trial = selection.copy()
    apply_move(trial, move._replace(add=-1))
    if np.any(trial.used > trial.grid.slots):
        return None
    if move.add >= 0:
        if not trial.can_add(move.add, move.tier):
            return None
        trial.add(move.add, move.tier)
    return trial


def _promising(selection: Selection, slack: float) -> list[Move]:
    """Moves into more wanted places that keep enough P(match), by an estimate of their wish."""
    if not selection.size:
        return []
    tables = _WishTables.of(selection)
    moves = [*_swaps(selection, tables, slack), *_exchanges(selection, tables, slack)]
    moves.sort(key=lambda move: -move.gain)
    return moves[:TRIALS]


def _swaps(selection: Selection, tables: _WishTables, slack: float) -> list[Move]:
    grid, out = selection.grid, drops(selection)
    if not out.program.size:
        return []
    elements = _newcomers(selection, tables)
    program, tier = elements // grid.n_tiers, elements % grid.n_tiers
    change = swap_gains(selection, out, np.arange(out.program.size), elements)
    fee = selection.swap_fees()[grid.fee_group[out.program]][:, grid.fee_group[program]]
    frees = (out.limit[:, None] == grid.group_limit[grid.group[program]]) & (
        out.slot[:, None] == tier
    )
    fits = (change >= -slack) & (fee <= CENT)
    fits &= selection.open_elements()[program, tier] | frees
    lost = (tables.worth * selection.hits()).sum(axis=1)
    bring = (
        tables.gains(grid.hit[program, tier], grid.wish[program])
        - lost[np.searchsorted(selection.chosen, out.program), None]
    )
    return [
        Move(score, drop=int(out.program[d]), add=int(program[e]), tier=int(tier[e]))
        for score, (d, e) in _best(bring, change, fits)
    ]


def _newcomers(selection: Selection, tables: _WishTables) -> IntArray:
    """Elements that are open, or would be if a signal were handed back, most wanted first."""
    grid = selection.grid
    can = selection.open_elements()
    for limit, tier in np.argwhere((selection.used > 0) & (grid.slots > 0)).tolist():
        if tier:
            can[entrants(selection, limit, tier), tier] = True
    elements = np.flatnonzero(can)
    program, tier_of = elements // grid.n_tiers, elements % grid.n_tiers
    bring = tables.gains(grid.hit[program, tier_of], grid.wish[program])
    return elements[np.argsort(-bring, kind="stable")[:CANDIDATES]]


def _exchanges(selection: Selection, tables: _WishTables, slack: float) -> list[Move]:
    """Two institutions of one specialty that exchange their signals."""
    grid = selection.grid
    if grid.n_tiers == 1:
        return []
    units = signal_units(selection)
    chosen, weight = selection.chosen, grid.weights * selection.survival
    unit = np.searchsorted(units.group, grid.group[chosen])
    value = np.zeros((len(units.group), grid.n_tiers))
    np.add.at(value, unit, np.einsum("ktq,kq->kt", grid.hit[chosen], tables.worth))
    moves: list[Move] = []
    for limit in np.unique(units.limit).tolist():
        tiers = np.flatnonzero(grid.slots[limit] > 0).tolist()
        for a, b in combinations(tiers, 2):
            up, down = units.held(limit, a, b), units.held(limit, b, a)
            after = (units.ratio(up, a, b) * weight) @ units.ratio(down, b, a).T
            change = weight.sum() - after
            bring = (value[up, b] - value[up, a])[:, None] + value[down, a] - value[down, b]
            moves += [
                Move(score, tiers=((int(units.group[up[u]]), b), (int(units.group[down[d]]), a)))
                for score, (u, d) in _best(bring, change, change >= -slack)
            ]
    return moves


def _best(
    bring: FloatArray, change: FloatArray, fits: BoolArray
) -> Iterator[tuple[float, tuple[int, int]]]:
    """The pairs that bring most wish per P(match) given, with that rate."""
    rate = bring / np.maximum(-change, FREELY)
    score = np.where(fits & (bring > LEAST), rate, 0.0)
    for at in np.argsort(-score, axis=None, kind="stable")[:TRIALS].tolist():
        row, column = divmod(at, score.shape[1])
        if score[row, column] > 0.0:
            yield float(score[row, column]), (row, column)


class _WishTables(NamedTuple):
    """Walking down the list from the most wanted place: still unmatched, and what is to come.

    Expected wish is linear in each program's chance, so these give exact first-order worth.
    """

    wishes: FloatArray  # (k,) falling
    before: FloatArray  # (k + 1, Q) chance of no match so far
    rest: FloatArray  # (k + 1, Q) expected wish from the rest, given no match so far
    weights: FloatArray
    worth: FloatArray  # (k, Q) worth of each chosen program's chance to match, by index

    @staticmethod
    def of(selection: Selection) -> _WishTables:
        grid, wish = selection.grid, selection.grid.wish[selection.chosen]
        order = np.argsort(-wish, kind="stable")
        hits, wishes = selection.hits()[order], wish[order]
        before = np.vstack((np.ones((1, hits.shape[1])), np.cumprod(1.0 - hits, axis=0)))
        rest = np.zeros_like(before)
        for p in range(len(hits) - 1, -1, -1):
            rest[p] = hits[p] * wishes[p] + (1.0 - hits[p]) * rest[p + 1]
        worth = np.empty_like(hits)
        worth[order] = grid.weights * before[:-1] * (wishes[:, None] - rest[1:])
        return _WishTables(wishes, before, rest, grid.weights, worth)

    def gains(self, hit: FloatArray, wish: FloatArray) -> FloatArray:
        """(e,) expected wish added by programs with these chances (e, Q) and wishes."""
        at = np.searchsorted(-self.wishes, -wish, side="right")
        worth = self.weights * self.before[at] * (wish[:, None] - self.rest[at])
        total: FloatArray = (hit * worth).sum(axis=1)
        return total
