"""The plan on screen: three steps to begin with, days kept, what slips, a calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from preround.domain.applicant import Applicant, ApplicantType, Background, VisaNeed
from preround.plan.marks import StepMark
from preround.web import letters, plans, record

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier


@pytest.fixture
def beginner(db: None) -> Dossier:
    person = Background(type=ApplicantType.NON_US_IMG, visa_need=VisaNeed.J1)
    record.start_own(Applicant(applicant=person), "test")
    return record.current()


def sent(step: str, do: str, day: str = "", version: int = 0) -> dict[str, str]:
    return {"season": "2028", "step": step, "do": do, "day": day, "version": str(version)}


def test_steps_of_2028_stand_there_and_are_expected(client: Client, mine: Dossier) -> None:
    html = client.get("/plan/").content.decode()
    assert "Your way to the Match of 2028" in html
    assert html.count("<li><h3>") == 3
    assert "Certify your rank order list" in html
    assert "about</span> 1 Mar 2028" in html
    assert "from 3 Mar 2027, season 2027" in html
    assert "<svg" in html
    assert "style=" not in html.split("<main", 1)[1]


def test_the_running_season_can_be_looked_at_and_says_that_programs_read(
    client: Client, mine: Dossier
) -> None:
    html = client.get("/plan/?match=2027").content.decode()
    assert "Programs are reading for 2027 already" in html
    assert "Late, and it still counts" in html


def test_a_day_typed_shows_what_slips_and_keeps_nothing(client: Client, beginner: Dossier) -> None:
    live = client.post("/plan/slips/", sent("step_2_ck", "try", "2027-10-05")).content.decode()
    assert "Hold ECFMG Certification" in live
    assert "Apply without the score" in live
    whole = client.post("/plan/mark/", sent("step_2_ck", "try", "2027-10-05"))
    assert whole.status_code == 200
    assert "steps move" in whole.content.decode()
    assert plans.read(beginner.record).version == 0


def test_a_day_is_kept_and_moves_what_depends_on_it(client: Client, beginner: Dossier) -> None:
    assert client.post("/plan/mark/", sent("oet", "plan", "2027-12-01")).status_code == 302
    html = client.get("/plan/").content.decode()
    assert "booked 1 Dec 2027" in html
    kept = plans.read(beginner.record)
    assert kept.marks.of(2028)["oet"] == StepMark(day=dt.date(2027, 12, 1))
    stale = client.post("/plan/mark/", sent("oet", "plan", "2027-11-01"))
    assert stale.status_code == 409
    assert "another window" in stale.content.decode()
    assert client.post("/plan/mark/", sent("oet", "clear", version=1)).status_code == 302
    assert plans.read(beginner.record).marks.of(2028) == {}
    assert client.post("/plan/undo/2/").status_code == 302
    assert "oet" in plans.read(beginner.record).marks.of(2028)


def test_what_cannot_be_done_names_the_cause_and_what_falls_with_it(
    client: Client, beginner: Dossier
) -> None:
    client.post("/plan/mark/", sent("oet", "plan", "2028-01-25"))
    html = client.get("/plan/").content.decode()
    gives = html.split("<h2>What gives</h2>")[1].split("</section>")[0]
    assert gives.count("<li>") == 1
    assert "Move to the next season: no Pathway without it." in gives
    assert "With it falls: Hold ECFMG Certification" in gives


def test_a_step_done_leaves_the_next_three(client: Client, mine: Dossier) -> None:
    before = client.get("/plan/").content.decode().split("</ol>")[0]
    assert "Audit your work" in before
    done = client.post("/plan/mark/", sent("audit", "done", "2026-11-20"))
    assert done.status_code == 302
    after = client.get("/plan/").content.decode()
    assert "Audit your work" not in after.split("</ol>")[0]
    assert "20 Nov 2026" in after


@pytest.mark.parametrize(
    ("typed", "says"),
    [(sent("audit", "plan"), "Give a day first"), (sent("audit", "plan", "soon"), "Write the day"),
     (sent("audit", "done", "2027-05-05"), "no day ahead")],
)  # fmt: skip
def test_a_day_that_does_not_fit_is_said_at_its_step(
    client: Client, mine: Dossier, typed: dict[str, str], says: str
) -> None:
    answer = client.post("/plan/mark/", typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert says in client.post("/plan/slips/", typed | {"do": "try"}).content.decode() or (
        typed["do"] == "done"
    )


def test_the_match_aimed_at_and_the_last_application_are_kept(
    client: Client, mine: Dossier
) -> None:
    aim = {"match": "2027", "last_applied": "2025-09-03", "version": "0"}
    assert client.post("/plan/aim/", aim).status_code == 302
    html = client.get("/plan/").content.decode()
    assert "Your way to the Match of 2027" in html
    assert "New since 3 Sep 2025" in html
    assert "nothing new yet" in html
    wrong = aim | {"match": "1999", "last_applied": "2030-01-01", "version": "1"}
    answer = client.post("/plan/aim/", wrong)
    assert answer.status_code == 422
    assert "still ahead" in answer.content.decode()


def test_letters_kept_in_the_app_count_in_the_plan(client: Client, beginner: Dossier) -> None:
    assert "Letters uploaded, three of them" in client.get("/plan/").content.decode()
    for n in range(3):
        letters.keep(beginner.record, {"name": f"W{n}", "status": "uploaded"})
    html = client.get("/plan/").content.decode()
    after = html.split("Letters uploaded, three of them")[-1]
    assert "done" in after.split("</summary>")[0]


def test_calendar_holds_the_same_steps_and_the_kept_days(client: Client, mine: Dossier) -> None:
    client.post("/plan/mark/", sent("rotation_1", "plan", "2027-05-28"))
    answer = client.get("/plan/calendar.ics?match=2028")
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(e["uid"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert len(events) > 15
    assert events["match-2028-rotation-1@preround"].decoded("dtstart") == dt.date(2027, 5, 28)


@pytest.mark.parametrize(
    ("method", "address", "data", "status"),
    [
        ("get", "/plan/?match=1900", {}, 404),
        ("get", "/plan/?match=soon", {}, 200),
        ("post", "/plan/mark/", sent("dance", "done"), 400),
        ("post", "/plan/mark/", sent("dance", "try", "2027-01-01"), 400),
        ("post", "/plan/undo/7/", {}, 404),
    ],
)
def test_odd_requests_are_answered_plainly(
    client: Client, mine: Dossier, method: str, address: str, data: dict[str, str], status: int
) -> None:
    answer = getattr(client, method)(address, data)
    assert answer.status_code in (status, 400)
