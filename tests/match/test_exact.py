from __future__ import annotations

import sys

import pytest
from hypothesis import given

from preround.match.errors import MarketTooLarge, MissingSolver
from preround.match.exact import all_stable, solve_exact
from preround.match.stability import blocking_pairs, faults
from tests.match.markets import arrays, markets, named
from tests.match.test_couples import NO_STABLE
from tests.oracles import matching as oracle


@given(markets(n_couples=2))
def test_the_encoding_has_exactly_the_stable_matchings(market: oracle.Market) -> None:
    found = [named(match) for match in all_stable(arrays(market))]
    assert sorted(map(str, found)) == sorted(map(str, oracle.all_stable(market)))


@given(markets(n_couples=2))
def test_the_fewest_blocking_pairs_are_the_fewest_of_all_matchings(market: oracle.Market) -> None:
    result = solve_exact(arrays(market))
    assert result.n_blocking == oracle.fewest_blocking(market)
    assert result.exists == (result.n_blocking == 0)
    assert len(blocking_pairs(arrays(market), result.match)) == result.n_blocking
    assert faults(arrays(market), result.match) == ()


def test_no_stable_matching_is_proved() -> None:
    assert list(all_stable(arrays(NO_STABLE))) == []
    assert solve_exact(arrays(NO_STABLE)).n_blocking == 1


def test_a_market_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(MarketTooLarge, match="3 mutual ranks; expected at most 2"):
        solve_exact(arrays(NO_STABLE), limit=2)


def test_without_the_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)
    with pytest.raises(MissingSolver, match="install python-sat"):
        solve_exact(arrays(NO_STABLE))
