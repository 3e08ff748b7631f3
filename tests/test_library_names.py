"""What the library offers keeps its name, whatever package is imported beside it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import preround


def test_calls_survive_packages_of_the_same_name() -> None:
    code = (
        "import preround.plan.plan, preround.jobs.make_plan\n"
        "from preround import Profile, chart, plan\n"
        "import datetime as dt\n"
        "plan(Profile(), 2028, today=dt.date(2026, 11, 21))\n"
        "from preround import plan as again\n"
        "assert callable(again) and again is plan\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_chart_and_plan_answer_as_the_commands_do() -> None:
    assert preround.chart(b"value\n3\n5\n4\n").as_json()["center"] == 4
    made = preround.plan(preround.Profile(), 2028, today=dt.date(2026, 11, 21))
    assert made.as_json()["match"] == 2028
