"""Pairs by the sum of places, near ones first where asked, single places last."""

from __future__ import annotations

import pytest

from preround.jobs.rank_pairs import Half, TooManyPairs, pair_up, pairs_csv, read_partner
from tests.jobs.season_cases import catalogue

MINE = [Half("One", "NY"), Half("Two", "NJ")]
THEIRS = [Half("Alpha", "NJ"), Half("Beta", "NY")]


def named(pairs: object) -> list[tuple[str, str]]:
    return [
        (one.mine.name if one.mine else "-", one.theirs.name if one.theirs else "-")
        for one in pairs  # type: ignore[attr-defined]
    ]


def test_the_sum_of_the_two_places_orders_the_pairs() -> None:
    pairs = pair_up(MINE, THEIRS, near=False, alone=False, most=300)
    assert named(pairs) == [("One", "Alpha"), ("One", "Beta"), ("Two", "Alpha"), ("Two", "Beta")]


def test_pairs_in_one_state_come_first_and_single_places_last() -> None:
    pairs = pair_up(MINE, THEIRS, near=True, alone=True, most=300)
    assert named(pairs) == [
        ("One", "Beta"), ("Two", "Alpha"), ("One", "Alpha"), ("Two", "Beta"),
        ("One", "-"), ("-", "Alpha"), ("Two", "-"), ("-", "Beta"),
    ]  # fmt: skip
    assert [one.is_near for one in pairs[:3]] == [True, True, False]


def test_nothing_comes_of_one_list_alone() -> None:
    assert pair_up(MINE, [], near=False, alone=True, most=300) == ()


def test_more_pairs_than_a_list_takes_are_refused() -> None:
    with pytest.raises(TooManyPairs, match="8 pairs; a list has at most 7"):
        pair_up(MINE, THEIRS, near=False, alone=True, most=7)


def test_a_partner_s_lines_are_codes_or_names_with_a_state() -> None:
    lines = ["1414140c0", "City Hospital, NJ", "  Some   place ", "", "City Hospital, NJ"]
    assert read_partner(lines, catalogue()) == (
        Half("Albany Medical Center", "NY", "1414140C0"),
        Half("City Hospital, NJ", "NJ"),
        Half("Some place"),
    )


def test_the_table_says_no_match_for_a_single_place() -> None:
    table = pairs_csv(pair_up(MINE[:1], THEIRS[:1], near=False, alone=True, most=9)).splitlines()
    assert table[1:] == ["1,One,,Alpha,,", "2,One,,no match,,", "3,no match,,Alpha,,"]
