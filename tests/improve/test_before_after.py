from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.improve.before_after import before_after, student_quantile
from preround.improve.control_chart import ChartKind
from preround.improve.measurements import Measurement


def rate(count: float, size: float) -> list[Measurement]:
    return [Measurement(1, 1, count=count, denominator=size)]


def values(*numbers: float) -> list[Measurement]:
    return [Measurement(i, i, value=v) for i, v in enumerate(numbers, 1)]


def test_difference_of_proportions_is_newcombes_own_example() -> None:
    # Newcombe 1998, table II (a): 56/70 - 48/80, method 10: 0.0524 to 0.3339
    found = before_after(rate(48, 80), rate(56, 70), ChartKind.P)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.is_clear


def test_student_quantiles_are_the_tables() -> None:
    for freedom, t in ((1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)):
        assert student_quantile(freedom) == pytest.approx(t, abs=5e-4)


def test_difference_of_means_by_hand() -> None:
    # means 2 and 5, variances 1 and 1, n 3 and 3: se = sqrt(2/3), df = 4, t = 2.776
    found = before_after(values(1, 2, 3), values(4, 5, 6), ChartKind.XMR)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((3 - 2.2667, 3 + 2.2667), abs=1e-3)


def test_one_point_a_side_gets_a_difference_and_no_interval() -> None:
    found = before_after(values(1), values(4), ChartKind.XMR)
    assert found is not None
    assert (found.difference, found.low, found.is_clear) == (3, None, False)


def test_nothing_on_one_side_gives_nothing() -> None:
    assert before_after(values(1, 2), [Measurement(3, 3)], ChartKind.XMR) is None


@given(st.integers(0, 50), st.integers(0, 50))
def test_swapping_the_sides_turns_the_interval_around(a: int, b: int) -> None:
    one = before_after(rate(a, 50), rate(b, 50), ChartKind.P)
    other = before_after(rate(b, 50), rate(a, 50), ChartKind.P)
    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((-(other.high or 0), -(other.low or 0)))
    assert one.low is not None
    assert -1 <= one.low <= one.difference <= (one.high or 0) <= 1
