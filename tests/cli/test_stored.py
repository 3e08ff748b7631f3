"""The command line reads what the web app stored, without starting it and without writing."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from preround.audit.work_log import LineKind, WorkLine
from preround.cli.stored import FILE, UnreadableStore, read_stored
from preround.domain.applicant import Applicant, Setting, UsceKind
from preround.logbook.days import LogDay
from preround.plan.marks import PlanMarks, StepMark
from tests.cli.test_chart import run

if TYPE_CHECKING:
    from preround.web.models import ApplicantRecord

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2026, 6, 1)
LOGGED = LogDay(DAY, UsceKind.EXTERNSHIP, 8.0, Setting.INPATIENT, "Pediatrics", "Mercy", "NY",
                ("history",), "Presented Mrs. Okonkwo", "learned", "feedback")  # fmt: skip
LINE = WorkLine(DAY, "Agent", LineKind.MOMENT, "Trained two agents", 2, "agents", "boss")


@pytest.fixture
def stored(tmp_path: Path) -> ApplicantRecord:
    """A record of one's own in the web app's database, seen as a data folder."""
    from preround.web import letters, log, plans, record, work

    mine = record.start_own(Applicant.model_validate({"wishes": {"specialties": ["IM"]}}), "test")
    row = log.keep(mine, LOGGED)
    work.add_lines(mine, [LINE])
    letters.keep(
        mine,
        {"name": "Dr. A", "waived": True, "known_as": ["Boss"], "together_days": [row.pk],
         "asked_on": DAY, "status": "asked"},
    )  # fmt: skip
    letters.keep(mine, {"name": "Gone", "removed": True})
    marks = PlanMarks(match=2028).with_mark(2028, "audit", StepMark(done=True))
    plans.write(mine, marks, 0, "audit")
    with closing(sqlite3.connect(tmp_path / FILE)) as copy:
        connection.connection.backup(copy)
    return mine


def test_everything_is_read_as_the_web_app_knows_it(
    tmp_path: Path, stored: ApplicantRecord
) -> None:
    from preround.web import letters, plans

    found = read_stored(tmp_path)
    assert found is not None
    assert list(found.logs.days.values()) == [LOGGED]
    assert list(found.logs.lines.values()) == [LINE]
    web = letters.logs(stored)
    assert (list(found.logs.days), list(found.logs.lines)) == (list(web.days), list(web.lines))
    assert list(found.writers) == [letters.as_writer(row) for row in letters.rows(stored)]
    assert found.marks == plans.read(stored).marks
    assert found.specialties == ("IM",)


def test_letters_and_plan_use_it(
    tmp_path: Path, stored: ApplicantRecord, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--home", tmp_path, "--today", "2026-11-21", "--json")
    code, out, _ = run(capsys, "letters", *at, "--season", 2028)
    (row,) = json.loads(out)["writers"]
    assert code == 0
    assert (row["n_days"], row["n_weeks"], row["status"]) == (1, 1, "asked")
    assert row["saw"] == ["Presented the patient", "Trained two agents, 2 agents"]
    code, out, _ = run(capsys, "letters", *at, "--packet", row["key"])
    assert "Okonkwo" not in json.loads(out)["packet"]["text"]
    profile = tmp_path / "me.toml"
    profile.write_text("[applicant]\ntype = 'non_us_img'\n")
    code, out, _ = run(capsys, "plan", profile, *at, "--match", 2028)
    status = {step["key"]: step["status"] for step in json.loads(out)["steps"]}
    assert status["audit"] == "done"


def test_a_file_s_writers_are_joined_with_the_stored_logs(
    tmp_path: Path, stored: ApplicantRecord, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letters.toml"
    file.write_text(
        '[[writers]]\nkey = "a"\nname = "A"\nplace = "Mercy"\n'
        "together_from = 2026-05-01\ntogether_to = 2026-07-01\n"
        '[[writers]]\nkey = "b"\nname = "B"\nknown_as = ["boss"]\n'
    )
    at = ("--home", tmp_path, "--today", "2026-11-21", "--json")
    _, out, _ = run(capsys, "letters", file, *at)
    rows = {row["key"]: row["saw"] for row in json.loads(out)["writers"]}
    assert rows == {"a": ["Presented the patient"], "b": ["Trained two agents, 2 agents"]}


def test_a_store_of_another_shape_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_stored(tmp_path) is None
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to look like one")
    with pytest.raises(UnreadableStore):
        read_stored(tmp_path)
    (tmp_path / FILE).unlink()
    with closing(sqlite3.connect(tmp_path / FILE)) as empty:
        empty.execute("CREATE TABLE other (id)")
    code, out, err = run(capsys, "letters", "--home", tmp_path)
    assert (code, out) == (2, "")
    assert "preround serve" in err
