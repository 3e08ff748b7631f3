from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.improve.control_chart import ChartKind, Phase, control_chart
from preround.improve.measurements import BadMeasurement, Measurement
from tests.improve.spc_cases import GUARDS, NUMBERS, chart_of, needs_cases
from tests.oracles import slow_charts

pytestmark: list[pytest.MarkDecorator] = []
COLUMNS = ("longest_run", "crossings", "longest_run_limit", "crossings_limit", "n_useful")


def near(got: Any, want: Any, tolerance: float) -> None:
    """Relative above 1, absolute below; a number stands for as many as there are points."""
    wanted = np.broadcast_to(np.asarray(want, dtype=float), np.shape(got))
    np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=tolerance)


def check_phase(phase: Phase, expected: dict[str, Any], tolerance: float) -> None:
    near(phase.limits.center, expected["center"], tolerance)
    for name in ("ucl", "lcl"):
        if expected[name] is None:
            assert getattr(phase.limits, name) is None
        else:
            near(getattr(phase.limits, name), expected[name], tolerance)
    for name in COLUMNS:
        if name in expected:
            assert getattr(phase.runs, name) == expected[name], name
    for name in ("sigma", "mr_center", "mr_ucl", "sigma_z"):
        if name in expected:
            near(phase.limits.figures[name], expected[name], tolerance)


def expected_signals(case: dict[str, Any], expected: dict[str, Any]) -> set[tuple[str, int | None]]:
    rules = ("anhoej",) if case["kind"] == "run" else ("three_sigma", "shift_8")
    sets = expected.get("signals_by_rule_set", {})
    return {(s["rule"], s["index"]) for rule in rules for s in sets.get(rule, ())}


@needs_cases
@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case["id"])
def test_published_case_is_met_to_its_precision(case: dict[str, Any]) -> None:
    chart = chart_of(case)
    expected = case["expected"]
    stretches = expected.get("phases", [expected])
    assert len(chart.phases) == len(stretches)
    for phase, want in zip(chart.phases, stretches, strict=True):
        check_phase(phase, want, case["tolerance"])
        assert {(s.rule, s.index) for s in phase.signals} == expected_signals(case, want)


WITH_NUMBERS = sorted(
    name for name, case in GUARDS.items() if case["expected"]["behaviour"] != "error"
)


@needs_cases
@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_guard_case_behaves(name: str) -> None:
    case = GUARDS[name]
    expected = case["expected"]
    chart = chart_of(case)
    if expected["behaviour"] == "no_data":
        assert chart.phases == ()
        return
    (phase,) = chart.phases
    check_phase(phase, expected, case["tolerance"])
    assert chart.enough is (expected["ucl"] is not None)
    assert phase.signals == ()
    if expected["behaviour"] == "point_missing":
        assert list(chart.missing) == expected["indices"]
    if expected["behaviour"] == "sorted":
        assert [m.place for m in chart.measurements][:3] == expected["order"][:3]


@needs_cases
@pytest.mark.parametrize(
    "name", sorted(n for n, c in GUARDS.items() if c["expected"]["behaviour"] == "error")
)
def test_guard_error_names_the_places(name: str) -> None:
    case = GUARDS[name]
    with pytest.raises(BadMeasurement) as error:
        chart_of(case)
    assert list(error.value.places) == case["expected"]["indices"]


def series(values: list[float]) -> list[Measurement]:
    return [Measurement(i, i, value=v) for i, v in enumerate(values, start=1)]


def rates(counts: list[int], sizes: list[int]) -> list[Measurement]:
    pairs = zip(counts, sizes, strict=True)
    return [Measurement(i, i, count=c, denominator=n) for i, (c, n) in enumerate(pairs, start=1)]


def test_nine_points_get_no_limits_and_ten_do() -> None:
    values = [12.0, 15, 11, 14, 13, 16, 12, 15, 14, 13]
    assert not control_chart(series(values[:9]), ChartKind.XMR).enough
    assert control_chart(series(values), ChartKind.XMR).enough


@pytest.mark.parametrize(("length", "found"), [(7, False), (8, True)])
def test_shift_of_eight_is_found_and_seven_is_not(length: int, *, found: bool) -> None:
    baseline = [20.0, 23, 21, 24, 20, 23, 22, 21, 24, 20, 23, 21]
    chart = control_chart(series(baseline + [23.5] * length), ChartKind.XMR, baseline=12)
    assert ("shift_8" in {s.rule for s in chart.phases[0].signals}) is found


def test_point_on_the_center_ends_a_shift() -> None:
    chart = control_chart(
        series([1.0, 3] * 6 + [2.2] * 4 + [2.0] + [2.2] * 4), ChartKind.XMR, baseline=12
    )
    assert chart.phases[0].limits.center == 2
    assert chart.phases[0].signals == ()


KINDS = st.sampled_from([k for k in ChartKind if k is not ChartKind.RUN])


@st.composite
def any_series(draw: st.DrawFn) -> tuple[ChartKind, list[Measurement]]:
    kind = draw(KINDS)
    n = draw(st.integers(10, 40))
    sizes = draw(st.lists(st.integers(5, 400), min_size=n, max_size=n))
    if kind in (ChartKind.P, ChartKind.LANEY_P, ChartKind.U, ChartKind.LANEY_U):
        return kind, rates([draw(st.integers(0, s)) for s in sizes], sizes)
    if kind is ChartKind.C:
        return kind, [Measurement(i, i, count=s) for i, s in enumerate(sizes, start=1)]
    return kind, series([float(s) for s in sizes])


@given(any_series())
def test_chart_agrees_with_the_slow_oracle(drawn: tuple[ChartKind, list[Measurement]]) -> None:
    kind, points = drawn
    (phase,) = control_chart(points, kind).phases
    slow = slow_charts.chart(kind.value, points)
    near(phase.limits.center, slow["center"], 1e-9)
    near(phase.limits.ucl, slow["ucl"], 1e-9)
    near(phase.limits.lcl, slow["lcl"], 1e-9)
    assert phase.runs.longest_run == slow["longest_run"]
    assert phase.runs.crossings == slow["crossings"]
    assert {(s.rule, s.index) for s in phase.signals} == slow["signals"]


@given(any_series(), st.randoms(use_true_random=False))
def test_order_in_the_file_does_not_matter(
    drawn: tuple[ChartKind, list[Measurement]], random: Any
) -> None:
    kind, points = drawn
    shuffled = points[:]
    random.shuffle(shuffled)
    assert str(control_chart(points, kind)) == str(control_chart(shuffled, kind))


def test_phases_are_computed_each_for_itself() -> None:
    before, after = [float(v) for v in range(10, 22)], [float(v) for v in range(30, 41)]
    chart = control_chart(series(before + after), ChartKind.XMR, phases_after=[12])
    alone = control_chart(series(after), ChartKind.XMR)
    assert chart.phases[1].limits.center == alone.phases[0].limits.center
    assert (chart.phases[0].first, chart.phases[1].first, chart.phases[1].last) == (1, 13, 23)


def test_a_negative_time_between_events_is_refused() -> None:
    with pytest.raises(BadMeasurement) as error:
        control_chart(series([3.0, 4, -1, 5, 6, 7, 8, 2, 3, 4]), ChartKind.T)
    assert error.value.places == (3,)


@pytest.mark.parametrize("kind", [ChartKind.P, ChartKind.U, ChartKind.C, ChartKind.LANEY_P])
def test_a_broken_count_is_refused(kind: ChartKind) -> None:
    points = [Measurement(i, i, count=2 + 0.5 * (i == 4), denominator=9) for i in range(1, 12)]
    with pytest.raises(BadMeasurement) as error:
        control_chart(points, kind)
    assert error.value.places == (4,)


def test_a_bare_value_below_zero_is_no_count() -> None:
    with pytest.raises(BadMeasurement) as error:
        control_chart(series([3.0, 4, -1, 5, 6, 7, 8, 2, 3, 4]), ChartKind.C)
    assert error.value.places == (3,)


def test_a_series_with_every_point_left_out_has_no_center() -> None:
    points = series([float(v) for v in range(12)])
    (phase,) = control_chart(points, ChartKind.XMR, exclude=range(1, 13)).phases
    assert np.isnan(phase.limits.center)
    assert (phase.limits.ucl, phase.signals, phase.runs.n_useful) == (None, (), 0)


@needs_cases
@pytest.mark.parametrize(
    "case", [c for c in NUMBERS if "screened_mr" in c["expected"]], ids=lambda case: case["id"]
)
def test_limits_without_unusual_moving_ranges_are_those_of_nelson(case: dict[str, Any]) -> None:
    figures = chart_of(case).phases[0].limits.figures
    for ours, theirs in (("mr_screened", "mr_center"), ("ucl_screened", "ucl"),
                         ("lcl_screened", "lcl")):  # fmt: skip
        near(figures[ours], case["expected"]["screened_mr"][theirs], case["tolerance"])


@needs_cases
def test_only_cases_with_unusual_moving_ranges_are_screened() -> None:
    for case in NUMBERS:
        if case["kind"] == "xmr" and not case["phases_after"]:
            screened = "mr_screened" in chart_of(case).phases[0].limits.figures
            assert screened is ("screened_mr" in case["expected"]), case["id"]


def test_a_value_without_a_denominator_is_refused_where_one_is_needed() -> None:
    points = [*rates([1] * 9, [10] * 9), Measurement(10, 10, count=2)]
    with pytest.raises(BadMeasurement) as error:
        control_chart(points, ChartKind.P)
    assert error.value.places == (10,)
