from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.openings.outreach import (
    Contact,
    Event,
    Stage,
    Step,
    contact_document,
    contact_from,
    event_document,
    event_from,
    funnel,
    standing,
    suggested_follow_up,
)

DAY = dt.date(2026, 11, 1)


def step(name: str, after: int, follow_up: int | None = None) -> Event:
    later = None if follow_up is None else DAY + dt.timedelta(days=follow_up)
    return Event("o1", Step(name), DAY + dt.timedelta(days=after), "", later)


EVENTS = st.builds(
    step, st.sampled_from(list(Step)).map(str), st.integers(0, 60), st.none() | st.integers(0, 90)
)


def test_nothing_done_is_found() -> None:
    assert standing([]).stage is Stage.FOUND


@pytest.mark.parametrize(
    ("steps", "stage", "closed"),
    [
        (["asked"], Stage.ASKED, None),
        (["asked", "followed_up"], Stage.ASKED, None),
        (["asked", "replied"], Stage.REPLIED, None),
        (["asked", "declined"], Stage.REPLIED, Step.DECLINED),
        (["asked", "no_answer"], Stage.ASKED, Step.NO_ANSWER),
        (["asked", "offered", "accepted", "done"], Stage.DONE, None),
        (["asked", "no_answer", "replied"], Stage.REPLIED, None),
    ],
)
def test_the_furthest_step_counts_and_the_last_decides(
    steps: list[str], stage: Stage, closed: Step | None
) -> None:
    found = standing([step(name, day) for day, name in enumerate(steps)])
    assert (found.stage, found.closed) == (stage, closed)


def test_any_step_answers_the_reminder_before_it() -> None:
    asked = step("asked", 0, 10)
    assert standing([asked]).is_due(DAY + dt.timedelta(days=10))
    assert not standing([asked]).is_due(DAY + dt.timedelta(days=9))
    assert standing([asked, step("replied", 5)]).follow_up is None
    assert standing([asked, step("declined", 5, 20)]).follow_up is None


def test_a_follow_up_is_suggested_where_there_is_something_to_wait_for() -> None:
    assert suggested_follow_up(Step.ASKED, DAY) == DAY + dt.timedelta(days=10)
    assert suggested_follow_up(Step.DONE, DAY) is None


@given(st.lists(st.lists(EVENTS, max_size=5), max_size=12))
def test_a_funnel_never_widens_and_counts_every_opening(many: list[list[Event]]) -> None:
    standings = [standing(events) for events in many]
    steps = funnel(standings)
    reached = [n for _, n, _ in steps]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == len(many)
    assert sum(closed for *_, closed in steps) == sum(one.closed is not None for one in standings)


@given(EVENTS)
def test_a_document_gives_the_same_step(event: Event) -> None:
    assert event_from(event_document(event)) == event


def test_a_document_gives_the_same_contact() -> None:
    contact = Contact("o1", "An office", "Coordinator", "office@sample.example")
    assert contact_from(contact_document(contact)) == contact
