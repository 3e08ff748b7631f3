"""Pictures of numbers put marks where the numbers are, and say so in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.program_list import FrontierStep
from preround.domain.ranges import Interval, Support
from preround.web.design import budget_picture, interval_picture
from preround.web.design.interval_picture import AXES, axis_for
from preround.web.settings import WEB

chances = st.floats(0, 1)


def an_interval(low: float, mid: float, high: float) -> Interval:
    return Interval(low, mid, high, mid, Support.ESTIMATED)


def frontier(*fees: float) -> tuple[FrontierStep, ...]:
    steps, total = [], 0.0
    for n, fee in enumerate(fees, start=1):
        total += fee
        steps.append(FrontierStep(n, total, fee, 0.0, 0.0))
    return tuple(steps)


def test_a_square_root_axis_sets_a_quarter_of_its_top_in_the_middle() -> None:
    axis = AXES[-1]
    assert (axis.place(0), axis.place(0.25), axis.place(1)) == (0, 50, 100)


@given(st.sampled_from(AXES), chances, chances)
def test_more_is_never_further_left(axis: interval_picture.Axis, one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert 0 <= axis.place(low) <= axis.place(high) <= 100


@given(st.lists(chances, min_size=1, max_size=40))
def test_nearly_all_intervals_fit_on_the_axis_chosen(highs: list[float]) -> None:
    axis = axis_for(an_interval(0, 0, high) for high in highs)
    assert sum(high > axis.top for high in highs) <= 0.02 * len(highs)


def test_an_interval_is_drawn_with_its_support_and_told_in_words() -> None:
    drawn = interval_picture.interval(an_interval(0.02, 0.04, 0.09), AXES[1], 0.03)
    svg = ET.fromstring(drawn)
    assert svg.attrib["aria-label"] == "Interview odds: 2 to 9 in 100"
    line = svg.findall("line[@class='line estimated']")[0]
    # sqrt(0.02 / 0.25) = 0.2828, sqrt(0.09 / 0.25) = 0.6
    assert (line.attrib["x1"], line.attrib["x2"]) == ("28.28%", "60.0%")
    assert svg.findall("circle")[0].attrib["cx"] == "40.0%"


def test_the_grid_of_the_table_stands_at_the_ticks_of_each_axis() -> None:
    css = (WEB / "static" / "preround" / "list.css").read_text("utf-8")
    for axis in AXES:
        rule = re.search(rf"\.axis-{axis.name} td\.c-odds \{{ background-position: ([^;]+);", css)
        assert rule is not None, axis.name
        drawn = [float(x) for x in re.findall(r"([\d.]+)% 0", rule[1])]
        assert drawn == pytest.approx([axis.place(tick) for tick in axis.ticks], abs=0.1)


def test_the_knee_is_the_first_dearer_application() -> None:
    steps = frontier(*[11.0] * 30, *[30.0] * 20)
    knee = budget_picture.find_knee(steps)
    assert knee is not None
    assert knee.n == 31
    assert "no. 31: $11 to $30" in budget_picture.budget(steps, 40)
    # 30 x 11 + 10 x 30
    assert budget_picture.sentence(steps, 40) == (
        "40 applications cost $630 in all. From number 31 each costs $30 instead of $11."
    )


@pytest.mark.parametrize("fees", [(), (11.0,), (11.0, 11.0), (0.0, 0.0, 5.0), (30.0, 11.0)])
def test_a_budget_without_a_knee_is_drawn_without_one(fees: tuple[float, ...]) -> None:
    steps = frontier(*fees)
    assert budget_picture.find_knee(steps) is None
    drawn = budget_picture.budget(steps, len(fees))
    assert not drawn or ET.fromstring(drawn) is not None
