"""The whole record as a form and as a file; nothing is lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import Applicant
from preround.importers.applicant_file import parse_applicant, validate_table
from preround.web import clock
from preround.web.pages.record import fields

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from preround.web.record import Dossier

FULL = {
    "applicant": {
        "type": "us_img", "school_country": "GD", "yog": 2018, "visa_need": "none",
        "ecfmg_certified": True, "has_us_experience": True,
    },
    "exams": [
        {"name": "step_1", "date": "2017-05-01", "passed": False},
        {"name": "step_1", "date": "2018-05-01", "passed": True, "score": 214},
        {"name": "step_3"},
    ],
    "us_experience": [
        {"kind": "employment", "setting": "outpatient", "specialty": "Family Medicine",
         "start": "2020-01-01", "hours_per_week": 32.5, "hands_on": False, "state": "FL"},
        {"kind": "elective", "months": 1.5},
    ],
    "letters": [{"specialty": "Family Medicine", "from_us_physician": True}],
    "scholarship": {"publications": 0},
    "wishes": {
        "specialties": ["Family Medicine", "Psychiatry"], "states_preferred": ["FL", "GA"],
        "states_excluded": ["AK"], "ties": ["FL"], "tracks": ["categorical", "primary_care"],
        "budget_usd": 1234.5, "max_interviews": 12,
    },
}  # fmt: skip


def through_the_form(applicant: Applicant) -> Applicant:
    table = fields.to_table(fields.filled_from(applicant))
    return validate_table(table, "form", clock.today()).applicant


def full() -> Applicant:
    return validate_table(FULL, "full", clock.today()).applicant


def test_a_full_record_comes_through_the_form_unchanged() -> None:
    assert through_the_form(full()) == full()


@given(
    yog=st.none() | st.integers(1950, 2027),
    certified=st.none() | st.booleans(),
    budget=st.none() | st.integers(1, 10**6),
    states=st.lists(st.sampled_from(["NY", "NJ", "CA", "TX"]), unique=True),
    letters=st.none() | st.lists(st.none() | st.booleans(), max_size=4),
)
def test_any_record_comes_through_the_form_unchanged(
    yog: int | None, certified: bool | None, budget: int | None, states: list[str],
    letters: list[bool | None] | None,
) -> None:  # fmt: skip
    table: dict[str, Any] = {
        "applicant": {"yog": yog, "ecfmg_certified": certified},
        "wishes": {"budget_usd": budget, "ties": states},
    }
    table = {
        name: {key: value for key, value in part.items() if value not in (None, [])}
        for name, part in table.items()
    }
    if letters is not None:
        # a letter nothing is known of fills no field of the form, so each has a specialty
        table["letters"] = [{"specialty": "Surgery"} | ({} if one is None else
                            {"from_us_physician": one}) for one in letters]  # fmt: skip
    applicant = validate_table(table, "any", clock.today()).applicant
    assert through_the_form(applicant) == applicant


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_record_taken_along_is_read_back_unchanged(
    client: Client, mine: Dossier, form: str
) -> None:
    answer = client.get(f"/record/applicant.{form}")
    assert "attachment" in answer["Content-Disposition"]
    read = parse_applicant(answer.content, f"applicant.{form}", clock.today())
    assert read.applicant == mine.applicant


def sent(applicant: Applicant, **changed: str) -> dict[str, Any]:
    return {**fields.filled_from(applicant), "version": "1", **changed}


def test_an_edit_is_saved_and_undone(client: Client, mine: Dossier) -> None:
    from preround.web import record

    assert (
        client.post("/record/", sent(mine.applicant, **{"applicant.yog": "2012"})).status_code
        == 302
    )
    assert record.current().applicant.applicant.yog == 2012
    client.post("/record/back/1/")
    assert record.current().applicant.applicant.yog == 2021


def test_everything_wrong_is_named_and_what_was_typed_stays(client: Client, mine: Dossier) -> None:
    typed = sent(mine.applicant, **{"applicant.yog": "long ago", "exams-0.score": "999"})
    answer = client.post("/record/", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "2 things to mend" in html
    assert 'value="long ago"' in html
    assert 'value="999"' in html


def test_a_stale_edit_shows_what_differs(client: Client, mine: Dossier) -> None:
    from preround.web import record

    client.post("/record/", sent(mine.applicant, **{"applicant.yog": "2012"}))
    answer = client.post("/record/", sent(mine.applicant, **{"applicant.yog": "2013"}))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>2013</td><td>2012</td>" in html
    assert record.current().applicant.applicant.yog == 2012


def test_saving_over_the_sample_makes_the_record_one_s_own(client: Client, db: None) -> None:
    from preround.web import record

    dossier = record.current()
    client.post("/record/", sent(dossier.applicant, **{"applicant.yog": "2012"}))
    assert not record.current().is_sample
    assert record.current().applicant.applicant.yog == 2012
    assert record.sample_applicant().applicant.yog == dossier.applicant.applicant.yog


def test_a_file_becomes_the_record(client: Client, db: None) -> None:
    from preround.web import record

    upload = SimpleUploadedFile("me.toml", b"[applicant]\nyog = 2016\n")
    assert client.post("/record/import/", {"file": upload}).status_code == 302
    assert record.current().applicant.applicant.yog == 2016


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.toml", b"", "is empty"),
        ("key.toml", b"[applicant]\nyog_of = 2016\n", "yog"),
        ("score.toml", b'[[exams]]\nname = "step_2_ck"\nscore = 999\n', "999"),
        ("budget.toml", b"[wishes]\nbudget_usd = 0\n", "no application can be bought"),
        ("what.toml", b'[wishes]\nspecialties = ["Astrology"]\n', "Astrology"),
        ("pdf.pdf", b"%PDF-1.7 ...", "a PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_message(
    client: Client, mine: Dossier, name: str, data: bytes, told: str
) -> None:
    from preround.web import record

    answer = client.post("/record/import/", {"file": SimpleUploadedFile(name, data)})
    assert 400 <= answer.status_code < 500
    assert told in answer.content.decode()
    assert record.current().version == 1


def test_a_form_without_a_file_says_so(client: Client, mine: Dossier) -> None:
    assert "No file was chosen" in client.post("/record/import/", {}).content.decode()


def test_the_budget_is_set_from_the_list(client: Client, mine: Dossier) -> None:
    from preround.web import record

    client.post("/record/budget/", {"budget_usd": "330", "version": "1"})
    assert record.current().applicant.wishes.budget_usd == 330
    client.post("/record/budget/", {"budget_usd": "", "version": "2"})
    assert record.current().applicant.wishes.budget_usd is None


@pytest.mark.parametrize(("typed", "status"), [("0", 422), ("-5", 422), ("much", 422)])
def test_a_budget_that_buys_nothing_is_refused(
    client: Client, mine: Dossier, typed: str, status: int
) -> None:
    answer = client.post("/record/budget/", {"budget_usd": typed, "version": "1"})
    assert answer.status_code == status


def test_the_sample_s_answers_cannot_be_changed_in_passing(client: Client, db: None) -> None:
    assert client.post("/record/budget/", {"budget_usd": "330"}).status_code == 409
    assert client.post("/record/back/1/").status_code == 409


def test_erasing_asks_once_and_leaves_the_looked_up_facts(
    client: Client, mine: Dossier, home: Path
) -> None:
    from preround.web import lists, record

    fact = {"value": "yes", "source": "page", "read": "2026-10-01", "version": "0"}
    client.post("/programs/1414140C0/facts/visa_j1/", fact)
    assert "Erase my record?" in client.get("/record/erase/").content.decode()
    client.post("/record/erase/")
    assert record.current().is_sample
    assert lists.catalogue().get("1414140C0").fact("visa_j1").value == "yes"
