"""Entries kept in the app: from the log, checked, ordered, compared; stale saves refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from preround.audit.work_log import LineKind, WorkLine
from preround.web import experiences, record, work

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

ENTRY = {
    "title": "Call center agent",
    "experience_type": "Work (paid)",
    "start": "2026-01-05",
    "hours_per_week": "40",
    "text": "Answered 84 calls a day.",
    "meaningful": "on",
    "why": "It taught me to listen.",
}


def test_an_entry_is_kept_ordered_and_counted_in_hours(client: Client, mine: Dossier) -> None:
    assert client.post("/my-entries/new/", ENTRY).status_code == 302
    html = client.get("/my-entries/kept/").content.decode()
    # 46 weeks at 40 hours
    assert 'data-label="Hours">1,840</td>' in html
    assert "the form takes 10, of which 3 most meaningful" in html


def test_a_new_entry_begins_from_the_log_and_its_claims_are_traced(
    client: Client, mine: Dossier
) -> None:
    line = WorkLine(dt.date(2026, 11, 16), "call center agent", LineKind.TASK,
                    "Escalated calls of patients to the nurse", 84, "calls a day")  # fmt: skip
    work.add_lines(mine.record, [line])
    job = mine.record.jobs.get()
    html = client.get(f"/my-entries/new/?job={job.pk}").content.decode()
    assert "Escalated calls of patients to the nurse, 84 calls a day.</textarea>" in html
    assert "standing-traced" in html
    assert "Also logged" not in html
    other = WorkLine(dt.date(2026, 11, 16), "call center agent", LineKind.TASK, "Ordered toner")
    work.add_lines(mine.record, [other])
    html = client.get(f"/my-entries/new/?job={job.pk}").content.decode()
    assert "<li>Ordered toner</li>" in html
    more = {"text": "Answered 300 calls a day. Triaged callers.", "job": str(job.pk)}
    html = client.post("/my-entries/check/", ENTRY | more).content.decode()
    assert "conflict" in html
    assert "says triage" in html
    assert experiences.rows(mine.record).count() == 0


def test_a_change_shows_what_is_gone_and_new_and_a_stale_one_is_refused(
    client: Client, mine: Dossier
) -> None:
    client.post("/my-entries/new/", ENTRY)
    row = experiences.rows(mine.record).get()
    change = ENTRY | {"text": "Answered 90 calls a day.", "version": "1"}
    assert client.post(f"/my-entries/{row.pk}/", change).status_code == 302
    assert client.post(f"/my-entries/{row.pk}/", change).status_code == 409
    html = client.get(f"/my-entries/{row.pk}/").content.decode()
    assert "Answered <del>84</del><ins>90</ins> calls a day." in html
    assert row.history.count() == 2


@pytest.mark.parametrize("bad", [{"title": ""}, {"experience_type": "Invented"}, {"start": "x"},
                                 {"end": "2020-01-01"}, {"hours_per_week": "nan"}])  # fmt: skip
def test_a_wrong_shape_is_said_and_nothing_is_kept(
    client: Client, mine: Dossier, bad: dict[str, str]
) -> None:
    answer = client.post("/my-entries/new/", ENTRY | bad)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert experiences.rows(mine.record).count() == 0


def test_an_entry_taken_out_can_be_put_back(client: Client, mine: Dossier) -> None:
    client.post("/my-entries/new/", ENTRY)
    number = experiences.rows(mine.record).get().pk
    client.post(f"/my-entries/{number}/remove/")
    assert experiences.rows(mine.record).count() == 0
    assert "Put it back" in client.get(f"/my-entries/{number}/").content.decode()
    client.post(f"/my-entries/{number}/remove/", {"put_back": "yes"})
    assert experiences.rows(mine.record).count() == 1


def test_the_first_entry_begins_a_record_of_ones_own(client: Client, db: None) -> None:
    assert client.post("/my-entries/new/", ENTRY).status_code == 302
    assert not record.current().is_sample


def test_an_entry_of_nobody_is_not_found(client: Client, mine: Dossier) -> None:
    assert client.get("/my-entries/999/").status_code == 404


def test_a_rule_is_left_out_of_one_entry_with_a_note_and_applied_again(
    client: Client, mine: Dossier
) -> None:
    client.post("/my-entries/new/", ENTRY | {"text": "Triaged callers."})
    row = experiences.rows(mine.record).get()
    address = f"/my-entries/{row.pk}/rule/"
    code = "overclaim-triage"
    client.post(address, {"code": code, "off": "yes", "note": ""})
    assert "says triage" in client.get(f"/my-entries/{row.pk}/").content.decode()
    client.post(address, {"code": code, "off": "yes", "note": "the nurse supervised"})
    html = client.get(f"/my-entries/{row.pk}/").content.decode()
    assert "the nurse supervised" in html
    assert 'id="finding-1"' not in html or "overclaim-triage" not in html.split("rules-off")[0]
    client.post(address, {"code": code, "off": ""})
    assert "says triage" in client.get(f"/my-entries/{row.pk}/").content.decode()


def test_a_rule_left_out_while_typing_keeps_what_is_typed(client: Client, mine: Dossier) -> None:
    client.post("/my-entries/new/", ENTRY)
    row = experiences.rows(mine.record).get()
    typed = ENTRY | {"text": "Triaged callers all day.", "code": "overclaim-triage", "off": "yes",
                     "note": "supervised"}  # fmt: skip
    headers = {"HX-Request": "true"}
    html = client.post(f"/my-entries/{row.pk}/rule/", typed, headers=headers).content.decode()
    assert "all day" in html
    assert "says triage" not in html


def test_each_box_of_the_form_stands_alone_with_its_limit(client: Client, mine: Dossier) -> None:
    client.post("/my-entries/new/", ENTRY | {"organization": "Health system, Ohio"})
    row = experiences.rows(mine.record).get()
    html = client.get(f"/my-entries/{row.pk}/").content.decode()
    boxes = html.split('id="boxes"')[1]
    for said in ("Health system, Ohio", "01/2026", "current", "24 of 750", "of 300"):
        assert said in boxes


def test_hours_are_worked_out_beside_the_dates(client: Client, mine: Dossier) -> None:
    client.post("/my-entries/new/", ENTRY)
    row = experiences.rows(mine.record).get()
    # 2026-01-05 to 2026-11-22 are 322 days, 46 weeks, at 40 hours: 1,840
    html = client.get(f"/my-entries/{row.pk}/").content.decode()
    assert "1,840 hours: 46.0 weeks" in html


def test_a_changed_date_shows_in_the_history(client: Client, mine: Dossier) -> None:
    client.post("/my-entries/new/", ENTRY)
    row = experiences.rows(mine.record).get()
    client.post(f"/my-entries/{row.pk}/", ENTRY | {"start": "2026-02-01", "version": "1"})
    html = client.get(f"/my-entries/{row.pk}/").content.decode()
    assert "<del>2026-01-05</del><ins>2026-02-01</ins>" in html


def test_length_and_finding_count_a_long_text_alike(client: Client, mine: Dossier) -> None:
    typed = {"text": f"\n{'x' * 805} \n", "role": "", "log": ""}
    html = client.post("/my-entries/", typed).content.decode()
    assert '<strong class="num">805</strong>' in html
    assert "805 characters; the form allows 750." in html


def test_an_entry_from_an_empty_log_says_what_to_do_first(client: Client, mine: Dossier) -> None:
    line = WorkLine(dt.date(2026, 11, 16), "call center agent", LineKind.TASK, "Ordered toner")
    work.add_lines(mine.record, [line])
    job = mine.record.jobs.get()
    assert "The five best" in client.get(f"/my-entries/new/?job={job.pk}").content.decode()
    job.lines.all().delete()
    html = client.get(f"/my-entries/new/?job={job.pk}").content.decode()
    assert "The five best" not in html
    assert "Log a week of it" in html
