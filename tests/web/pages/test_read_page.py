"""A program's page is read, shown with its sentences, and kept fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from preround.web import lists

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

CODE = "1007140C0"
ADDRESS = f"/read-a-page/{CODE}/"
TEXT = "We sponsor J-1 visas only.\nGraduation within the last 5 years is required."


def test_reading_proposes_with_the_sentence_and_keeps_nothing(
    client: Client, mine: Dossier
) -> None:
    html = client.post(ADDRESS, {"text": TEXT, "look": "1"}).content.decode()
    assert "We sponsor J-1 visas only." in html
    assert 'value="years_since_graduation_max"' in html
    assert lists.workspace().read_overlay().version == 0


def test_one_fact_is_kept_and_the_others_stay_proposals(client: Client, mine: Dossier) -> None:
    sent = {"text": TEXT, "keep": "visa_h1b", "version": "0", "read": "2026-11-20"}
    answer = client.post(ADDRESS, sent | {"url": "https://example.org/"})
    assert answer.status_code == 200
    program = lists.catalogue().get(CODE)
    reading = program.fact("visa_h1b").readings[0]
    assert (reading.value, reading.note) == ("no", "We sponsor J-1 visas only.")
    assert (reading.read.isoformat(), reading.url) == ("2026-11-20", "https://example.org/")
    assert not program.fact("visa_j1").readings
    html = answer.content.decode()
    assert 'value="visa_h1b"' not in html
    assert 'name="version" value="1"' in html


def test_a_saved_page_can_be_dropped(client: Client, mine: Dossier) -> None:
    page = SimpleUploadedFile("page.html", b"<html><p>We sponsor <b>J-1</b> visas only.</p></html>")
    html = client.post(ADDRESS, {"file": page, "look": "1"}).content.decode()
    assert "We sponsor J-1 visas only." in html


def test_a_stale_press_keeps_nothing_and_says_so(client: Client, mine: Dossier) -> None:
    client.post(ADDRESS, {"text": TEXT, "keep": "visa_j1", "version": "0"})
    answer = client.post(ADDRESS, {"text": TEXT, "keep": "visa_h1b", "version": "0"})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.content.decode()
    assert not lists.catalogue().get(CODE).fact("visa_h1b").readings


def test_what_cannot_be_read_is_said_on_the_page(client: Client, mine: Dossier) -> None:
    assert "paste its text" in client.post(ADDRESS, {"look": "1"}).content.decode()
    pdf = SimpleUploadedFile("page.pdf", b"%PDF-1.7 content")
    assert "cannot be opened as a PDF" in client.post(ADDRESS, {"file": pdf}).content.decode()
    assert client.get("/read-a-page/0000000X0/").status_code == 404


def test_a_program_is_found_by_its_words(client: Client, mine: Dossier) -> None:
    html = client.get("/read-a-page/", {"q": "birmingham alabama"}).content.decode()
    assert "/read-a-page/10" in html


def test_the_next_fact_to_keep_has_the_keyboard(client: Client, mine: Dossier) -> None:
    sent = {"text": TEXT, "keep": "visa_h1b", "version": "0", "read": "2026-11-20"}
    html = client.post(ADDRESS, sent).content.decode()
    focused = 'value="years_since_graduation_max" class="primary" autofocus'
    assert focused in html
    assert html.count("autofocus") == 1
    assert "1 of 3 kept" in html


def test_an_answer_is_shown_with_its_question(client: Client, mine: Dossier) -> None:
    text = "Q: Do you sponsor H-1B visas?\nA: No.\nThree of our residents of 12 are IMGs."
    html = client.post(ADDRESS, {"text": text, "look": "1"}).content.decode()
    assert '<span class="before">Q: Do you sponsor H-1B visas?</span>' in html


def test_a_share_is_shown_in_percent_and_kept_as_a_rate(client: Client, mine: Dossier) -> None:
    text = "60% of our residents are international medical graduates."
    sent = {"text": text, "keep": "img_share", "version": "0", "read": "2026-11-20"}
    html = client.post(ADDRESS, sent).content.decode()
    assert "<strong>60%</strong>" in html
    assert lists.catalogue().get(CODE).fact("img_share").value == 0.6


WAY_OUT = "We sponsor J-1 visas.\nA Step 2 CK of 230 is required unless you have U.S. experience."


def test_a_rule_with_a_way_out_is_put_to_the_person_with_both_readings(
    client: Client, mine: Dossier
) -> None:
    html = client.post(ADDRESS, {"text": WAY_OUT, "look": "1"}).content.decode()
    assert "Decide yourself" in html
    assert 'value="step2_min"' not in html
    assert 'value="step2_min=rule"' in html
    assert 'value="step2_min=open"' in html
    assert lists.workspace().read_overlay().version == 0


def test_the_reading_that_holds_is_kept_by_one_press(client: Client, mine: Dossier) -> None:
    sent = {"text": WAY_OUT, "keep": "step2_min=rule", "version": "0", "read": "2026-11-20"}
    html = client.post(ADDRESS, sent).content.decode()
    assert lists.catalogue().get(CODE).fact("step2_min").value == 230
    assert 'value="step2_min=rule"' not in html
    assert 'value="step2_min=open"' in html


def test_no_limit_keeps_nothing_and_stays_said(client: Client, mine: Dossier) -> None:
    sent = {"text": WAY_OUT, "keep": "step2_min=open", "version": "0"}
    html = client.post(ADDRESS, sent).content.decode()
    assert lists.workspace().read_overlay().version == 0
    assert '<input type="hidden" name="left" value="step2_min">' in html
    assert 'value="step2_min=open"' not in html
    sent |= {"keep": "visa_j1", "left": "step2_min"}
    assert 'name="left" value="step2_min"' in client.post(ADDRESS, sent).content.decode()
