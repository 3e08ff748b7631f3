from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from preround.match.stability import blocking_pairs, faults
from tests.match.markets import arrays, markets, numbered
from tests.oracles.matching import Market, Matching, blocking, every_matching, is_matching


def drawn(data: st.DataObject, market: Market) -> Matching:
    """Draw a matching of any quality: stable, blocked or not one at all."""
    proper = list(every_matching(market))[:200]
    program = st.none() | st.integers(0, len(market.programs) - 1)
    n = len(market.applicants)
    anything = st.lists(program, min_size=n, max_size=n)
    return data.draw(st.sampled_from(proper) | anything)


@given(markets(), st.data())
def test_blocking_pairs_of_singles_are_those_of_the_definition(
    market: Market, data: st.DataObject
) -> None:
    match = drawn(data, market)
    if is_matching(market, match):
        found = {tuple(pair) for pair in blocking_pairs(arrays(market), numbered(match))}
        assert found == blocking(market, match)


@given(markets(n_couples=2), st.data())
def test_blocking_pairs_of_couples_are_those_of_the_definition(
    market: Market, data: st.DataObject
) -> None:
    match = drawn(data, market)
    if is_matching(market, match):
        found = {tuple(pair) for pair in blocking_pairs(arrays(market), numbered(match))}
        assert found == blocking(market, match)


@given(markets(n_couples=2), st.data())
def test_what_is_no_matching_is_told_apart(market: Market, data: st.DataObject) -> None:
    match = drawn(data, market)
    assert (faults(arrays(market), numbered(match)) == ()) == is_matching(market, match)


def test_each_way_to_be_no_matching_is_named() -> None:
    market = Market([[0], [0], [1], [], []], [[0, 1], [3]], [1, 1], [(3, 4, [(1, None)])])
    assert faults(arrays(market), numbered([0, 0, None, 1, None])) == (
        "program 0 holds 2, quota 1",
    )
    assert faults(arrays(market), numbered([None, None, 1, None, None])) == (
        "program 1 holds 2 but does not rank it",
    )
    assert faults(arrays(market), numbered([0, None, None, 1, 0])) != ()
    assert "couple 0 holds a pair it does not rank" in faults(
        arrays(market), numbered([0, None, None, None, 1])
    )


def test_the_seat_a_partner_leaves_is_not_room() -> None:
    # program 0 has one seat, held by a; the couple would rather have b there and a at program 1
    market = Market([[], []], [[0, 1], [0]], [1, 1], [(0, 1, [(1, 0), (0, None)])])
    assert blocking_pairs(arrays(market), numbered([0, None])) == ()
    # ranked the other way round, program 0 would take b in the place of the lower-ranked a
    market.programs[0] = [1, 0]
    assert [tuple(p) for p in blocking_pairs(arrays(market), numbered([0, None]))] == [
        ((0, 1), (1, 0))
    ]


def test_two_at_one_program_must_both_be_among_its_best() -> None:
    # quota 2 with s held: a and b are both wanted, but the last of the three is b
    market = Market([[], [], [0]], [[0, 2, 1]], [2], [(0, 1, [(0, 0)])])
    assert blocking_pairs(arrays(market), numbered([None, None, 0])) == ()
    market.programs[0] = [0, 1, 2]
    assert len(blocking_pairs(arrays(market), numbered([None, None, 0]))) == 1
