"""Fee tables agree with the schedules and rank flat blocks fairly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.facts.schedules import FeeStep
from preround.portfolio.fee_table import cumulative_fees, search_prices
from preround.portfolio.fees import fee_usd
from preround.portfolio.problem import BadPortfolioArrays
from tests.portfolio.markets import ERAS

#: ResidencyCAS as read for emergency medicine: $99 to the 18th, $18 to the 30th, then $23.
BLOCK = (FeeStep(1, 18, 99.0, "flat"), FeeStep(19, 30, 18.0), FeeStep(31, None, 23.0))


@st.composite
def schedules(draw: st.DrawFn) -> tuple[FeeStep, ...]:
    ends = sorted(draw(st.sets(st.integers(1, 40), max_size=3)))
    starts = [1, *(end + 1 for end in ends)]
    return tuple(
        FeeStep(start, end, draw(st.integers(0, 120)) / 1.0, draw(st.sampled_from(KINDS)))
        for start, end in zip(starts, [*ends, None], strict=True)
    )


KINDS = ["per_program", "flat"]


@given(schedules(), st.integers(0, 60))
def test_tables_hold_what_the_schedule_says(steps: tuple[FeeStep, ...], n: int) -> None:
    table = cumulative_fees(steps, n)
    assert table.tolist() == pytest.approx([fee_usd(steps, k) for k in range(n + 1)])


@given(schedules(), st.integers(1, 60))
def test_search_prices_never_fall_and_sum_to_the_real_fee(
    steps: tuple[FeeStep, ...], n: int
) -> None:
    table = cumulative_fees(steps, n)
    prices = search_prices(table)
    assert np.all(np.diff(prices) >= -1e-9)
    assert prices.sum() == pytest.approx(table[-1])
    assert np.all(np.cumsum(prices) <= table[1:] + 1e-9)


def test_rising_fees_are_ranked_by_what_they_are() -> None:
    prices = search_prices(cumulative_fees(ERAS, 40))
    assert prices.tolist() == [11.0] * 30 + [30.0] * 10


def test_a_flat_block_is_spread_over_its_programs() -> None:
    # 99 / 18 = 5.50 a program
    prices = search_prices(cumulative_fees(BLOCK, 40))
    assert prices.tolist() == pytest.approx([5.5] * 18 + [18.0] * 12 + [23.0] * 10)


def test_an_application_without_a_price_is_refused() -> None:
    with pytest.raises(BadPortfolioArrays, match="application 3"):
        cumulative_fees((FeeStep(1, 2, 11.0),), 3)
