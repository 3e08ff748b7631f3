"""What would other rank lists of one applicant have brought in the same season?

The season is solved once without the applicant. Each list is then inserted, its
chain of displacements followed to the end, and everything put back. Because deferred
acceptance does not depend on who proposes when, the answer is that of a full new run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from preround.match.arrays import IntArray, Market, check_market
from preround.match.errors import BadSetting, DuplicateRank, UnknownId, UnsupportedMarket


class Outcomes(NamedTuple):
    """For each list: the program it ends at (-1: none) and how many seats changed hands."""

    match: IntArray
    n_moves: IntArray


class SolvedSeason:
    """A market solved without one applicant, ready for that applicant's lists.

    Parameters
    ----------
    market : Market
        Without couples. Programs must rank the applicant wherever a list may name
        them; a program that does not rank the applicant passes over the entry.
    applicant : int
        Whose lists are tried; the market's own list of that applicant is ignored.

    Examples
    --------
    Program 0 ranks applicant 1 first, program 1 ranks applicant 0 only:

    >>> from preround.match.arrays import as_market
    >>> market = as_market([0, 1, 1], [0], [0, 2, 3], [1, 0, 0], [1, 1], None)
    >>> SolvedSeason(market, 1).outcomes([[0], [1], [1, 0], []]).match.tolist()
    [0, -1, 0, -1]
    """

    def __init__(self, market: Market, applicant: int, check: bool = True) -> None:
        from preround.match.kernels import deferred

        if market.couples is not None:
            raise UnsupportedMarket(
                "alternatives", "couples", "Solve it again for each list, or leave the couples out."
            )
        if check:
            check_market(market)
        if not 0 <= applicant < market.n_applicants:
            raise BadSetting("applicant", applicant, f"0 to {market.n_applicants - 1}")
        self.market = market
        self.applicant = applicant
        start, entries = deferred.transpose(market.p_ptr, market.p_idx, market.n_applicants)
        edges = deferred.edges_of(
            market.a_ptr, market.a_idx, start, entries, market.n_programs
        )
        edges[market.a_ptr[applicant] : market.a_ptr[applicant + 1]] |= deferred.UNRANKED
        self._place = np.full(market.n_programs, deferred.UNRANKED, np.int32)
        own = entries[start[applicant] : start[applicant + 1]]
        self._place[own >> 32] = own & deferred.PLACE
        self._edges = edges
        self._state = deferred.applicants_propose(
            market.a_ptr, edges, market.p_ptr, market.p_idx, market.quota
        )
        self._log = np.empty((edges.size + market.n_programs + 1, 5), np.int32)

    @property
    def match_without(self) -> IntArray:
        """The season's matching without the applicant."""
        from preround.match.kernels import deferred

        match, _, _ = deferred.seats_of(self.market.a_ptr, self._edges, self._state[0])
        return np.asarray(match)

    def outcomes(self, lists: Sequence[Sequence[int]]) -> Outcomes:
        """Try lists given as sequences of program numbers, best first."""
        ptr = np.concatenate([[0], np.cumsum([len(x) for x in lists], dtype=np.int64)])
        flat = [p for x in lists for p in x]
        return self.outcomes_flat(ptr.astype(np.int64), np.array(flat, np.int32))

    def outcomes_flat(self, ptr: IntArray, idx: IntArray, check: bool = True) -> Outcomes:
        """Try lists given as one flat array cut by pointers; microseconds a list."""
        from preround.match.kernels import alternatives, deferred

        m = self.market
        if check:
            bad = np.flatnonzero((idx < 0) | (idx >= m.n_programs))
            if bad.size:
                expected = f"a program from 0 to {m.n_programs - 1}"
                raise UnknownId("alternative list", int(idx[bad[0]]), expected)
            twice = int(deferred.first_duplicate(ptr, idx, m.n_programs))
            if twice >= 0:
                raise DuplicateRank("alternative list", int(idx[twice]))
        match, moves = alternatives.outcomes(
            self.applicant, ptr, idx, self._place, m.a_ptr, self._edges, m.p_ptr, m.p_idx,
            m.quota, *self._state, self._log,
        )  # fmt: skip
        return Outcomes(match, moves)
