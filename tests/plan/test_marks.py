"""Marks on a plan: what lasts from season to season, and what one change takes away."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.errors import UnknownChoice
from preround.plan.marks import PlanMarks, StepMark
from preround.plan.steps import load_rules

STEPS = tuple(rule.key for rule in load_rules().steps)
marks = st.builds(StepMark, done=st.booleans(), day=st.none() | st.dates())


def test_what_lasts_counts_in_the_next_season_and_an_application_does_not() -> None:
    made = PlanMarks().with_mark(2027, "step_1", StepMark(done=True))
    made = made.with_mark(2027, "submit", StepMark(done=True))
    assert set(made.of(2028)) == {"step_1"}
    assert set(made.of(2027)) == {"step_1", "submit"}


def test_not_done_after_all_takes_it_from_every_season() -> None:
    made = PlanMarks().with_mark(2027, "step_1", StepMark(done=True))
    assert made.with_mark(2028, "step_1", StepMark()).of(2027) == {}


def test_a_day_planned_for_one_season_stays_there() -> None:
    day = StepMark(day=dt.date(2027, 4, 1))
    made = PlanMarks().with_mark(2028, "step_3", day)
    assert made.of(2028) == {"step_3": day}
    assert made.of(2027) == {}


def test_unknown_steps_are_refused() -> None:
    with pytest.raises(UnknownChoice):
        PlanMarks().with_mark(2028, "dance", StepMark(done=True))


@given(st.lists(st.tuples(st.sampled_from([2027, 2028]), st.sampled_from(STEPS), marks)))
def test_marks_are_read_back_as_stored(
    changes: list[tuple[int, str, StepMark]],
) -> None:
    made = PlanMarks(match=2028)
    for season, step, mark in changes:
        made = made.with_mark(season, step, mark)
        assert made.of(season).get(step, StepMark()) == mark
    assert PlanMarks.model_validate_json(made.model_dump_json()) == made
