"""The loops of a season against slow and obvious ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.match.kernels import market as kernels
from preround.match.kernels.lists import offer_rounds
from preround.match.market.draw import Drawn, draw, generators, size_of
from preround.match.market.parameters import load_parameters
from preround.match.market.setting import load_setting

P = load_parameters()


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    setting = load_setting(P)
    return draw(setting, P, size_of(setting, 1500), generators(11, 0))


@pytest.fixture(scope="module")
def applied(drawn: Drawn) -> tuple[Any, Any]:
    return kernels.apply(drawn.people, drawn.programs, drawn.weights, drawn.group, 400_000)


@given(st.lists(st.floats(-70, 70), min_size=1, max_size=30))
def test_keys_sort_as_scores_do_and_name_whose_they_are(scores: list[float]) -> None:
    keys = [int(kernels.key_of(score, i)) for i, score in enumerate(scores)]
    assert [key & kernels.WHO for key in keys] == list(range(len(scores)))
    limited = np.clip(scores, -kernels.SCORE_MOST, kernels.SCORE_MOST)
    best = limited[max(range(len(keys)), key=keys.__getitem__)]
    assert best == pytest.approx(limited.max(), abs=2 / kernels.SCORE_UNIT)


def test_everybody_applies_in_two_specialties_at_most_and_about_as_often_as_wanted(
    drawn: Drawn, applied: tuple[Any, Any]
) -> None:
    ptr, idx = applied
    x, g = drawn.people, drawn.programs
    for i in range(0, x.kind.size, 10):
        where = set(g.specialty[idx[ptr[i] : ptr[i + 1]]].tolist())
        assert where <= {int(x.specialty[i]), int(x.backup[i])}
    wanted = float(x.n_first.sum() + x.n_backup.sum())
    assert idx.size == pytest.approx(wanted, rel=0.05)  # fewer where nearly all are applied to


def test_the_factor_gives_the_applications_wanted_with_none_above_one() -> None:
    row = np.array([4.0, 1.0, 1.0, 0.5, 0.5, 1.0])
    scale = kernels.scale_of(row, 0, 6, 4, row.sum(), row.max())
    assert np.minimum(row * scale, 1).sum() == pytest.approx(4)
    assert kernels.scale_of(row, 0, 6, 1, row.sum(), row.max()) == pytest.approx(1 / 8)


def scored(drawn: Drawn, applied: tuple[Any, Any]) -> tuple[Any, Any]:
    return kernels.screen(drawn.people, drawn.programs, drawn.weights, *applied)


def test_a_heap_gives_back_every_application_above_the_floor_best_first(
    drawn: Drawn, applied: tuple[Any, Any]
) -> None:
    start, keys = scored(drawn, applied)
    wanted = keys.copy()
    size = kernels.heaps(drawn.programs, start, keys)
    for p in range(0, drawn.quota.size, 7):
        floor = kernels.key_of(float(drawn.programs.floor[p]), 0)
        above = [int(k) for k in wanted[start[p] : start[p + 1]] if k >= floor]
        n, found = int(size[p]), []
        while n:
            found.append(int(keys[start[p]]))
            n -= 1
            keys[start[p]] = keys[start[p] + n]
            kernels.sink(keys, start[p], 0, n)
        assert found == sorted(above, reverse=True)


def slow_invitations(drawn: Drawn, start: Any, keys: Any) -> list[set[int]]:
    """Programs ask down their lists; applicants keep the best of what they were asked."""
    x, g, w = drawn.people, drawn.programs, drawn.weights
    lists = []
    for p in range(drawn.quota.size):
        floor = kernels.key_of(float(g.floor[p]), 0)
        above = sorted((int(k) for k in keys[start[p] : start[p + 1]] if k >= floor), reverse=True)
        lists.append([k & kernels.WHO for k in above])
    held: list[list[tuple[float, int]]] = [[] for _ in x.kind]
    n_free = g.slots.astype(int).tolist()
    asked = [0] * len(lists)
    moved = True
    while moved:
        moved = False
        for p, people in enumerate(lists):
            while n_free[p] and asked[p] < len(people):
                i = people[asked[p]]
                asked[p] += 1
                n_free[p] -= 1
                moved = True
                wish = float(np.float32(kernels.taste(i, p, x, g, w)))
                held[i] = sorted([*held[i], (wish, p)], reverse=True)
                for _, q in held[i][x.cap[i] :]:
                    n_free[q] += 1
                held[i] = held[i][: x.cap[i]]
    return [{p for _, p in row} for row in held]


def test_invitations_end_where_asking_one_by_one_ends(
    drawn: Drawn, applied: tuple[Any, Any]
) -> None:
    start, keys = scored(drawn, applied)
    slow = slow_invitations(drawn, start, keys)
    size = kernels.heaps(drawn.programs, start, keys)
    at, n_at, _ = kernels.invite(drawn.people, drawn.programs, drawn.weights, start, keys, size)
    assert [set(row[:n].tolist()) for row, n in zip(at, n_at, strict=True)] == slow


def test_offers_go_down_each_list_and_the_best_is_taken() -> None:
    # two programs with one position each; person 0 heads both lists and prefers program 1
    ptr, who = np.array([0, 2, 4]), np.array([0, 1, 0, 2])
    wish = np.array([0.2, 0.9, 0.8, 0.5])
    free = np.array([1, 1])
    taken = offer_rounds(ptr, who, wish, free, 3, 3)
    # round 1: person 0 takes program 1; round 2: program 0 asks person 1
    assert taken.tolist() == [1, 1, 0]
    assert free.tolist() == [0, 0]
