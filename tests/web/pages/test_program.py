"""A program's page, its facts, how its odds came to be, and its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

CODE = "1414140C0"
FACT = {"source": "its page", "read": "2026-10-12", "url": "", "note": "", "version": "0"}


def fact(client: Client, name: str, value: str, **more: str) -> int:
    answer = client.post(f"/programs/{CODE}/facts/{name}/", {**FACT, "value": value, **more})
    return answer.status_code


@pytest.fixture
def in_list(mine: Dossier) -> str:
    from preround.web import lists

    return lists.built_list(mine).listing.rows[0].program.nrmp_code


def test_a_fact_is_shown_with_source_and_date_and_taken_back(client: Client, mine: Dossier) -> None:
    assert fact(client, "visa_j1", "yes") == 302
    html = client.get(f"/programs/{CODE}/").content.decode()
    assert "its page, 12 Oct 2026" in html
    client.post("/undo-facts/batch-1/")
    assert "its page, 12 Oct 2026" not in client.get(f"/programs/{CODE}/").content.decode()
    assert "undone" in client.get(f"/programs/{CODE}/facts/visa_j1/").content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("interview_rate_non_us_img", "12%", "12%"),
        ("step2_min", "230", "230"),
        ("step1_pass_required", "no", "no"),
        ("usce_required", "preferred", "preferred"),
        ("quota_2025", "14", "14"),
    ],
)
def test_a_value_of_each_shape_is_kept(
    client: Client, mine: Dossier, name: str, typed: str, shown: str
) -> None:
    assert fact(client, name, typed) == 302
    assert f"<strong>{shown}" in client.get(f"/programs/{CODE}/facts/{name}/").content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("step2_min", "999", "expected a whole number"),
        ("visa_j1", "", "Give yes or no"),
        ("interview_rate_us_md", "lots", "expected a share"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_and_what_was_typed_stays(
    client: Client, mine: Dossier, name: str, typed: str, told: str
) -> None:
    answer = client.post(
        f"/programs/{CODE}/facts/{name}/", {**FACT, "value": typed, "note": "kept note"}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert told in html
    assert "kept note" in html


@pytest.mark.parametrize(
    ("field", "value"), [("source", ""), ("read", "soon"), ("url", "javascript:alert(1)")]
)
def test_a_fact_without_source_day_or_sound_link_is_refused(
    client: Client, mine: Dossier, field: str, value: str
) -> None:
    assert fact(client, "visa_j1", "yes", **{field: value}) == 422


def test_a_stale_fact_shows_both_and_can_then_be_saved(client: Client, mine: Dossier) -> None:
    fact(client, "visa_j1", "yes")
    answer = client.post(f"/programs/{CODE}/facts/visa_j1/", {**FACT, "value": "no"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<strong>no</strong>" in html
    assert "<strong>yes</strong>" in html
    assert fact(client, "visa_j1", "no", version="1") == 302


def test_two_sources_that_disagree_are_both_named(client: Client, mine: Dossier) -> None:
    import datetime as dt

    from preround.catalogue.overlay import Batch, BatchKind, FactEntry
    from preround.web import lists

    read = dt.date(2026, 10, 1)
    for value, source in (("yes", "one place"), ("no", "another")):
        entry = FactEntry(CODE, "visa_j1", value, source, read)
        lists.workspace().append(Batch("", "2026-10-01", source, BatchKind.IMPORT, (entry,)))
    assert "sources disagree" in client.get(f"/programs/{CODE}/").content.decode()


def test_a_fact_that_is_none_names_the_nearest(client: Client, mine: Dossier) -> None:
    answer = client.get(f"/programs/{CODE}/facts/visa_j2/")
    assert answer.status_code == 400
    assert "visa_j1" in answer.content.decode()


def test_a_year_leads_to_its_fact(client: Client, mine: Dossier) -> None:
    answer = client.get(f"/programs/{CODE}/facts-of-year/?kind=quota&year=2025")
    assert answer["Location"].endswith("/facts/quota_2025/")


def test_the_terms_add_up_to_the_chance_shown(client: Client, mine: Dossier, in_list: str) -> None:
    from preround.web import lists
    from preround.web.pages.program.view_model import how_page

    page = how_page(mine, in_list, "none")
    odds = lists.built_list(mine).odds
    mean = odds.mean[page["row"].index, 0]
    assert page["terms"][-1].after == pytest.approx(mean, rel=1e-6)
    assert client.get(f"/programs/{in_list}/how/").status_code == 200


def test_a_program_outside_the_list_has_no_odds_and_says_why(client: Client, mine: Dossier) -> None:
    assert client.get(f"/programs/{CODE}/how/").status_code == 404
    assert "not among the specialties" in client.get(f"/programs/{CODE}/").content.decode()


def test_a_pinned_program_joins_the_list(client: Client, mine: Dossier) -> None:
    client.post("/marks/", {"do": f"pin {CODE}", "back": f"/programs/{CODE}/"})
    assert client.get(f"/programs/{CODE}/how/").status_code == 200


def test_a_note_is_kept_with_its_history(client: Client, mine: Dossier) -> None:
    client.post(f"/programs/{CODE}/note/", {"text": "First", "version": "0"})
    client.post(f"/programs/{CODE}/note/", {"text": "Second", "version": "1"})
    html = client.get(f"/programs/{CODE}/").content.decode()
    assert "Second</textarea>" in html
    assert "First" in html


def test_a_stale_note_shows_both(client: Client, mine: Dossier) -> None:
    client.post(f"/programs/{CODE}/note/", {"text": "First", "version": "0"})
    answer = client.post(f"/programs/{CODE}/note/", {"text": "Mine", "version": "0"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "First" in html
    assert "Mine" in html


def test_what_a_person_writes_is_never_markup(client: Client, mine: Dossier) -> None:
    planted = "<script>alert(1)</script>"
    client.post(f"/programs/{CODE}/note/", {"text": planted, "version": "0"})
    client.post(f"/programs/{CODE}/facts/visa_any_text/", {**FACT, "value": planted})
    assert planted not in client.get(f"/programs/{CODE}/").content.decode()
