"""What other rank lists of one applicant would have brought in the same season.

The season is solved once without the applicant. Each list is then inserted, its
chain of displacements followed to the end, and everything put back. Because deferred
acceptance does not depend on who proposes when, the answer is that of a full new run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from preround.match.arrays import IntArray, Market, check_market
from preround.match.errors import BadSetting, DuplicateRank, UnknownId, UnsupportedMarket

if TYPE_CHECKING:
    from preround.match.kernels.alternatives import Season


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
        self._season = _prepare(market, applicant)

    @property
    def match_without(self) -> IntArray:
        """The season's matching without the applicant."""
        from preround.match.kernels import deferred

        s = self._season
        match, _, _ = deferred.seats_of(s.a_ptr, s.edges, s.at)
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
        return Outcomes(*alternatives.outcomes(self.applicant, ptr, idx, self._season))


def _prepare(market: Market, applicant: int) -> Season:
    """Solve the market with the applicant's own list passed over."""
    from preround.match.kernels import alternatives, deferred

    m = market
    start, entries = deferred.transpose(m.p_ptr, m.p_idx, m.n_applicants)
    edges = deferred.edges_of(m.a_ptr, m.a_idx, start, entries, m.n_programs)
    edges[m.a_ptr[applicant] : m.a_ptr[applicant + 1]] |= deferred.UNRANKED
    place = np.full(m.n_programs, deferred.UNRANKED, np.int32)
    own = entries[start[applicant] : start[applicant + 1]]
    place[own >> 32] = own & deferred.PLACE
    state = deferred.applicants_propose(m.a_ptr, edges, m.p_ptr, m.p_idx, m.quota)
    log = np.empty((edges.size + m.n_programs + 1, 5), np.int32)
    return alternatives.Season(m.a_ptr, edges, m.p_ptr, m.p_idx, m.quota, *state, place, log)
