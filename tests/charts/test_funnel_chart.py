from __future__ import annotations

import re

from preround.charts.funnel_chart import funnel_chart
from preround.charts.svg import render

STEPS = [("Found", 5, 0), ("Asked", 4, 1), ("Replied", 0, 0)]


def test_a_funnel_says_its_numbers_in_words_marks_and_table() -> None:
    chart = funnel_chart("From found to done", STEPS, "openings")
    assert chart.description == "Openings that reached each step: Found 5, Asked 4, Replied 0."
    assert chart.table.rows == (("Found", "5", "0"), ("Asked", "4", "1"), ("Replied", "0", "0"))
    assert [bar.label for bar in chart.marks] == ["5", "4, of these 1 closed here", "0"]  # type: ignore[union-attr]


def test_none_draws_no_bar() -> None:
    svg = render(funnel_chart("t", STEPS, "openings"))
    widths = re.findall(r'<rect class="ch-fill[^>]* width="([\d.]+)"', svg)
    assert [float(w) > 0 for w in widths] == [True, True, False]


def test_counts_have_whole_ticks_at_any_width() -> None:
    for width in (340, 720, 900):
        for most in (1, 2, 3, 7, 40):
            svg = render(funnel_chart("t", [("Found", most, 0)], "openings"), width=width)
            ticks = re.findall(r'text-anchor="(?:middle|start|end)">([\d.,]+)</text>', svg)
            assert ticks
            assert not any("." in tick for tick in ticks)


def test_an_empty_funnel_is_drawn() -> None:
    assert "<svg" in render(funnel_chart("t", [], "openings"))
