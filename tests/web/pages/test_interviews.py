"""Interviews as people record them: in a press, with slips, from two windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preround.web import clock, interviews, rank_sheets, record

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
CODE, OTHER, FAR = "1414140C0", "1378140C0", "1420140C0"
FORM = {"status": "invited", "invited_on": "2026-11-20", "interview_on": "2026-12-09",
        "starts_at": "09:30", "form": "virtual", "signal": "none", "ties": ["rotation"],
        "note": "", "version": "1"}  # fmt: skip


def add(client: Client, code: str) -> None:
    assert client.post("/interviews/add/", {"code": code}).status_code == 302


def test_a_press_records_an_invitation_and_undo_takes_it_back(
    client: Client, mine: Dossier
) -> None:
    html = client.get("/interviews/?q=albany internal").content.decode()
    assert f'value="{CODE}"' in html
    add(client, CODE)
    html = client.get("/interviews/").content.decode()
    assert "1 without a day" in html
    assert f"/interviews/{CODE}/remove/" in html
    client.post(f"/interviews/{CODE}/remove/")
    html = client.get("/interviews/").content.decode()
    assert "No invitation is recorded yet." in html
    client.post(f"/interviews/{CODE}/put-back/")
    assert len(interviews.kept(mine, 2027)) == 1


def test_an_invitation_comes_with_the_signal_of_the_list(client: Client, mine: Dossier) -> None:
    code = "1007700C0"
    client.post("/marks/", {"do": f"pin {code}"})
    add(client, code)
    (kept,) = interviews.kept(mine, 2027)
    assert kept.invitation.signal in ("none", "signal", "silver", "gold")
    assert kept.invitation.invited_on == clock.today()


def test_the_first_invitation_on_the_sample_begins_a_record_of_one_s_own(client: Client) -> None:
    assert record.current().is_sample
    assert b"begins a record of your own" in client.get("/interviews/?q=albany").content
    add(client, CODE)
    dossier = record.current()
    assert not dossier.is_sample
    assert [one.code for one in interviews.kept(dossier, 2027)] == [CODE]


def test_days_that_clash_are_told_on_both(client: Client, mine: Dossier) -> None:
    for code in (CODE, OTHER):
        add(client, code)
        assert client.post(f"/interviews/{code}/", FORM).status_code == 302
    html = client.get("/interviews/").content.decode()
    assert html.count("The same day as") == 2
    assert "2 of them clash." in html


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("interview_on", "2062-12-09", "outside the 2027 season"),
        ("interview_on", "9 Dec", "Write the day as"),
        ("interview_on", "2026-11-01", "before the invitation"),
        ("invited_on", "2026-12-24", "still ahead"),
        ("starts_at", "half past nine", "Write the hour as"),
        ("status", "hired", "Choose one of the list"),
    ],
)
def test_a_slip_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: Client, mine: Dossier, field: str, typed: str, said: str
) -> None:
    add(client, CODE)
    answer = client.post(f"/interviews/{CODE}/", FORM | {field: typed, "note": "Zoom, Dr. on call"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "Zoom, Dr. on call" in html
    assert interviews.kept(mine, 2027)[0].note == ""


def test_a_save_from_an_older_page_shows_both(client: Client, mine: Dossier) -> None:
    add(client, CODE)
    client.post(f"/interviews/{CODE}/", FORM)
    answer = client.post(f"/interviews/{CODE}/", FORM | {"note": "from the other window"})
    assert answer.status_code == 409
    assert b"changed in another window" in answer.content
    assert b"from the other window" in answer.content


def test_an_impression_is_scored_kept_and_undone(client: Client, mine: Dossier) -> None:
    add(client, CODE)
    sent = {"version": "0", "score-training": "5", "score-visa": "9", "score-people": "",
            "impression": "Residents stayed after noon conference."}  # fmt: skip
    assert client.post(f"/interviews/{CODE}/impression/", sent).status_code == 302
    impression = rank_sheets.read(mine, 2027).sheet.impression(CODE)
    assert dict(impression.scores) == {"training": 5}
    stale = client.post(f"/interviews/{CODE}/impression/", sent | {"impression": "Another view"})
    assert stale.status_code == 409
    assert b"Another view" in stale.content
    client.post("/rank-list/undo/1/")
    assert rank_sheets.read(mine, 2027).sheet.impression(CODE).note == ""


def test_a_priority_left_out_keeps_its_score(client: Client, mine: Dossier) -> None:
    add(client, CODE)
    client.post(f"/interviews/{CODE}/impression/", {"version": "0", "score-family": "4"})
    client.post("/rank-list/priorities/", {"version": "1", "weight-family": "0"})
    client.post(f"/interviews/{CODE}/impression/", {"version": "2", "score-training": "3"})
    scores = rank_sheets.read(mine, 2027).sheet.impression(CODE).scores
    assert dict(scores) == {"family": 4, "training": 3}


def test_the_calendar_has_the_days_and_the_deadline(client: Client, mine: Dossier) -> None:
    add(client, CODE)
    client.post(f"/interviews/{CODE}/", FORM)
    answer = client.get("/interviews/interviews.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"Interview: Albany Medical Center\\, 09:30" in answer.content
    assert b"Certify the rank list by 21:00 Eastern Time" in answer.content


def test_the_sample_s_interview_is_shown_but_its_dates_stay(client: Client) -> None:
    assert b"its dates stay" in client.get(f"/interviews/{CODE}/").content
    assert client.post(f"/interviews/{CODE}/", FORM).status_code == 409
    assert client.get("/interviews/").status_code == 200


def test_a_program_that_did_not_invite_has_no_page_here(client: Client, mine: Dossier) -> None:
    answer = client.get(f"/interviews/{FAR}/")
    assert answer.status_code == 404
    assert b"Add it from the list of interviews" in answer.content
    assert client.post("/interviews/add/", {"code": "nothing"}).status_code == 404


def test_a_plain_signal_is_named_once_and_a_tier_by_its_name(client: Client, mine: Dossier) -> None:
    add(client, CODE)
    sent = FORM | {"signal": "signal"}
    client.post(f"/interviews/{CODE}/", sent)
    for address in ("/interviews/", "/rank-list/", f"/programs/{CODE}/"):
        assert "signal signal" not in client.get(address).content.decode()
    assert "· signal</span>" in client.get("/interviews/").content.decode()
    client.post(f"/interviews/{CODE}/", FORM | {"signal": "gold", "version": "2"})
    assert "· gold signal</span>" in client.get("/interviews/").content.decode()
