"""The letter garden in the app: writers added, days ticked, packets without a patient."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from preround.audit.work_log import LineKind, WorkLine
from preround.domain.applicant import UsceKind
from preround.logbook.days import LogDay
from preround.web import letters, log, record, work
from tests.oracles.rfc5545 import read

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.letters_models import LetterWriter
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db

WRITER = {
    "name": "Dr. Anita Patel",
    "specialty": "Pediatrics",
    "us_physician": "yes",
    "waived": "yes",
    "form": "narrative",
    "status": "thinking",
    "place": "Mercy Hospital",
}
DAY = dt.date(2026, 6, 1)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def patel(client: Client, mine: Dossier) -> LetterWriter:
    for n, saw in enumerate(("Presented on rounds", "Took the history of Mrs. Okonkwo, rm 412")):
        log.keep(
            mine.record,
            LogDay(DAY + dt.timedelta(days=n), UsceKind.EXTERNSHIP, 8, site="Mercy Hospital",
                   saw=saw, duties=("history",)),
        )  # fmt: skip
    log.keep(mine.record, LogDay(DAY, UsceKind.EXTERNSHIP, 8, site="Elsewhere", saw="Not hers"))
    assert client.post("/letters/new/", WRITER).status_code == 302
    return letters.rows(mine.record).get()


def test_the_sample_shows_the_sample_s_letters(client: Client, db: None) -> None:
    html = text_of(client, "/letters/")
    assert "Sample Writer One, MD" in html
    assert "These are a sample" in html
    assert "/status/" not in html


def test_an_empty_garden_names_whom_the_logs_name(client: Client, mine: Dossier) -> None:
    assert "No writer yet." in text_of(client, "/letters/")
    work.add_lines(
        mine.record, [WorkLine(DAY, "Agent", LineKind.MOMENT, "x", None, "", "charge nurse")]
    )
    log.keep(mine.record, LogDay(DAY, UsceKind.EXTERNSHIP, 8, site="Mercy Hospital"))
    html = text_of(client, "/letters/")
    assert "charge nurse" in html
    assert "place=Mercy%20Hospital&amp;together_from=2026-06-01" in html
    begun = text_of(client, "/letters/new/?place=Mercy+Hospital&together_from=2026-06-01")
    assert 'value="Mercy Hospital"' in begun


def test_the_first_writer_begins_a_record_of_ones_own(client: Client, db: None) -> None:
    assert client.post("/letters/new/", WRITER).status_code == 302
    assert not record.current().is_sample


def test_days_are_offered_by_place_and_count_once_ticked(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    page = text_of(client, f"/letters/{patel.pk}/")
    assert "Presented on rounds" in page
    assert "Not hers" not in page
    assert "No day together is marked yet." in page
    refs = [f"day-{row.pk}" for row in log.entries(mine.record).filter(site="Mercy Hospital")]
    saved = {"version": "1", "shown": refs, "day": refs[:1]}
    assert client.post(f"/letters/{patel.pk}/saw/", saved).status_code == 302
    assert "2 Jun 2026; logged: 1 day" in text_of(client, f"/letters/{patel.pk}/")
    every = {"version": "2", "shown": refs, "all": "yes"}
    assert client.post(f"/letters/{patel.pk}/saw/", every).status_code == 302
    assert "1 Jun 2026 to 2 Jun 2026; logged: 2 days" in text_of(client, f"/letters/{patel.pk}/")


def test_a_packet_on_paper_and_as_text_holds_only_hers_and_no_patient(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    days = [row.pk for row in log.entries(mine.record).filter(site="Mercy Hospital")]
    letters.keep(mine.record, {"together_days": days}, patel.pk, 1)
    html = text_of(client, f"/letters/{patel.pk}/packet/")
    paper = html.split("<article", 1)[1].split("</article>")[0]
    answer = client.get(f"/letters/{patel.pk}/packet.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert 'filename="facts-for-dr-anita-patel.txt"' in answer["Content-Disposition"]
    for page in (paper, answer.content.decode()):
        assert "Took the history of the patient" in page
        assert "Took a history: 2 of 2" in page
        for other in ("Okonkwo", "412", "Not hers", "2026-06"):
            assert other not in page
    assert "Okonkwo" in html  # shown to the applicant, beside the paper, as taken out


def test_a_doubt_goes_back_in_by_a_press_and_what_the_guard_found_does_not(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    letters.keep(mine.record, {"also_saw": ["Kept the Zorvex sheet for Mrs. Okonkwo"]}, patel.pk, 1)
    address = f"/letters/{patel.pk}/keep-word/"
    client.post(address, {"word": "Okonkwo", "version": "2"})
    assert letters.writer(mine.record, patel.pk).keep_words == []
    client.post(address, {"word": "Zorvex", "version": "2"})
    text = client.get(f"/letters/{patel.pk}/packet.txt").content.decode()
    assert "Zorvex" in text
    assert "Okonkwo" not in text


def test_a_card_shows_no_patient_either(client: Client, mine: Dossier, patel: LetterWriter) -> None:
    days = [row.pk for row in log.entries(mine.record).filter(site="Mercy Hospital")]
    letters.keep(mine.record, {"together_days": days}, patel.pk, 1)
    html = text_of(client, "/letters/")
    assert "Took the history of the patient" in html
    assert "Okonkwo" not in html


def test_one_press_takes_the_next_step_and_one_undoes_it(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    done = client.post(f"/letters/{patel.pk}/status/", {"status": "asked", "version": "1"})
    assert done.status_code == 302
    row = letters.writer(mine.record, patel.pk)
    assert (row.status, row.asked_on) == ("asked", dt.date(2026, 11, 22))
    stale = client.post(f"/letters/{patel.pk}/status/", {"status": "agreed", "version": "1"})
    assert stale.status_code == 409
    assert client.post(f"/letters/{patel.pk}/undo/2/").status_code == 302
    assert letters.writer(mine.record, patel.pk).status == "thinking"
    bad = client.post(f"/letters/{patel.pk}/status/", {"status": "sent", "version": "3"})
    assert bad.status_code == 400


def test_what_they_also_saw_is_looked_through_before_it_is_kept(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    typed = WRITER | {"also_saw": "Ran the clinic\nSaw Mr. Lee on March 3rd", "version": "1"}
    answer = client.post(f"/letters/{patel.pk}/", typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Nothing was saved yet." in html
    assert "Saw Mr. Lee on March 3rd" in html  # what was typed is not lost
    assert client.post(f"/letters/{patel.pk}/", typed | {"use_wording": "yes"}).status_code == 302
    kept = letters.writer(mine.record, patel.pk).also_saw
    assert kept == ["Ran the clinic", "Saw the patient on [date]"]


@pytest.mark.parametrize(
    ("bad", "field"),
    [({"name": ""}, "name"), ({"together_to": "x"}, "day"), ({"form": "poem"}, "two"),
     ({"together_from": "2026-02-01", "together_to": "2026-01-01"}, "before the first"),
     ({"status": "gone"}, "Choose one"), ({"role": "x" * 201}, "200")],
)  # fmt: skip
def test_a_wrong_shape_is_said_and_nothing_is_lost(
    client: Client, mine: Dossier, bad: dict[str, str], field: str
) -> None:
    answer = client.post("/letters/new/", WRITER | {"also_saw": "Ran the clinic"} | bad)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert field in html
    assert "Ran the clinic" in html
    assert not letters.rows(mine.record).exists()


def test_a_writer_taken_out_can_be_put_back(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    assert client.post(f"/letters/{patel.pk}/remove/", {"version": "1"}).status_code == 302
    assert "Put them back" in text_of(client, f"/letters/{patel.pk}/")
    assert client.post(f"/letters/{patel.pk}/undo/2/").status_code == 302
    assert letters.rows(mine.record).count() == 1


def test_letters_are_assigned_to_the_list_and_chosen_by_hand(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    letters.keep(mine.record, {"status": "uploaded"}, patel.pk, 1)
    specialty = "Pediatrics/Medical Genetics"
    where = text_of(client, "/letters/where/")
    assert "programs: Dr. Anita Patel" in where
    code = where.split("<li>", 1)[1].split('href="?scope=')[1].split('"')[0]
    assert "Letters for" in text_of(client, f"/letters/where/?scope={code}")
    kept = client.post("/letters/where/", {"scope": specialty, "writer": [str(patel.pk)]})
    assert kept.status_code == 302
    assert "chosen by hand" in text_of(client, "/letters/where/")
    odd = client.post("/letters/where/", {"scope": "Dancing", "writer": [str(patel.pk)]})
    assert odd.status_code == 422


def test_letters_promised_or_in_can_be_put_into_the_record(
    client: Client, mine: Dossier, patel: LetterWriter
) -> None:
    assert "Use these in my record" not in text_of(client, "/letters/")
    letters.keep(mine.record, {"status": "agreed"}, patel.pk, 1)
    assert "Use these in my record" in text_of(client, "/letters/")
    version = {"version": str(record.current().version)}
    assert client.post("/letters/record/", version).status_code == 302
    (letter,) = record.current().applicant.letters or ()
    assert (letter.specialty, letter.from_us_physician) == ("Pediatrics", True)
    assert "Use these in my record" not in text_of(client, "/letters/")
    assert client.post("/letters/record/", {"version": "99"}).status_code == 409


def test_more_letters_than_a_program_takes_are_refused(client: Client, mine: Dossier) -> None:
    rows = [letters.keep(mine.record, {"name": f"W{n}", "status": "uploaded"}) for n in range(5)]
    ticked = {"scope": "Pediatrics/Medical Genetics", "writer": [str(row.pk) for row in rows]}
    answer = client.post("/letters/where/", ticked)
    assert answer.status_code == 422
    assert "Leave 1 out." in answer.content.decode()
    assert letters.choices(mine.record) == {}


def test_the_reminders_come_as_a_sound_calendar(client: Client, patel: LetterWriter) -> None:
    answer = client.get("/letters/letters.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    root, problems = read(answer.content)
    assert problems == []
    assert root is not None
    assert len(root.parts) == 3


@pytest.mark.parametrize(
    "address", ["/letters/99/", "/letters/99/packet/", "/letters/99/packet.txt"]
)
def test_a_writer_of_nobody_is_not_found(client: Client, mine: Dossier, address: str) -> None:
    assert client.get(address).status_code == 404
