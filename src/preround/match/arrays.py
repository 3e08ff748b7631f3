"""A market as flat arrays, checked once at the door.

`check_market` says what is wrong in the asker's arrays; it neither solves nor
judges stability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from preround.match.errors import (
    BadCouple,
    BadPointers,
    BadShape,
    DuplicateRank,
    NegativeQuota,
    UnknownId,
)

IntArray = np.ndarray[Any, np.dtype[Any]]


class Couples(NamedTuple):
    """Pairs of applicants and the joint lists they rank, best first.

    `first`, `second`: the members. `ptr` cuts `first_idx` and `second_idx` into one
    joint list per couple; an entry names a program for each member, -1 for none.
    `same_person` marks pairs that are two roles of one applicant (see `supplemental`).
    """

    first: IntArray
    second: IntArray
    ptr: IntArray
    first_idx: IntArray
    second_idx: IntArray
    same_person: IntArray


class Market(NamedTuple):
    """Rank lists of both sides, best first, with each program's quota."""

    a_ptr: IntArray
    a_idx: IntArray
    p_ptr: IntArray
    p_idx: IntArray
    quota: IntArray
    couples: Couples | None = None

    @property
    def n_applicants(self) -> int:
        """Number of applicants, those in couples included."""
        return int(self.a_ptr.size - 1)

    @property
    def n_programs(self) -> int:
        """Number of programs."""
        return int(self.p_ptr.size - 1)


def _integers(name: str, values: object, dtype: type[np.signedinteger[Any]]) -> IntArray:
    array = np.asarray(values)
    if array.ndim != 1:
        raise BadShape(name, f"{array.ndim} dimensions", "one")
    if array.size and array.dtype.kind not in "iu":
        raise BadShape(name, f"values of type {array.dtype}", "integers")
    info = np.iinfo(dtype)
    if array.size and array.dtype != dtype:
        low, high = int(array.min()), int(array.max())
        if low < info.min or high > info.max:
            raise BadShape(name, f"values from {low} to {high}", f"at most {info.max}")
    return np.ascontiguousarray(array, dtype=dtype)


def _pointers(name: str, ptr: IntArray, n_entries: int) -> None:
    expected = f"here {n_entries}"
    if ptr.size == 0:
        raise BadPointers(name, "the array is empty", expected)
    if int(ptr[0]) != 0:
        raise BadPointers(name, f"starts at {int(ptr[0])}", expected)
    falls = np.flatnonzero(ptr[1:] < ptr[:-1])
    if falls.size:
        raise BadPointers(name, f"falls after row {int(falls[0])}", expected)
    if int(ptr[-1]) != n_entries:
        raise BadPointers(name, f"ends at {int(ptr[-1])}", expected)


def _ids(side: str, ptr: IntArray, idx: IntArray, n_others: int, other: str, low: int = 0) -> None:
    if not idx.size or (int(idx.min()) >= low and int(idx.max()) < n_others):
        return
    e = int(np.flatnonzero((idx < low) | (idx >= n_others))[0])
    row = int(np.searchsorted(ptr, e, side="right")) - 1
    expected = f"a number of a {other} from {low} to {n_others - 1}"
    raise UnknownId(f"{side} {row}'s list", int(idx[e]), expected)


def _duplicates(side: str, ptr: IntArray, idx: IntArray, n_others: int) -> None:
    from preround.match.kernels.deferred import first_duplicate

    e = int(first_duplicate(ptr, idx, n_others))
    if e >= 0:
        row = int(np.searchsorted(ptr, e, side="right")) - 1
        raise DuplicateRank(f"{side} {row}'s list", int(idx[e]))


def as_couples(couples: object) -> Couples | None:
    """Read couples from `Couples`, the generator's mapping, or a tuple of its arrays.

    Accepts the keys `c_a`, `c_b`, `c_ptr`, `c_p1`, `c_p2`, or the same five arrays in
    that order; a sixth, `same_person`, may follow.
    """
    if couples is None:
        return None
    if isinstance(couples, Mapping):
        names = ("c_a", "c_b", "c_ptr", "c_p1", "c_p2")
        missing = [k for k in names if k not in couples]
        if missing:
            raise BadShape("couples", f"no {', '.join(missing)}", "c_a, c_b, c_ptr, c_p1, c_p2")
        parts: list[object] = [couples[k] for k in names]
        if "same_person" in couples:
            parts.append(couples["same_person"])
    elif isinstance(couples, Sequence) and len(couples) in (5, 6):
        parts = list(couples)
    else:
        got = f"{type(couples).__name__}"
        raise BadShape("couples", got, "a mapping or five arrays: c_a, c_b, c_ptr, c_p1, c_p2")
    first = _integers("c_a", parts[0], np.int32)
    if first.size == 0:
        return None
    same = parts[5] if len(parts) == 6 else np.zeros(first.size, np.uint8)
    return Couples(
        first,
        _integers("c_b", parts[1], np.int32),
        _integers("c_ptr", parts[2], np.int64),
        _integers("c_p1", parts[3], np.int32),
        _integers("c_p2", parts[4], np.int32),
        np.ascontiguousarray(same, dtype=np.uint8),
    )


def as_market(
    a_ptr: object, a_idx: object, p_ptr: object, p_idx: object, quota: object, couples: object
) -> Market:
    """Bring array-likes into the kernels' types; no copy is made where they fit."""
    return Market(
        _integers("a_ptr", a_ptr, np.int64),
        _integers("a_idx", a_idx, np.int32),
        _integers("p_ptr", p_ptr, np.int64),
        _integers("p_idx", p_idx, np.int32),
        _integers("quota", quota, np.int32),
        as_couples(couples),
    )


def check_market(market: Market) -> None:
    """Raise the first fault of a market's arrays, named; return nothing when there is none.

    Raises
    ------
    BadPointers, BadShape, UnknownId, DuplicateRank, NegativeQuota, BadCouple
    """
    _pointers("a_ptr", market.a_ptr, market.a_idx.size)
    _pointers("p_ptr", market.p_ptr, market.p_idx.size)
    if market.quota.size != market.n_programs:
        raise BadShape(
            "quota", f"{market.quota.size} values", f"{market.n_programs}, one a program"
        )
    if market.quota.size and int(market.quota.min()) < 0:
        p = int(np.argmin(market.quota))
        raise NegativeQuota(p, int(market.quota[p]))
    _ids("applicant", market.a_ptr, market.a_idx, market.n_programs, "program")
    _ids("program", market.p_ptr, market.p_idx, market.n_applicants, "applicant")
    _duplicates("applicant", market.a_ptr, market.a_idx, market.n_programs)
    _duplicates("program", market.p_ptr, market.p_idx, market.n_applicants)
    if market.couples is not None:
        _check_couples(market.couples, market.n_applicants, market.n_programs)


def _check_couples(couples: Couples, n_applicants: int, n_programs: int) -> None:
    n = couples.first.size
    for name, array in (("c_b", couples.second), ("same_person", couples.same_person)):
        if array.size != n:
            raise BadShape(name, f"{array.size} values", f"{n}, as c_a has")
    if couples.ptr.size != n + 1:
        raise BadShape("c_ptr", f"{couples.ptr.size} values", f"{n + 1}, one more than couples")
    if couples.second_idx.size != couples.first_idx.size:
        raise BadShape("c_p2", f"{couples.second_idx.size} values", f"{couples.first_idx.size}")
    _pointers("c_ptr", couples.ptr, couples.first_idx.size)
    members = np.concatenate([couples.first, couples.second])
    outside = np.flatnonzero((members < 0) | (members >= n_applicants))
    if outside.size:
        k = int(outside[0])
        raise BadCouple(k % n, f"member {int(members[k])}", f"applicants 0 to {n_applicants - 1}")
    counts = np.bincount(members, minlength=1)
    if int(counts.max()) > 1:
        person = int(np.argmax(counts))
        k = int(np.flatnonzero(members == person)[-1])
        raise BadCouple(k % n, f"applicant {person} appears twice", "each person in one couple")
    for idx in (couples.first_idx, couples.second_idx):
        _ids("couple", couples.ptr, idx, n_programs, "program", low=-1)
    from preround.match.kernels.deferred import first_duplicate_pair

    k = int(first_duplicate_pair(couples.ptr, couples.first_idx, couples.second_idx, n_programs))
    if k >= 0:
        row = int(np.searchsorted(couples.ptr, k, side="right")) - 1
        pair = (int(couples.first_idx[k]), int(couples.second_idx[k]))
        raise DuplicateRank(f"couple {row}'s list", pair)
