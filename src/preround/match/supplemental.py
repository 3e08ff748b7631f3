"""Advanced positions with linked first-year lists, and positions that revert.

An applicant who ranks advanced positions may attach to each a supplemental list of
first-year programs. It counts only if that advanced position is the one matched; the
advanced position is kept even when no first year is found. Such an applicant is two
roles of one person with a joint list, so the couples' solver answers exactly.

A program may hand the positions it cannot fill to another; the receiving program is
then matched again with the larger quota.

Source: Roth and Peranson 1999, American Economic Review 89:748 (match variations).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from preround.match.arrays import Couples, IntArray, Market, check_market
from preround.match.errors import BadSetting, ReversionCycle, UnknownId, UnsupportedMarket
from preround.match.solve import MatchResult, solve_singles

SupplementalLists = Mapping[tuple[int, int], Sequence[int]]


class Reversion(NamedTuple):
    """Positions `source` leaves unfilled go to `target`, at most `most` (-1: all)."""

    source: int
    target: int
    most: int = -1


class SeasonResult(NamedTuple):
    """Primary and first-year program of each applicant (-1: none), and quotas in the end.

    `moved` counts the positions each reversion handed over; `result` is the solver's
    own, on a market in which a person with supplemental lists has two roles.
    """

    match: IntArray
    first_year: IntArray
    quota: IntArray
    moved: tuple[int, ...]
    result: MatchResult


class _Roles(NamedTuple):
    """The market with a second role for each person who has supplemental lists."""

    market: Market
    people: IntArray


def _check_lists(market: Market, lists: SupplementalLists) -> None:
    in_couple: set[int] = set()
    if market.couples is not None:
        in_couple = {int(i) for i in (*market.couples.first, *market.couples.second)}
    for (i, p), chosen in lists.items():
        where = f"supplemental list of applicant {i} for program {p}"
        if not 0 <= i < market.n_applicants:
            raise UnknownId(where, i, f"an applicant from 0 to {market.n_applicants - 1}")
        for program in (p, *chosen):
            if not 0 <= program < market.n_programs:
                raise UnknownId(where, program, f"a program from 0 to {market.n_programs - 1}")
        if p in chosen:
            raise BadSetting(where, p, "first-year programs other than the advanced one itself")
        if i in in_couple:
            raise UnsupportedMarket(
                where, "a couple with supplemental lists", "Rank the first years in the pairs."
            )


def _second_role(market: Market, people: IntArray, lists: SupplementalLists) -> Market:
    """Put each second role right behind its first on the lists of its first-year programs."""
    wanted: dict[int, set[int]] = {}
    for (i, _), chosen in lists.items():
        wanted.setdefault(i, set()).update(int(s) for s in chosen)
    rows = np.repeat(np.arange(market.n_programs), np.diff(market.p_ptr))
    twin = np.full(market.n_applicants, -1, np.int64)
    twin[people] = market.n_applicants + np.arange(people.size)
    hits = [
        int(e)
        for e in np.flatnonzero(twin[market.p_idx] >= 0)
        if int(rows[e]) in wanted[int(market.p_idx[e])]
    ]
    at = np.array(hits, np.int64)
    p_idx = np.insert(market.p_idx, at + 1, twin[market.p_idx[at]].astype(np.int32))
    counts = np.diff(market.p_ptr) + np.bincount(rows[at], minlength=market.n_programs)
    p_ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    a_ptr = np.concatenate([market.a_ptr, np.full(people.size, market.a_ptr[-1])])
    return market._replace(a_ptr=a_ptr, p_ptr=p_ptr, p_idx=p_idx)


def _roles(market: Market, lists: SupplementalLists) -> _Roles:
    people = np.array(sorted({i for i, _ in lists}), np.int32)
    wide = _second_role(market, people, lists)
    pairs: list[list[tuple[int, int]]] = []
    for i in people:
        own = market.a_idx[market.a_ptr[i] : market.a_ptr[i + 1]]
        joint: list[tuple[int, int]] = []
        for p in own:
            joint += [(int(p), int(s)) for s in lists.get((int(i), int(p)), ())]
            joint.append((int(p), -1))
        pairs.append(joint)
    old = market.couples
    flat = np.array([x for row in pairs for x in row], np.int32).reshape(-1, 2)
    ptr = np.concatenate([[0], np.cumsum([len(row) for row in pairs])]).astype(np.int64)
    second = np.arange(people.size, dtype=np.int32) + np.int32(market.n_applicants)
    new = Couples(
        people, second, ptr, flat[:, 0].copy(), flat[:, 1].copy(), np.ones(people.size, np.uint8)
    )
    if old is not None:
        new = Couples(
            np.concatenate([old.first, new.first]),
            np.concatenate([old.second, new.second]),
            np.concatenate([old.ptr, new.ptr[1:] + old.ptr[-1]]),
            np.concatenate([old.first_idx, new.first_idx]),
            np.concatenate([old.second_idx, new.second_idx]),
            np.concatenate([old.same_person, new.same_person]),
        )
    return _Roles(wide._replace(couples=new), people)


def _check_reversions(market: Market, reversions: Sequence[Reversion]) -> None:
    targets: dict[int, list[int]] = {}
    for r in reversions:
        for program in (r.source, r.target):
            if not 0 <= program < market.n_programs:
                expected = f"a program from 0 to {market.n_programs - 1}"
                raise UnknownId("reversion", program, expected)
        if r.most < -1:
            raise BadSetting("reversion, most", r.most, "-1 for all, or 0 or more")
        targets.setdefault(r.source, []).append(r.target)
    for source in targets:
        _walk(source, targets, (source,))


def _walk(program: int, targets: dict[int, list[int]], path: tuple[int, ...]) -> None:
    for target in targets.get(program, ()):
        if target in path:
            raise ReversionCycle((*path[path.index(target) :], target))
        _walk(target, targets, (*path, target))


def solve_season(
    market: Market,
    supplemental: SupplementalLists | None = None,
    reversions: Sequence[Reversion] = (),
    *,
    seed: int = 0,
    max_restarts: int | None = None,
) -> SeasonResult:
    """Match with supplemental lists, then move unfilled positions until none moves.

    Parameters
    ----------
    market : Market
    supplemental : mapping of (applicant, advanced program) to first-year programs
        Best first. Programs that do not rank the applicant pass over the entry.
    reversions : sequence of Reversion
        Tried in the order given; chains are allowed, circles are not.

    Returns
    -------
    SeasonResult

    Notes
    -----
    Each round moves at least one position along a chain that ends, so rounds end.
    """
    check_market(market)
    lists = supplemental or {}
    _check_lists(market, lists)
    _check_reversions(market, reversions)
    roles = _roles(market, lists) if lists else _Roles(market, np.zeros(0, np.int32))
    quota = market.quota.copy()
    moved = [0] * len(reversions)
    while True:
        result = _solve(roles.market._replace(quota=quota), seed, max_restarts)
        unfilled = quota - np.bincount(result.match[result.match >= 0], minlength=quota.size)
        if not _revert(reversions, unfilled, quota, moved):
            break
    n = market.n_applicants
    first_year = np.full(n, -1, np.int32)
    first_year[roles.people] = result.match[n:]
    return SeasonResult(result.match[:n].copy(), first_year, quota, tuple(moved), result)


def _solve(market: Market, seed: int, max_restarts: int | None) -> MatchResult:
    if market.couples is None:
        return solve_singles(market)
    from preround.match.couples import solve_couples

    return solve_couples(market, seed=seed, max_restarts=max_restarts)


def _revert(
    reversions: Sequence[Reversion], unfilled: IntArray, quota: IntArray, moved: list[int]
) -> bool:
    """Hand over what this round left unfilled, in place; say whether anything moved."""
    any_moved = False
    for k, r in enumerate(reversions):
        room = int(unfilled[r.source]) if r.most < 0 else r.most - moved[k]
        n = min(int(unfilled[r.source]), room)
        if n > 0:
            unfilled[r.source] -= n
            quota[r.source] -= n
            quota[r.target] += n
            moved[k] += n
            any_moved = True
    return any_moved
