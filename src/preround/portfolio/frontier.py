"""The list in order of choice, its running totals, and what would come next."""

from __future__ import annotations

import numpy as np

from preround.portfolio.cap import capped_prefixes
from preround.portfolio.core import part
from preround.portfolio.greedy import fill
from preround.portfolio.grid import UNLIMITED, Grid
from preround.portfolio.problem import FloatArray, Frontier, IntArray
from preround.portfolio.selection import Selection

AT_LEAST = 150
EXACT = 400  # lengths up to which an interview cap is reckoned with at every length


def make_frontier(selection: Selection) -> Frontier:
    """Nested lists of 1, 2, … programs: the chosen ones, then what would follow unlimited.

    The order within the list is greedy by gain per dollar with the signals as given, so a
    budget bar drawn from it shows the knees of the fees. It runs to 150 programs, or to the
    end of the list or of the programs. Indices are those of the problem.
    """
    grid = selection.grid
    longer = selection.copy(_unlimited(grid, max(AT_LEAST, selection.size)))
    n_chosen = len(longer.order)
    fill(longer)
    program = np.concatenate((_in_order(selection), longer.order[n_chosen:])).astype(np.int64)
    tier = longer.tier[program]
    fees = _running_fees(grid, program)
    reached, interviews = _running_value(grid, program, tier)
    return Frontier(
        program=grid.ids[program],
        tier=grid.tiers[tier],
        fee_usd=fees,
        p_match=reached,
        expected_interviews=interviews,
        marginal_fee_usd=np.diff(fees, prepend=0.0),
        marginal_gain=np.diff(reached, prepend=0.0),
    )


def _unlimited(grid: Grid, n_max: int) -> Grid:
    return grid.relaxed(budget=np.inf, n_max=n_max, n_min=0, per_dollar=0.0)


def _in_order(selection: Selection) -> IntArray:
    """The chosen programs by gain per dollar; those that add nothing come last."""
    chosen = selection.chosen
    own = _unlimited(part(selection.grid, chosen), UNLIMITED)
    own = own.relaxed(
        allowed=np.arange(own.n_tiers) == selection.tier[chosen, None],
        pinned=np.zeros(len(chosen), dtype=bool),
    )
    order = fill(Selection(own)).order
    rest = np.setdiff1d(np.arange(len(chosen)), order)
    return chosen[np.concatenate((order, rest)).astype(np.int64)]


def _running_fees(grid: Grid, program: IntArray) -> FloatArray:
    """Real fees after each program, whatever fee group each is billed under."""
    group = grid.fee_group[program]
    total = np.zeros(len(program))
    for f, table in enumerate(grid.fees):
        total += table[np.cumsum(group == f)]
    return total


def _running_value(grid: Grid, program: IntArray, tier: IntArray) -> tuple[FloatArray, FloatArray]:
    """P(match) and expected interviews after each program."""
    invite = grid.invite[program, tier]
    if grid.cap is not None and len(program):
        sizes = capped_lengths(len(program))
        reached, attended = capped_prefixes(
            invite, grid.match[program], grid.attend_rank[program], grid.weights, grid.cap, sizes
        )
        every = np.arange(1, len(program) + 1)
        return np.interp(every, sizes, reached), np.interp(every, sizes, attended)
    miss = np.cumprod(1.0 - grid.hit[program, tier], axis=0)
    return (1.0 - miss) @ grid.weights, np.cumsum(invite @ grid.weights)


def capped_lengths(k: int) -> IntArray:
    """Every length to EXACT; past that every so many-th, what lies between being drawn straight."""
    near = np.arange(1, min(k, EXACT) + 1)
    far = np.linspace(EXACT, k, EXACT // 2).astype(np.int64) if k > EXACT else near[:0]
    return np.unique(np.concatenate((near, far)))
