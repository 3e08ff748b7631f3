from __future__ import annotations

from datetime import date, timedelta

import pytest

from preround.domain.errors import UnknownChoice
from preround.improve.measurements import BadMeasurement, Measurement, SeriesWords
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


def single(values: list[float]) -> list[Measurement]:
    return [Measurement(i, i, value=v) for i, v in enumerate(values, 1)]


BETWEEN = [12.0, 30, 4, 18, 9, 41, 7, 22, 15, 3, 26, 11]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (SeriesWords("days between falls"), "t"),
        (SeriesWords("cases between infections"), "g"),
        (SeriesWords("value", measure="Hours since the last stockout"), "t"),
        (SeriesWords("visits since last error"), "g"),
        (SeriesWords("minutes"), "xmr"),
        (SeriesWords(), "xmr"),
    ],
)
def test_what_lies_between_events_is_judged_as_such(words: SeriesWords, kind: str) -> None:
    assert chart_project(single(BETWEEN), ChartQuestion(words=words)).chart.kind == kind


def test_broken_numbers_between_events_are_times() -> None:
    values = [v + 0.5 for v in BETWEEN]
    question = ChartQuestion(words=SeriesWords("cases between infections"))
    assert chart_project(single(values), question).chart.kind == "t"


def test_what_numbers_leave_open_is_asked_and_the_answer_settles_it() -> None:
    asked = chart_project(weeks(BEFORE), ChartQuestion()).as_json()
    assert asked["kind"] == "p"
    assert "count more than once" in asked["question"]["text"]
    assert [one["kind"] for one in asked["question"]["answers"]] == ["p", "u"]
    for each_once, kind in ((True, "p"), (False, "u")):
        told = chart_project(weeks(BEFORE), ChartQuestion(each_once=each_once)).as_json()
        assert (told["kind"], told["question"]) == (kind, None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (SeriesWords(count="missed", denominator="scheduled"), "p"),
        (SeriesWords(count="falls", denominator="patient days"), "u"),
    ],
)
def test_headings_that_tell_leave_nothing_to_ask(words: SeriesWords, kind: str) -> None:
    answer = chart_project(weeks(BEFORE), ChartQuestion(words=words)).as_json()
    assert (answer["kind"], answer["question"]) == (kind, None)


def test_events_too_rare_for_counting_are_told_of() -> None:
    pairs = [(int(i % 5 == 0), 20) for i in range(15)]
    answer = chart_project(weeks(pairs), ChartQuestion()).as_json()
    assert "12 of 15 points are zero" in answer["why"]


def test_a_ratio_of_measured_amounts_is_no_count() -> None:
    points = [Measurement(i, i, count=2.5 + i % 3, denominator=9.5) for i in range(12)]
    assert chart_project(points, ChartQuestion()).chart.kind == "xmr"


def test_points_left_out_may_leave_too_few_for_limits() -> None:
    answer = chart_project(weeks(BEFORE), ChartQuestion("p", exclude=(2,))).as_json()
    assert (answer["kind"], answer["ucl"]) == ("run", None)
    with pytest.raises(NoSuchStretch):
        chart_project(weeks(BEFORE), ChartQuestion("p", exclude=tuple(range(1, 11))))


def test_an_unusual_jump_that_hides_a_point_is_said() -> None:
    values = [5.0, 5.2, 4.9, 5.1, 5.0, 5.3, 4.8, 5.1, 5.0, 9.0, 5.1, 5.0, 6.9, 5.2, 5.1]
    sentence = chart_project(single(values), ChartQuestion()).sentence
    assert "An unusual jump widens these limits; without it point 13 would" in sentence


def test_a_level_baseline_is_said() -> None:
    values = [4.0] * 12 + [4.0, 5.0]
    sentence = chart_project(single(values), ChartQuestion(baseline=12)).sentence
    assert "The baseline does not vary" in sentence
