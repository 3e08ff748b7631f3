"""Local search: the best move of each neighborhood in turn until none gains."""

from __future__ import annotations

from collections.abc import Callable

from preround.portfolio.moves import (
    NO_GAIN,
    Move,
    apply_move,
    best_add,
    best_drop,
    best_rotation,
    best_swap,
    best_tier_change,
)
from preround.portfolio.selection import Selection
from preround.portfolio.value import p_match

MOVES_PER_PROGRAM = 3
MOVES_AT_LEAST = 60

Neighborhood = Callable[[Selection], Move | None]
OF_PROGRAMS: tuple[Neighborhood, ...] = (best_swap, best_add)
EVERY: tuple[Neighborhood, ...] = (
    best_tier_change,
    best_swap,
    best_add,
    best_drop,
    best_rotation,
)


def net_value(selection: Selection) -> float:
    """P(match) less what the fees are worth under the stop rule; what the search maximizes."""
    return p_match(selection) - selection.grid.per_dollar * selection.fee


def better_of(one: Selection, other: Selection) -> Selection:
    """The list worth more; the first at a tie."""
    return other if net_value(other) > net_value(one) + NO_GAIN else one


def polish(selection: Selection, kinds: tuple[Neighborhood, ...] = EVERY) -> Selection:
    """Take the best move of each neighborhood in turn until none gains.

    Changes the selection and returns it. The number of moves is bounded by the list's
    length, never by a clock, so that the same question has the same answer anywhere.
    """
    left = MOVES_AT_LEAST + MOVES_PER_PROGRAM * selection.size
    at = idle = 0
    while left > 0 and idle < len(kinds):
        move = kinds[at](selection)
        if move is None:
            idle, at = idle + 1, (at + 1) % len(kinds)
        else:
            apply_move(selection, move)
            idle, left = 0, left - 1
    return selection
