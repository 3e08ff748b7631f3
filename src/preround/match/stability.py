"""Judge a matching without knowing how it was found.

Written apart from the solver, on whole arrays, so that a fault in one does not
hide in the other.

The definition (Source: McDermid and Manlove 2010, Journal of Combinatorial
Optimization 19:279, among the variants compared there): a single applicant and a
program block when each would rather have the other: the program has room or holds
somebody it ranks lower. A couple blocks with (p, q) when it prefers that pair and
each program would take its member: own seat, room, or a lower-ranked person. The
seat the partner leaves is not room. For (p, p) both members must be among the best
`quota` of the people held and the couple.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from preround.match.arrays import Couples, IntArray, Market

MAX_REPORTED = 1000


class BlockingPair(NamedTuple):
    """One applicant (or both of a couple) and the program (or pair) they would rather have."""

    applicants: tuple[int, ...]
    programs: tuple[int, ...]


class _View(NamedTuple):
    """Ranks by look-up, and what each program holds."""

    keys: IntArray
    places: IntArray
    n_applicants: int
    quota: IntArray
    n_held: IntArray
    worst: IntArray
    match: IntArray

    def rank(self, programs: IntArray, people: IntArray) -> IntArray:
        """Place of each person on each program's list, -1 where absent."""
        want = programs.astype(np.int64) * self.n_applicants + people
        k = np.minimum(np.searchsorted(self.keys, want), max(self.keys.size - 1, 0))
        if not self.keys.size:
            return np.full(want.shape, -1, np.int64)
        return np.where(self.keys[k] == want, self.places[k], -1)

    def takes(self, programs: IntArray, people: IntArray, ranks: IntArray) -> IntArray:
        """Own seat, room, or a lower-ranked person; True for program -1."""
        p = np.maximum(programs, 0)
        room = self.n_held[p] < self.quota[p]
        answer = room | (ranks < self.worst[p]) | (self.match[people] == programs)
        taken: IntArray = (programs < 0) | ((ranks >= 0) & answer)
        return taken


def _rows(ptr: IntArray) -> IntArray:
    return np.repeat(np.arange(ptr.size - 1), np.diff(ptr))


def _view(market: Market, match: IntArray) -> _View:
    n = max(market.n_applicants, 1)
    rows = _rows(market.p_ptr)
    keys = rows.astype(np.int64) * n + market.p_idx
    places = np.arange(market.p_idx.size) - market.p_ptr[rows]
    order = np.argsort(keys, kind="stable")
    view = _View(
        keys[order], places[order], n, market.quota,
        np.zeros(market.n_programs, np.int64), np.full(market.n_programs, -1, np.int64),
        np.asarray(match, np.int64),
    )  # fmt: skip
    people = np.flatnonzero(view.match >= 0)
    held = view.match[people]
    np.add.at(view.n_held, held, 1)
    np.maximum.at(view.worst, held, view.rank(held, people))
    return view


def faults(market: Market, match: IntArray) -> tuple[str, ...]:
    """Return what makes a matching no matching at all: quotas broken, seats not ranked."""
    view = _view(market, match)
    found = [
        f"program {p} holds {view.n_held[p]}, quota {market.quota[p]}"
        for p in np.flatnonzero(view.n_held > market.quota)
    ]
    people = np.flatnonzero(view.match >= 0)
    unranked = people[view.rank(view.match[people], people) < 0]
    found += [f"program {view.match[i]} holds {i} but does not rank it" for i in unranked]
    in_couple = np.zeros(market.n_applicants, bool)
    if market.couples is not None:
        in_couple[market.couples.first] = in_couple[market.couples.second] = True
        _, listed = _couple_position(market.couples, view.match)
        found += [f"couple {c} holds a pair it does not rank" for c in np.flatnonzero(~listed)]
    place = _own_place(market, view.match)
    strangers = np.flatnonzero((place < 0) & (view.match >= 0) & ~in_couple)
    return (*found, *(f"applicant {i} holds a program not on the list" for i in strangers))


def _own_place(market: Market, match: IntArray) -> IntArray:
    """Entry of each applicant's list that holds the program matched to, -1 if none."""
    rows = _rows(market.a_ptr)
    hit = np.flatnonzero(market.a_idx == match[rows])
    place = np.full(market.n_applicants, -1, np.int64)
    place[rows[hit]] = hit
    return place


def _couple_position(couples: Couples, match: IntArray) -> tuple[IntArray, IntArray]:
    """Entry each couple holds (the list's end if unmatched), and whether it is listed."""
    rows = _rows(couples.ptr)
    p, q = match[couples.first], match[couples.second]
    hit = (couples.first_idx == p[rows]) & (couples.second_idx == q[rows])
    position = couples.ptr[1:].copy()
    nothing = (couples.first_idx < 0) & (couples.second_idx < 0)
    for k in np.flatnonzero(nothing)[::-1]:
        position[rows[k]] = k
    end = position.copy()
    found = np.flatnonzero(hit)
    position[rows[found]] = np.minimum(position[rows[found]], found)
    listed = (position < end) | ((p < 0) & (q < 0))
    return position, listed


def blocking_pairs(market: Market, match: IntArray) -> tuple[BlockingPair, ...]:
    """Return everyone who would rather, and could, be elsewhere; empty when stable.

    Parameters
    ----------
    market : Market
    match : int array
        Program of each applicant, -1 for none.

    Notes
    -----
    Sorting the ranks dominates: some tenths of a second for a national market.
    """
    view = _view(market, np.asarray(match))
    rows = _rows(market.a_ptr)
    single = np.ones(market.n_applicants, bool)
    if market.couples is not None:
        single[market.couples.first] = single[market.couples.second] = False
    place = _own_place(market, view.match)
    end = np.where(view.match >= 0, place, market.a_ptr[1:])
    wanted = np.flatnonzero((np.arange(market.a_idx.size) < end[rows]) & single[rows])
    people, programs = rows[wanted], market.a_idx[wanted].astype(np.int64)
    take = view.takes(programs, people, view.rank(programs, people))
    found = [
        BlockingPair((int(i),), (int(p),))
        for i, p in zip(people[take], programs[take], strict=True)
    ]
    if market.couples is not None:
        found += _blocking_couples(market.couples, view)
    return tuple(found)


def _blocking_couples(couples: Couples, view: _View) -> list[BlockingPair]:
    position, _ = _couple_position(couples, view.match)
    rows = _rows(couples.ptr)
    wanted = np.flatnonzero(np.arange(couples.first_idx.size) < position[rows])
    c = rows[wanted]
    a, b = couples.first[c].astype(np.int64), couples.second[c].astype(np.int64)
    p, q = couples.first_idx[wanted].astype(np.int64), couples.second_idx[wanted].astype(np.int64)
    r1, r2 = view.rank(np.maximum(p, 0), a), view.rank(np.maximum(q, 0), b)
    partner_p = (couples.same_person[c] == 1) & (view.match[b] == p) & (r1 >= 0)
    partner_q = (couples.same_person[c] == 1) & (view.match[a] == q) & (r2 >= 0)
    apart = (view.takes(p, a, r1) | partner_p) & (view.takes(q, b, r2) | partner_q)
    together = (p == q) & (p >= 0)
    for k in np.flatnonzero(together):
        apart[k] = _both_fit(view, int(p[k]), (int(a[k]), int(b[k])), (int(r1[k]), int(r2[k])))
    return [
        BlockingPair((int(a[k]), int(b[k])), (int(p[k]), int(q[k]))) for k in np.flatnonzero(apart)
    ]


def _both_fit(view: _View, program: int, pair: tuple[int, int], ranks: tuple[int, int]) -> bool:
    """Sort the people held and the couple; both must be in the first `quota`."""
    if min(ranks) < 0:
        return False
    people = np.union1d(np.flatnonzero(view.match == program), pair)
    places = np.sort(view.rank(np.full(people.size, program), people))
    best = places[: int(view.quota[program])]
    return bool(np.isin(ranks, best).all())
