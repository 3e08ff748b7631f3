from __future__ import annotations

import numpy as np
import pytest

from preround.match.arrays import check_market
from preround.match.errors import BadSetting
from preround.match.sample_market import sample_market


def test_a_sample_market_has_the_national_shape() -> None:
    market = sample_market(10_000, couples=True)
    check_market(market)
    assert market.n_programs == round(10_000 * 6_700 / 53_000)
    assert market.quota.sum() == round(10_000 * 44_000 / 53_000)
    assert 9 < np.diff(market.a_ptr).mean() < 14
    assert market.couples is not None
    assert market.couples.first.size == round(10_000 * 1_300 / 53_000)
    assert np.diff(market.couples.ptr).mean() > 60


def test_the_same_arguments_give_the_same_market() -> None:
    first, again, other = (sample_market(500, seed) for seed in (3, 3, 4))
    assert first.p_idx.tolist() == again.p_idx.tolist()
    assert first.p_idx.tolist() != other.p_idx.tolist()


@pytest.mark.parametrize("n", [0, 99, 10_000_000])
def test_a_size_that_cannot_be_made_is_refused(n: int) -> None:
    with pytest.raises(BadSetting, match="applicants"):
        sample_market(n)
