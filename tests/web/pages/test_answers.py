"""Answers in the app: evidence from the whole record, notes and runs kept, said words traced."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from preround.audit.work_log import LineKind, WorkLine
from preround.domain.applicant import UsceKind
from preround.logbook.days import LogDay
from preround.web import evidence, experiences, log, record, work, written
from preround.web.written_models import WrittenPiece

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
ASKED = "What did you change at work, and how do you know it was better?"
PAGE = "/my-answers/question/"


@pytest.fixture
def logged(mine: Dossier) -> Dossier:
    at = dt.date(2026, 11, 16)
    work.add_lines(mine.record, [
        WorkLine(at, "clerk", LineKind.RESULT, "Missing data fell from 35% to 18% with a script"),
        WorkLine(at, "clerk", LineKind.TASK, "Register patients", 50, "a shift"),
    ])  # fmt: skip
    return mine


def test_evidence_comes_from_log_days_and_entries_and_each_has_a_name(logged: Dossier) -> None:
    log.keep(logged.record, LogDay(dt.date(2026, 10, 1), UsceKind.OBSERVERSHIP, 8.0,
                                   learned="How rounds are run"))  # fmt: skip
    blank = dict.fromkeys(experiences.FIELDS, "") | {
        "title": "Tutor", "text": "Taught 12 students.", "start": None, "end": None,
        "hours_per_week": None, "meaningful": False,
    }  # fmt: skip
    experiences.keep(logged.record, blank)
    facts = evidence.all_facts(logged.record)
    assert {"How rounds are run", "Taught 12 students."} <= {fact.text for fact in facts}
    assert len({fact.id for fact in facts}) == len(facts)


def test_a_question_shows_its_evidence_and_how_the_answer_goes(
    client: Client, logged: Dossier
) -> None:
    html = client.get(PAGE, {"q": ASKED}).content.decode()
    assert "Missing data fell from 35% to 18% with a script" in html
    assert "Result: the number before and after" in html


def test_notes_and_a_run_are_kept_and_a_second_run_goes_before(
    client: Client, logged: Dossier
) -> None:
    typed = {"q": ASKED, "version": "0", "notes": "script, counted", "said": "", "seconds": "80"}
    assert client.post(PAGE, typed).status_code == 302
    assert client.post(PAGE, typed | {"version": "1", "seconds": "70"}).status_code == 302
    kept = written.named(logged.record, WrittenPiece.Kind.ANSWER, ASKED)
    assert kept is not None
    assert [run["seconds"] for run in kept.document["runs"]] == [70, 80]
    html = client.get("/my-answers/").content.decode()
    assert "said 2 times, last 70 s" in html
    assert client.post(PAGE, typed).status_code == 409


def test_what_was_said_is_timed_and_held_against_the_record(
    client: Client, logged: Dossier
) -> None:
    said = "Missing data fell from 35% to 18%. I also led the ward as the attending physician."
    headers = {"HX-Request": "true"}
    html = client.post(PAGE, {"q": ASKED, "said": said}, headers=headers).content.decode()
    assert "words:" in html
    assert "standing-conflict" in html
    assert not written.rows(logged.record, WrittenPiece.Kind.ANSWER).exists()


@pytest.mark.parametrize("seconds", ["0", "-5", "x", "99999", ""])
def test_a_time_that_is_none_is_no_run(client: Client, mine: Dossier, seconds: str) -> None:
    client.post(PAGE, {"q": "Why us?", "version": "0", "seconds": seconds, "notes": "n"})
    kept = written.named(mine.record, WrittenPiece.Kind.ANSWER, "Why us?")
    assert kept is not None
    assert kept.document["runs"] == []


def test_a_question_of_ones_own_is_listed_under_its_theme(client: Client, mine: Dossier) -> None:
    client.post(PAGE, {"q": "Which visa do you hold today?", "version": "0", "notes": "J-1"})
    assert "Which visa do you hold today?" in client.get("/my-answers/visa/").content.decode()
    assert client.get("/my-answers/weather/").status_code == 404


def test_an_answer_kept_by_the_sample_begins_a_record_of_ones_own(client: Client, db: None) -> None:
    client.post(PAGE, {"q": "Why us?", "version": "0", "notes": "n"})
    assert not record.current().is_sample
