"""Made-up markets of any size and the national shape, to time solvers on.

Faster to make than a simulated season, and anybody can make the same one: 44 positions and 6.7
programs for 53 applicants, lists of about twelve, specialties of unequal size, both sides led
partly by a common taste. Nothing here is meant as a forecast.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from preround.match.arrays import Couples, Market, as_market
from preround.match.errors import BadSetting

Array = np.ndarray[Any, Any]

LEAST, MOST = 100, 2_000_000
PROGRAMS_PER_APPLICANT, POSITIONS_PER_APPLICANT = 6_700 / 53_000, 44_000 / 53_000
COUPLES_PER_APPLICANT = 1_300 / 53_000
LONGEST_LIST, MEAN_LIST = 20, 14.0
SHARES = (0.25, 0.13, *(0.07,) * 4, *(0.04,) * 4, *(0.02,) * 9)  # of specialties
PROGRAMS_PER_SPECIALTY = 60  # a small market has fewer specialties
COMMON, OWN = 0.8, 0.6  # weights of the common taste and of one's own
NAMES_PER_POSITION = 16
DROPPED = 0.1
N_REGIONS = 9
TOGETHER, MOST_PAIRS = 8.0, 150  # ranks a pair in one region moves up; pairs kept


def sample_market(n_applicants: int, seed: int = 1, couples: bool = False) -> Market:
    """Draw a market; the same arguments give the same one.

    Raises
    ------
    BadSetting
        Fewer applicants than the specialties need, or more than memory holds.

    Examples
    --------
    >>> sample_market(1000).n_programs
    126
    """
    if not LEAST <= n_applicants <= MOST:
        raise BadSetting("applicants", n_applicants, f"{LEAST:,} to {MOST:,}")
    rng = np.random.default_rng([seed, n_applicants])
    n_programs = round(n_applicants * PROGRAMS_PER_APPLICANT)
    size = rng.lognormal(0, 0.8, n_programs)
    extra = round(n_applicants * POSITIONS_PER_APPLICANT) - n_programs
    quota = 1 + rng.multinomial(extra, size / size.sum())
    quality = 0.9 * rng.normal(size=n_programs)
    standing = rng.normal(size=n_applicants)
    who, where = _interviews(n_applicants, n_programs, quota, quality, standing, rng)
    wish = COMMON * quality[where] + OWN * rng.normal(size=who.size)
    rating = COMMON * standing[who] + OWN * rng.normal(size=who.size)
    a_ptr, a_idx = _lists(who, where, wish, n_applicants)
    kept = _kept(where, rating, quota)
    p_ptr, p_idx = _lists(where[kept], who[kept], rating[kept], n_programs)
    pairs = _pairs(a_ptr, a_idx, n_programs, rng) if couples else None
    return as_market(a_ptr, a_idx, p_ptr, p_idx, quota, pairs)


def _interviews(
    n: int, m: int, quota: Array, quality: Array, standing: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Draw who interviews where: programs of one's specialty near one's own standing."""
    shares = np.array(SHARES[: max(2, m // PROGRAMS_PER_SPECIALTY)])
    shares = shares / shares.sum()
    specialty = np.sort(rng.choice(shares.size, m, p=shares))
    positions = np.bincount(specialty, weights=quota, minlength=shares.size)
    own = rng.choice(shares.size, n, p=positions / positions.sum())
    start = np.searchsorted(specialty, np.arange(shares.size + 1))
    order = np.lexsort((quality, specialty))
    length = rng.poisson(MEAN_LIST * np.exp(0.4 * standing - 0.08)).clip(1, LONGEST_LIST)
    place = np.empty((n, LONGEST_LIST), np.int64)
    for s in np.flatnonzero(np.diff(start)):
        people = np.flatnonzero(own == s)
        ranked = order[start[s] : start[s + 1]]
        seats = np.repeat(ranked, quota[ranked])
        aim = standing[people, None] + 0.9 * rng.normal(size=(people.size, LONGEST_LIST))
        # the lowest aims at the first seat, the highest at the last
        by_aim = np.argsort(aim, axis=None)
        at = np.empty(aim.size, np.int64)
        at[by_aim] = np.arange(aim.size) * seats.size // aim.size
        place[people] = seats[at].reshape(aim.shape)
    place[np.arange(LONGEST_LIST)[None, :] >= length[:, None]] = -1
    place.sort(axis=1)
    fresh = place >= 0
    fresh[:, 1:] &= place[:, 1:] != place[:, :-1]
    who = np.repeat(np.arange(n), LONGEST_LIST)[fresh.ravel()]
    return who, place.ravel()[fresh.ravel()]


def _lists(owner: Array, other: Array, score: Array, n: int) -> tuple[Array, Array]:
    order = np.lexsort((-score, owner))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=n))])
    return ptr, other[order]


def _kept(where: Array, rating: Array, quota: Array) -> Array:
    """Names a program keeps: the best so many a position, without the last tenth."""
    order = np.lexsort((-rating, where))
    ranked = where[order]
    place = np.arange(ranked.size) - np.searchsorted(ranked, ranked)
    n = np.bincount(where, minlength=quota.size)
    most = np.minimum(n - (DROPPED * n).astype(np.int64), NAMES_PER_POSITION * quota)
    found: Array = np.sort(order[place < most[ranked]])
    return found


def _pairs(a_ptr: Array, a_idx: Array, n_programs: int, rng: np.random.Generator) -> Couples | None:
    from preround.match.kernels.lists import joint_lists

    n = a_ptr.size - 1
    able = rng.permutation(np.flatnonzero(np.diff(a_ptr) >= 4)).astype(np.int32)
    n_couples = min(round(n * COUPLES_PER_APPLICANT), able.size // 2)
    first, second = able[:n_couples].copy(), able[n_couples : 2 * n_couples].copy()
    region = rng.integers(0, N_REGIONS, n_programs).astype(np.int8)
    ptr, p1, p2 = joint_lists(first, second, a_ptr, a_idx, region, TOGETHER, MOST_PAIRS)
    return Couples(first, second, ptr, p1, p2, np.zeros(n_couples, np.uint8))
