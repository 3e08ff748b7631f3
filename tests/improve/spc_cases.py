"""The published cases, read where they stand; their figures are for tests only."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from preround.improve.control_chart import ChartKind, ControlChart, control_chart
from preround.improve.measurements import Measurement

FOLDER = Path(os.environ.get("PREROUND_SHARED", Path(__file__).parents[3] / "shared")) / "spc_cases"
CASES = [json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))]
CASES = [case for case in CASES if "expected" in case]
NUMBERS = [case for case in CASES if not case["guard"]]
GUARDS = {case["id"]: case for case in CASES if case["guard"]}

needs_cases = pytest.mark.skipif(
    not CASES, reason="the published chart cases are not beside this checkout"
)


def measurements(case: dict[str, Any]) -> list[Measurement]:
    return [
        Measurement(
            date.fromisoformat(row["date"]) if "date" in row else row["index"],
            place,
            row.get("value"),
            row.get("count"),
            row.get("denominator"),
        )
        for place, row in enumerate(case["data"], start=1)
    ]


def chart_of(case: dict[str, Any]) -> ControlChart:
    return control_chart(
        measurements(case),
        ChartKind(case["kind"]),
        baseline=case["baseline_points"],
        exclude=case["exclude"],
        phases_after=case["phases_after"],
    )
