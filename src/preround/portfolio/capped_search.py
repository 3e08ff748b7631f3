"""The search where interviews run out: the same moves, each judged with the cap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from preround.portfolio.cap import capped_gains, capped_losses, capped_p_match, invitation_worth
from preround.portfolio.greedy import fill
from preround.portfolio.grid import Grid
from preround.portfolio.moves import Move, apply_move, signal_units
from preround.portfolio.problem import FloatArray
from preround.portfolio.selection import CENT, Selection

WEAKEST = 12  # programs tried for a swap
EXCHANGES = 12  # tier exchanges judged exactly
MOVES = 60
LEAST = 1e-9


def capped_value(selection: Selection) -> float:
    """P(match) with the cap, less what the fees are worth under the stop rule."""
    return capped_p_match(selection) - selection.grid.per_dollar * selection.fee


def capped_search(grid: Grid, uncapped: Selection) -> Selection:
    """The better of a greedy list made with the cap and the uncapped one, improved."""
    greedy = fill(Selection.of_pins(grid), gains=capped_gains)
    better = max((greedy, uncapped.copy()), key=capped_value)
    return capped_polish(better)


def capped_polish(selection: Selection) -> Selection:
    """Swaps of the weakest, tier changes, additions and drops until none gains."""
    now = capped_value(selection)
    for _ in range(MOVES):
        for move in _moves(selection):
            trial = selection.copy()
            apply_move(trial, move)
            then = capped_value(trial)
            if then > now + LEAST:
                selection, now = trial, then
                break
        else:
            break
    return selection


def _moves(selection: Selection) -> Iterator[Move]:
    """Moves worth judging, by how well each promises to do in its kind."""
    yield from _tier_changes(selection)
    addition = _best_addition(selection)
    if addition is not None and selection.size < selection.grid.n_max:
        yield addition
    dropped = selection.droppable
    loss = capped_losses(selection)[np.searchsorted(selection.chosen, dropped)]
    for i in dropped[np.argsort(loss, kind="stable")[:WEAKEST]].tolist():
        without = selection.copy()
        without.drop(i)
        if selection.grid.per_dollar and without.size >= selection.grid.n_min:
            yield Move(0.0, drop=i)
        addition = _best_addition(without)
        if addition is not None and addition.add != i:
            yield addition._replace(drop=i)


def _best_addition(selection: Selection) -> Move | None:
    grid = selection.grid
    fee = selection.next_fees(ranked=False)[grid.fee_group]
    can = selection.open_elements() & (fee <= grid.budget - selection.fee + CENT)[:, None]
    gain = capped_gains(selection) - grid.per_dollar * np.where(np.isfinite(fee), fee, 0.0)[:, None]
    gain = np.where(can, gain, -np.inf)
    if not gain.size or not np.isfinite(gain.max()):
        return None
    i, tier = divmod(int(gain.argmax()), grid.n_tiers)
    return Move(float(gain[i, tier]), add=i, tier=tier)


def _tier_changes(selection: Selection) -> Iterator[Move]:
    """Raises and exchanges of signals, most promising first, by first-order worth."""
    grid = selection.grid
    if grid.n_tiers == 1 or not selection.size:
        return
    units, worth = signal_units(selection), _tier_worth(selection)
    moves: list[Move] = []
    for limit in np.unique(units.limit).tolist():
        tiers = np.flatnonzero(grid.slots[limit] > 0).tolist()
        for a in tiers:
            for b in tiers:
                up = units.held(limit, a, b)
                gain = worth[up, b] - worth[up, a]
                if a != b and selection.used[limit, b] < grid.slots[limit, b]:
                    moves += [
                        Move(float(g), tiers=((int(units.group[u]), b),))
                        for u, g in zip(up.tolist(), gain.tolist(), strict=True)
                    ]
                if a < b:
                    down = units.held(limit, b, a)
                    both = gain[:, None] + (worth[down, a] - worth[down, b])[None]
                    best = np.argsort(-both, axis=None)[:EXCHANGES]
                    for u, d in zip(*np.unravel_index(best, both.shape), strict=True):
                        pair = ((int(units.group[up[u]]), b), (int(units.group[down[d]]), a))
                        moves.append(Move(float(both[u, d]), tiers=pair))
    moves.sort(key=lambda move: -move.gain)
    yield from moves[:EXCHANGES]


def _tier_worth(selection: Selection) -> FloatArray:
    """(u, T) first-order worth of every tier to each chosen signal group."""
    grid = selection.grid
    chosen, per_invitation = invitation_worth(selection)
    worth = np.einsum("ktq,kq->kt", grid.invite[chosen], per_invitation)
    groups, unit = np.unique(grid.group[chosen], return_inverse=True)
    total = np.zeros((len(groups), grid.n_tiers))
    np.add.at(total, unit, worth)
    return total
