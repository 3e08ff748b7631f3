"""Each story ends where the slow procedure does, and every step on the way is honest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preround.jobs.explain_match import SAMPLES, Sample
from preround.jobs.match_steps import (
    MOST_STEPS,
    Answer,
    Side,
    SmallCouple,
    SmallMarket,
    SmallProgram,
    Step,
    tell,
)
from tests.oracles.matching import Market, all_stable, blocking, deferred_acceptance

NAMES, PLACES = "ABCDEF", ("City", "Valley", "Harbor", "Lake")


def drawn(seed: int, couple: bool = False) -> SmallMarket:
    """A small market of mutual and other entries, quotas from 0."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(3, 7)), int(rng.integers(2, 5))
    who, where = NAMES[:n], PLACES[:m]
    wishes = {
        name: tuple(where[i] for i in rng.permutation(m)[: int(rng.integers(0, m + 1))])
        for name in who
    }
    programs = tuple(
        SmallProgram(
            place,
            int(rng.integers(0, 4)),
            tuple(who[i] for i in rng.permutation(n)[: int(rng.integers(1, n + 1))]),
        )
        for place in where
    )
    if not couple:
        return SmallMarket(wishes, programs)
    halves: list[tuple[str | None, str | None]] = [
        (p, q) for p in (*where, None) for q in (*where, None) if p or q
    ]
    chosen = [halves[i] for i in rng.permutation(len(halves))[: int(rng.integers(1, 6))]]
    return SmallMarket(wishes, programs, SmallCouple((who[-2], who[-1]), tuple(chosen)))


def numbered(market: SmallMarket) -> Market:
    who, where = list(market.applicants), [one.name for one in market.programs]
    couple = market.couple
    members = couple.members if couple else ()
    found = Market(
        [
            [] if name in members else [where.index(wish) for wish in wishes]
            for name, wishes in market.applicants.items()
        ],
        [[who.index(name) for name in one.ranks] for one in market.programs],
        [one.quota for one in market.programs],
    )
    if couple:
        pairs = [
            (where.index(p) if p else None, where.index(q) if q else None) for p, q in couple.pairs
        ]
        found.couples.append((who.index(members[0]), who.index(members[1]), pairs))
    return found


def end_of(market: SmallMarket, step: Step) -> list[int | None]:
    where = [one.name for one in market.programs]
    held = (step.match_of(name) for name in market.applicants)
    return [None if at is None else where.index(at) for at in held]


def turned(market: Market) -> Market:
    """The same market with the sides' roles exchanged; quotas are then one each."""
    seats = [p for p, quota in enumerate(market.quota) for _ in range(quota)]
    return Market(
        [market.programs[p] for p in seats],
        [[k for k, p in sorted(enumerate(seats), key=lambda s: _rank(wishes, s[1])) if p in wishes]
         for wishes in market.applicants],
        [1] * len(market.applicants),
    )  # fmt: skip


def _rank(wishes: list[int], p: int) -> int:
    return wishes.index(p) if p in wishes else len(wishes)


@given(st.integers(0, 10**6))
@settings(max_examples=150)
def test_applicants_asking_end_where_the_slow_procedure_does(seed: int) -> None:
    market = drawn(seed)
    steps = tell(market)
    assert steps[-1].answer is Answer.ENDED
    assert end_of(market, steps[-1]) == deferred_acceptance(numbered(market))


@given(st.integers(0, 10**6))
@settings(max_examples=150)
def test_programs_asking_end_at_the_other_extreme(seed: int) -> None:
    market = drawn(seed)
    plain = numbered(market)
    end = end_of(market, tell(market, Side.PROGRAMS)[-1])
    assert blocking(plain, end) == set()
    seats = [p for p, quota in enumerate(plain.quota) for _ in range(quota)]
    by_seat = deferred_acceptance(turned(plain))
    assert end == [
        next((seats[k] for k, who in enumerate(by_seat) if who == i), None)
        for i in range(len(plain.applicants))
    ]


@given(st.integers(0, 10**6))
@settings(max_examples=150)
def test_a_couple_s_story_ends_stable_or_says_that_it_goes_in_circles(seed: int) -> None:
    market = drawn(seed, couple=True)
    steps = tell(market)
    assert len(steps) <= MOST_STEPS + 1
    if steps[-1].answer is Answer.ENDED:
        assert blocking(numbered(market), end_of(market, steps[-1])) == set()


@given(st.integers(0, 10**6), st.booleans(), st.sampled_from(Side))
@settings(max_examples=100)
def test_every_step_keeps_quotas_and_says_what_changed(seed: int, couple: bool, side: Side) -> None:
    market = drawn(seed, couple)
    before: dict[str, tuple[str, ...]] = {one.name: () for one in market.programs}
    for step in tell(market, Side.APPLICANTS if couple else side):
        for one in market.programs:
            held = step.holds[one.name]
            assert len(held) <= one.quota
            assert list(held) == sorted(held, key=one.ranks.index)
        new = {(who, p) for p, held in step.holds.items() for who in held}
        old = {(who, p) for p, held in before.items() for who in held}
        asked = {(who, p) for who, p in step.asked if p}
        if step.answer is Answer.HELD:
            assert new - old <= asked <= new
            moved_on = {(who, p) for who, p in old - new if who in dict(step.asked)}
            assert old - new == {(w, p) for w, p in step.let_go if p} | moved_on
        else:
            assert new == old
        assert step.text
        before = dict(step.holds)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.key)
def test_the_samples_show_what_they_say(sample: Sample) -> None:
    market = sample.market
    steps = tell(market)
    stable = all_stable(numbered(market))
    if sample.key == "circle":
        assert steps[-1].answer is Answer.CIRCLE
        assert stable == []
        return
    assert end_of(market, steps[-1]) in stable
    assert any(step.answer is Answer.REFUSED for step in steps)
    assert any(step.let_go for step in steps)
    assert len(steps) <= 12


def test_an_end_that_is_not_stable_would_be_found() -> None:
    market = SAMPLES[0].market
    half_told = tell(market)[2]
    assert blocking(numbered(market), end_of(market, half_told)) != set()
