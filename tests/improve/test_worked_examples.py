from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from preround.improve.control_chart import ChartKind, Phase, control_chart
from preround.improve.measurements import Measurement

DATA = Path(__file__).parent / "data"
EXAMPLES = json.loads((DATA / "worked_examples.json").read_text())
INDEPENDENT = json.loads((DATA / "independent_limits.json").read_text())["series"]


def as_printed(value: float, printed: str) -> bool:
    """Equal when rounded to the decimals in print (half a unit of the last one)."""
    decimals = len(printed.partition(".")[2])
    return math.isclose(value, float(printed), abs_tol=0.5000001 * 10**-decimals)


def phase_of(example: dict[str, Any]) -> Phase:
    if "values" in example:
        points = [Measurement(i, i, value=v) for i, v in enumerate(example["values"], 1)]
    else:
        points = [
            Measurement(i, i, count=c, denominator=example.get("n"))
            for i, c in enumerate(example["counts"], 1)
        ]
    kind = ChartKind(example["kind"])
    return control_chart(
        points, kind, baseline=example.get("baseline"), exclude=example.get("exclude", ())
    ).phases[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_published_worked_example_is_met_to_the_decimals_in_print(example: dict[str, Any]) -> None:
    phase = phase_of(example)
    figures = {"center": phase.limits.center, **phase.limits.figures}
    assert phase.limits.ucl is not None
    assert phase.limits.lcl is not None
    figures |= {"ucl": float(phase.limits.ucl[0]), "lcl": float(phase.limits.lcl[0])}
    for name, printed in example["printed"].items():
        assert as_printed(figures[name], printed), (name, figures[name], printed)
    outside = [s.index for s in phase.signals if s.rule == "beyond_limits"]
    assert outside == example["outside"]


@pytest.mark.parametrize(
    "example", [e for e in EXAMPLES if "printed_exact_d2" in e], ids=lambda example: example["id"]
)
def test_limits_printed_with_the_exact_constant_differ_by_that_constant_alone(
    example: dict[str, Any],
) -> None:
    # SAS divides the mean moving range by 2 / sqrt(pi) = 1.12838, we by the usual 1.128
    limits = phase_of(example).limits
    exact = 3 * limits.figures["mr_center"] / (2 / math.sqrt(math.pi))
    assert as_printed(limits.center + exact, example["printed_exact_d2"]["ucl"])
    assert as_printed(limits.center - exact, example["printed_exact_d2"]["lcl"])


def test_at_least_eight_worked_examples_stand_here() -> None:
    assert len({example["id"] for example in EXAMPLES}) >= 8


def test_hundreds_of_random_series_agree_with_an_independent_implementation() -> None:
    assert len(INDEPENDENT) >= 300
    for series in INDEPENDENT:
        sizes = series["n"] or [None] * len(series["x"])
        points = [
            Measurement(i, i, value=x)
            if series["kind"] == "xmr"
            else Measurement(i, i, count=x, denominator=n)
            for i, (x, n) in enumerate(zip(series["x"], sizes, strict=True), 1)
        ]
        limits = control_chart(points, ChartKind(series["kind"])).phases[0].limits
        for name in ("center", "ucl", "lcl"):
            got = getattr(limits, name)
            want = np.broadcast_to(np.asarray(series[name]), np.shape(got))
            np.testing.assert_allclose(got, want, rtol=1e-8, atol=1e-8)
