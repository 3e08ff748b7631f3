from __future__ import annotations

import datetime as dt
from importlib.util import find_spec

import numpy as np
import pytest

from preround.jobs.bench_pick import (
    CASES,
    ILP,
    INDEPENDENT,
    OURS,
    PAIR,
    PEERS,
    Case,
    PickTiming,
    drawn_odds,
    problem_of,
    time_case,
)

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def timings() -> dict[str, PickTiming]:
    rows = time_case(Case("10 programs, signals", 10, signals=True), 2027, TODAY, 1, repeats=1)
    return {row.solver: row for row in rows}


def test_our_list_and_every_peer_stand_in_one_table(timings: dict[str, PickTiming]) -> None:
    assert list(timings) == [OURS, *PEERS]
    assert timings[OURS].ratio == 1.0
    assert all(row.n_programs > 6_000 for row in timings.values())
    assert timings[ILP].missing == ("" if find_spec("scipy") else "scipy")
    row = timings[INDEPENDENT]
    assert row.ratio == pytest.approx(row.seconds / timings[OURS].seconds)
    assert set(row.as_json()) >= {"case", "seconds", "ratio", "believes", "megabytes"}


def test_independence_is_told_what_it_gets_beside_what_it_believes(
    timings: dict[str, PickTiming],
) -> None:
    row, ours = timings[INDEPENDENT], timings[OURS]
    assert row.believes is not None
    assert row.believes > row.p_match
    assert ours.bound is not None
    assert ours.bound >= ours.p_match >= row.p_match
    assert ours.p_match >= timings["plain greedy"].p_match - 1e-9


def test_two_specialties_have_fees_and_signals_of_their_own() -> None:
    odds = drawn_odds(2027, TODAY, 1)
    problem = problem_of(CASES[-1], odds, 2027)
    assert problem.excluded is not None
    names = {odds.programs[i].specialty for i in np.flatnonzero(~problem.excluded)}
    assert names == set(PAIR)
    assert len(problem.fee_steps) == len(problem.tier_limits) == 2
