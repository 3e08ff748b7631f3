"""The log in the app: a day in one form, caught identifiers, months, CSV, and a killed process."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preround.domain.applicant import UsceKind
from preround.logbook.days import LogDay
from preround.web import log, record
from preround.web.log_models import LogTable

if TYPE_CHECKING:
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

DAY = {
    "day": "2026-11-20",
    "kind": "externship",
    "hours": "8",
    "setting": "inpatient",
    "specialty": "Internal Medicine",
    "duties": ["history", "presented"],
    "saw": "Presented a 67-year-old with COPD",
}


def test_a_day_is_saved_and_the_next_starts_from_it(client: Client, mine: Dossier) -> None:
    assert client.post("/log/save/", DAY).status_code == 302
    page = client.get("/log/").content.decode()
    assert "Presented a 67-year-old with COPD" in page
    assert 'value="externship" selected' in page
    assert 'value="Internal Medicine"' in page


def test_a_week_is_caught_up_with_day_after_day(client: Client, mine: Dossier) -> None:
    for day, following in (
        ("2026-11-12", "2026-11-13"), ("2026-11-13", "2026-11-16"), ("2026-11-22", "2026-11-22"),
    ):  # fmt: skip
        page = client.post("/log/save/", DAY | {"day": day}, follow=True).content.decode()
        assert f'type="date" value="{following}"' in page


def test_a_day_with_a_name_comes_back_with_wording_and_saves_nothing(
    client: Client, mine: Dossier
) -> None:
    bad = DAY | {"saw": "Saw Mr. Okafor, MRN 4471002, fell on 3/14"}
    answer = client.post("/log/save/", bad)
    assert answer.status_code == 422
    assert "Saw the patient, MRN [number], fell on [date]" in answer.content.decode()
    assert log.entries(mine.record).count() == 0
    assert client.post("/log/save/", bad | {"use_wording": "yes"}).status_code == 302
    assert log.days(mine.record)[0].saw == "Saw the patient, MRN [number], fell on [date]"


def test_words_kept_against_the_guard_still_do_not_leave(client: Client, mine: Dossier) -> None:
    kept = DAY | {"saw": "Dr. Okafor praised me", "keep_words": "on"}
    assert client.post("/log/save/", kept).status_code == 302
    assert log.days(mine.record)[0].saw == "Dr. Okafor praised me"
    out = client.get("/log/days.csv").content.decode()
    assert "Okafor" not in out
    assert "The physician praised me" in out


def test_the_guard_answers_while_typing(client: Client, mine: Dossier) -> None:
    found = client.post("/log/guard/", {"saw": "pt maria has MRN 88120334"}).content.decode()
    assert "maria" in found
    assert "88120334" in found
    assert client.post("/log/guard/", {"saw": "Murphy's sign positive"}).content.strip() == b""
    both = {"saw": "pt maria", "learned": "Murphy's sign"}
    typed = client.post("/log/guard/", both, headers={"HX-Trigger-Name": "learned"})
    assert typed.content.strip() == b""


def test_wrong_shapes_are_said_beside_their_field(client: Client, mine: Dossier) -> None:
    answer = client.post("/log/save/", DAY | {"hours": "30", "day": "2027-01-01", "kind": "x"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "between 0 and 24" in text
    assert "still ahead" in text


def test_a_change_keeps_history_and_a_stale_one_is_refused(client: Client, mine: Dossier) -> None:
    client.post("/log/save/", DAY)
    row = log.entries(mine.record).get()
    change = DAY | {"hours": "6", "number": str(row.pk), "version": "1"}
    assert client.post("/log/save/", change).status_code == 302
    assert client.post("/log/save/", change | {"hours": "5"}).status_code == 409
    row.refresh_from_db()
    assert (row.hours, row.version, row.history.count()) == (6, 2, 2)
    assert "Earlier versions" in client.get(f"/log/{row.pk}/").content.decode()


def test_a_day_taken_out_can_be_put_back(client: Client, mine: Dossier) -> None:
    client.post("/log/save/", DAY)
    number = log.entries(mine.record).get().pk
    client.post(f"/log/{number}/remove/")
    assert log.entries(mine.record).count() == 0
    client.post(f"/log/{number}/remove/", {"back": "yes"})
    assert log.entries(mine.record).count() == 1


def test_the_log_goes_out_and_comes_in_the_same(client: Client, mine: Dossier) -> None:
    client.post("/log/save/", DAY | {"learned": "=1+1, and\ntwo lines"})
    before = log.days(mine.record)
    table = client.get("/log/days.csv").content
    log.remove(mine.record, log.entries(mine.record).get().pk)
    client.post("/log/bring/", {"file": SimpleUploadedFile("log.csv", table)})
    assert log.days(mine.record) == before
    client.post("/log/bring/", {"file": SimpleUploadedFile("log.csv", table)})
    assert log.entries(mine.record).count() == 1


def test_a_table_brought_in_can_be_taken_back_in_one_press(client: Client, mine: Dossier) -> None:
    client.post("/log/save/", DAY)
    table = b"date,kind,hours\n2026-10-06,elective,8\n2026-10-07,elective,8\n"
    answer = client.post("/log/bring/", {"file": SimpleUploadedFile("log.csv", table)}, follow=True)
    (undo,) = re.findall(r"/log/bring/undo/\d+/", answer.content.decode())
    assert log.entries(mine.record).count() == 3
    assert "2 days of that table" in client.post(undo, follow=True).content.decode()
    assert [row.day.isoformat() for row in log.entries(mine.record)] == ["2026-11-20"]


def test_an_undo_takes_out_what_its_table_brought_and_nothing_else(
    client: Client, mine: Dossier
) -> None:
    tables = [f"date,kind,hours\n2026-10-0{n},elective,8\n".encode() for n in (6, 7)]
    for table in tables:
        client.post("/log/bring/", {"file": SimpleUploadedFile("log.csv", table)})
        client.post("/log/save/", DAY)
    (first, second) = LogTable.objects.values_list("pk", flat=True)
    for forged in (0, second + 1, 10**30):
        client.post(f"/log/bring/undo/{forged}/")
    assert log.entries(mine.record).count() == 4
    client.post(f"/log/bring/undo/{first}/")
    left = [row.day.isoformat() for row in log.entries(mine.record)]
    assert left == ["2026-11-20", "2026-11-20", "2026-10-07"]


def test_a_table_brought_again_is_told_in_plain_words(client: Client, mine: Dossier) -> None:
    table = b"date,kind,hours\n2026-10-06,elective,8\n2026-10-07,elective,8\n"
    said = []
    for held in (table, table, table + b"2026-10-08,elective,8\n"):
        sent = {"file": SimpleUploadedFile("log.csv", held)}
        said.append(client.post("/log/bring/", sent, follow=True).content.decode())
    for page, words in zip(
        said,
        ("2 days brought in", "Nothing new: the 2 days were there already",
         "1 day brought in; 2 were there already"),
        strict=True,
    ):  # fmt: skip
        assert words in page
    assert LogTable.objects.count() == 2
    empty = {"file": SimpleUploadedFile("log.csv", b"date,kind,hours\n")}
    answer = client.post("/log/bring/", empty)
    assert answer.status_code == 400
    assert "no row under the heading" in answer.content.decode()


def test_logged_weeks_become_months_and_go_into_the_record(client: Client, mine: Dossier) -> None:
    # Mondays to Fridays of four weeks, 8 hours: 20 weekdays / 20 = 1.0 month, hands-on
    start = dt.date(2026, 10, 5)
    log.keep_all(
        mine.record,
        [
            LogDay(
                start + dt.timedelta(days=7 * week + day),
                UsceKind.EXTERNSHIP,
                8.0,
                duties=("history",),
            )
            for week in range(4)
            for day in range(5)
        ],
    )
    page = client.get("/log/months/").content.decode()
    assert '<th scope="row">Externship</th><td class="num">1</td>' in page
    client.post("/log/months/keep/", {"version": str(mine.version)})
    (period,) = record.current().applicant.us_experience
    assert (period.kind, str(period.start), str(period.end)) == (
        "externship",
        "2026-10-05",
        "2026-10-30",
    )
    assert period.hands_on is True


def test_the_first_day_begins_a_record_of_ones_own(client: Client, db: None) -> None:
    assert client.post("/log/save/", DAY).status_code == 302
    assert not record.current().is_sample


SAVER = """
import datetime, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "preround.web.settings"
import django
django.setup()
from preround.domain.applicant import Applicant, UsceKind
from preround.logbook.days import LogDay
from preround.web import log, record
from preround.web.models import ApplicantRecord
own = ApplicantRecord.objects.filter(kind="own").first() or record.start_own(Applicant(), "test")
for n in range(100000):
    day = LogDay(datetime.date(2026, 1, 1), UsceKind.EXTERNSHIP, 8.0, saw="words " * 400 + str(n))
    row = log.keep(own, day)
    os.write(1, f"{row.pk}\\n".encode())
"""


def test_nothing_is_lost_when_the_process_is_killed_in_the_middle_of_a_save(tmp_path: Path) -> None:
    env = {**os.environ, "PREROUND_HOME": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v", "0", "--settings=preround.web.settings"],
        env=env, check=True,
    )  # fmt: skip
    chance = random.Random(7)
    told: set[int] = set()
    for _ in range(int(os.environ.get("PREROUND_KILLS", "6"))):
        told |= _killed_saver(env, chance.uniform(0.0, 0.25))
        (path,) = tmp_path.glob("*.sqlite3")
        with sqlite3.connect(path) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
            kept = {one for (one,) in database.execute("select id from web_loggedday")}
            whole = {
                one for (one,) in database.execute("select entry_id from web_loggeddayversion")
            }
        assert told <= kept
        assert kept == whole
    assert told


def _killed_saver(env: dict[str, Any], seconds: float) -> set[int]:
    """Kill a process that saves without pause, some time after its first save; what it told."""
    with subprocess.Popen([sys.executable, "-c", SAVER], env=env, stdout=subprocess.PIPE) as saver:
        assert saver.stdout is not None
        first = saver.stdout.readline()
        import time

        time.sleep(seconds)
        saver.kill()
        rest = saver.stdout.read()
    lines = (first + rest).split(b"\n")[:-1]
    return {int(line) for line in lines}
