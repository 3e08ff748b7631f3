from __future__ import annotations

from datetime import date, timedelta

import pytest

from preround.domain.errors import UnknownChoice
from preround.improve.measurements import BadMeasurement, Measurement
from preround.jobs.chart_project import AUTO, ChartQuestion, NoSuchStretch, chart_project


def weeks(pairs: list[tuple[int, int]]) -> list[Measurement]:
    start = date(2026, 1, 5)
    return [
        Measurement(start + timedelta(weeks=i), i + 1, count=c, denominator=n)
        for i, (c, n) in enumerate(pairs)
    ]


BEFORE = [(9, 30), (11, 31), (10, 29), (12, 30), (9, 32), (11, 30), (10, 30), (8, 28), (12, 33),
          (10, 30)]  # fmt: skip
AFTER = [(4, 30), (5, 31), (3, 29), (4, 30), (2, 32), (5, 30), (4, 30), (3, 28), (4, 33), (3, 30)]


def test_proportions_are_charted_as_such_with_a_reason() -> None:
    answer = chart_project(weeks(BEFORE), ChartQuestion()).as_json()
    assert answer["kind"] == "p"
    assert "proportion" in answer["why"]
    # 102 of 303
    assert answer["center"] == pytest.approx(102 / 303)
    assert len(answer["ucl"]) == 10
    assert answer["enough"] is True


def test_a_change_with_ten_points_on_both_sides_is_computed_anew() -> None:
    answer = chart_project(
        weeks(BEFORE + AFTER), ChartQuestion(changes=(date(2026, 3, 16),))
    ).as_json()
    assert [p["center"] for p in answer["phases"]] == pytest.approx([102 / 303, 37 / 303])
    assert answer["difference"]["difference"] == pytest.approx(-65 / 303)
    assert answer["difference"]["high"] < 0
    assert "shift_8" in {s["rule"] for s in answer["against_baseline"]}
    assert "33.7%" in answer["sentence"]


def test_a_change_with_few_points_after_it_keeps_the_baseline() -> None:
    answer = chart_project(
        weeks(BEFORE + AFTER[:4]), ChartQuestion(changes=(date(2026, 3, 16),))
    ).as_json()
    assert len(answer["phases"]) == 1
    assert answer["center"] == pytest.approx(102 / 303)


def test_a_change_with_few_points_before_it_gets_their_median_and_no_limits() -> None:
    answer = chart_project(
        weeks(BEFORE[:6] + AFTER), ChartQuestion(changes=(date(2026, 2, 16),))
    ).as_json()
    assert (answer["kind"], answer["ucl"], answer["enough"]) == ("run", None, False)
    assert "6 points before the change" in answer["why"]


@pytest.mark.parametrize("kind", ["p", "u", "c", "xmr", "laney_p", AUTO])
def test_nine_points_get_no_limits_whatever_is_asked(kind: str) -> None:
    answer = chart_project(weeks(BEFORE[:9]), ChartQuestion(kind)).as_json()
    assert (answer["kind"], answer["ucl"], answer["lcl"]) == ("run", None, None)
    assert "1 more" in answer["sentence"]


def test_large_mixed_counts_get_limits_from_their_own_spread() -> None:
    pairs = [(9500 + (-1) ** i * 90, 10000) for i in range(20)]
    assert chart_project(weeks(pairs), ChartQuestion()).chart.kind == "laney_p"


def test_few_events_over_a_large_exposure_are_a_rate() -> None:
    pairs = [(c, 14000 + 10 * c) for c in (17, 12, 27, 20, 20, 18, 22, 19, 19, 24, 17, 16)]
    assert chart_project(weeks(pairs), ChartQuestion()).chart.kind == "u"


def test_small_counts_with_special_causes_stay_a_p_chart() -> None:
    pairs = [(c, 50) for c in (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5)]
    assert chart_project(weeks(pairs), ChartQuestion()).chart.kind == "p"


def test_a_count_far_above_its_denominator_is_taken_for_a_slip() -> None:
    pairs = [*BEFORE, (47, 45)]
    with pytest.raises(BadMeasurement) as error:
        chart_project(weeks(pairs), ChartQuestion())
    assert error.value.places == (11,)


def test_single_values_beside_counts_are_refused() -> None:
    points = [*weeks(BEFORE), Measurement(date(2026, 6, 1), 11, value=4)]
    with pytest.raises(BadMeasurement) as error:
        chart_project(points, ChartQuestion())
    assert error.value.places == (11,)


def test_unknown_kind_baseline_and_change_are_refused() -> None:
    with pytest.raises(UnknownChoice):
        chart_project(weeks(BEFORE), ChartQuestion("pareto"))
    with pytest.raises(NoSuchStretch):
        chart_project(weeks(BEFORE), ChartQuestion(baseline=99))
    with pytest.raises(NoSuchStretch):
        chart_project(weeks(BEFORE), ChartQuestion(changes=(date(2030, 1, 1),)))
    with pytest.raises(NoSuchStretch):
        chart_project(weeks(BEFORE), ChartQuestion(changes=(3,)))
    with pytest.raises(NoSuchStretch):
        chart_project(weeks(BEFORE), ChartQuestion(exclude=(0,)))


def test_an_empty_series_says_what_will_be_here() -> None:
    answer = chart_project([], ChartQuestion()).as_json()
    assert (answer["center"], answer["enough"]) == (None, False)
    assert answer["sentence"].startswith("No points yet")
