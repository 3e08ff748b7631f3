"""A problem made ready for the search: only programs that can be chosen, ids counted from 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from preround.portfolio.check import check, pinned_mask
from preround.portfolio.fee_table import cumulative_fees, search_prices
from preround.portfolio.problem import BoolArray, FloatArray, IntArray, PortfolioProblem

UNLIMITED = 1 << 40
CERTAIN = 1.0 - 1e-12  # a chance of 1 would make leaving one out a division by zero


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """n programs that may be chosen, T tiers in use, Q nodes; element (i, t) is i * T + t.

    `ids` are the programs' indices in the problem, `tiers` the tiers' there. `hit` (n, T, Q)
    is the chance to match through i under tier t. `fees[f]` holds the real cost of 0, 1, …
    applications, `prices[f]` the price the search ranks by. `slots` (L, T) are the signals
    of each limit group, `group_limit` (G,) the limit group of each signal group,
    `of_limit` the programs of each limit group. `attend_rank`
    orders programs by their mean chance to match given an interview, best first.
    `per_dollar` is the P(match) a dollar must buy, 0 without a stop rule.
    """

    ids: IntArray
    tiers: IntArray
    hit: FloatArray
    invite: FloatArray
    match: FloatArray
    weights: FloatArray
    wish: FloatArray
    fee_group: IntArray
    fees: tuple[FloatArray, ...]
    prices: tuple[FloatArray, ...]
    group: IntArray
    group_limit: IntArray
    slots: IntArray
    of_limit: tuple[IntArray, ...]
    allowed: BoolArray
    pinned: BoolArray
    members: tuple[IntArray, IntArray]
    attend_rank: IntArray
    budget: float
    n_max: int
    n_min: int
    per_dollar: float
    cap: int | None

    @property
    def n(self) -> int:
        """Programs that may be chosen."""
        return len(self.ids)

    @property
    def n_tiers(self) -> int:
        """Tiers in use, "none" included."""
        return len(self.tiers)

    @property
    def flat_hit(self) -> FloatArray:
        """The elements as rows: (n * T, Q)."""
        return self.hit.reshape(self.n * self.n_tiers, len(self.weights))

    @property
    def takes_all(self) -> bool:
        """Whether no limit keeps any program off the list."""
        sizes = np.bincount(self.fee_group, minlength=len(self.fees)).tolist()
        fee = sum(float(table[n]) for table, n in zip(self.fees, sizes, strict=True))
        return not self.per_dollar and self.n <= self.n_max and fee <= self.budget

    def tracks_of(self, group: int) -> IntArray:
        """Programs that share the signal of `group`."""
        start, index = self.members
        return index[start[group] : start[group + 1]]

    def relaxed(self, **changes: Any) -> Grid:
        """The same programs under other limits."""
        return replace(self, **changes)


def make_grid(problem: PortfolioProblem) -> Grid:
    """Check the problem, drop what cannot or need not be chosen, multiply the chances out.

    A program with no chance under any tier it may get is dropped unless it is pinned; it
    could only cost money.
    """
    check(problem)
    pinned = pinned_mask(problem)
    limits = _Limits.of(problem)
    ids = np.arange(problem.n_programs)
    if problem.excluded is not None:
        ids = ids[~np.asarray(problem.excluded, dtype=bool)]
    invite = np.ascontiguousarray(
        np.asarray(problem.invite, dtype=np.float64)[np.ix_(ids, limits.tiers)]
    )
    match = np.asarray(problem.match, dtype=np.float64)[ids]
    hit = np.minimum(invite * match[:, None, :], CERTAIN)
    allowed = limits.allowed(problem, ids)
    useful = pinned[ids] | (hit.any(axis=2) & allowed).any(axis=1)
    if not useful.all():
        ids, invite, match = ids[useful], invite[useful], match[useful]
        hit, allowed = hit[useful], allowed[useful]
    group, first = compact_groups(np.asarray(problem.signal_group)[ids])
    owners = np.asarray(problem.limit_group)[ids][first].tolist()
    group_limit = np.array([limits.rank[g] for g in owners], dtype=np.int64)
    fee_group, fees = _fees(problem, ids)
    stop = problem.stop_usd_per_point
    return Grid(
        ids=ids,
        tiers=limits.tiers,
        hit=hit,
        invite=invite,
        match=match,
        weights=np.asarray(problem.theta_weights, dtype=np.float64),
        wish=np.asarray(problem.wish, dtype=np.float64)[ids],
        fee_group=fee_group,
        fees=fees,
        prices=tuple(search_prices(table) for table in fees),
        group=group,
        group_limit=group_limit,
        slots=limits.slots,
        of_limit=programs_of_limits(group_limit[group], len(limits.slots)),
        allowed=allowed,
        pinned=pinned[ids],
        members=members_of(group),
        attend_rank=attend_ranks(match, problem.theta_weights),
        budget=float("inf") if problem.budget_usd is None else float(problem.budget_usd),
        n_max=UNLIMITED if problem.n_max is None else int(problem.n_max),
        n_min=int(problem.n_min),
        per_dollar=0.0 if stop is None else 0.01 / stop,
        cap=problem.max_interviews,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Limits:
    """The tiers in use and how many signals of each every limit group has."""

    tiers: IntArray
    slots: IntArray
    rank: Mapping[int, int]
    fixed: Mapping[int, int]  # signal group -> tier placed by hand

    @staticmethod
    def of(problem: PortfolioProblem) -> _Limits:
        groups = np.unique(problem.limit_group).tolist()
        per_group = [limits_of(problem.tier_limits, g) for g in groups]
        used = sorted({t for limit in per_group for t, count in limit.items() if t and count > 0})
        tiers = np.array([0, *used], dtype=np.int64)
        slots = np.zeros((len(groups), len(tiers)), dtype=np.int64)
        slots[:, 0] = UNLIMITED
        for row, limit in enumerate(per_group):
            slots[row, 1:] = [limit.get(t, 0) for t in used]
        fixed: dict[int, int] = {}
        if problem.pinned_tier is not None:
            pins, owner = np.asarray(problem.pinned_tier), np.asarray(problem.signal_group)
            for i in np.flatnonzero(pins >= 0).tolist():
                fixed[int(owner[i])] = int(np.searchsorted(tiers, pins[i]))
        rank = {g: row for row, g in enumerate(groups)}
        return _Limits(tiers, slots, rank, fixed)

    def allowed(self, problem: PortfolioProblem, ids: IntArray) -> BoolArray:
        """(n, T) tiers each program may ever have, by its limits and the signals placed."""
        values = np.asarray(problem.limit_group)[ids]
        known = np.fromiter(self.rank, dtype=np.int64, count=len(self.rank))
        allowed: BoolArray = self.slots[np.searchsorted(known, values)] > 0
        signal_group = np.asarray(problem.signal_group)[ids]
        for group, tier in self.fixed.items():
            allowed[signal_group == group] = np.arange(len(self.tiers)) == tier
        return allowed


def limits_of(
    limits: Mapping[int, Mapping[int, int]] | Sequence[Mapping[int, int]], group: int
) -> Mapping[int, int]:
    """The signals of one limit group; a mapping may leave out a group that has none."""
    return limits.get(group, {}) if isinstance(limits, Mapping) else limits[group]


def compact_groups(values: IntArray) -> tuple[IntArray, IntArray]:
    """Group numbers counted from 0, and the first program of each group."""
    _, first, group = np.unique(values, return_index=True, return_inverse=True)
    return group.astype(np.int64), first.astype(np.int64)


def members_of(group: IntArray) -> tuple[IntArray, IntArray]:
    """Where each group's programs start in the list of programs sorted by group; that list."""
    start = np.concatenate(([0], np.cumsum(np.bincount(group))))
    return start.astype(np.int64), np.argsort(group, kind="stable").astype(np.int64)


def programs_of_limits(limit: IntArray, n: int) -> tuple[IntArray, ...]:
    """The programs of each limit group, by the limit group of each program."""
    return tuple(np.flatnonzero(limit == row) for row in range(n))


def attend_ranks(match: FloatArray, weights: FloatArray) -> IntArray:
    """Place of each program when interviews are attended where the chance is best first."""
    ranks = np.empty(len(match), dtype=np.int64)
    ranks[np.argsort(-(match @ weights), kind="stable")] = np.arange(len(match))
    return ranks


def _fees(problem: PortfolioProblem, ids: IntArray) -> tuple[IntArray, tuple[FloatArray, ...]]:
    groups, fee_group = np.unique(np.asarray(problem.fee_group)[ids], return_inverse=True)
    sizes = np.bincount(fee_group, minlength=len(groups)).tolist()
    tables = tuple(
        cumulative_fees(problem.fee_steps[g], size)
        for g, size in zip(groups.tolist(), sizes, strict=True)
    )
    return fee_group.astype(np.int64), tables
