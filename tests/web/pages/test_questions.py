"""Ten questions, one a page, skip on each, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.jobs.ten_answers import ten_questions

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

ANSWERS: dict[str, dict[str, str | list[str]]] = {
    "type": {"type": "non_us_img"},
    "school_country": {"school_country": "IN"},
    "yog": {"yog": "2019"},
    "visa_need": {"visa_need": "h1b"},
    "step_2_ck": {"result": "passed", "score": "251", "attempts": "2"},
    "step_1": {"result": "passed", "score": "", "attempts": "1"},
    "step_3": {"result": "planned", "attempts": ""},
    "us_experience": {"kind": "externship", "months": "3", "hands_on": "yes"},
    "specialties": {"specialties": ["Internal Medicine/Psychiatry", ""]},
    "budget": {"budget_usd": "$1,200", "states_preferred": ["NY"], "ties": ["OH"]},
}


def version() -> str:
    from preround.web import record

    dossier = record.current()
    return "0" if dossier.is_sample else str(dossier.version)


def test_ten_answers_make_the_record_and_end_at_the_list(client: Client, db: None) -> None:
    from preround.web import record

    address = "/questions/type/"
    for one in ten_questions():
        assert address == f"/questions/{one.key}/"
        assert client.get(address).status_code == 200
        answer = client.post(address, {**ANSWERS[one.key], "version": version()})
        assert answer.status_code == 302
        address = answer["Location"]
    assert address == "/"
    mine = record.current().applicant
    assert (mine.applicant.yog, mine.applicant.school_country) == (2019, "IN")
    step_2 = [exam for exam in mine.exams if exam.name == "step_2_ck"]
    assert [exam.passed for exam in step_2] == [False, True]
    assert mine.wishes.budget_usd == 1200
    assert mine.wishes.specialties == ("Internal Medicine/Psychiatry",)
    assert not record.current().unfinished


def test_every_question_can_be_skipped_and_the_answer_stays_unknown(
    client: Client, db: None
) -> None:
    from preround.domain.applicant import Applicant
    from preround.web import record

    for one in ten_questions():
        client.post(f"/questions/{one.key}/", {"skip": "1", "version": version()})
    assert record.current().applicant == Applicant()
    assert client.get("/").status_code == 200


def test_an_impossible_score_is_refused_beside_its_field(client: Client, db: None) -> None:
    from preround.web import record

    typed = {"result": "passed", "score": "999", "attempts": "1", "version": "0"}
    answer = client.post("/questions/step_2_ck/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="999"' in html
    assert 'id="error-score"' in html
    assert record.current().is_sample


def test_a_stopped_person_goes_on_where_they_stopped(client: Client, db: None) -> None:
    client.post("/questions/type/", {"type": "us_img", "version": "0"})
    assert client.get("/questions/")["Location"] == "/questions/school_country/"
    assert "1 of 10 questions seen" in client.get("/").content.decode()


def test_an_answer_from_an_old_window_shows_both(client: Client, mine: Dossier) -> None:
    client.post("/questions/yog/", {"yog": "2015", "version": "1"})
    answer = client.post("/questions/yog/", {"yog": "2018", "version": "1"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<strong>2015</strong>" in html
    assert 'value="2018"' in html


def test_a_further_question_is_asked_by_itself(client: Client, mine: Dossier) -> None:
    from preround.web import record

    typed = {"n_letters": "3", "n_us_letters": "2", "version": version()}
    assert client.post("/questions/letters/", typed)["Location"] == "/"
    assert len(record.current().applicant.letters or ()) == 3


def test_a_question_that_is_none(client: Client, mine: Dossier) -> None:
    assert client.get("/questions/horoscope/").status_code == 400


@pytest.mark.parametrize("key", [one.key for one in ten_questions()])
def test_each_question_says_why_it_is_asked(client: Client, db: None, key: str) -> None:
    assert "Why this is asked" in client.get(f"/questions/{key}/").content.decode()
