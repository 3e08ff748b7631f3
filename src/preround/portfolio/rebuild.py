"""Larger steps, where single moves are stuck: drop several, force a signal, shake."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from preround.portfolio.greedy import fill
from preround.portfolio.moves import NO_GAIN, drops, signal_units
from preround.portfolio.polish import OF_PROGRAMS, better_of, net_value, polish
from preround.portfolio.problem import FloatArray, IntArray
from preround.portfolio.selection import CENT, OUT, Selection

REBUILD_SIZES = (1, 2, 3)
REBUILD_GROUPS = 6
TRIAL_PROGRAMS = 120  # programs chosen anew in trials: many trials for short lists, few for long
TRIALS_AT_LEAST = 2
SHAKES = 8


def trials_for(selection: Selection) -> int:
    """How many larger steps a list of this length is given."""
    return max(TRIALS_AT_LEAST, TRIAL_PROGRAMS // (selection.size + 1))


def rebuilt(selection: Selection) -> Selection:
    """Drop a few programs of a fee group, or all of them, fill anew, keep what is better.

    Only where programs have different fees: one for one is what a swap does.
    """
    if len(selection.grid.fees) == 1 and not selection.grid.per_dollar:
        return selection
    for _ in range(2 * trials_for(selection)):
        trials = (trial for ruin in _ruins(selection) for trial in _refilled(ruin))
        found = next((t for t in trials if net_value(t) > net_value(selection) + NO_GAIN), None)
        if found is None:
            break
        selection = polish(found)
    return selection


def _refilled(ruin: Selection) -> Iterator[Selection]:
    yield fill(ruin.copy())
    if not ruin.grid.per_dollar:
        yield fill(ruin.copy(), by_dollar=False)
    elif ruin.size >= ruin.grid.n_min:
        yield ruin


def _ruins(selection: Selection) -> Iterator[Selection]:
    out = drops(selection)
    fee_group = selection.grid.fee_group[out.program]
    order = np.argsort(out.loss, kind="stable")
    present, counts = np.unique(fee_group, return_counts=True)
    largest = present[np.argsort(-counts, kind="stable")[:REBUILD_GROUPS]]
    for f in largest.tolist():
        weakest = out.program[order[fee_group[order] == f]].tolist()
        for n in dict.fromkeys((*REBUILD_SIZES, len(weakest))):
            if n <= len(weakest):
                yield _without(selection, weakest[:n])


def _without(selection: Selection, programs: list[int]) -> Selection:
    ruin = selection.copy()
    for i in programs:
        ruin.drop(i)
    return ruin


def shaken(selection: Selection, rng: np.random.Generator) -> Selection:
    """The best of some lists reached after dropping programs at random, or the list given."""
    for _ in range(min(SHAKES, 2 * trials_for(selection))):
        programs = selection.droppable
        if not programs.size:
            break
        n = int(rng.integers(1, max(2, programs.size // 4) + 1))
        gone = rng.choice(programs, size=min(n, programs.size), replace=False)
        trial = polish(fill(_without(selection, gone.tolist())))
        selection = better_of(selection, trial)
    return selection


def with_shared_signals(selection: Selection) -> Selection:
    """Try a signal on institutions with several tracks, which no single move reaches.

    Their first track alone may not deserve the signal that all of them together do.
    """
    grid = selection.grid
    sizes = np.bincount(grid.group)
    if grid.n_tiers == 1 or sizes.max(initial=0) < 2:
        return selection
    score = np.where((sizes > 1)[:, None], _group_gains(selection), 0.0)
    score[:, 0] = 0.0
    order = np.argsort(-score, axis=None, kind="stable")
    for at in order[: min(trials_for(selection), int((score > 0).sum()))].tolist():
        group, tier = at // grid.n_tiers, at % grid.n_tiers
        for tracks in (grid.tracks_of(group), _seed(selection, group, tier)):
            trial = _forced(selection, tracks, tier)
            if trial is not None:
                trial = polish(fill(polish(trial, OF_PROGRAMS)))
                selection = better_of(selection, trial)
    return selection


def _group_gains(selection: Selection) -> FloatArray:
    """(G, T) P(match) gained by all tracks of each signal group under each tier it may have."""
    grid = selection.grid
    logs = np.log1p(-grid.hit)
    start, index = grid.members
    miss = np.exp(np.add.reduceat(logs[index], start[:-1], axis=0))
    may = np.logical_and.reduceat(grid.allowed[index], start[:-1], axis=0)
    rest = grid.weights * selection.survival
    gains: FloatArray = np.where(may, rest.sum() - miss @ rest, 0.0)
    return gains


def _seed(selection: Selection, group: int, tier: int) -> IntArray:
    """The tracks of a signal group that are on the list, or else its best one."""
    grid = selection.grid
    tracks = grid.tracks_of(group)
    chosen: IntArray = tracks[selection.tier[tracks] != OUT]
    if chosen.size:
        return chosen
    best = int((grid.hit[tracks, tier] @ (grid.weights * selection.survival)).argmax())
    first: IntArray = tracks[best : best + 1]
    return first


def _forced(selection: Selection, tracks: IntArray, tier: int) -> Selection | None:
    """The list with these tracks of one signal group under a tier, the weakest making way."""
    grid, group = selection.grid, int(selection.grid.group[tracks[0]])
    trial, limit = selection.copy(), int(grid.group_limit[group])
    holds = trial.group_n[group] > 0 and trial.group_tier[group] == tier
    if not holds and trial.used[limit, tier] >= grid.slots[limit, tier]:
        units = signal_units(trial)
        rows = units.held(limit, tier, 0)
        if not rows.size:
            return None
        lowered = units.ratio(rows, tier, 0) @ (grid.weights * trial.survival)
        trial.set_tier(int(units.group[rows[lowered.argmin()]]), 0)
    if trial.group_n[group]:
        trial.set_tier(group, tier)
    for i in tracks[trial.tier[tracks] == OUT].tolist():
        trial.add(i, tier)
    while trial.fee > grid.budget + CENT or trial.size > grid.n_max:
        out = drops(trial)
        others = np.flatnonzero(~np.isin(out.program, tracks))
        if not others.size:
            return None
        trial.drop(int(out.program[others[out.loss[others].argmin()]]))
    return trial
