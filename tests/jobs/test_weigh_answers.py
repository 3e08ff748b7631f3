"""The missing answer that would change the list most comes first."""

from __future__ import annotations

import datetime as dt

from preround.catalogue.listing import load_listing
from preround.catalogue.overlay import Overlay
from preround.domain.applicant import Applicant
from preround.facts.reader import load_season
from preround.jobs.build_program_list import build_program_list
from preround.jobs.weigh_answers import AnswerWorth, weigh_answers

TODAY = dt.date(2026, 11, 22)


def weigh(document: dict[str, object]) -> tuple[AnswerWorth, ...]:
    applicant = Applicant.model_validate(document)
    season = load_season(2027)
    built = build_program_list(applicant, season, Overlay().apply(load_listing()), today=TODAY)
    return weigh_answers(applicant, built, season, TODAY)


def test_a_blank_record_is_asked_for_specialty_and_type_first() -> None:
    weighed = weigh({"wishes": {"budget_usd": 330}})
    assert {worth.key for worth in weighed[:2]} == {"specialties", "type"}
    swings = [worth.swing for worth in weighed[2:]]
    assert swings == sorted(swings, reverse=True)
    assert swings[0] > 0


def test_an_answered_question_is_not_weighed() -> None:
    known = {
        "applicant": {"type": "non_us_img", "yog": 2023},
        "wishes": {"specialties": ["Neurology"], "budget_usd": 330},
    }
    assert not {"type", "yog", "specialties"} & {worth.key for worth in weigh(known)}


def test_the_swing_is_the_distance_between_the_trial_answers() -> None:
    for worth in weigh({"wishes": {"specialties": ["Neurology"], "budget_usd": 330}}):
        counts = [count for _, count in worth.interviews]
        if counts:
            assert worth.swing == max(counts) - min(counts)
