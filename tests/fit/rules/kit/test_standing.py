from __future__ import annotations

import datetime as dt

from preround.domain.applicant import Applicant, Exam, VisaNeed
from preround.fit.rules.kit.standing import Sittings, stand
from preround.fit.rules.kit.thresholds import further_roads, years_worth_a_look

TODAY = dt.date(2026, 11, 22)


def sat(*sittings: dict[str, object]) -> Sittings:
    exams = [{"name": "step_2_ck", **one} for one in sittings]
    who = Applicant.model_validate({"exams": exams})
    return stand(who, TODAY, 2027).sittings[Exam.STEP_2_CK]


def test_nothing_listed_is_not_the_same_as_nothing_sat() -> None:
    assert not sat().listed
    planned = sat({})
    assert (planned.listed, planned.n, planned.planned) == (True, 0, True)


def test_a_sitting_ahead_without_a_result_is_a_plan() -> None:
    found = sat({"date": "2026-11-23"}, {"date": "2026-11-21"})
    assert (found.n, found.n_awaited, found.planned_on) == (1, 1, dt.date(2026, 11, 23))


def test_the_pass_is_found_by_its_day_and_not_by_its_place() -> None:
    found = sat(
        {"passed": True, "date": "2025-03-01", "score": 240},
        {"passed": False, "date": "2024-03-01"},
    )
    assert (found.passed_at, found.score, found.passed_on) == (2, 240, dt.date(2025, 3, 1))


def test_without_days_the_order_of_the_file_counts() -> None:
    assert sat({"passed": False}, {"passed": True}).passed_at == 2


def test_attempts_exceed_a_limit_once_no_pass_can_keep_it() -> None:
    assert sat({"passed": True}).exceeds(1) is False
    assert sat({"passed": False}, {"passed": True}).exceeds(1) is True
    # one sitting is lost, so the pass can only be the second
    assert sat({"passed": False}).exceeds(1) is True
    assert sat({"passed": False}).exceeds(2) is None
    assert sat({"date": "2026-11-02"}).exceeds(1) is None
    assert sat().exceeds(1) is None


def test_a_score_without_result_or_day_is_held_against_the_newest_line() -> None:
    assert sat({"score": 218}).passed
    assert not sat({"score": 217}).passed


def test_a_us_img_is_a_citizen() -> None:
    who = Applicant.model_validate({"applicant": {"type": "us_img"}})
    assert stand(who, TODAY, 2027).visa_need is VisaNeed.NONE


def test_years_count_to_the_match_year() -> None:
    who = Applicant.model_validate({"applicant": {"yog": 2019}})
    assert stand(who, TODAY, 2027).years_at_start == 8
    assert stand(who, TODAY, 2028).years_at_start == 9


def test_thresholds_come_from_their_file() -> None:
    assert years_worth_a_look() == 5
    assert set(further_roads()) == {"MD", "OR", "TN", "WA"}
