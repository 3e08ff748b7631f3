"""What is new since the last application, and what still stands."""

from __future__ import annotations

import datetime as dt

from preround.domain.applicant import Applicant, Exam, ExamAttempt, UsceKind, UsExperience
from preround.plan.reapply import NewThing, since_last

LAST = dt.date(2025, 9, 3)


def test_only_what_came_after_is_new_and_the_rest_says_what_to_do() -> None:
    record = Applicant(
        exams=(
            ExamAttempt(name=Exam.STEP_1, date=dt.date(2024, 1, 1), passed=True),
            ExamAttempt(name=Exam.STEP_2_CK, date=dt.date(2026, 2, 3), passed=True, score=251),
            ExamAttempt(name=Exam.STEP_3, date=dt.date(2026, 3, 3), passed=False),
        ),
        us_experience=(
            UsExperience(
                kind=UsceKind.OBSERVERSHIP, start=dt.date(2025, 8, 1), end=dt.date(2025, 9, 30)
            ),
        ),
    )
    found = since_last(record, LAST, [NewThing(dt.date(2025, 1, 1), "letter", "Letter of A")])
    assert [one.words for one in found.new] == [
        "Step 2 CK passed, 251", "U.S. observership, no specialty"
    ]  # fmt: skip
    assert found.still == ("Letters", "Work and projects")
    assert all(advice for _, _, advice in found.lines)


def test_an_awaited_result_is_new_and_a_failed_sitting_is_not_listed() -> None:
    sat = Applicant(exams=(ExamAttempt(name=Exam.OET, date=dt.date(2026, 1, 8)),))
    assert [one.words for one in since_last(sat, LAST).new] == ["OET sat, result awaited"]
