from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.charts.audit_chart import audit_chart
from preround.charts.budget_chart import budget_chart
from preround.charts.cell import axis_cell, place, range_cell
from preround.charts.grammar import (
    Axis,
    Chart,
    Dot,
    Level,
    Line,
    Range,
    Role,
    Table,
    Upright,
)
from preround.charts.list_chart import Odds, chance_axis, list_chart
from preround.charts.scales import day_ticks, number_text, number_ticks, text_width, wrap
from preround.charts.season_chart import Stretch, season_chart
from preround.charts.svg import render
from preround.charts.table import table_html
from preround.charts.themes import INKS, Theme

SVG = "{http://www.w3.org/2000/svg}"


def project(
    title: str = "Missed visits", values: tuple[float | None, ...] = (3, 5, None, 9)
) -> Chart:
    days = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19), date(2026, 1, 26)]
    return Chart(
        title,
        "Four weeks, one without data.",
        Axis("", "day"),
        Axis("missed", "number"),
        (
            Line(tuple(zip(days, values, strict=True))),
            Level(tuple((d, 5.0) for d in days), Role.CENTER, "median 5"),
            Dot(days[3], 9, note="outside"),
            Upright(days[1], "change"),
        ),
        Table(("When", "Value"), (("5 Jan 2026", "3"),)),
        ("Run chart.",),
    )


CHARTS = [
    project(),
    season_chart(
        "Season",
        [Stretch("Exam", date(2026, 11, 1), date(2027, 5, 1), Role.DATA, "open")],
        [(date(2026, 11, 22), "today")],
    ),
    list_chart("Odds", [Odds("A program with a long name", 0.01, 0.04, 0.1, word="reach")]),
    audit_chart("Tasks", [("Patient", 0.4, 0.2), ("Team", 0.6, None)], (0.3, 0.6)),
    budget_chart(
        "Budget", "Forty applications.", [11.0] * 30 + [30.0] * 20, 40, (31, "no. 31: $11 to $30")
    ),
]


def texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
@pytest.mark.parametrize("width", [320, 360, 720, 1200])
def test_every_chart_is_sound_named_and_inside_its_paper(chart: Chart, width: int) -> None:
    for theme in Theme:
        svg = render(chart, width=width, theme=theme)
        root = ET.fromstring(svg)
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text == chart.title
        assert desc.text == chart.description
        height = float(root.get("height") or 0)
        for text in texts(svg):
            place, words = float(text.get("x") or 0), text.text or ""
            wide = text_width(words)
            anchor = text.get("text-anchor", "start")
            left = place - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
            assert left >= -1, words
            assert left + wide <= width + 1, words
            assert 0 <= float(text.get("y") or 0) <= height, words


def test_a_chart_in_a_page_brings_no_style_of_its_own() -> None:
    assert "<style" not in render(project(), theme=Theme.PAGE)
    assert "style=" not in render(project(), theme=Theme.PAGE)


def test_a_bare_chart_leaves_its_words_to_the_page_and_still_has_them_read_out() -> None:
    svg = render(project(), bare=True)
    shown = [text.text for text in texts(svg)]
    assert "Missed visits" not in shown
    assert "Run chart." not in shown
    assert "<title" in svg
    assert "Four weeks, one without data." in svg


def test_columns_stand_on_one_baseline_with_the_stretch_before_in_outline() -> None:
    chart = audit_chart("Tasks", [("Patient", 0.4, 0.2), ("Team", 0.6, None)], (0.3, 0.6))
    columns = ET.fromstring(render(chart, plot_height=100)).findall(f"{SVG}rect[@height]")[1:]
    kinds = [one.get("class", "").split()[-1] for one in columns]
    assert kinds == ["ch-quiet", "ch-data", "ch-before", "ch-data"]
    # the axis ends at 60%: 40% of it are 66.7 of 100 pixels
    assert [float(one.get("height", 0)) for one in columns] == [50, 66.7, 33.3, 100]
    feet = {float(one.get("y", 0)) + float(one.get("height", 0)) for one in columns[1:]}
    assert len(feet) == 1


def test_a_range_in_a_cell_stands_where_the_whole_chart_puts_it() -> None:
    mark, axis = Range(0, 0.02, 0.04, 0.09, support="guess", reference=0.01), chance_axis(0.25)
    cell = ET.fromstring(range_cell(mark, axis, 'Odds of "A" & B'))
    whole = ET.fromstring(render(list_chart("Odds", [Odds("A", 0.02, 0.04, 0.2)]), width=1000))
    dot = whole.find(f"{SVG}circle")
    assert dot is not None
    assert cell.get("aria-label") == 'Odds of "A" & B'
    assert place(axis, 0.0625) == 50  # a quarter of the top stands in the middle by its root
    ticks = {t.text: float(t.get("x", 0)) for t in whole.findall(f"{SVG}text") if t.text}
    share = (float(dot.get("cx", 0)) - ticks["0%"]) / (ticks["25%"] - ticks["0%"])
    assert share == pytest.approx(place(axis, 0.04) / 100, abs=0.02)
    assert [text.text for text in ET.fromstring(axis_cell(axis))] == ["0", "1", "5", "12", "25%"]


def test_a_gap_stays_open() -> None:
    # 3, 5, nothing, 9: the line joins the first two and never reaches the last
    paths = re.findall(r'<path class="ch-line ch-data" d="([^"]*)"', render(project()))
    assert len(paths) == 1
    assert paths[0].count("L") == 1


def test_a_flagged_point_differs_by_shape_and_word() -> None:
    svg = render(project())
    assert "ch-flag" in svg
    assert any(text.text == "outside" for text in texts(svg))


def test_what_a_person_wrote_cannot_break_out() -> None:
    svg = render(project(title='<script>alert("x")</script> & co'))
    assert "<script" not in svg
    assert "<script" not in table_html(Table(("<script>",), (("<script>",),)), "<script>")


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", INKS)
def test_words_have_a_contrast_of_seven_and_lines_of_three(theme: Theme) -> None:
    inks = INKS[theme]

    def contrast(ink: str) -> float:
        high, low = sorted((luminance(ink), luminance(inks.paper)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert min(map(contrast, (inks.ink, inks.soft, inks.flag))) >= 7
    assert min(map(contrast, (inks.data, inks.limit, inks.met, inks.amber))) >= 3


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(2, 10))
def test_ticks_lie_inside_and_are_few(low: float, span: float, most: int) -> None:
    ticks = number_ticks(low, low + span, most)
    assert len(ticks) <= most + 1
    assert all(low - 1e-6 * span - 1e-9 <= t <= low + span * (1 + 1e-6) + 1e-6 for t in ticks)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 9000), st.integers(2, 14))
def test_day_ticks_lie_inside_and_are_few(low: date, days: int, most: int) -> None:
    high = date.fromordinal(low.toordinal() + days)
    ticks = day_ticks(low, high, most)
    assert 1 <= len(ticks) <= most + 2
    assert all(low <= day <= high for day, _ in ticks)


def test_ticks_carry_the_decimals_their_step_needs() -> None:
    assert [number_text(v, 0.1) for v in number_ticks(0, 0.37, 5)] == ["0", "0.1", "0.2", "0.3"]
    assert number_text(0.25, 0.05, share=True) == "25%"
    assert number_text(0.025, 0.025, share=True) == "2.5%"


@given(st.text(max_size=200))
def test_wrapping_loses_no_word(text: str) -> None:
    assert " ".join(wrap(text, 80)).split() == text.split()
