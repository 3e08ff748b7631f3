"""SOAP opens by date, needs come in order, answers rest on the record alone."""

from __future__ import annotations

import datetime as dt

import pytest

from preround.domain.applicant import Applicant
from preround.jobs.soap_pack import SoapPack, SoapStage, facts_of_file, plain_answers, soap_pack
from preround.writing.answers import RecordedFact
from tests.jobs.season_cases import MEDICINE, applicant, facts, interviewed


def pack(day: str, season: int = 2027, *recorded: RecordedFact) -> SoapPack:
    invitations = [interviewed(code) for code in MEDICINE[:3]]
    return soap_pack(applicant(), facts(season), recorded, invitations, dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2026-11-22", SoapStage.PREPARE),
        ("2027-03-03", SoapStage.PREPARE),
        ("2027-03-04", SoapStage.OPEN),
        ("2027-03-14", SoapStage.OPEN),
        ("2027-03-15", SoapStage.WEEK),
        ("2027-03-18", SoapStage.WEEK),
        ("2027-03-19", SoapStage.OVER),
    ],
)
def test_the_pack_opens_the_day_after_lists_are_certified(day: str, stage: SoapStage) -> None:
    found = pack(day)
    assert found.stage is stage
    assert found.is_open is (stage is not SoapStage.PREPARE)


def test_needs_stand_in_order_and_say_when_their_day_has_passed() -> None:
    found = pack("2027-03-05")
    days = [one.by for one in found.needs]
    assert days == sorted(days)
    assert {one.need.key: one.is_late for one in found.needs}["statements"]
    assert not {one.need.key: one.is_late for one in found.needs}["status"]
    # two weeks before Monday 15 March
    by = {one.need.key: one.by for one in found.needs}
    assert by["statements"] == dt.date(2027, 3, 1)
    assert by["eligible"] == dt.date(2027, 3, 3)


def test_hours_are_the_season_s_in_eastern_time_and_utc() -> None:
    first, second, offers, end = pack("2027-03-05").week
    assert (first.day, first.time) == (dt.date(2027, 3, 15), dt.time(10))
    # daylight saving begins on 14 March: four hours behind
    assert first.utc == dt.datetime(2027, 3, 15, 14, tzinfo=dt.UTC)
    assert second.time == dt.time(11)
    assert offers.time == dt.time(9)
    assert end.utc == dt.datetime(2027, 3, 19, 1, tzinfo=dt.UTC)


def test_an_unpublished_season_says_expected_and_whose_limit_it_shows() -> None:
    found = pack("2027-11-22", 2028)
    assert found.opens.is_expected
    assert all(one.is_expected for one in found.week)
    assert (found.limit.value, found.limit.season) == (45, 2026)


def test_answers_show_recorded_facts_and_never_others() -> None:
    said = RecordedFact("work, week of 2 Nov", "Took 84 calls a day, escalated by protocol")
    found = pack("2027-03-05", 2027, said)
    of_season = "Season 2027: applied, 3 invitations, 3 interviews"
    known = {said.text, of_season, *(one.text for one in facts_of_file(applicant(), 2027))}
    shown = {fact.text for card in found.calls for fact in card.answer.evidence}
    assert {said.text, of_season} <= shown
    assert shown <= known


def test_what_is_asked_in_a_word_is_empty_where_nothing_is_known() -> None:
    answers = dict(plain_answers(applicant(), 2027))
    assert answers["Which visa do you need?"] == "J-1"
    assert answers["Which Steps have you passed?"] == "Step 2 CK"
    assert answers["Any attempts to tell of?"] == "None repeated"
    assert answers["Can you begin on 1 July 2027?"] == ""
    assert set(dict(plain_answers(Applicant(), 2027)).values()) == {""}


def test_the_file_s_periods_are_told_with_their_length() -> None:
    (period, *_rest) = facts_of_file(applicant(), 2027)
    # 2 February to 27 March 2026 is 53 days
    assert period.text == "8-week observership in Internal Medicine, NY"


def test_the_rule_of_no_contact_comes_first_with_its_source() -> None:
    rule = pack("2026-11-22").rules[0]
    assert rule.key == "no_contact"
    assert rule.citation.url


def test_no_patient_lies_open_beside_the_telephone() -> None:
    kept = RecordedFact(
        "log, 20 Nov 2026", "Strength: I told Mrs. Okafor's family the plan, MRN 4471002",
        dt.date(2026, 11, 20),
    )  # fmt: skip
    said = [
        fact.text for card in pack("2027-03-05", 2027, kept).calls for fact in card.answer.evidence
    ]
    assert any("family the plan" in text for text in said)
    assert not any("4471002" in text or "Okafor" in text for text in said)
