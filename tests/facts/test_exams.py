from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from preround.domain.applicant import Exam
from preround.facts.errors import BadFact
from preround.facts.exams import PATH, load_exams
from preround.facts.reader import load_season


def test_pass_line_of_step_2_ck_rose_on_the_first_of_july_2025() -> None:
    step_2 = load_exams()[Exam.STEP_2_CK]
    lines = [
        step_2.pass_line(dt.date.fromisoformat(day))
        for day in ("2022-06-30", "2022-07-01", "2025-06-30", "2025-07-01")
    ]
    assert [line.score for line in lines if line] == [209, 214, 214, 218]


def test_no_pass_line_is_invented_for_a_day_before_the_first_known_one_or_without_a_day() -> None:
    step_2 = load_exams()[Exam.STEP_2_CK]
    assert step_2.pass_line(dt.date(2010, 1, 1)) is None
    assert step_2.pass_line(None) is None
    assert load_exams()[Exam.STEP_3].pass_line(dt.date(2026, 1, 1)) is None


def test_step_1_reports_no_score_from_26_january_2022() -> None:
    step_1 = load_exams()[Exam.STEP_1]
    assert step_1.reports_score(dt.date(2022, 1, 25))
    assert not step_1.reports_score(dt.date(2022, 1, 26))


def test_scales_are_those_of_the_sources() -> None:
    exams = load_exams()
    assert (exams[Exam.STEP_1].low, exams[Exam.STEP_1].high) == (1, 300)
    assert (exams[Exam.OET].low, exams[Exam.OET].high) == (0, 500)


def test_todays_pass_lines_are_those_of_the_standing_facts() -> None:
    season = load_season(2027)
    today = dt.date(2026, 11, 22)
    for exam, key in ((Exam.STEP_1, "step_1_pass"), (Exam.STEP_2_CK, "step_2_ck_pass")):
        line = load_exams()[exam].pass_line(today)
        assert line is not None
        assert line.score == season.get(f"exams.{key}").number


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('locator = "score of each sub-test"\n', "", "no locator"),
        ("low = 0\nhigh = 500", "low = 500\nhigh = 500", "below high"),
        ("since = 2014-07-01", "since = 2030-07-01", "the oldest first"),
    ],
)
def test_a_broken_entry_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    planted = tmp_path / "exams.toml"
    planted.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFact, match=said):
        load_exams(planted)
