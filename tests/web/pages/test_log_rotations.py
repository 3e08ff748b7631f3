"""Rotations in the app: kept, undone, counted with their days, and put into the record."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preround.openings.opening import Opening
from preround.openings.outreach import Event, Step
from preround.web import log, openings, record, rotations

if TYPE_CHECKING:
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

FOUR_WEEKS = {
    "kind": "externship",
    "institution": "Sample General",
    "supervisor": "Dr. Sample, attending",
    "specialty": "Internal Medicine",
    "setting": "inpatient",
    "state": "ny",
    "start": "2026-10-05",
    "end": "2026-10-30",
    "hours_per_week": "40",
    "duties": ["history", "examined"],
}
DAY = {"day": "2026-10-06", "hours": "8", "duties": ["watched"]}


def add(client: Client, mine: Dossier, **changes: object) -> int:
    assert client.post("/log/rotations/new/", FOUR_WEEKS | changes).status_code == 302
    found = rotations.rows(mine.record).order_by("-id").first()
    assert found is not None
    return found.pk


def test_a_rotation_is_counted_on_its_page(client: Client, mine: Dossier) -> None:
    add(client, mine)
    page = client.get("/log/rotations/").content.decode()
    # 5 to 30 Oct are 20 weekdays / 20 = 1 month
    assert '<strong class="num">1</strong> month done' in page
    assert "hands-on" in page
    assert "Sample General, Internal Medicine" in page


def test_a_rotation_without_hands_on_duties_counts_as_watched(
    client: Client, mine: Dossier
) -> None:
    add(client, mine, duties=["watched"])
    assert "programs read it as observership" in client.get("/log/rotations/").content.decode()


def test_what_does_not_fit_is_said_and_nothing_is_lost(client: Client, mine: Dossier) -> None:
    wrong = {"institution": "", "end": "2026-10-01", "hours_per_week": "400", "state": "QQ"}
    answer = client.post("/log/rotations/new/", FOUR_WEEKS | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "before the first" in text
    assert "between 1 and 120" in text
    assert "two letters" in text
    assert "Dr. Sample, attending" in text
    assert not rotations.rows(mine.record).exists()


def test_each_change_can_be_undone_and_a_stale_one_is_refused(
    client: Client, mine: Dossier
) -> None:
    number = add(client, mine)
    change = FOUR_WEEKS | {"institution": "Other Clinic", "version": "1"}
    assert client.post(f"/log/rotations/{number}/", change).status_code == 302
    assert client.post(f"/log/rotations/{number}/", change).status_code == 409
    client.post(f"/log/rotations/{number}/undo/2/")
    assert str(rotations.one(mine.record, number)) == "Sample General"
    client.post(f"/log/rotations/{number}/version/2/")
    assert str(rotations.one(mine.record, number)) == "Other Clinic"
    client.post(f"/log/rotations/{number}/remove/")
    assert not rotations.rows(mine.record).exists()
    client.post(f"/log/rotations/{number}/undo/5/")
    assert rotations.rows(mine.record).count() == 1
    assert rotations.one(mine.record, number).history.count() == 6


def test_the_first_save_undone_takes_the_rotation_out(client: Client, mine: Dossier) -> None:
    number = add(client, mine)
    client.post(f"/log/rotations/{number}/undo/1/")
    assert not rotations.rows(mine.record).exists()


def test_a_day_takes_what_it_leaves_open_from_its_rotation(client: Client, mine: Dossier) -> None:
    number = add(client, mine)
    assert client.post("/log/save/", DAY | {"rotation": str(number)}).status_code == 302
    (day,) = log.days(mine.record)
    assert (day.kind, day.site, day.state) == ("externship", "Sample General", "NY")
    assert "1 day logged" in client.get("/log/rotations/").content.decode()
    row = log.entries(mine.record).get()
    assert row.rotation_id == number
    shown = client.get(f"/log/{row.pk}/").content.decode()
    assert f'<option value="{number}" selected>Sample General</option>' in shown
    begun = client.get(f"/log/?rotation={number}").content.decode()
    assert 'value="Sample General"' in begun


def test_a_day_cannot_name_a_rotation_that_is_not_there(client: Client, mine: Dossier) -> None:
    answer = client.post("/log/save/", DAY | {"kind": "externship", "rotation": "999"})
    assert answer.status_code == 302
    assert log.entries(mine.record).get().rotation_id is None


def test_five_logged_days_of_watching_outweigh_the_duties(client: Client, mine: Dossier) -> None:
    number = add(client, mine)
    for n in range(5, 10):
        client.post("/log/save/", DAY | {"day": f"2026-10-0{n}", "rotation": str(number)})
    page = client.get("/log/rotations/").content.decode()
    assert "counted as <strong>observership</strong>" in page


def test_put_into_the_record_it_is_judged_and_follows_a_change(
    client: Client, mine: Dossier
) -> None:
    number = add(client, mine)
    client.post(f"/log/rotations/{number}/record/", {"version": str(mine.version)})
    (period,) = record.current().applicant.us_experience
    assert (period.kind, period.hands_on, str(period.start)) == ("externship", True, "2026-10-05")
    assert "In your record" in client.get("/log/rotations/").content.decode()
    later = FOUR_WEEKS | {"start": "2026-10-12", "version": "1"}
    client.post(f"/log/rotations/{number}/", later)
    assert "Bring my record in step" in client.get("/log/rotations/").content.decode()
    here = record.current()
    client.post(f"/log/rotations/{number}/record/", {"version": str(here.version)})
    (period,) = record.current().applicant.us_experience
    assert str(period.start) == "2026-10-12"
    here = record.current()
    client.post(f"/log/rotations/{number}/record/", {"version": str(here.version), "out": "yes"})
    assert record.current().applicant.us_experience == ()


def test_a_stale_record_is_not_overwritten(client: Client, mine: Dossier) -> None:
    number = add(client, mine)
    answer = client.post(f"/log/rotations/{number}/record/", {"version": "77"})
    assert answer.status_code == 409
    assert record.current().applicant.us_experience == ()


def test_months_count_a_rotation_once_with_its_days(client: Client, mine: Dossier) -> None:
    number = add(client, mine)
    client.post("/log/save/", DAY | {"rotation": str(number), "specialty": "Cardiology"})
    page = client.get("/log/months/").content.decode()
    assert '<th scope="row">Externship</th><td class="num">1</td>' in page
    client.post("/log/months/keep/", {"version": str(mine.version)})
    assert len(record.current().applicant.us_experience) == 1
    assert "In your record" in client.get("/log/rotations/").content.decode()


def test_an_accepted_opening_becomes_a_rotation(client: Client, mine: Dossier) -> None:
    import datetime as dt

    opening = Opening(
        institution="Sample Clinic",
        kind="externship",
        state="NJ",
        start=dt.date(2027, 2, 1),
        end=dt.date(2027, 2, 26),
    )
    number, _ = openings.book().add(opening, "2026-11-01T00:00:00Z")
    event = Event(opening=number, step=Step.ACCEPTED, day=dt.date(2026, 11, 20))
    openings.book().note_step(event, "2026-11-20T00:00:00Z")
    assert f"/log/rotations/new/?opening={number}" in client.get("/log/rotations/").content.decode()
    form = client.get(f"/log/rotations/new/?opening={number}").content.decode()
    assert 'value="Sample Clinic"' in form
    assert 'value="2027-02-26"' in form
    add(client, mine, institution="Sample Clinic", opening=number)
    assert "?opening=" not in client.get("/log/rotations/").content.decode()


def test_an_unknown_rotation_is_a_plain_not_found(client: Client, mine: Dossier) -> None:
    assert client.get("/log/rotations/999/").status_code == 404


def test_the_supervisor_is_in_no_export(client: Client, mine: Dossier) -> None:
    number = add(client, mine)
    client.post("/log/save/", DAY | {"rotation": str(number)})
    assert "Dr. Sample" not in client.get("/log/days.csv").content.decode()
    client.post(f"/log/rotations/{number}/record/", {"version": str(mine.version)})
    assert "Dr. Sample" not in record.current().applicant.model_dump_json()


def test_a_table_carries_which_rotation_a_day_belongs_to(client: Client, mine: Dossier) -> None:
    table = b"date,kind,hours,rotation\n2026-10-06,externship,8,sample general\n"

    def bring() -> str:
        sheet = SimpleUploadedFile("log.csv", table)
        return client.post("/log/bring/", {"file": sheet}, follow=True).content.decode()

    assert "no rotation of yours is called" in bring()
    number = add(client, mine)
    assert "1 joined its rotation" in bring()
    assert log.entries(mine.record).get().rotation_id == number
    assert "Sample General" in client.get("/log/days.csv").content.decode()


def test_an_opening_becomes_a_rotation_that_leads_back_to_it(client: Client, mine: Dossier) -> None:
    offer = Opening(
        "Sample General", "Observership", "Internal Medicine", state="TX",
        start=dt.date(2027, 1, 4), weeks=4,
    )  # fmt: skip
    number, _ = openings.book().add(offer, "2026-11-22T10:00:00")
    assert "I will go there" in client.get(f"/opening/{number}/").content.decode()
    answer = client.post(f"/opening/{number}/go/")
    form = client.get(answer["Location"]).content.decode()
    for value in ("Sample General", "2027-01-04", "2027-01-29", "TX"):
        assert f'value="{value}"' in form
    assert f'href="/opening/{number}/"' in form
    typed = {"kind": "observership", "institution": "Sample General", "opening": number}
    client.post("/log/rotations/new/", typed)
    row = rotations.rows(mine.record).get()
    page = client.get(f"/opening/{number}/").content.decode()
    assert f'href="/log/rotations/{row.pk}/"' in page
    assert "I will go there" not in page
    assert "its opening" in client.get("/log/rotations/").content.decode()
    client.post(f"/opening/{number}/take-out/")
    for address in (f"/log/rotations/{row.pk}/", "/log/rotations/"):
        assert f"/opening/{number}/" not in client.get(address).content.decode()


def test_two_days_alike_in_two_rotations_both_come_in(client: Client, mine: Dossier) -> None:
    numbers = {add(client, mine, institution=name) for name in ("Sample North", "Sample South")}
    table = (
        b"date,kind,hours,rotation\n"
        b"2026-10-06,externship,4,Sample North\n2026-10-06,externship,4,Sample South\n"
    )
    for _ in range(2):  # the second time nothing is new
        client.post("/log/bring/", {"file": SimpleUploadedFile("log.csv", table)})
    kept = sorted(row.rotation_id or 0 for row in log.entries(mine.record))
    assert kept == sorted(numbers)
