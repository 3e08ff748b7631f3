"""The list page: its rows, filters, counts, marks, and what is said when there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict

from preround.web import record
from preround.web.pages.program_list.rows import PER_PAGE, Wanted, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test import Client

    from preround.domain.program_list import ListRow
    from preround.web.record import Dossier


@pytest.fixture
def rows(mine: Dossier) -> Sequence[ListRow]:
    from preround.web import lists

    return lists.built_list(mine).listing.rows


def wanted(address: str) -> Wanted:
    return Wanted.read(QueryDict(address))


def test_an_address_is_read_and_written_unchanged() -> None:
    address = "q=new+york&tier=reach&state=NJ&state=NY&apply=1&sort=odds&page=3"
    assert wanted(address).address() == address


@pytest.mark.parametrize("address", ["tier=best", "page=0", "page=-1", "page=x", "sort=luck"])
def test_what_an_address_cannot_mean_is_left_out(address: str) -> None:
    assert wanted(address) == Wanted()


def test_words_find_both_spellings_of_an_institution(rows: Sequence[ListRow]) -> None:
    one = next(row for row in rows if row.program.sponsor.name != row.program.sponsor.listed_name)
    for name in (one.program.sponsor.name, one.program.sponsor.listed_name):
        found = show(rows, Wanted(q=name.upper()), {}).rows
        assert one.program.nrmp_code in {row.program.nrmp_code for row in found}


def test_each_count_is_what_a_press_on_it_shows(rows: Sequence[ListRow]) -> None:
    state = rows[0].program.state
    shown = show(rows, Wanted(state=(state,)), {})
    for name in ("tier", "specialty", "track"):
        for option in shown.options[name]:
            value = option.value if name == "tier" else (option.value,)
            pressed = show(rows, Wanted(**{"state": (state,), name: value}), {})
            assert pressed.n_found == option.count, (name, option)


def test_a_filter_counts_as_if_it_were_not_set_itself(rows: Sequence[ListRow]) -> None:
    free = show(rows, Wanted(), {}).options["state"]
    set_ = show(rows, Wanted(state=(rows[0].program.state,)), {}).options["state"]
    assert [one.count for one in free] == [one.count for one in set_]


def test_pages_hold_every_row_once(rows: Sequence[ListRow]) -> None:
    n_pages = show(rows, Wanted(), {}).n_pages
    codes = [
        row.program.nrmp_code
        for page in range(1, n_pages + 1)
        for row in show(rows, Wanted(page=page), {}).rows
    ]
    assert sorted(codes) == sorted(row.program.nrmp_code for row in rows)
    assert n_pages == -(-len(rows) // PER_PAGE)


def test_the_one_filter_to_let_go_is_the_one_that_brings_most_back(rows: Sequence[ListRow]) -> None:
    one = rows[0].program
    shown = show(rows, Wanted(q=one.nrmp_code.lower(), state=("ZZ",)), {})
    assert shown.n_found == 0
    assert shown.relax is not None
    assert (shown.relax.name, shown.relax.count) == ("state", 1)
    assert "state" not in shown.relax.address


def test_without_a_single_cause_no_filter_is_named(rows: Sequence[ListRow]) -> None:
    assert show(rows, Wanted(q="zzzz", state=("ZZ",)), {}).relax is None


def test_the_front_door_is_the_sample_s_finished_list(client: Client, db: None) -> None:
    html = client.get("/").content.decode()
    assert "This is a sample." in html
    assert html.count("data-row") == PER_PAGE
    assert re.search(r"applications? for \$", html)


def test_each_row_has_a_reason_and_an_interval(client: Client, mine: Dossier) -> None:
    html = client.get("/").content.decode()
    rows = html.split("data-row")[1:]
    assert all('class="interval"' in row for row in rows)
    assert all('class="chip' in row or 'href="#said-once"' in row for row in rows)


def test_script_gets_only_the_part_that_changes(client: Client, mine: Dossier) -> None:
    part = client.get("/?tier=reach", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "list-table" in part or "No program passes" in part


def test_a_pin_is_kept_and_undone(client: Client, mine: Dossier) -> None:
    from preround.web import lists, marks

    code = lists.built_list(mine).listing.rows[-1].program.nrmp_code
    answer = client.post("/marks/?tier=reach", {"do": f"pin {code}"})
    assert answer["Location"] == f"/?tier=reach#p-{code}"
    assert marks.choices(mine.record).pinned == {code}
    assert f'value="unpin {code}"' in client.get("/?pinned=1").content.decode()
    undo = mine.record.mark_changes.first()
    client.post(f"/marks/undo/{undo.id}/")
    assert marks.choices(mine.record).pinned == frozenset()


def test_undoing_what_is_not_there_says_so(client: Client, mine: Dossier) -> None:
    assert client.post("/marks/undo/999/").status_code == 404


def test_a_mark_on_no_program_is_refused(client: Client, mine: Dossier) -> None:
    assert client.post("/marks/", {"do": "pin NOSUCH"}).status_code == 404
    assert not mine.record.marks.exists()


def test_the_sample_s_marks_stay_with_the_sample(client: Client, db: None) -> None:
    from preround.web import marks, record

    client.post("/marks/", {"do": "pin 1414140C0"})
    client.post("/questions/type/", {"type": "us_img", "version": "0"})
    mine = record.current()
    assert not mine.is_sample
    assert marks.choices(mine.record).pinned == frozenset()


def test_answers_that_leave_no_program_say_what_to_change(client: Client, mine: Dossier) -> None:
    from preround.domain.program import Track
    from preround.web import record

    wishes = mine.applicant.wishes.model_copy(update={"tracks": (Track.RESERVED,)})
    record.save(mine.applicant.model_copy(update={"wishes": wishes}), 1, "test")
    answer = client.get("/")
    assert answer.status_code == 400
    assert "Change the answers" in answer.content.decode()


def test_paper_numbers_every_source_once(client: Client, mine: Dossier) -> None:
    html = client.get("/print/").content.decode()
    used = set(re.findall(r"<sup>(\d+)</sup>", html))
    notes = html.split("Sources</h2>")[1].count("<li>") if "Sources</h2>" in html else 0
    assert used == {str(n) for n in range(1, notes + 1)}


@pytest.mark.parametrize(
    "address",
    ["/", "/print/", "/sent/", "/season-so-far/", "/list-check/", "/look-ups/", "/what-if/",
     "/whole-cycle/"],
)  # fmt: skip
def test_a_job_alone_makes_no_list_and_the_specialty_is_asked(
    client: Client, db: None, address: str
) -> None:
    client.post("/my-job/jobs/", {"title": "scribe"})
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Name a specialty first" in html
    assert "/questions/specialties/" in html
    assert "chance to match" not in html.lower()


def test_answers_without_a_specialty_ask_for_it_and_one_named_makes_the_list(
    client: Client, mine: Dossier
) -> None:
    wishes = mine.applicant.wishes.model_copy(update={"specialties": ()})
    record.save(mine.applicant.model_copy(update={"wishes": wishes}), 1, "test")
    assert "Name a specialty first" in client.get("/").content.decode()
    values = {"specialties": ["Internal Medicine/Psychiatry", ""], "version": "2"}
    client.post("/questions/specialties/", values)
    assert "Name a specialty first" not in client.get("/").content.decode()
