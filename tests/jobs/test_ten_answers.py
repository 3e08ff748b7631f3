from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Exam,
    ExamAttempt,
    UsceKind,
    UsExperience,
    VisaNeed,
)
from preround.domain.errors import UnknownChoice
from preround.facts.specialties import ALL
from preround.jobs.answer_parts import PARTS
from preround.jobs.ten_answers import (
    AnswersRefused,
    answer,
    answers_of,
    is_answered,
    missing_answers,
    question,
    questions,
    ten_questions,
)

TODAY = dt.date(2026, 11, 22)
SEASON = 2027


def told(*answers: tuple[str, dict[str, str | list[str]]]) -> Applicant:
    applicant = Applicant()
    for key, values in answers:
        applicant = answer(applicant, key, values, TODAY)
    return applicant


def test_there_are_ten_questions_and_every_one_has_its_way_into_the_record() -> None:
    assert len(ten_questions()) == 10
    assert {one.key for one in questions()} == set(PARTS)


def test_ten_answers_make_an_applicant() -> None:
    applicant = told(
        ("type", {"type": "non_us_img"}),
        ("school_country", {"school_country": "PK"}),
        ("yog", {"yog": "2021"}),
        ("visa_need", {"visa_need": "j1"}),
        ("step_2_ck", {"result": "passed", "score": "243", "attempts": "1"}),
        ("step_1", {"result": "passed", "score": "", "attempts": "2"}),
        ("step_3", {"result": "planned", "attempts": ""}),
        ("us_experience", {"kind": "externship", "months": "2.5", "hands_on": "yes"}),
        ("specialties", {"specialties": ["Internal Medicine", "Family Medicine"]}),
        ("budget", {"budget_usd": "$1,500", "states_preferred": ["NY"], "ties": []}),
    )
    assert applicant.applicant.type is ApplicantType.NON_US_IMG
    assert applicant.applicant.yog == 2021
    assert applicant.applicant.visa_need is VisaNeed.J1
    assert applicant.exams == (
        ExamAttempt(name=Exam.STEP_2_CK, passed=True, score=243),
        ExamAttempt(name=Exam.STEP_1, passed=False),
        ExamAttempt(name=Exam.STEP_1, passed=True),
        ExamAttempt(name=Exam.STEP_3),
    )
    assert applicant.us_experience == (
        UsExperience(kind=UsceKind.EXTERNSHIP, months=2.5, hands_on=True),
    )
    assert applicant.wishes.specialties == ("Internal Medicine", "Family Medicine")
    assert applicant.wishes.budget_usd == 1500
    assert all(is_answered(applicant, one.key, TODAY) for one in ten_questions())


def test_skipping_leaves_an_answer_open() -> None:
    for one in questions():
        empty: dict[str, str | list[str]] = {field.name: "" for field in one.fields}
        assert answer(Applicant(), one.key, empty, TODAY) == Applicant()
        assert not is_answered(Applicant(), one.key, TODAY)


def test_emptying_an_answer_takes_it_out() -> None:
    applicant = told(("yog", {"yog": "2021"}), ("visa_need", {"visa_need": "h1b"}))
    applicant = answer(applicant, "yog", {"yog": ""}, TODAY)
    applicant = answer(applicant, "visa_need", {"visa_need": ""}, TODAY)
    assert applicant == Applicant()


def test_none_so_far_differs_from_not_answered() -> None:
    applicant = told(("us_experience", {"kind": "none"}))
    assert applicant.applicant.has_us_experience is False
    assert answers_of(applicant, "us_experience", TODAY)["kind"] == "none"
    assert is_answered(applicant, "us_experience", TODAY)


def test_answers_can_be_taken_back_one_by_one() -> None:
    applicant = told(
        ("step_1", {"result": "passed", "attempts": "1"}),
        ("letters", {"n_letters": "3", "n_us_letters": "2"}),
        ("us_experience", {"kind": "research", "months": "3"}),
    )
    assert [x.from_us_physician for x in applicant.letters or ()] == [True, True, False]
    for key in ("step_1", "letters", "us_experience"):
        applicant = answer(applicant, key, {}, TODAY)
    assert applicant == Applicant()


DETAILED = Applicant.model_validate(
    {
        "exams": [
            {"name": "step_2_ck", "date": "2024-02-01", "passed": False},
            {"name": "step_2_ck", "date": "2025-03-14", "passed": True, "score": 243},
            {"name": "step_3", "date": "2026-03-14", "passed": True, "score": 221},
        ],
        "us_experience": [
            {"kind": "observership", "start": "2026-02-02", "end": "2026-03-27"},
            {"kind": "employment", "start": "2023-01-02"},
        ],
        "letters": [{"specialty": "Internal Medicine", "from_us_physician": True}],
    }
)


def test_saying_what_the_record_says_keeps_its_details() -> None:
    for one in questions():
        same = answers_of(DETAILED, one.key, TODAY)
        assert answer(DETAILED, one.key, same, TODAY) == DETAILED


def test_a_new_score_keeps_the_days_of_the_sittings() -> None:
    changed = answer(
        DETAILED, "step_2_ck", {"result": "passed", "score": "255", "attempts": "2"}, TODAY
    )
    own = [x for x in changed.exams if x.name is Exam.STEP_2_CK]
    assert [(x.date, x.passed, x.score) for x in own] == [
        (dt.date(2024, 2, 1), False, None),
        (dt.date(2025, 3, 14), True, 255),
    ]


def test_several_periods_are_shown_by_the_kind_nearest_to_patients() -> None:
    # 2 Feb to 27 Mar 2026 are 40 weekdays: 40 / 20 = 2 months
    assert answers_of(DETAILED, "us_experience", TODAY) == {
        "kind": "observership",
        "months": "2",
        "hands_on": "no",
    }


@pytest.mark.parametrize(
    ("key", "values", "field", "said"),
    [
        ("yog", {"yog": "21"}, "yog", "1950 to 2035"),
        ("yog", {"yog": "last year"}, "yog", "whole number"),
        ("type", {"type": "martian"}, "type", "choose one"),
        ("step_2_ck", {"result": "passed", "score": "2430"}, "score", "from 1 to 300"),
        ("step_2_ck", {"result": "passed", "attempts": "0"}, "attempts", "1 to 10"),
        ("step_2_ck", {"result": "", "score": "243"}, "result", "choose the result"),
        ("step_2_ck", {"result": "not_passed", "score": "200"}, "score", "leave it empty"),
        ("step_1", {"result": "planned", "attempts": "1"}, "result", "not taken yet"),
        ("us_experience", {"kind": "", "months": "3"}, "kind", "choose the kind"),
        ("us_experience", {"kind": "research", "months": "-3"}, "months", "480 months"),
        ("us_experience", {"kind": "research", "months": "nan"}, "months", "smaller number"),
        ("us_experience", {"kind": "research", "hands_on": "maybe"}, "hands_on", "yes or no"),
        ("specialties", {"specialties": ["Alchemy"]}, "specialties", "choose one"),
        ("us_experience", {"kind": "research", "months": "many"}, "months", "write a number"),
        ("specialties", {"specialties": list(ALL[:11])}, "specialties", "at most 10"),
        ("publications", {"publications": "5000"}, "publications", "0 to 2,000"),
        ("letters", {"n_letters": "200"}, "n_letters", "0 to 20"),
        ("budget", {"budget_usd": "0"}, "budget_usd", "no application can be bought"),
        ("letters", {"n_letters": "2", "n_us_letters": "3"}, "n_us_letters", "0 to 2"),
        ("letters", {"n_letters": "", "n_us_letters": "3"}, "n_letters", "in all"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_at_its_field(
    key: str, values: dict[str, str | list[str]], field: str, said: str
) -> None:
    with pytest.raises(AnswersRefused) as refused:
        answer(Applicant(), key, values, TODAY)
    assert said in refused.value.problems[field]
    assert len(refused.value.problems) == 1


def test_all_misfits_of_a_question_come_at_once() -> None:
    values: dict[str, str | list[str]] = {"result": "maybe", "score": "high", "attempts": "one"}
    with pytest.raises(AnswersRefused) as refused:
        answer(Applicant(), "step_2_ck", values, TODAY)
    assert set(refused.value.problems) == {"result", "score", "attempts"}


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownChoice):
        question("favorite_color")


def test_every_open_question_has_two_answers_to_try_or_none() -> None:
    missing = missing_answers(Applicant(), SEASON, TODAY)
    assert [one.key for one in missing] == [one.key for one in questions()]
    assert {len(one.trials) for one in missing} <= {0, 2}
    by_key = {one.key: one for one in missing}
    assert [trial[1].applicant.yog for trial in by_key["yog"].trials] == [2025, 2018]
    for one in missing:
        assert one.why
        for words, applicant in one.trials:
            assert words
            assert is_answered(applicant, one.key, TODAY)


def test_what_does_not_bear_on_the_applicant_is_not_missing() -> None:
    citizen = told(("type", {"type": "us_img"}))
    assert "visa_need" not in {one.key for one in missing_answers(citizen, SEASON, TODAY)}
    graduate = told(("type", {"type": "us_md"}))
    assert "ecfmg_certified" not in {one.key for one in missing_answers(graduate, SEASON, TODAY)}


@given(st.data())
def test_what_was_answered_is_shown_again(data: st.DataObject) -> None:
    exam = data.draw(st.sampled_from(["step_1", "step_2_ck"]))
    result = data.draw(st.sampled_from(["passed", "not_passed"]))
    score = str(data.draw(st.integers(1, 300))) if result == "passed" else ""
    values: dict[str, str | list[str]] = {
        "result": result,
        "score": score,
        "attempts": str(data.draw(st.integers(1, 10))),
    }
    assert answers_of(answer(Applicant(), exam, values, TODAY), exam, TODAY) == values
