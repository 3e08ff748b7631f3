"""The openings in the app: add, look, vet, cost, ask, bring, compare, undo; no script needed."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preround.domain.errors import UserError
from preround.jobs.openings import OpeningsBook
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace
from preround.openings.cost import COST_FIELDS
from preround.openings.opening import COLUMNS, Opening
from preround.openings.outreach import Contact, Event, Step, contact_document, event_document
from preround.web.privacy import OPENINGS, Privacy
from tests.web.test_pages import problems_of

if TYPE_CHECKING:
    from django.test import Client

    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 22)
TYPED = {
    "institution": "A sample clinic", "kind": "Hands-on externship", "specialty": "Pediatrics",
    "city": "Newark", "state": "nj", "start": "2027-02-01", "end": "2027-04-30",
    "weeks": "4 weeks", "fee_usd": "$500/week", "fee_per": "stay", "hours_per_week": "40",
    "who_may_apply": "IMGs", "duties": "Shadowing only, no patient contact",
    "letter_policy": "LOR guaranteed", "read": "2026-11-22", "note": "98% match rate",
    "may_do": ["watched"],
}  # fmt: skip


@pytest.fixture
def book(home: Path) -> OpeningsBook:
    return OpeningsBook(home)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_empty_directory_says_what_will_be_here_and_lists_no_offer(client: Client) -> None:
    html = page(client, "/openings/")
    assert "Add the first opening" in html
    assert "Where to look" in html
    assert "data-row" not in html


def test_an_opening_is_added_read_for_what_it_is_and_undone(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    answer = client.post("/openings/new/", TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/opening/o1/")
    kept = book.read().opening("o1").opening
    assert (kept.state, kept.weeks, kept.fee_usd, kept.fee_per) == ("NJ", 4, 500, "week")
    said = words(page(client, "/opening/o1/"))
    assert "By its duties it is an observership" in said
    assert "A letter is promised beforehand" in said
    assert "$2,000 for the stay" in said
    record = book.read().records[-1].id
    client.post(f"/openings/undo/{record}/")
    assert book.read().openings == {}


def test_a_refused_form_keeps_every_word_and_saves_nothing(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    wrong = TYPED | {
        "institution": "", "state": "Jersey", "fee_usd": "ask", "start": "soon", "weeks": "some",
        "hours_per_week": "9 am to 5 pm", "url": "not a link", "note": "Keep <this>",
    }  # fmt: skip
    answer = client.post("/openings/new/", wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count('class="field-error"') == 7
    assert "Keep &lt;this&gt;" in html
    assert 'value="9 am to 5 pm"' in html
    assert book.read().openings == {}


def test_the_last_day_is_not_before_the_first(client: Client, mine: Dossier) -> None:
    answer = client.post("/openings/new/", TYPED | {"end": "2027-01-01"})
    assert "The last day is before the first" in answer.content.decode()


def test_a_stale_change_shows_both_and_overwrites_nothing(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    book.add(Opening("A", physician="first"), "now")
    stored = book.read().opening("o1")
    book.edit("o1", Opening("A", physician="second"), stored.version, "now")
    answer = client.post("/opening/o1/edit/", {"institution": "A", "physician": "mine",
                                               "version": "1", "fee_per": "stay"})  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "second" in html
    assert "mine" in html
    assert book.read().opening("o1").opening.physician == "second"
    again = client.post("/opening/o1/edit/", {"institution": "A", "physician": "mine",
                                              "fee_per": "stay", "version": re.findall(
        r'name="version" value="(\d+)"', html)[0]})  # fmt: skip
    assert again.status_code == 302
    assert book.read().opening("o1").opening.physician == "mine"


def test_a_form_that_is_sent_unchanged_changes_nothing(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    client.post("/openings/new/", TYPED)
    before = book.read().opening("o1").opening
    html = page(client, "/opening/o1/edit/")
    fields = dict(re.findall(r'<input[^>]* name="([a-z_]+)" value="([^"]*)"', html))
    fields |= dict(re.findall(r'<textarea[^>]* name="([a-z_]+)"[^>]*>([^<]*)</textarea>', html))
    selects = re.findall(r'<select[^>]* name="([a-z_]+)">(.*?)</select>', html, re.DOTALL)
    for name, options in selects:
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    fields.pop("csrfmiddlewaretoken", None)
    assert client.post("/opening/o1/edit/", fields | {"may_do": ["watched"]}).status_code == 302
    assert book.read().opening("o1").opening == before


def test_filters_count_live_and_an_empty_result_names_what_to_let_go(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    for i, (kind, state, fee) in enumerate(
        [("Observership", "NY", 0.0), ("Externship", "NY", 900.0), ("Elective", "NJ", None)]
    ):
        book.add(Opening(f"Sample {i}", kind=kind, state=state, fee_usd=fee), "now")
    html = page(client, "/openings/?state=NY")
    assert html.count("data-row") == 2
    assert re.search(r'value="externship"[^>]*>.*?class="count">1<', html)
    assert re.search(r'name="state" value="NJ"[^>]*>.*?class="count">1<', html)
    said = words(page(client, "/openings/?q=zzz&state=NY"))
    assert "Without “zzz” : 2" in said or "Without “zzz”: 2" in said
    assert "is no day" in page(client, "/openings/?from=soon")
    assert "1 of 3" in words(page(client, "/openings/?most=500&kind=observership"))


def test_htmx_gets_only_what_changes(client: Client, mine: Dossier, book: OpeningsBook) -> None:
    book.add(Opening("A"), "now")
    html = client.get("/openings/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "data-row" in html


def test_questions_are_answered_and_settle_their_warning(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    book.add(Opening("A", letter_policy="LOR guaranteed"), "now")
    client.post("/opening/o1/answer/", {"question": "letter", "text": "Only where earned"})
    said = words(page(client, "/opening/o1/"))
    assert "1 of 9 answered" in said
    assert "Answered 22 Nov 2026: Only where earned" in said
    assert client.post("/opening/o1/answer/", {"question": "x", "text": "y"}).status_code == 422


def test_a_message_that_was_sent_is_kept_with_its_day_and_a_reminder(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    book.add(Opening("A sample hospital", specialty="Pediatrics"), "now")
    html = page(client, "/opening/o1/?message=physician")
    assert "Dear [name of the physician]" in html
    answer = client.post("/opening/o1/step/", {
        "step": "asked", "day": "2026-11-22", "remind": "on", "subject": "Asking", "text": "Dear",
    })  # fmt: skip
    assert answer["Location"] == "/opening/o1/#outreach"
    ((_, event),) = book.read().events["o1"]
    assert (event.text, event.follow_up) == ("Asking\n\nDear", dt.date(2026, 12, 2))
    outreach = words(page(client, "/openings/outreach/"))
    assert "1 opening found, 1 asked" in outreach
    assert "in 10 days" in outreach
    calendar = client.get("/openings/follow-ups.ics").content
    assert len(icalendar.Calendar.from_ical(calendar).walk("VEVENT")) == 1


def test_a_step_ahead_or_without_a_day_is_refused_with_its_words(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    book.add(Opening("A"), "now")
    answer = client.post("/opening/o1/step/", {"step": "replied", "day": "2027-01-01",
                                               "text": "They said yes"})  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "still ahead" in html
    assert "They said yes" in html
    assert client.post("/opening/o1/step/", {"step": "x", "day": ""}).status_code == 422
    assert not book.read().events


def test_people_are_kept_written_to_and_taken_out(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    book.add(Opening("A"), "now")
    assert client.post("/opening/o1/contact/", {"name": ""}).status_code == 422
    client.post("/opening/o1/contact/", {"name": "Visiting student office", "role": "Office"})
    assert "Dear Visiting student office," in page(client, "/opening/o1/?message=office&to=c1")
    client.post("/opening/o1/drop/contact/c1/")
    assert not book.read().contacts


def test_costs_are_in_the_open_own_before_usual_with_a_cited_visa_fee(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    book.add(Opening("A", fee_usd=1000, weeks=4, kind="Externship", hands_on=True), "now")
    client.post("/openings/costs/", {"travel_usd": "700", "housing_usd_per_week": "$250"})
    client.post("/opening/o1/costs/", {"travel_usd": "0", "visa_usd": "185",
                                       "lost_wages_usd_per_week": "0"})  # fmt: skip
    said = words(page(client, "/opening/o1/"))
    # 1000 + 4 x 250 + 185 = 2185; a week 546
    assert "$2,185" in said
    assert "$546" in said
    assert "visa application was $185 for 2026" in said
    bad = client.post("/openings/costs/", {"travel_usd": "a lot"})
    assert bad.status_code == 422
    assert 'value="a lot"' in bad.content.decode()


def test_compare_shows_two_to_four_and_says_what_is_missing(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    for i in range(5):
        book.add(Opening(f"Sample {i}", fee_usd=100.0 * (i + 1), weeks=4), "now")
    html = page(client, "/openings/compare/?id=o1&id=o2&id=o3&id=o4&id=o5")
    assert "Four fit side by side" in html
    assert html.count('class="best"') == 2  # cost in all, and a week
    assert "One is chosen" in page(client, "/openings/compare/?id=o1&id=nobody")
    assert "Begin with" in page(client, "/openings/compare/")


def test_a_sheet_is_looked_at_brought_once_and_undone(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    sheet = b"Hospital,Type,Cost,Parking\nA,Observership,$900,free\n,x,,\nB,Externship,soon,\n"
    answer = client.post("/openings/bring/", {"file": SimpleUploadedFile("a.csv", sheet)})
    token = answer["Location"]
    said = words(page(client, token))
    assert "Row 3 was left out: it names no institution." in said
    assert "no amount; kept in the note" in said
    assert book.read().openings == {}
    client.post(token, {"row-2": "leave"})
    (kept,) = book.read().openings.values()
    assert (kept.opening.institution, kept.opening.note) == ("B", "Cost: soon")
    assert client.get(token).status_code == 404
    client.post(f"/openings/undo/{book.read().records[-1].id}/")
    assert book.read().openings == {}


def test_a_file_that_is_no_sheet_is_one_message(client: Client, mine: Dossier) -> None:
    assert client.post("/openings/bring/").status_code == 400
    for data in (b"a,b\n1,2\n", b"\x00\x01\x02", b"PK\x03\x04"):
        answer = client.post("/openings/bring/", {"file": SimpleUploadedFile("a.csv", data)})
        shown = client.get(answer["Location"])
        assert shown.status_code == 400
        assert "a.csv" in shown.content.decode()


def test_the_directory_is_taken_out_and_erased(
    client: Client, mine: Dossier, book: OpeningsBook, home: Path
) -> None:
    book.add(Opening("A", note="=1+1"), "now")
    assert b"'=1+1" in client.get("/openings/openings.csv").content
    assert client.get("/openings/openings.xlsx").content.startswith(b"PK")
    assert "1 opening would go" in words(page(client, "/openings/erase/"))
    client.post("/openings/erase/")
    assert not (home / "openings.jsonl").exists()


def test_the_guide_has_sources_and_counts_the_rules_one_knows(
    client: Client, mine: Dossier, home: Path
) -> None:
    said = words(page(client, "/openings/kinds/"))
    assert "No program's own rule is known" in said
    for fact, value in (("usce_required", "yes"), ("usce_hands_on_required", True)):
        correct_fact(Workspace(home), "1007140C0", fact, value, source="its page", read=DAY)
    said = words(page(client, "/openings/kinds/"))
    assert "You know the rule on U.S. experience of 1 program" in said
    assert "Counted by 1 of the 1 programs" in said
    where = words(page(client, "/openings/where/"))
    assert "VSLO" in where
    assert "Your own list, from the top" in where


def test_what_is_gone_is_named_and_a_closed_step_leaves_the_due_list(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    assert client.get("/opening/o9/").status_code == 404
    book.add(Opening("A"), "now")
    book.note_step(Event("o1", Step.ASKED, dt.date(2026, 11, 1), "", dt.date(2026, 11, 11)), "now")
    assert "1 due" in words(page(client, "/openings/"))
    book.note_step(Event("o1", Step.DECLINED, dt.date(2026, 11, 12)), "now")
    assert "Nothing is due today" in page(client, "/openings/outreach/")
    client.post("/opening/o1/take-out/")
    assert client.get("/opening/o1/").status_code == 404


def test_every_field_that_is_kept_says_how_private_it_is() -> None:
    event = event_document(Event("o1", Step.ASKED, DAY, "x", DAY))
    contact = contact_document(Contact("o1", "a", "b", "c", "d", "e"))
    assert set(OPENINGS["opening"]) == set(COLUMNS)
    assert set(OPENINGS["event"]) == set(event)
    assert set(OPENINGS["contact"]) == set(contact)
    assert set(OPENINGS["costs"]) == set(COST_FIELDS)
    assert OPENINGS["contact"]["name"] is Privacy.SENSITIVE


def test_no_error_of_these_pages_is_a_fault_of_ours(client: Client, mine: Dossier) -> None:
    for address in ("/opening/%F0%9F%98%80/", "/openings/?page=999999999999&sort=x&stage=y",
                    "/openings/compare/?id=", "/openings/bring/xxxxxxxxxxxxxxxx/"):  # fmt: skip
        assert client.get(address).status_code in {200, 404}
    with pytest.raises(UserError):
        OpeningsBook(Path("/nonexistent")).read().opening("o1")


def test_every_page_is_sound_with_openings_at_every_stage(
    client: Client, mine: Dossier, book: OpeningsBook
) -> None:
    client.post("/openings/new/", TYPED)
    for i, step in enumerate(Step, 2):
        book.add(Opening(f"Sample {i} & <others>", kind="Observership", url="https://a.example/",
                         physician="x", start=DAY, end=DAY), "now")  # fmt: skip
        book.note_step(Event(f"o{i}", step, DAY, "two\nlines", dt.date(2026, 12, 1)), "now")
        book.keep_contact(Contact(f"o{i}", "An office"), "now")
    addresses = ["/openings/", "/openings/outreach/", "/openings/compare/?id=o1&id=o2&id=o3"]
    addresses += [f"/opening/o{i}/" for i in range(1, 11)] + ["/opening/o1/edit/"]
    for address in addresses:
        assert problems_of(page(client, address)) == [], address


def test_open_points_stand_before_the_button_and_the_button_says_so(
    client: Client, book: OpeningsBook
) -> None:
    doubtful = Opening(
        "A sample clinic", "Observership", "Pediatrics", state="NJ", start=dt.date(2027, 2, 1),
        weeks=4, letter_policy="LOR guaranteed", note="98% match rate",
    )  # fmt: skip
    number, _ = book.add(doubtful, "2026-11-22T10:00:00")
    html = page(client, f"/opening/{number}/")
    said = words(html)
    first = said.index("to settle before you pay or go")
    button = said.index("I will go there, with")
    assert first < said.index("A letter is promised beforehand.") < button
    assert "Ask them first" in said[first:button]
    assert '<button class="primary">I will go there' not in html
    sound = Opening(
        "A sample hospital", "Observership", "Pediatrics", state="NJ", start=dt.date(2027, 2, 1),
        weeks=4, duties="Watching rounds", physician="Dr. Sample", affiliation="Sample University",
        read=DAY,
    )  # fmt: skip
    number, _ = book.add(sound, "2026-11-22T10:00:00")
    html = page(client, f"/opening/{number}/")
    assert "to settle before" not in html
    assert ">I will go there</button>" in html
