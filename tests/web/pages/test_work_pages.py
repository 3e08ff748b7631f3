"""The audit on one page, the skills and the plan: from the log, empty or full."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from preround.audit.areas import listed_specialty
from preround.audit.work_log import LineKind, WorkLine
from preround.facts import specialties
from preround.web import record, work

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

WEEK = dt.date(2026, 11, 16)
TASKS = (
    "Transfer callers with red-flag symptoms to the nurse line by protocol",
    "Book appointments and remind patients",
    "Fold linen",
)


@pytest.fixture
def logged(mine: Dossier) -> Dossier:
    lines = [WorkLine(WEEK, "call center agent", LineKind.TASK, text) for text in TASKS]
    work.add_lines(mine.record, lines)
    return mine


@pytest.mark.parametrize("page", ["audit", "skills", "grow"])
def test_an_empty_log_leads_to_the_week(client: Client, mine: Dossier, page: str) -> None:
    assert "Log this week" in client.get(f"/my-job/{page}/").content.decode()


def test_the_audit_shows_tasks_shares_and_gaps_of_the_specialty(
    client: Client, logged: Dossier
) -> None:
    html = client.get("/my-job/audit/", {"specialty": "Family Medicine"}).content.decode()
    assert "For Family Medicine" in html
    assert "PC1 Care of the Acutely Ill Patient" in html
    assert html.count("</svg> shown") == 2
    assert "Fold linen" in html


def test_a_combined_wish_is_read_by_the_list_of_its_first_part(
    client: Client, logged: Dossier
) -> None:
    html = client.get("/my-job/audit/").content.decode()
    assert "For Internal Medicine/Psychiatry" in html
    assert "Read by the list of Internal Medicine." in html


def test_a_wish_without_a_list_is_told_so(client: Client, logged: Dossier) -> None:
    without = next(name for name in specialties.ALL if not listed_specialty(name))
    wishes = logged.applicant.wishes.model_copy(update={"specialties": (without,)})
    record.save(logged.applicant.model_copy(update={"wishes": wishes}), 1, "another wish")
    html = client.get("/my-job/audit/").content.decode()
    assert f"{without} has no list of its own here" in html


def test_an_unknown_specialty_or_job_breaks_nothing(client: Client, logged: Dossier) -> None:
    assert client.get("/my-job/audit/?specialty=<b>").status_code == 200
    assert client.get("/my-job/audit/?job=9999").status_code == 404


def test_skills_keep_the_persons_words_and_name_what_is_not_covered(
    client: Client, logged: Dossier
) -> None:
    html = client.get("/my-job/skills/").content.decode()
    assert "Through transferring callers with red-flag symptoms to the nurse line" in html
    assert "nothing yet" in html


def test_the_plan_has_three_stages_and_a_script_for_each_ask(
    client: Client, logged: Dossier
) -> None:
    html = client.get("/my-job/grow/").content.decode()
    assert html.count("<blockquote>") == html.count("Careful:") == 10
    for stage in ("2 to 3 weeks", "3 to 6 months", "6 to 12 months"):
        assert f"<h2>{stage}</h2>" in html
