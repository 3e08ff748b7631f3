"""A form sent twice is kept once, and what a person means to send again still can be."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from preround.web import once
from preround.web.log_models import LoggedDay
from preround.web.once_models import SentForm
from preround.web.rotation_models import KeptRotation
from preround.web.work_models import WorkJob

if TYPE_CHECKING:
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

TOKEN = {once.TOKEN: "t" * 64}
DAY = {"day": "2026-11-20", "kind": "externship", "hours": "8", "saw": "Two visits"}
JOB = {"title": "Scribe", "place": "", "start": "", "end": "", "hours_per_week": ""}
ROTATION = {"kind": "externship", "institution": "Sample General", "start": "2026-10-05"}
CREATES: tuple[tuple[str, dict[str, str], Any], ...] = (
    ("/log/save/", DAY, LoggedDay),
    ("/my-job/jobs/", JOB, WorkJob),
    ("/log/rotations/new/", ROTATION, KeptRotation),
)


@pytest.mark.parametrize(("address", "typed", "model"), CREATES)
def test_a_second_press_gets_the_answer_of_the_first(
    client: Client, mine: Dossier, address: str, typed: dict[str, str], model: Any
) -> None:
    answers = [client.post(address, typed | TOKEN) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert model.objects.count() == 1
    assert len({answer.cookies["messages"].value for answer in answers}) == 1


def test_another_page_or_another_word_is_another_form(client: Client, mine: Dossier) -> None:
    client.post("/log/save/", DAY | TOKEN)
    client.post("/log/save/", DAY | {once.TOKEN: "u" * 64})
    client.post("/log/save/", DAY | TOKEN | {"saw": "Three visits"})
    assert LoggedDay.objects.count() == 3


def test_a_form_refused_can_be_sent_again(client: Client, mine: Dossier) -> None:
    for _ in range(2):
        answer = client.post("/log/save/", DAY | TOKEN | {"day": "2030-01-01"})
        assert answer.status_code == 422
    assert not SentForm.objects.exists()


def test_a_form_sent_again_after_an_undo_is_asked_about_and_can_be_kept(
    client: Client, mine: Dossier
) -> None:
    client.post("/log/save/", DAY | TOKEN)
    number = LoggedDay.objects.get().pk
    client.post(f"/log/{number}/remove/", {once.TOKEN: "v" * 64})
    answer = client.post("/log/save/", DAY | TOKEN)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "was sent before" in page
    assert 'value="Two visits"' in page
    found = re.search(rf'class="section"><input[^>]*{once.TOKEN}" value="([^"]+)"', page)
    assert found
    assert client.post("/log/save/", DAY | {once.TOKEN: found[1]}).status_code == 302
    assert LoggedDay.objects.filter(removed=False).count() == 1


def test_a_table_is_brought_in_once_and_its_file_is_part_of_the_form(
    client: Client, mine: Dossier
) -> None:
    for hours in ("8", "8", "9"):
        table = f"date,kind,hours\n2026-11-20,externship,{hours}\n".encode()
        file = SimpleUploadedFile("log.csv", table)
        assert client.post("/log/bring/", {"file": file} | TOKEN).status_code == 302
    assert LoggedDay.objects.count() == 2
    assert SentForm.objects.count() == 2


def test_a_part_of_a_page_sent_twice_loads_the_page_again(client: Client, mine: Dossier) -> None:
    moment = {"theme": "care", "text": "A night shift"} | TOKEN
    first = client.post("/my-statement/moment/", moment, headers={"HX-Request": "true"})
    again = client.post("/my-statement/moment/", moment, headers={"HX-Request": "true"})
    assert (first.status_code, again.status_code) == (200, 204)
    assert again["HX-Refresh"] == "true"


def test_looking_at_words_while_they_are_typed_leaves_nothing(
    client: Client, mine: Dossier
) -> None:
    for _ in range(2):
        words = {"saw": "Two visits"} | TOKEN
        answer = client.post("/log/guard/", words, headers={"HX-Request": "true"})
        assert answer.status_code == 200
    assert not SentForm.objects.exists()


def test_a_write_that_breaks_leaves_neither_a_half_nor_the_key(
    mine: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    with monkeypatch.context() as patch:
        patch.setattr("preround.web.drafts.kept", lambda *_: 1 / 0)  # after the day is stored
        assert client.post("/log/save/", DAY | TOKEN).status_code == 500
    assert not LoggedDay.objects.exists()
    assert client.post("/log/save/", DAY | TOKEN).status_code == 302
    assert LoggedDay.objects.count() == 1


def test_only_the_newest_forms_are_remembered_and_only_the_last_answer(
    client: Client, mine: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "MOST_KEPT", 3)
    for n in range(5):
        client.post("/log/save/", DAY | TOKEN | {"saw": f"{n} visits"})
    assert SentForm.objects.count() == 3
    assert [bool(one.cookies) for one in SentForm.objects.all()] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_forms_sent_in_the_same_moment_are_kept_once(mine: Dossier) -> None:
    start = threading.Barrier(4)
    led_to: list[str] = []

    def send() -> None:
        client = Client()
        start.wait()
        led_to.append(client.post("/log/save/", DAY | TOKEN)["Location"])
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(led_to) == 4
    assert len(set(led_to)) == 1
    assert LoggedDay.objects.count() == 1
