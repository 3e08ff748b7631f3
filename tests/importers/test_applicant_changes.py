"""Typed changes: each kind of place, values as a file would hold them, and clear refusals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import Applicant, Exam, VisaNeed
from preround.domain.errors import UnknownChoice, UserError
from preround.importers.applicant_changes import BadChange, change_applicant, parse_change
from preround.importers.applicant_file import ApplicantRefused, parse_applicant

TODAY = date(2026, 11, 22)
TEXT = b"""
[applicant]
type = "non_us_img"
[[exams]]
name = "step_2_ck"
date = 2024-01-10
passed = false
[[exams]]
name = "step_2_ck"
date = 2024-08-20
passed = true
score = 243
[[letters]]
specialty = "Neurology"
[wishes]
budget_usd = 900
"""


def changed(*texts: str) -> Applicant:
    applicant = parse_applicant(TEXT, "a.toml", TODAY).applicant
    return change_applicant(applicant, [parse_change(text) for text in texts], TODAY).applicant


def test_the_last_sitting_of_an_exam_is_meant() -> None:
    exams = changed("exams.step_2_ck.score=255").exams
    assert [exam.score for exam in exams] == [None, 255]


def test_an_exam_not_yet_there_is_added_once() -> None:
    exams = changed("exams.step_3.date=2026-10-01", "exams.step_3.passed=true").exams
    assert [exam.name for exam in exams] == [Exam.STEP_2_CK, Exam.STEP_2_CK, Exam.STEP_3]
    assert exams[-1].passed is True


def test_a_plus_adds_one_item_however_many_keys_it_gets() -> None:
    found = changed(
        "us_experience.+.kind=externship",
        "us_experience.+.months=2",
        "letters.+.specialty=Neurology",
    )
    assert [(one.kind.value, one.months) for one in found.us_experience] == [("externship", 2.0)]
    assert found.letters is not None
    assert len(found.letters) == 2


def test_words_lists_and_empty_values() -> None:
    found = changed(
        "applicant.visa_need=j1", "wishes.specialties=Neurology, Pediatrics", "wishes.budget_usd="
    )
    assert found.applicant.visa_need is VisaNeed.J1
    assert found.wishes.specialties == ("Neurology", "Pediatrics")
    assert found.wishes.budget_usd is None


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("exams.step_2_ck.score", BadChange, "no key and value"),
        ("=3", BadChange, "no key and value"),
        ("wishes.budget_usd.x=3", BadChange, "takes one key"),
        ("exams.score=3", BadChange, "a place and a key"),
        ("letters.7.specialty=x", BadChange, "there are 1"),
        ("us_experience.1.months=2", BadChange, "there are none"),
        ("exam.step_3.score=3", UnknownChoice, "exams"),
        ("exams.step_3.scor=3", UnknownChoice, "score"),
        ("exams.step_2_ck.score=2550", ApplicantRefused, "2550"),
        ("wishes.budget_usd=much", ApplicantRefused, "budget_usd"),
    ],
)
def test_what_cannot_be_is_refused_in_one_message(
    text: str, error: type[UserError], words: str
) -> None:
    with pytest.raises(error, match=words):
        changed(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_change(text)
    except UserError:
        return
    assert "=" in text
