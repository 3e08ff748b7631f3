"""Solve a market: applicants propose, couples enter after the single applicants.

Validity is `arrays.check_market`, stability `stability.blocking_pairs`; this module
only finds the matching.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from preround.match.arrays import IntArray, Market, as_market, check_market
from preround.match.errors import BadSetting
from preround.match.stability import BlockingPair


class MatchResult(NamedTuple):
    """A matching and what is known of it.

    `match`: program index of each applicant, -1 for none, int32. `stable`: nobody
    blocks. `converged`: the procedure ended by itself, not at a detected loop.
    `exists`: whether any stable matching exists, None where not decided.
    `blocking`: at most the first 1,000 pairs. `couple_order`: order of entry of the
    couples in the run that gave the answer. `n_restarts`: runs thrown away before it.
    """

    match: IntArray
    stable: bool
    converged: bool
    exists: bool | None
    n_blocking: int
    blocking: tuple[BlockingPair, ...]
    couple_order: IntArray
    n_restarts: int
    n_proposals: int


def solve_match(  # noqa: PLR0913 - the arrays are the signature outside checks call
    a_ptr: object,
    a_idx: object,
    p_ptr: object,
    p_idx: object,
    quota: object,
    couples: object = None,
    *,
    proposing: str = "applicants",
    seed: int = 0,
    max_restarts: int | None = None,
    check: bool = True,
) -> MatchResult:
    """Match applicants to programs, stable wherever a stable matching is found.

    Parameters
    ----------
    a_ptr, a_idx : int arrays
        Applicants' rank lists: row `i` is `a_idx[a_ptr[i]:a_ptr[i + 1]]`, program
        numbers, best first. Entries that are not mutual are ignored.
    p_ptr, p_idx, quota : int arrays
        The same for programs, with the positions each offers.
    couples : optional
        `Couples`, a mapping with `c_a, c_b, c_ptr, c_p1, c_p2`, or these five arrays:
        members, pointers, and the two halves of the joint lists (-1: unmatched). The
        own lists of members of couples are ignored.
    proposing : {"applicants", "programs"}
        Which side proposes; without couples the answer is the best stable matching
        for that side. Markets with couples know only "applicants".
    seed : int
        Fixes the order of entry of the couples, and so the answer.
    max_restarts : int
        Runs with a new order before giving up on stability; by default 400 in a small
        market, 60 in a large one.
    check : bool
        Whether to look for faults in the arrays first.

    Returns
    -------
    MatchResult

    Raises
    ------
    UserError
        One named subclass for each fault of the arrays; see `arrays.check_market`.

    Notes
    -----
    Cost grows with the number of ranks; 53,000 applicants take hundredths of a
    second. The arguments are not changed.

    Examples
    --------
    Two applicants who both prefer program 0, which has one position:

    >>> solve_match([0, 2, 3], [0, 1, 0], [0, 2, 3], [1, 0, 0], [1, 1]).match.tolist()
    [1, 0]
    """
    market = as_market(a_ptr, a_idx, p_ptr, p_idx, quota, couples)
    if check:
        check_market(market)
    if proposing not in ("applicants", "programs"):
        raise BadSetting("proposing", proposing, "'applicants' or 'programs'")
    if max_restarts is not None and max_restarts < 0:
        raise BadSetting("max_restarts", max_restarts, "0 or more")
    if market.couples is None:
        return solve_singles(market, proposing)
    if proposing == "programs":
        raise BadSetting("proposing", proposing, "'applicants' when there are couples")
    from preround.match.couples import solve_couples

    return solve_couples(market, seed=seed, max_restarts=max_restarts)


def solve_singles(market: Market, proposing: str = "applicants") -> MatchResult:
    """Deferred acceptance without couples; always stable, and unique for its side."""
    from preround.match.kernels import deferred

    m = market
    if proposing == "applicants":
        start, entries = deferred.transpose(m.p_ptr, m.p_idx, m.n_applicants)
        edges = deferred.edges_of(m.a_ptr, m.a_idx, start, entries, m.n_programs)
        at, _, _, _ = deferred.applicants_propose(m.a_ptr, edges, m.p_ptr, m.p_idx, m.quota)
        match, _, n = deferred.seats_of(m.a_ptr, edges, at)
    else:
        start, entries = deferred.transpose(m.a_ptr, m.a_idx, m.n_programs)
        edges = deferred.edges_of(m.p_ptr, m.p_idx, start, entries, m.n_applicants)
        match, n = deferred.programs_propose(m.p_ptr, edges, m.n_applicants, m.quota)
    order = np.zeros(0, np.int32)
    return MatchResult(match, True, True, True, 0, (), order, 0, int(n))
