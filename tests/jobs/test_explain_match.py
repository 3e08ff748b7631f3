"""A market of one's own is read or refused by line; no applicant gains when programs ask."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.jobs.explain_match import (
    SAMPLES,
    Typed,
    as_typed,
    explain,
    read_market,
)
from preround.jobs.match_steps import Answer, Side
from tests.jobs.test_match_steps import drawn

PEOPLE = [Typed("A", "City, Lake"), Typed("B", "city"), Typed("", ""), Typed("C", "Lake,City,")]
PLACES = [Typed("City", "A, B, C", "1"), Typed("Lake", "C, A", "2")]


def test_typed_lines_become_a_market_whatever_the_case_and_empty_lines() -> None:
    read = read_market(PEOPLE, PLACES)
    assert read.problems == {}
    assert read.market is not None
    assert dict(read.market.applicants) == {"A": ("City", "Lake"), "B": ("City",),
                                            "C": ("Lake", "City")}  # fmt: skip
    assert [(one.name, one.quota, one.ranks) for one in read.market.programs] == [
        ("City", 1, ("A", "B", "C")),
        ("Lake", 2, ("C", "A")),
    ]


def test_a_market_typed_out_is_read_back() -> None:
    market = SAMPLES[0].market
    assert read_market(*as_typed(market)).market == market


@pytest.mark.parametrize(
    ("people", "places", "key", "said"),
    [
        (PEOPLE[:2], PLACES, "applicants", "2 applicants; a small market has 3 to 6."),
        (PEOPLE, PLACES[:1], "programs", "1 programs; a small market has 2 to 5."),
        ([*PEOPLE[:2], Typed("C", "Citty")], PLACES, "a2", "Did you mean City?"),
        ([*PEOPLE[:2], Typed("a", "")], PLACES, "a2", "a stands here twice"),
        ([*PEOPLE[:2], Typed("C", "City, City")], PLACES, "a2", "City stands twice"),
        (PEOPLE, [PLACES[0], Typed("Lake", "A", "many")], "p1", "Positions: a whole number"),
        (PEOPLE, [PLACES[0], Typed("Lake", "A", "5")], "p1", "from 0 to 4"),
        (PEOPLE, [PLACES[0], Typed("L" * 17, "A")], "p1", "at most 16 characters"),
        (PEOPLE, [PLACES[0], Typed("A, B", "A")], "p1", "no comma"),
    ],
)
def test_what_does_not_fit_is_said_by_line(
    people: list[Typed], places: list[Typed], key: str, said: str
) -> None:
    read = read_market(people, places)
    assert read.market is None
    assert said in read.problems[key]


@given(st.integers(0, 10**6))
@settings(max_examples=100)
def test_no_applicant_gains_when_programs_ask(seed: int) -> None:
    told = explain(drawn(seed))
    assert all(one.better in ("", "applicants") for one in told.compared)


def test_the_first_sample_ends_differently_for_two_and_better_when_they_ask() -> None:
    told = explain(SAMPLES[0].market, Side.PROGRAMS)
    ends = {one.applicant: (one.when_applicants, one.when_programs) for one in told.compared}
    assert told.n_differ == 2
    assert (ends["D"], ends["E"]) == (("Harbor", "City"), ("City", "Harbor"))
    assert ends["A"] == (None, None)


def test_couples_are_told_with_the_applicants_asking() -> None:
    couple, circle = SAMPLES[1], SAMPLES[2]
    told = explain(couple.market, Side.PROGRAMS)
    assert told.side is Side.APPLICANTS
    assert told.compared == ()
    assert any("City would hold D." in step.text for step in told.steps)
    assert told.steps[-1].answer is Answer.ENDED
    assert explain(circle.market).steps[-1].answer is Answer.CIRCLE
