"""The week at work in the app: picks, counts, dials, undo, stale saves, CSV, no script needed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preround.audit.work_log import LineKind, WorkLine
from preround.web import record, work

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier
    from preround.web.work_models import WorkJob

pytestmark = pytest.mark.django_db

WEEK = dt.date(2026, 11, 16)


@pytest.fixture
def job(mine: Dossier) -> WorkJob:
    values = {
        "title": "call center agent",
        "place": "A clinic system",
        "start": None,
        "end": None,
        "hours_per_week": 40.0,
        "description": "Duties:\n- Answer calls from patients\n",
    }
    return work.keep_job(mine.record, values)  # fmt: skip


def sent(**more: str) -> dict[str, str]:
    return {
        "week": "2026-11-20", "version": "0", "n": "3",
        "t-0": "Transfer callers with red-flag symptoms to the nurse line by protocol",
        "u-0": "calls a day", "p-0": "yes", "c-0": "6",
        "t-1": "Order snacks", "u-1": "", "c-1": "",
        "t-2": "Answer calls from patients", "u-2": "calls a day", "c-2": "84",
        "other": "- Wrote messages for nurses\n\n", "result": "Holds fell from 9 to 6 minutes",
        "moment": "A caller with chest pain reached the nurse", "seen_by": "lead nurse",
    } | more  # fmt: skip


def texts(mine: Dossier) -> list[str]:
    return sorted(line.said for line in work.lines(mine.record))


def test_the_first_visit_asks_for_the_job_and_begins_a_record(client: Client) -> None:
    assert "Which job do you do?" in client.get("/my-job/week/").content.decode()
    answer = client.post("/my-job/jobs/", {"title": "scribe"})
    assert answer.status_code == 302
    assert not record.current().is_sample
    assert "What a medical scribe does" in client.get("/my-job/week/").content.decode()


def test_ticked_counted_and_typed_lines_are_kept_and_shown_ticked(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    assert client.post(f"/my-job/week/{job.pk}/save/", sent()).status_code == 302
    assert texts(mine) == [
        "A caller with chest pain reached the nurse",
        "Answer calls from patients, 84 calls a day",
        "Holds fell from 9 to 6 minutes",
        "Transfer callers with red-flag symptoms to the nurse line by protocol, 6 calls a day",
        "Wrote messages for nurses",
    ]
    assert {x.week for x in work.lines(mine.record)} == {WEEK}
    assert {x.seen_by for x in work.lines(mine.record)} == {"", "lead nurse"}
    page = client.get("/my-job/week/").content.decode()
    assert page.count(" checked>") == 3
    assert 'value="84"' in page
    assert "A caller with chest pain reached the nurse</textarea>" in page


def test_unticking_takes_a_line_out_and_undo_brings_all_back(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    client.post(f"/my-job/week/{job.pk}/save/", sent())
    before = texts(mine)
    less = sent(version=str(work.version(mine.record)), other="", **{"c-0": "7"})
    less.pop("t-2")
    assert client.post(f"/my-job/week/{job.pk}/save/", less).status_code == 302
    assert len(texts(mine)) == len(before) - 2
    client.post(f"/my-job/week/undo/{work.version(mine.record)}/")
    assert texts(mine) == before
    client.post(f"/my-job/week/undo/{work.version(mine.record)}/")
    assert len(texts(mine)) == len(before) - 2


def test_undoing_the_first_save_leaves_an_empty_log(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    client.post(f"/my-job/week/{job.pk}/save/", sent())
    client.post(f"/my-job/week/undo/{work.version(mine.record)}/")
    assert texts(mine) == []


def test_a_stale_save_and_a_stale_undo_are_refused_and_lose_nothing(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    client.post(f"/my-job/week/{job.pk}/save/", sent())
    first = work.version(mine.record)
    answer = client.post(f"/my-job/week/{job.pk}/save/", sent(other="Something new and long"))
    assert answer.status_code == 409
    assert "Something new and long" in answer.content.decode()
    client.post(f"/my-job/week/{job.pk}/save/", sent(version=str(first), **{"c-0": "9"}))
    assert client.post(f"/my-job/week/undo/{first}/").status_code == 409


def test_a_week_with_a_name_comes_back_with_wording_and_saves_nothing(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    bad = sent(moment="Mr. Okafor, MRN 4471002, called back to thank me")
    answer = client.post(f"/my-job/week/{job.pk}/save/", bad)
    assert answer.status_code == 422
    assert "The patient, MRN [number]" in answer.content.decode()
    assert texts(mine) == []
    client.post(f"/my-job/week/{job.pk}/save/", bad | {"use_wording": "yes"})
    assert "the patient, MRN [number], called back to thank me" in " ".join(
        texts(mine)
    ).lower().replace("mrn", "MRN")


def test_a_wrong_count_is_said_beside_its_line(client: Client, mine: Dossier, job: WorkJob) -> None:
    answer = client.post(f"/my-job/week/{job.pk}/save/", sent(**{"c-0": "many"}))
    assert answer.status_code == 422
    assert "is not a number" in answer.content.decode()
    assert texts(mine) == []


def test_the_dials_fill_before_saving_and_keep_the_month_before(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    html = client.post(f"/my-job/week/{job.pk}/dials/", sent()).content.decode()
    assert "the four weeks before are empty" in html
    assert texts(mine) == []
    old = WorkLine(dt.date(2026, 10, 12), job.title, LineKind.TASK, "Order snacks for the room")
    work.add_lines(mine.record, [old])
    html = client.post(f"/my-job/week/{job.pk}/dials/", sent()).content.decode()
    assert re.search(r"Patient (?!0%)\d+%, 0% before", html)


def test_the_log_goes_out_and_comes_in_the_same(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    client.post(f"/my-job/week/{job.pk}/save/", sent(other="=1+1, and so on"))
    before = texts(mine)
    table = client.get("/my-job/week/lines.csv").content
    client.post(f"/my-job/week/undo/{work.version(mine.record)}/")
    for _ in range(2):
        client.post("/my-job/week/bring/", {"file": SimpleUploadedFile("work.csv", table)})
        assert texts(mine) == before


def test_moments_seen_by_different_people_survive_a_save_of_their_week(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    lines = [
        WorkLine(WEEK, job.title, LineKind.MOMENT, "Found a double booking", seen_by="manager"),
        WorkLine(WEEK, job.title, LineKind.MOMENT, "Calmed a caller", seen_by="nurse"),
    ]
    work.add_lines(mine.record, lines)
    html = client.get("/my-job/week/").content.decode()
    assert "Found a double booking [seen by manager]\nCalmed a caller [seen by nurse]" in html
    moment = "Found a double booking [seen by manager]\nCalmed a caller [seen by nurse]"
    form = {"week": "2026-11-16", "version": str(work.version(mine.record)), "n": "0",
            "moment": moment}  # fmt: skip
    client.post(f"/my-job/week/{job.pk}/save/", form)
    assert set(work.lines(mine.record)) == set(lines)


def test_a_job_keeps_its_history_and_offers_its_description_unticked(
    client: Client, mine: Dossier, job: WorkJob
) -> None:
    page = client.get("/my-job/week/").content.decode()
    assert "From the job description" not in page or "Answer calls from patients" in page
    change = {"title": "call center agent", "description": "Reconcile the fax queue every morning",
              "version": "1"}  # fmt: skip
    assert client.post(f"/my-job/jobs/{job.pk}/", change).status_code == 302
    assert client.post(f"/my-job/jobs/{job.pk}/", change).status_code == 409
    page = client.get("/my-job/week/").content.decode()
    assert "Reconcile the fax queue every morning" in page
    assert " checked>" not in page
    job.refresh_from_db()
    assert (job.version, job.history.count()) == (2, 2)


@pytest.mark.parametrize("bad", [{"start": "x"}, {"hours_per_week": "200"}, {"title": ""},
                                 {"start": "2026-02-01", "end": "2026-01-01"}])  # fmt: skip
def test_a_job_of_wrong_shape_is_said(client: Client, mine: Dossier, bad: dict[str, str]) -> None:
    answer = client.post("/my-job/jobs/", {"title": "scribe"} | bad)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_another_records_job_is_not_found(client: Client, mine: Dossier) -> None:
    assert client.get("/my-job/jobs/999/").status_code == 404
    assert client.post("/my-job/week/999/save/", sent()).status_code == 404
