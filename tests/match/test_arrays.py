from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from preround.domain.errors import UserError
from preround.match.arrays import as_market, check_market
from preround.match.errors import (
    BadCouple,
    BadPointers,
    BadShape,
    DuplicateRank,
    NegativeQuota,
    UnknownId,
)

GOOD: dict[str, Any] = {
    "a_ptr": [0, 2, 3, 3, 3],
    "a_idx": [0, 1, 0],
    "p_ptr": [0, 3, 5],
    "p_idx": [1, 0, 2, 0, 3],
    "quota": [1, 2],
    "couples": None,
}
COUPLE: dict[str, Any] = {
    "c_a": [2],
    "c_b": [3],
    "c_ptr": [0, 2],
    "c_p1": [0, -1],
    "c_p2": [1, 1],
}


def checked(**changes: Any) -> None:
    check_market(as_market(**{**GOOD, **changes}))


def couple(**changes: Any) -> dict[str, Any]:
    return {**COUPLE, **changes}


def test_a_good_market_passes_with_and_without_couples() -> None:
    checked()
    checked(couples=COUPLE)


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"a_idx": [0, 0, 0]}, DuplicateRank, "applicant 0's list: ranks 0 more than once"),
        ({"p_idx": [1, 1, 2, 0, 3]}, DuplicateRank, "program 0's list: ranks 1"),
        ({"a_idx": [0, 2, 0]}, UnknownId, "applicant 0's list: names 2"),
        ({"a_idx": [0, -1, 0]}, UnknownId, "applicant 0's list: names -1"),
        ({"p_idx": [1, 0, 4, 0, 3]}, UnknownId, "program 0's list: names 4"),
        ({"quota": [1, -2]}, NegativeQuota, "program 1: quota -2"),
        ({"quota": [1]}, BadShape, "quota: got 1 values; expected 2"),
        ({"a_ptr": [0, 2, 1, 3, 3]}, BadPointers, "a_ptr: falls after row 1"),
        ({"a_ptr": [1, 2, 3, 3, 3]}, BadPointers, "a_ptr: starts at 1"),
        ({"p_ptr": [0, 3, 4]}, BadPointers, "p_ptr: ends at 4"),
        ({"p_ptr": []}, BadPointers, "p_ptr: the array is empty"),
        ({"a_idx": [0.5, 1, 0]}, BadShape, "a_idx: got values of type float64"),
        ({"a_idx": [[0, 1, 0]]}, BadShape, "a_idx: got 2 dimensions"),
        ({"quota": [1, 2**40]}, BadShape, "quota: got values from 1 to"),
        ({"couples": couple(c_b=[2])}, BadCouple, "applicant 2 appears twice"),
        ({"couples": couple(c_b=[9])}, BadCouple, "member 9"),
        ({"couples": couple(c_b=[])}, BadShape, "c_b: got 0 values"),
        ({"couples": couple(c_ptr=[0])}, BadShape, "c_ptr: got 1 values"),
        ({"couples": couple(c_ptr=[0, 1])}, BadPointers, "c_ptr: ends at 1"),
        ({"couples": couple(c_p2=[1])}, BadShape, "c_p2: got 1 values"),
        ({"couples": couple(c_p1=[0, -2])}, UnknownId, "couple 0's list: names -2"),
        ({"couples": couple(c_p1=[0, 0])}, DuplicateRank, "couple 0's list: ranks (0, 1)"),
        ({"couples": {"c_a": [0]}}, BadShape, "couples: got no c_b, c_ptr, c_p1, c_p2"),
        ({"couples": 7}, BadShape, "couples: got int"),
    ],
)
def test_each_fault_has_its_own_error_that_says_where(
    changes: dict[str, Any], error: type[UserError], words: str
) -> None:
    with pytest.raises(error) as caught:
        checked(**changes)
    assert words in str(caught.value)
    assert issubclass(error, UserError)


def test_arrays_that_fit_are_not_copied() -> None:
    ptr, idx = np.array([0, 1], np.int64), np.array([0], np.int32)
    market = as_market(ptr, idx, ptr, idx, np.array([1], np.int32), None)
    assert market.a_ptr is ptr
    assert market.a_idx is idx


def test_couples_may_come_as_five_arrays_or_not_at_all() -> None:
    as_arrays = as_market(**{**GOOD, "couples": tuple(COUPLE.values())}).couples
    as_mapping = as_market(**{**GOOD, "couples": COUPLE}).couples
    assert as_arrays is not None
    assert as_mapping is not None
    assert all((x == y).all() for x, y in zip(as_arrays, as_mapping, strict=True))
    assert as_market(**{**GOOD, "couples": couple(c_a=[], c_b=[], c_ptr=[0])}).couples is None
