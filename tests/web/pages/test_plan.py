"""The plan on screen: steps, what slips, a calendar; nothing but the record is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from preround.domain.applicant import Applicant, ApplicantType, Background, VisaNeed

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


def test_steps_of_2028_stand_there_and_are_expected(client: Client, mine: Dossier) -> None:
    html = client.get("/plan/?match=2028").content.decode()
    assert "The way to the Match of 2028" in html
    assert "Certify your rank order list" in html
    assert "expected about 1 Mar 2028, not published" in html
    assert "<svg" in html
    assert "style=" not in html.split("<main", 1)[1]


@pytest.mark.django_db
def test_moving_an_exam_shows_what_slips(client: Client) -> None:
    from preround.web import record

    person = Background(type=ApplicantType.NON_US_IMG, visa_need=VisaNeed.J1)
    record.start_own(Applicant(applicant=person), "test")
    html = client.get("/plan/?match=2028&step_2_ck=2027-10-05").content.decode()
    assert "What slips" in html
    assert "Apply without the score" in html


def test_calendar_holds_the_same_steps(client: Client, mine: Dossier) -> None:
    answer = client.get("/plan/calendar.ics?match=2028")
    assert answer["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) > 15


def test_a_step_that_is_done_is_left_alone(client: Client, mine: Dossier) -> None:
    html = client.get("/plan/?match=2028&done=audit").content.decode()
    assert 'value="audit" checked' in html


@pytest.mark.parametrize("query", ["match=1900", "done=dance", "match=2028&oet=soon"])
def test_odd_addresses_do_not_break_it(client: Client, mine: Dossier, query: str) -> None:
    assert client.get(f"/plan/?{query}").status_code in (200, 400, 404)
